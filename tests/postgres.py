"""A real PostgreSQL for tests: a cluster of its own in a temporary folder, reached through a socket, gone afterwards.

It refuses to run as root, so root starts it as another user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

_numbers = count(1)


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


def other_user() -> pwd.struct_passwd | None:
    """Whom root starts it as."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster, as the folder of its socket. Skips, with the reason, where there can be none."""
    where = programs()
    if where is None:
        pytest.skip("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
    as_user: dict[str, Any] = {}
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if os.geteuid() == 0:
        user = other_user()
        if user is None:
            pytest.skip("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`")
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    data = str(folder / "data")
    settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=60"

    def run(*command: str) -> None:
        done = subprocess.run(
            [str(where / command[0]), *command[1:]], cwd=folder, stdin=subprocess.DEVNULL, timeout=120,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **as_user,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout

    try:
        run("initdb", "-D", data, "-U", "class", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", settings, "start")
        try:
            yield str(folder)
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fresh(socket: str) -> str:
    """The URL of a new, empty database."""
    name = f"class_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(host=socket, user="class", dbname="postgres", autocommit=True) as db:
        db.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql://class@/{name}?host={socket}"
