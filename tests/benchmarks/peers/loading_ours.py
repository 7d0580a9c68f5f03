"""This engine loads a story, in a process of its own: `compile FOLDER`, `first FOLDER` or `reload FOLDER`.

`compile` reads, checks and builds, and makes a function of every expression, though a play makes only those it comes
to. `first` opens what was kept of the story and prints its first text and choices. `reload` changes a line of one file
after the other and opens the story again. Seconds are those of the processor.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

CHANGES = (("text", "ask: Who keeps the gate?", "ask: Who?"), ("ids", "choice: first", "choice: one"))


def compile_(folder: Path) -> None:
    """From files to functions."""
    from game.engine.program import build
    from game.script.reader import load

    began = time.process_time()
    loaded = load(folder)
    program = build(loaded.scenario, loaded.scope)
    made = len(program.functions)
    took = time.process_time() - began
    print(json.dumps({"took": took, "functions": made}))


def first(folder: Path) -> None:
    """To the first choice, from the cache where the story is in it."""
    from game.engine.run import begin
    from game.session.library import open_program
    from game.session.moment import of

    run = begin(open_program(folder), 1)
    assert run.pending is not None
    scene = run.program.scenes[run.pending.id]
    at = of(run.program, run.values, run.memory)
    open_ = [c for c in scene.choices if at.holds(c.needs)]
    print(json.dumps({"said": at.say(scene.text).strip(), "choices": [at.say(c.say) for c in open_]}))


def reload(folder: Path) -> None:
    """One file of 250 scenes after the other: a text changed, then a choice that gets another id."""
    from game.session.reload import Reloader

    reloader = Reloader(folder)
    reloader.load()
    took: dict[str, list[float]] = {"text": [], "ids": []}
    for path in sorted((folder / "scenes").glob("*.yaml"))[:4]:
        whole = path.read_text(encoding="utf-8")
        for what, old, new in CHANGES:
            path.write_text(whole.replace(old, new, 1), encoding="utf-8")
            began = time.process_time()
            reloader.load()
            took[what].append(time.process_time() - began)
            path.write_text(whole, encoding="utf-8")
            reloader.load()
    print(json.dumps({"took": took}))


if __name__ == "__main__":
    {"compile": compile_, "first": first, "reload": reload}[sys.argv[1]](Path(sys.argv[2]))
