"""`graph`: what is in the picture, that every way out can be read, and that no story can put anything into it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from game.cli import Exit, main
from game.session.library import open_program
from game.tools.graph_svg import svg
from game.tools.graph_text import MOST_ARROWS, dot, mermaid
from game.tools.new import begin
from game.tools.picture import ENDINGS, STORYLETS, Arrow, Dot, Group, Picture, Says, flow, storylets
from game.tools.traffic import count
from tests.conftest import ROOT, STORIES

NAMES = sorted(p.parent.name for p in (ROOT / "story").glob("*/scenario.yaml"))
SPACE = "{http://www.w3.org/2000/svg}"
BAD = "</title><script>x</script> \"'`#&%%{}[]|\\ \x1b[31m click --> end"
HOSTILE = Picture(
    BAD,
    (
        Group("end", BAD, (Dot("end", BAD, "document", 0.0), Dot("b", BAD, "form", 0.004))),
        Group("2", BAD, (Dot("c", BAD, "ending"),)),
    ),
    (Arrow("end", "b", Says.ASKS, BAD), Arrow("b", "c", Says.GOES, "", 0.5), Arrow("c", "end", Says.READS, BAD)),
    7,
)  # fmt: skip


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("there") / "mill"
    begin(folder)
    return folder


def said(picture: Picture, says: Says) -> set[tuple[str, str, str]]:
    return {(a.source, a.target, a.label) for a in picture.arrows if a.says is says}


def test_the_picture_of_a_small_story_is_what_its_files_say(mill: Path) -> None:
    picture = flow(open_program(mill).scenario)
    held = {g.id: [d.id for d in g.dots] for g in picture.groups}
    assert held["saturday"] == ["johnstown", "figure", "staff"]
    assert held[STORYLETS] == ["fair_poster"]
    assert held[ENDINGS] == ["meadow.dry", "meadow.wet", "book.clean", "book.kept"]
    assert ("staff", "rao_asks", "") in said(picture, Says.ASKS)
    reads = said(picture, Says.READS)
    assert ("figure", "fair_poster", "reported") in reads  # through the condition `fair_held`
    assert ("rao_asks", "meadow.dry", "cattle") in reads
    assert ("inquiry", "book.clean", "book") in reads
    assert ("johnstown", "figure", "") in said(picture, Says.GOES)


def test_a_lesson_is_its_turns_and_scenes(mill: Path) -> None:
    program = open_program(mill)
    picture = flow(program.scenario, program.cuts["lesson"])
    assert [g.id for g in picture.groups] == ["saturday", "sunday", STORYLETS, ENDINGS]
    assert "inquiry" not in {d.id for g in picture.groups for d in g.dots}


def test_traffic_is_counted_in_plays(mill: Path) -> None:
    program = open_program(mill)
    traffic = count(program, 30)
    assert traffic.plays == 30
    assert traffic.scenes["figure"] == 30
    assert 0 < traffic.scenes["fair_poster"] < 30
    assert traffic.endings["meadow.dry"] + traffic.endings["meadow.wet"] == 30
    assert traffic.ways["figure", "rao_asks"] == 30
    picture = flow(program.scenario, None, traffic)
    shares = {d.id: d.share for g in picture.groups for d in g.dots}
    assert shares["figure"] == 1.0
    assert shares["meadow.wet"] == pytest.approx(10 / 30)
    assert next(a.share for a in picture.arrows if (a.source, a.target) == ("figure", "rao_asks")) == 1.0


def test_storylets_stand_between_what_they_read_and_what_they_set() -> None:
    met = 0
    for name in NAMES:
        picture = storylets(open_program(ROOT / "story" / name).scenario)
        inside = {d.id for g in picture.groups if g.id == STORYLETS for d in g.dots}
        assert all((a.source in inside) != (a.target in inside) for a in picture.arrows)
        met += len(inside) > 1 and len(picture.arrows) > 1
    assert met > 1


@pytest.mark.parametrize("name", NAMES)
def test_every_story_is_drawn_in_every_way(name: str) -> None:
    scenario = open_program(ROOT / "story" / name).scenario
    for picture in (flow(scenario), storylets(scenario)):
        ids = [d.id for g in picture.groups for d in g.dots]
        assert len(ids) == len(set(ids))
        assert all({a.source, a.target} <= set(ids) for a in picture.arrows)
        sound(picture)
    scenes = {s.id for s in scenario.scenes}
    assert scenes <= {d.id for g in flow(scenario).groups for d in g.dots}


def test_nothing_of_a_hostile_story_is_obeyed() -> None:
    sound(HOSTILE)
    page = svg(HOSTILE)
    assert "<script" not in page
    assert "\x1b" not in page + mermaid(HOSTILE) + dot(HOSTILE)
    assert "`" not in mermaid(HOSTILE).split("flowchart")[1]
    sound(flow(open_program(STORIES / "hostile").scenario))


def sound(picture: Picture) -> None:
    """Each way out, read back."""
    tree = ElementTree.fromstring(svg(picture))
    boxes = list(tree.iter(f"{SPACE}g"))
    dots = [d for g in picture.groups for d in g.dots]
    assert len(boxes) == len(dots)
    assert len([p for p in tree.iter(f"{SPACE}path") if p.get("marker-end")]) == len(picture.arrows)
    assert {c.tag.removeprefix(SPACE) for c in tree.iter()} <= {
        "svg", "title", "style", "rect", "text", "g", "path", "defs", "marker",
    }  # fmt: skip
    boxed = [(float(r[1].get("x", "")), float(r[1].get("y", ""))) for r in boxes]
    assert len(set(boxed)) == len(boxed)  # no box lies on another
    flowchart = mermaid(picture)
    lines = flowchart.splitlines()
    assert lines[3] == "flowchart LR"
    nodes = [line for line in lines if re.match(r'    n\d+[^" ]+"[^"]*"[^" ]+$', line)]
    assert len(nodes) == len(dots)
    arrows = [line for line in lines if re.match(r'  n\d+ (-->|-\.->)(\|"[^"|]*"\|)? n\d+$', line)]
    assert len(arrows) == min(len(picture.arrows), MOST_ARROWS)
    for line in dot(picture).splitlines():
        assert re.sub(r'"(\\.|[^"\\])*"', "", line).count('"') == 0


MERMAID = Path(os.environ.get("MERMAID_FOLDER", "nowhere"))


@pytest.mark.skipif(
    not (MERMAID / "node_modules" / "mermaid").is_dir() or not shutil.which("node"),
    reason="no Mermaid here: docs/authors/tools.md says how to have it",
)
def test_mermaid_itself_understands_every_picture(tmp_path: Path) -> None:
    pictures = {"hostile": HOSTILE, "hostile_story": flow(open_program(STORIES / "hostile").scenario)}
    for name in NAMES:
        program = open_program(ROOT / "story" / name)
        pictures[name] = flow(program.scenario, None, count(program, 14))
        pictures[f"{name}_storylets"] = storylets(program.scenario)
    for name, picture in pictures.items():
        (tmp_path / f"{name}.mmd").write_text(mermaid(picture), encoding="utf-8")
    files = sorted(str(p) for p in tmp_path.glob("*.mmd"))
    command = ["node", str(ROOT / "tests" / "tools" / "mermaid_parse.mjs"), str(MERMAID), *files]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["flowchart-v2"] * len(files)


def test_the_command_writes_by_the_ending_of_the_name(
    mill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mill.svg"
    assert main(["graph", str(mill), "--traffic", "9", "--to", str(path)]) == Exit.FINE
    assert "9 machine plays" in path.read_text(encoding="utf-8")
    assert main(["graph", str(mill), "--to", str(path)]) == Exit.USAGE
    assert "--force" in capsys.readouterr().err
    assert main(["graph", str(mill), "--to", str(tmp_path / "a.gv")]) == Exit.FINE
    assert (tmp_path / "a.gv").read_text(encoding="utf-8").startswith("digraph")
    capsys.readouterr()
    assert main(["graph", str(mill), "--cut", "lesson"]) == Exit.FINE
    assert "flowchart LR" in capsys.readouterr().out
    assert main(["graph", str(mill), "--json", "--kind", "storylets"]) == Exit.FINE
    assert json.loads(capsys.readouterr().out)["groups"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nowhere"], Exit.NO_SCENARIO),
        (["{0}", "--cut", "none"], Exit.NO_SCENARIO),
        (["{0}", "--traffic", "-1"], Exit.USAGE),
    ],
)
def test_what_is_not_there_is_said(
    words: list[str], code: Exit, mill: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["graph", *(w.format(mill) for w in words)]) == code
    assert "error" in capsys.readouterr().err
