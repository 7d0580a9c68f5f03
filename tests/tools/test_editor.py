"""The schemas in a real YAML language server: what an author would see while typing.

The server is npm's `yaml-language-server`. It is looked for under the name that `YAML_LANGUAGE_SERVER` gives, on the
path, and where `npx` has put it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.tools.new import begin
from tests.tools.editor import Editor

NODE = shutil.which("node")
SETTINGS = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}


def server() -> str:
    """The server's program; empty where there is none."""
    named = os.environ.get("YAML_LANGUAGE_SERVER", "")
    kept = sorted((Path.home() / ".npm" / "_npx").glob("*/node_modules/yaml-language-server/bin/yaml-language-server"))
    return named or shutil.which("yaml-language-server") or (str(kept[-1]) if kept else "")


pytestmark = pytest.mark.skipif(
    not (NODE and server()), reason="no yaml-language-server here: docs/authors/tools.md says how to have one"
)


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    """A server that has been greeted."""
    with Editor([str(NODE), str(Path(server()).resolve()), "--stdio"], SETTINGS) as open_editor:
        yield open_editor


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new scenario, with what leads to its schemas."""
    folder = tmp_path_factory.mktemp("there") / "mill"
    begin(folder)
    return folder


def text_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_nothing_is_underlined_in_a_new_scenario(editor: Editor, mill: Path) -> None:
    for path in sorted(mill.rglob("*.yaml")):
        assert editor.findings(path, "\n".join(text_of(path))) == [], path


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("  title: Rao at the door", "  titel: Rao at the door", ["Missing property", "Property titel is not allowed"]),
        ("      stance: protect", "      stance: protct", ['Valid values: "truth"']),
        ("  once: no", "  once: never", ['Valid values: "yes", "no"']),
        ("- event: rao_asks", "- evnt: rao_asks", ["begin with one of document", "evnt is not allowed"]),
        ("    - choice: move", "    - choice: Move", ["small letters, digits and _ only"]),
        ("        - cattle = hill because the gauge keeper told Rao to move them", "        - cattle = hill",
         ["with =, += or -= and a reason"]),
    ],
)  # fmt: skip
def test_a_mistake_is_underlined_at_its_line(
    right: str, wrong: str, says: list[str], editor: Editor, mill: Path
) -> None:
    lines = text_of(mill / "scenes" / "all.yaml")
    number = next(n for n, line in enumerate(lines) if line.split("  #")[0].rstrip() == right)
    lines[number] = wrong
    beside = mill / "scenes" / f"broken_{abs(hash(wrong))}.yaml"
    found = editor.findings(beside, "\n".join(lines))
    assert len(found) == len(says)
    for part in says:
        assert any(part in f["message"] for f in found), found
    assert any(f["range"]["start"]["line"] == number for f in found)


def test_a_key_is_explained_where_the_pointer_rests(editor: Editor, mill: Path) -> None:
    path = mill / "people.yaml"
    lines = text_of(path)
    assert editor.findings(path, "\n".join(lines)) == []
    number = next(n for n, line in enumerate(lines) if line.startswith("  threads:"))
    said = editor.hover(path, number, 4)
    assert "scenes that touch them" in said
    assert "May be left out" in said


def test_keys_and_words_are_completed(editor: Editor, mill: Path) -> None:
    path = mill / "scenes" / "more.yaml"
    first = text_of(mill / "scenes" / "all.yaml")[0]
    typed = [first, "- document: a_letter", "  title: A letter", "  basis: ", "  ", "- "]
    editor.findings(path, "\n".join(typed))
    assert set(editor.offers(path, 3, 9)) == {"documented", "composite", "invented", "counterfactual"}
    offered = editor.offers(path, 4, 2)
    assert {"text", "choices", "letterhead", "sources"} <= set(offered)
    assert "title" not in offered
    assert "form" in editor.offers(path, 5, 2)
