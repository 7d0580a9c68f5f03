"""The looks of the desk: paper by day, paper under a lamp, a high-contrast pair. Vermilion is for signing only."""

from __future__ import annotations

from textual.theme import Theme

DEFAULT = "lamp"


def _theme(
    name: str,
    *,
    dark: bool,
    desk: str,
    sheet: str,
    tray: str,
    ink: str,
    faint: str,
    rule: str,
    mark: str,
    seal: str,
    on_seal: str,
) -> Theme:
    """A theme from nine colours: desk, sheet, tray, ink, faint ink, rules, the marked line, the seal and its text."""
    return Theme(
        name=name,
        dark=dark,
        primary=rule,
        secondary=faint,
        accent=seal,
        warning=seal,
        error=seal,
        success=ink,
        foreground=ink,
        background=desk,
        surface=sheet,
        panel=tray,
        luminosity_spread=0.08,
        text_alpha=1.0,
        variables={
            "text": ink,
            "text-muted": faint,
            "text-disabled": faint,
            "border": rule,
            "border-blurred": rule,
            "seal": seal,
            "on-seal": on_seal,
            "rule": rule,
            "block-cursor-background": mark,
            "block-cursor-foreground": ink,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": mark,
            "block-cursor-blurred-foreground": ink,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": tray,
            "footer-background": desk,
            "footer-foreground": ink,
            "footer-key-foreground": ink,
            "footer-key-background": desk,
            "footer-description-foreground": faint,
            "footer-item-background": desk,
            "scrollbar": rule,
            "scrollbar-hover": faint,
            "scrollbar-active": ink,
            "scrollbar-background": sheet,
            "scrollbar-background-hover": sheet,
            "scrollbar-background-active": sheet,
            "scrollbar-corner-color": sheet,
            "input-cursor-background": ink,
            "input-cursor-foreground": sheet,
            "input-selection-background": tray,
            "link-color": ink,
        },
    )


THEMES: tuple[tuple[Theme, str], ...] = (
    (
        _theme(
            "lamp",
            dark=True,
            desk="#100e0c",
            sheet="#211c16",
            tray="#191510",
            ink="#e9dcc3",
            faint="#b0a084",
            rule="#5d5140",
            mark="#3b3225",
            seal="#ff7a5c",
            on_seal="#211c16",
        ),
        "Lamp: paper in the evening, dark",
    ),
    (
        _theme(
            "paper",
            dark=False,
            desk="#d5c9b1",
            sheet="#f7f1e3",
            tray="#e8deca",
            ink="#29231d",
            faint="#5f5546",
            rule="#a2957d",
            mark="#ddd1b8",
            seal="#a8231b",
            on_seal="#f7f1e3",
        ),
        "Paper: by daylight, light",
    ),
    (
        _theme(
            "contrast-dark",
            dark=True,
            desk="#000000",
            sheet="#000000",
            tray="#000000",
            ink="#ffffff",
            faint="#e6e6e6",
            rule="#ffffff",
            mark="#3a3a3a",
            seal="#ff9c80",
            on_seal="#000000",
        ),
        "High contrast, white on black",
    ),
    (
        _theme(
            "contrast-light",
            dark=False,
            desk="#ffffff",
            sheet="#ffffff",
            tray="#ffffff",
            ink="#000000",
            faint="#2b2b2b",
            rule="#000000",
            mark="#cfcfcf",
            seal="#990000",
            on_seal="#ffffff",
        ),
        "High contrast, black on white",
    ),
)
NAMES = tuple(theme.name for theme, _ in THEMES)


def next_theme(name: str) -> str:
    """The theme after this one, round and round."""
    place = NAMES.index(name) if name in NAMES else -1
    return NAMES[(place + 1) % len(NAMES)]
