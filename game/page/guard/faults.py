"""What a reader is told where something went wrong: in plain words, what it means for her run, and where to go on.

No trace reaches a page. A fault of ours is written to a report file on the machine that serves, and its line to
standard error; after so many of them no more files are made.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from attrs import define
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from game.classroom.views import NotNow
from game.engine.faults import RunFault
from game.page.house import House
from game.script.faults import ScenarioError
from game.script.tongue import N_, _
from game.session.door import shown
from game.session.letters import CodeError
from game.session.lines import clean
from game.session.trouble import Refused, report_bug

MOST_REPORTS = 20
UNREAD = frozenset({400, 403, 408, 413, 414, 421, 431})  # what else was sent is not waited for
TITLES = {
    400: N_("This could not be understood"),
    403: N_("This was sent from another page"),
    404: N_("There is no such page"),
    405: N_("This page takes nothing of that kind"),
    408: N_("This took too long to arrive"),
    409: N_("Not now"),
    413: N_("This is too much"),
    414: N_("This address is too long"),
    421: N_("This server does not have that name"),
    500: N_("A fault of the game"),
    503: N_("The server has its hands full"),
}
SAYS = {
    400: N_("Something was missing in what was sent, or was not what this page asks for. Nothing was signed."),
    403: N_("Only this server's own pages may send it something. Nothing was signed. Open the game by its address."),
    404: N_("Perhaps a letter of the address is missing. A run is never lost: its code opens it from the first page."),
    405: N_("Nothing was signed. Go back, and use the buttons of the page."),
    408: N_("The line may be slow. Nothing was signed; go back, and send it again."),
    413: N_("A page may send 64 KiB. Nothing was signed; go back and send less."),
    414: N_("A run code in an address is never that long. Nothing was signed."),
    421: N_("Type the address exactly as it was given to you. Nothing was signed."),
    500: N_(
        "This is not your doing. Nothing that was signed is lost: it is all in the address of the page you came from. "
        "Go back and try again. The machine that serves this page has written a report."
    ),
    503: N_("Wait a moment and load the page again. Nothing that was signed is lost."),
}


@define
class Faults:
    """The outermost door: whatever falls through is told in words."""

    app: ASGIApp
    house: House
    reports: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and answer for what went wrong, unless an answer has begun."""
        begun = False

        async def noticing(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noticing)
        except ClientDisconnect:
            return
        except HTTPException as refusal:
            if not begun:
                await refused(self.house)(Request(scope), refusal)(scope, receive, send)
        except Exception as fault:  # noqa: BLE001 - the outermost door: what comes here becomes words
            self._report(fault)
            if not begun:
                await told(self.house, Request(scope), 500)(scope, receive, send)

    def _report(self, fault: Exception) -> None:
        """A report file, and its line for whoever runs the server."""
        self.reports += 1
        if self.reports <= MOST_REPORTS:
            print(clean(report_bug(fault)), file=sys.stderr)


def told(house: House, request: Request, status: int, *, says: str = "", code: str = "") -> Response:
    """A page that says what went wrong."""
    title = _(TITLES.get(status, TITLES[400]))
    usual = _(SAYS.get(status, SAYS[400]))
    return house.page(request, "error.html.j2", status, title=title, says=says or usual, code=code)


def refused(house: House) -> Callable[[Request, Exception], Response]:
    """Says what was refused, and why."""

    def answer(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        response = told(house, request, status)
        if isinstance(error, HTTPException):
            response.headers.update(error.headers or {})
        if status in UNREAD:
            response.headers["Connection"] = "close"
        return response

    return answer


def wrong_code(house: House) -> Callable[[Request, Exception], Response]:
    """Says what is wrong with a run code, with a place to type it again."""

    def answer(request: Request, error: Exception) -> Response:
        typed = str(request.path_params.get("code", ""))
        title = _("This run code cannot be opened")
        says = _("Here is why: {error}.").format(error=shown(str(error)))
        return house.page(request, "error.html.j2", 404, title=title, says=says, code=shown(typed), resume=True)

    return answer


def broken_story(house: House) -> Callable[[Request, Exception], Response]:
    """Says that a story cannot be read, or cannot go on."""

    def answer(request: Request, error: Exception) -> Response:
        what = error.faults[0].message if isinstance(error, ScenarioError) else str(error)
        print(clean(f"error: {what}"), file=sys.stderr)
        says = _("The story cannot go on here. The machine that serves this page says why: `uv run main.py check`.")
        return told(house, request, 500, says=says)

    return answer


def not_now(house: House) -> Callable[[Request, Exception], Response]:
    """Says what a class does not allow now, in its own words."""
    return lambda request, error: told(house, request, 409, says=str(error))


def no_store(house: House) -> Callable[[Request, Exception], Response]:
    """Says that results cannot be reached just now; a run is in its address, so nothing is lost."""

    def answer(request: Request, error: Exception) -> Response:
        print(clean(f"error: {error}"), file=sys.stderr)
        response = told(house, request, 503)
        response.headers["Retry-After"] = "2"
        return response

    return answer


def handlers(house: House) -> dict[type[Exception], Callable[[Request, Exception], Response]]:
    """What is answered where a page raises."""
    return {
        HTTPException: refused(house),
        CodeError: wrong_code(house),
        ScenarioError: broken_story(house),
        RunFault: broken_story(house),
        NotNow: not_now(house),
        Refused: no_store(house),
    }
