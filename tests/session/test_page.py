"""The page on saves keeps its word: its example is a save, its sums can be worked out, its table is the layout."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

from game.session import letters, runcode
from game.session.sealed import FORMAT, Heading, read_contents

PAGE = (Path(__file__).parents[2] / "docs" / "developers" / "saves.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"^```\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_example_is_a_save() -> None:
    found = read_contents(EXAMPLE.encode(), "example.journal")
    assert (len(found.lines), found.torn, found.damaged) == (3, False, "")
    assert found.heading.scenario == "granary"


def test_the_sums_are_what_the_page_says() -> None:
    before = ""
    for line in EXAMPLE.splitlines():
        body = re.sub(r',"sum":"[0-9a-f]{16}"\}$', "}", line)
        before, wanted = sha256(f"{before}\n{body}".encode()).hexdigest()[:16], json.loads(line)["sum"]
        assert before == wanted


def test_the_page_names_every_key() -> None:
    for line in EXAMPLE.splitlines():
        for key in json.loads(line).keys() - {"sum"}:
            assert f"`{key}`" in PAGE, key
    assert json.loads(EXAMPLE.splitlines()[0]).keys() - {"sum", "format"} == set(Heading.__annotations__)
    assert f"| `format` | {FORMAT}: " in PAGE


def test_the_layout_of_a_code_is_that_of_the_table() -> None:
    widths = [int(n) for n in re.findall(r"^\| (\d+) \| ", PAGE, re.MULTILINE)]
    assert widths == [15, 3, 10, 3, runcode.SEED_BITS, 16, 5, 1, 7]
    assert f"divided by {letters.PRIME}" in PAGE
    assert f"version of this format: {runcode.FORMAT}" in PAGE
    assert sum(widths) <= 5 * (runcode.SHORTEST + 2)


def test_the_limits_are_those_of_the_tests() -> None:
    from tests.session.test_runcode import FULL, LESSON

    assert f"at most {LESSON} characters for a lesson and {FULL} for a full run" in PAGE
