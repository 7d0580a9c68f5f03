"""How an engine is started. A driver is a program of its own: it is given a task, and prints one line of JSON.

A task says `story` (what the engine reads), `kind` (scenes or storylets), `choices`, `rounds` (plays of which the last
three are timed), `mode` (told or states), and for storylets `wanted`: which is drawn in each turn. The line that comes
back has `version`, `rounds`: for each timed play seconds of the processor for every thousand choices, `values`: the
variables at the end, and for storylets `drawn`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
OURS = "ten-thousand-jin"


@frozen
class Driver:
    """An engine that can be started: the command, and where its own files are."""

    name: str
    command: tuple[str, ...]
    reads: str  # yaml or ink

    def run(self, task: Mapping[str, Any], modules: str) -> dict[str, Any]:
        """What it prints. Raises RuntimeError with its last words if it fails."""
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8", delete=False) as file:
            json.dump(task, file)
        try:
            env = {**os.environ, "NODE_PATH": modules, "PYTHONPATH": str(ROOT)}
            found = subprocess.run([*self.command, file.name], env=env, capture_output=True, text=True, cwd=ROOT)
        finally:
            Path(file.name).unlink()
        if found.returncode:
            raise RuntimeError(f"{self.name}: {found.stderr.strip()[-600:] or found.returncode}")
        return json.loads(found.stdout.strip().splitlines()[-1])


DRIVERS = {
    OURS: Driver(OURS, (sys.executable, "-m", "tests.benchmarks.peers.ours"), "yaml"),
    "inkjs": Driver("inkjs", ("node", str(HERE / "inkjs.cjs")), "ink"),
}
