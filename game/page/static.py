"""Files that never change while a server runs: the look of the pages and their one small script.

They are read once, and their addresses hold a sum of what they say, so that a browser may keep them for good.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
ASSETS = {  # by name: the package and the place in it
    "paper.css": ("game.debrief", "templates/page.css"),
    "wide.css": ("game.debrief", "templates/wide.css"),
    "face.css": ("game.page", "static/face.css"),
    "board.js": ("game.page", "static/board.js"),
    "class.css": ("game.page", "static/class.css"),
    "face.js": ("game.page", "static/face.js"),
    "slides.css": ("game.debrief", "templates/slides.css"),
    "slides.js": ("game.debrief", "templates/slides.js"),
    "seal.svg": ("game.page", "static/seal.svg"),
}
FOR_GOOD = "public, max-age=31536000, immutable"


@cache
def content(name: str) -> bytes:
    """What a file says. Raises KeyError for one that is not on the list."""
    package, place = ASSETS[name]
    return files(package).joinpath(place).read_bytes()


@cache
def address(name: str) -> str:
    """Where a browser finds it."""
    return f"/static/{sha256(content(name)).hexdigest()[:12]}/{name}"


async def static(request: Request) -> Response:
    """One of the files; under an old sum too, for a page that was made before."""
    name = request.path_params["name"]
    if name not in ASSETS:
        raise HTTPException(404)
    return Response(content(name), media_type=KINDS[name.rpartition(".")[2]], headers={"Cache-Control": FOR_GOOD})


ROUTE = Route("/static/{sum}/{name}", static, methods=["GET"])
