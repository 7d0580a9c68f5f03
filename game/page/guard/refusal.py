"""What is refused before a page is made: a status that the outer door turns into words."""

from __future__ import annotations

from starlette.exceptions import HTTPException


class Refusal(HTTPException):
    """Not this, not so, not so much or not so slowly."""
