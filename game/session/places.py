"""Where things are: stories, saves, settings. A checkout keeps its saves beside itself, an installed copy elsewhere."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
APP = "ten-thousand-jin"


def is_checkout() -> bool:
    """Whether this runs from a working copy of the repository."""
    return (PACKAGE.parent / "story").is_dir() and (PACKAGE.parent / "pyproject.toml").is_file()


def stories() -> Path:
    """The folder of scenarios that came with the game."""
    return PACKAGE.parent / "story" if is_checkout() else PACKAGE / "_story"


def saves() -> Path:
    """The folder new saves go to, unless the player names one."""
    if is_checkout():
        return PACKAGE.parent / "saves"
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "saves"


def classes() -> Path:
    """The folder of rooms of a class that is being held: no student's data, only what a restart needs."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "classes"


def settings_file() -> Path:
    """Where the player's settings are kept."""
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "settings.json"


def find_scenario(name: str) -> Path:
    """The folder of a scenario named by id or by path."""
    as_path = Path(name)
    try:
        if as_path.is_dir() and (as_path / "scenario.yaml").is_file():
            return as_path
    except (OSError, ValueError):  # no name of a file: too long, or with a zero byte in it
        return stories() / "_"
    if name and all(c.isalnum() or c == "_" for c in name):
        return stories() / name
    return as_path


def scenario_folders() -> tuple[Path, ...]:
    """Every scenario that came with the game."""
    return tuple(sorted(p.parent for p in stories().glob("*/scenario.yaml")))


def cache() -> Path:
    """Where things are kept that can be worked out again."""
    from platformdirs import user_cache_path

    return user_cache_path(APP, appauthor=False)
