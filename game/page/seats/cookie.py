"""The one technical cookie of a class: the room, the number of a seat, and the token that proves it.

HttpOnly and SameSite=Strict: no script reads it, and no other site makes a browser send it. It holds no name, and ends
with the day.
"""

from __future__ import annotations

from attrs import frozen
from starlette.requests import Request
from starlette.responses import Response

NAME = "seat"
HOURS = 12


@frozen
class Pass:
    """What a browser says its seat is."""

    room: str
    number: int
    token: str


def pass_of(request: Request) -> Pass | None:
    """The seat that a browser claims; whether it is hers, the room says."""
    parts = request.cookies.get(NAME, "")[:200].split(".")
    if len(parts) != 3 or not parts[1].isascii() or not parts[1].isdecimal() or len(parts[1]) > 6:
        return None
    return Pass(parts[0], int(parts[1]), parts[2])


def give(response: Response, request: Request, room: str, number: int, token: str) -> None:
    """Let a browser keep a seat."""
    response.set_cookie(
        NAME,
        f"{room}.{number}.{token}",
        max_age=HOURS * 3600,
        path="/",
        httponly=True,
        samesite="strict",
        secure=is_private(request),
    )


def is_private(request: Request) -> bool:
    """Whether a browser asks over HTTPS, which may end at a proxy: a form says so by its origin."""
    return request.url.scheme == "https" or request.headers.get("origin", "").startswith("https://")


def take(response: Response) -> None:
    """Let a browser forget its seat."""
    response.delete_cookie(NAME, path="/", httponly=True, samesite="strict")
