"""One short play of the granary as it is printed, held word for word.

When the plain face or the story is meant to change, write it anew and read what changed:

    uv run python -m tests.plain.golden
    git diff tests/plain/golden_granary.txt
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.plain.pipe import GRANARY, lines, run

KEPT = Path(__file__).with_name("golden_granary.txt")
TYPED = (
    "help", "3", "heaped none", "1", "ledger", "back", "roof", "orders", "3", "2", "# burnt", "high_count", "record",
    "answer", "people", "chart store", "signed", "1", "quit",
)  # fmt: skip


def transcript() -> str:
    """The play, printed by a real program in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        words = ("play", GRANARY, "--plain", "--seed", "3", "--saves", "saves")
        done = run(*words, typed=lines(*TYPED), cwd=folder)
    assert (done.code, done.err) == (0, "")
    return done.out


if __name__ == "__main__":
    KEPT.write_text(transcript(), encoding="utf-8")
