"""Files that an export leaves: whole or not at all, and never over something that is there unless that was asked for.

A file is written under another name beside its place, synced, and put there in one step: whoever looks sees the old
one or the new one. What the machine refuses is told in a sentence, with the name of the file.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from game.script.tongue import _
from game.session.door import shown
from game.session.trouble import Misasked, Refused


def check_free(path: Path, *, force: bool) -> None:
    """Whether a file may be written here. Raises Misasked or Refused, with what to do."""
    name = shown(str(path))
    try:
        there = path.exists() or path.is_symlink()
        plain = path.is_file() and not path.is_symlink()
        folder = path.parent.is_dir()
    except (OSError, ValueError) as error:
        raise Refused(
            _("`{name}` cannot be a file here ({error}); give another name").format(name=name, error=_said(error))
        ) from error
    if there and not plain:
        raise Misasked(_("`{name}` is there and is not a file; give another name").format(name=name))
    if there and not force:
        raise Misasked(_("`{name}` is there already; give another name, or --force to write over it").format(name=name))
    if not folder:
        raise Refused(
            _("there is no folder `{parent}` to write {name} in; make it first").format(
                parent=shown(str(path.parent)), name=shown(path.name)
            )
        )


def write_file(path: Path, text: str, *, encoding: str = "utf-8") -> None:
    """Write a text in one step. Raises Refused."""
    write_bytes(path, text.encode(encoding, errors="replace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file in one step. Raises Refused."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_mask())
        os.replace(temporary, path)
    except (OSError, ValueError) as error:
        raise Refused(
            _("{path} could not be written ({error}); nothing was changed there").format(
                path=shown(str(path)), error=_said(error)
            )
        ) from error
    finally:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)


def _mask() -> int:
    """What the system takes off the rights of new files; a temporary file has none but its owner's."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _said(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
