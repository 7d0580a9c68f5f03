"""A class that is served by a process of its own, and what that process holds in memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).resolve().parents[3]


@frozen
class Server:
    """A running class. `memory()` is in megabytes of its own (the resident set, without what it shares)."""

    process: subprocess.Popen[str]
    host: str
    port: int
    class_code: str
    teacher: str

    def memory(self) -> float:
        """What it holds now, in MB."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        private = [int(line.split()[1]) for line in lines if line.startswith("Private_")]
        return sum(private) / 1024

    def processor(self) -> float:
        """Seconds of the processor it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(home: Path, results: str = "", *, cut: str = "lesson") -> Generator[Server]:
    """A class of *great_leap* on the loopback address; its files lie in `home`."""
    command = [sys.executable, "main.py", "class", "great_leap", "--cut", cut, "--host", "127.0.0.1"]
    command += ["--no-board", "--no-stop", "--json", "--new", *(("--results", results) if results else ())]
    folders = {name: str(home / name) for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **folders}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        host, _, found = told["address"].rstrip("/").rpartition("//")[2].rpartition(":")
        yield Server(process, host, int(found), told["class_code"], told["teacher"])
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
