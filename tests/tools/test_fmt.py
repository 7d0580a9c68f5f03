"""`fmt`: what it writes says the same, keeps every comment, and is in order; what it cannot follow it leaves alone."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from game.cli import Exit, main
from game.script.logic import logic_hash
from game.script.reader import load
from game.tools.fmt import Ordered, in_order
from game.tools.formats import FORMATS, format_of
from game.tools.new import TEMPLATE, begin
from game.tools.order import _ORDERS, ranks  # pyright: ignore[reportPrivateUsage]
from tests.conftest import ROOT, STORIES
from tests.scale import tried
from tests.tools.test_schema import at, mappings
from tests.tools.yaml_readers import as_texts, files

OURS = [*files(ROOT / "story"), *files(TEMPLATE)]
ALL = [*OURS, *files(STORIES)]
COMMENT = re.compile(r"(?m)(?:^|[ ])#.*$")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def ordered(text: str, path: Path) -> Ordered:
    form = format_of(path)
    assert form is not None
    return in_order(text.encode(), form, path.name)


def same(old: str, new: str) -> bool:
    """Whether two files hold the same data for a reader that is not ours."""
    return bool(as_texts(old) == as_texts(new))


@pytest.mark.parametrize("path", OURS, ids=name)
def test_every_file_that_came_with_the_game_is_in_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ordered(text, path) == Ordered(text)


@pytest.mark.parametrize("path", ALL, ids=name)
def test_what_is_put_in_order_says_the_same_and_stays_so(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    made = ordered(text, path)
    assert not made.unruly
    assert not made.faults
    assert same(text, made.text)
    assert ordered(made.text, path).text == made.text


@settings(max_examples=tried(50))
@given(path=st.sampled_from(ALL), seed=st.integers(0, 2**32))
def test_a_file_laid_out_in_any_way_says_the_same_afterwards(path: Path, seed: int) -> None:
    rng = random.Random(seed)
    text = disturbed(path.read_text(encoding="utf-8"), rng)
    made = ordered(text, path)
    assert not made.faults
    assert not made.unruly
    assert same(text, made.text)
    assert sorted(notes(text)) == sorted(notes(made.text))
    assert ordered(made.text, path).text == made.text


def notes(text: str) -> list[str]:
    """The comments that the disturbance brought in."""
    return re.findall(r"# note \d+", text)


def disturbed(text: str, rng: random.Random) -> str:
    """The same file with other indentation, blank lines, comments and spaces: everything but its prose."""
    lines, out, prose, number = text.split("\n"), list[str](), -1, 0
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if prose >= 0 and (not line.strip() or indent > prose):
            out.append(line)
            continue
        prose = -1
        key = re.match(r"( *)((?:- )*)[\w\"]+:", line)
        if key and rng.random() < 0.15:
            number += 1
            out += ["" for _ in range(rng.randint(0, 3))]
            out.append(" " * indent + f"# note {number}")
        if re.search(r"[:-] [|>][-+0-9]*$", line):
            prose = len(key.group(1)) + len(key.group(2)) if key else indent
        elif key and rng.random() < 0.2:
            number += 1
            line += " " * rng.randint(1, 9) + f"# note {number}"
        elif line.strip() and rng.random() < 0.1:
            line += "   "
        if key and rng.random() < 0.1:
            line = re.sub(r"(\w):( +)(?=[\w|>])", r"\1:   ", line, count=1)
        out.append(line)
    made = "\n".join(out)
    if rng.random() < 0.3:
        made = made.replace("\n", "\r\n")
    return made if same(text, made) else text


DUMPED = [p for p in ALL if p.stat().st_size < 40_000]


@settings(max_examples=tried(40))
@given(path=st.sampled_from(DUMPED), seed=st.integers(0, 2**32))
def test_a_file_another_program_wrote_is_put_in_order_or_left_alone(path: Path, seed: int) -> None:
    """Keys in any order, brackets, folded lines, quotes and escapes, as a YAML library writes them."""
    rng = random.Random(seed)
    form = format_of(path)
    assert form is not None
    data = as_texts(path.read_text(encoding="utf-8"))
    schema_spots = [spot for item in (data if form.many else [data]) for spot in [item]]
    shuffled = [shuffle_keys(item, form.shape, rng) for item in schema_spots]
    text = yaml.dump(
        shuffled if form.many else shuffled[0],
        Dumper=yaml.SafeDumper, sort_keys=False, allow_unicode=rng.random() < 0.7, width=rng.choice([20, 60, 9999]),
        indent=rng.choice([2, 3, 4, 6]), default_flow_style=rng.choice([False, False, False, None]),
        default_style=rng.choice([None, None, "'", '"', "|", ">"]),
    )  # fmt: skip
    made = ordered(text, path)
    if made.faults or made.unruly:
        return
    assert same(text, made.text)
    assert ordered(made.text, path).text == made.text


def shuffle_keys(item: Any, shape: type, rng: random.Random) -> Any:
    """The item with the keys of its declared mappings in any order; the first stays, which says what it is."""
    from game.tools.schema import _mapping, _scene  # pyright: ignore[reportPrivateUsage]

    schema = _scene() if shape.__name__ == "Scene" else _mapping(shape)
    for spot, _ in list(mappings(item, schema)):
        inner = at(item, spot)
        first, *rest = inner.items()
        rng.shuffle(rest)
        inner.clear()
        inner.update([first, *rest])
    return item


def test_most_of_what_another_program_writes_is_put_in_order() -> None:
    """The escape of the test above is not its rule."""
    rng, left = random.Random(7), 0
    for path in DUMPED:
        form = format_of(path)
        assert form is not None
        data = as_texts(path.read_text(encoding="utf-8"))
        items = [shuffle_keys(i, form.shape, rng) for i in (data if form.many else [data])]
        text = yaml.dump(items if form.many else items[0], Dumper=yaml.SafeDumper, sort_keys=False, width=9999)
        made = ordered(text, path)
        left += made.unruly or bool(made.faults)
    assert left <= len(DUMPED) // 20


def scene(text: str) -> str:
    """The scene file in order."""
    made = ordered(text, Path("scenes/a.yaml"))
    assert not made.unruly, text
    assert not made.faults, made.faults
    return made.text


def test_keys_indentation_quotes_and_blank_lines() -> None:
    untidy = """\


# the file
-   title:    "Rao at the door"       # her
    event: rao
    sources: [a1,b2 ,c3]   # two
    # before the basis
    basis: invented
    text: |
         She knocks.
           Twice.

         Then waits.{}


    people: ['rao']
    choices:
    - say: 'It''s late'
      stance:   refuse
      choice: no


      after: >-
        The door
        shuts.
# the next
- document: x
  title: "true"
  text: "a: b"
  basis: invented
  sources: []
# last
""".format("   ")  # spaces at the end of a line of prose are prose
    assert (
        scene(untidy)
        == """\
# the file
- event: rao
  title: Rao at the door              # her
  text: |
    She knocks.
      Twice.

    Then waits.{}

  people: [rao]
  choices:
    - choice: no
      say: It's late
      stance: refuse

      after: >-
        The door
        shuts.
  # before the basis
  basis: invented
  sources: [a1, b2, c3]    # two
# the next
- document: x
  title: "true"
  text: "a: b"
  basis: invented
  sources: []
# last
""".format("   ")
    )


def test_blank_lines_between_scenes_are_between_all_or_none() -> None:
    one = "- document: {0}\n  title: x\n  text: x\n  basis: invented\n  sources: []\n"
    some = one.format("a") + "\n\n" + one.format("b") + "\n" + one.format("c") + one.format("d")
    assert scene(some) == "\n".join(one.format(n) for n in "abcd")
    few = one.format("a") + "\n" + one.format("b") + one.format("c") + one.format("d")
    assert scene(few) == few


def test_an_order_names_keys_of_its_shape_and_no_others() -> None:
    from game.tools.formats import KINDS
    from game.tools.schema import _mapping  # pyright: ignore[reportPrivateUsage]

    met: set[str] = set()

    def look(cls: type) -> None:
        if cls.__name__ in met:
            return
        met.add(cls.__name__)
        declared = set(_mapping(cls)["properties"]) | (set(KINDS) if cls.__name__ == "Scene" else set())
        assert set(ranks(cls)) == declared, cls
        assert set(re.findall(r"\w+", _ORDERS.get(cls.__name__, ""))) <= declared, cls
        for inner in inner_shapes(cls):
            look(inner)

    for form in FORMATS:
        look(form.shape)
    assert set(_ORDERS) <= met


def inner_shapes(cls: type) -> list[type]:
    import attrs

    from game.tools.formats import shape_behind

    keys = [f.metadata["key"] or f.name for f in attrs.fields(cls) if "kind" in f.metadata]
    return [inner for key in keys if (inner := shape_behind(cls, key)) is not None]


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    begin(tmp_path / "mill")
    return tmp_path / "mill"


def test_the_command_puts_a_folder_in_order_and_the_game_stays_the_same(
    mill: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenes = mill / "scenes" / "all.yaml"
    good, before = scenes.read_text(encoding="utf-8"), logic_hash(load(mill).scenario)
    scenes.write_text(good.replace("  priority: 20\n", "").replace("  once: no", "  once:   no"), encoding="utf-8")
    changed = logic_hash(load(mill).scenario)
    assert before != changed
    assert main(["fmt", str(mill), "--check"]) == Exit.PROBLEMS
    assert "1 file out of order" in capsys.readouterr().out
    assert main(["fmt", str(mill)]) == Exit.FINE
    assert "1 file put in order" in capsys.readouterr().out
    assert main(["fmt", str(mill), "--check"]) == Exit.FINE
    assert logic_hash(load(mill).scenario) == changed


def test_a_file_with_a_mistake_is_left_alone(mill: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = mill / "people.yaml"
    broken = path.read_text(encoding="utf-8").replace("  name: Rao", "  nme:   Rao")
    path.write_text(broken, encoding="utf-8")
    assert main(["fmt", str(mill)]) == Exit.PROBLEMS
    told = capsys.readouterr()
    assert "unknown-key" in told.err
    assert "mend them first" in told.err
    assert "1 file left alone" in told.out
    assert path.read_text(encoding="utf-8") == broken


def test_as_data(mill: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (mill / "people.yaml").write_text("\n" + (mill / "people.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["fmt", str(mill), "--check", "--json"]) == Exit.PROBLEMS
    found = {Path(f["file"]).name: (f["state"], f["line"]) for f in json.loads(capsys.readouterr().out)["files"]}
    assert found.pop("people.yaml") == ("out of order", 1)
    assert set(found.values()) == {("in order", 0)}


@pytest.mark.parametrize("asked", ["nowhere", "{0}/.schema", "{0}/.schema/people.schema.json", "a\0b"])
def test_what_is_no_scenario_is_said(asked: str, mill: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", asked.format(mill)]) == Exit.USAGE
    assert capsys.readouterr().err.startswith("error: ")


def test_a_link_is_followed_and_stays_one(mill: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.yaml"
    (mill / "people.yaml").rename(real)
    (mill / "people.yaml").symlink_to(real)
    real.write_text("\n" + real.read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["fmt", str(mill)]) == Exit.FINE
    assert (mill / "people.yaml").is_symlink()
    assert not real.read_text(encoding="utf-8").startswith("\n")
