"""One student's browser, as light as can be: a connection that is kept, a cookie, pages read with a pattern.

It follows redirects, sends the first thing that is open in each row of a form (by a number of its own), and notes how
long each answer took.
"""

from __future__ import annotations

import asyncio
import re
import time
from html import unescape
from urllib.parse import urlencode, urlsplit

from attrs import Factory, define, frozen

_FORM = re.compile(r'<form\b([^>]*)>(.*?)</form>', re.S)
_INPUT = re.compile(r"<input\b([^>]*)>")
_SELECT = re.compile(r"<textarea\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
TIMEOUT = 30.0


class UnexpectedError(Exception):
    """An answer that no student should get."""


WENT_WRONG = (UnexpectedError, OSError, TimeoutError, asyncio.IncompleteReadError)


@frozen
class Answer:
    """A page, and from where."""

    status: int
    path: str
    text: str


@frozen
class Form:
    """A form of a page: where it goes, its fixed fields, and of each row of radios the values that are open."""

    action: str
    method: str
    fixed: dict[str, str]
    rows: dict[str, list[str]]


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag; one without a value is empty."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def forms(page: str) -> list[Form]:
    """The forms of a page."""
    found: list[Form] = []
    for head, body in _FORM.findall(page):
        own = attributes(head)
        fixed: dict[str, str] = {}
        rows: dict[str, list[str]] = {}
        for tag in _INPUT.findall(body):
            field = attributes(tag)
            name = field.get("name", "")
            if not name:
                continue
            if field.get("type") == "radio":
                if "disabled" not in field:
                    rows.setdefault(name, []).append(field.get("value", ""))
            else:
                fixed[name] = field.get("value", "")
        found.append(Form(own.get("action", ""), own.get("method", "get").lower(), fixed, rows))
    return found


@define
class Browser:
    """A student's browser. `took` has the seconds of every request, redirects each by themselves."""

    host: str
    port: int
    took: list[float] = Factory(list[float])
    cookies: dict[str, str] = Factory(dict[str, str])
    source: str = ""  # the address it asks from, where that is not the usual one
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> Answer:
        """Open a page."""
        return await self._follow("GET", path, "")

    async def send(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        return await self._follow("POST", path, urlencode(fields))

    def drop(self) -> None:
        """The network is gone."""
        if self._writer is not None:
            self._writer.transport.abort()
        self._reader = self._writer = None

    async def _follow(self, method: str, path: str, body: str) -> Answer:
        for _ in range(5):
            status, headers, text = await self._once(method, path, body)
            where = headers.get("location")
            if status not in (302, 303, 307) or where is None:
                return Answer(status, path, text)
            method, path, body = "GET", urlsplit(where).path + (f"?{q}" if (q := urlsplit(where).query) else ""), ""
        raise UnexpectedError(f"round and round: {path}")

    async def _once(self, method: str, path: str, body: str) -> tuple[int, dict[str, str], str]:
        began = time.perf_counter()
        async with asyncio.timeout(TIMEOUT):
            try:
                answer = await self._asked(method, path, body)
            except (ConnectionError, asyncio.IncompleteReadError):  # it was idle for long, and has been closed
                self.drop()
                answer = await self._asked(method, path, body)
        self.took.append(time.perf_counter() - began)
        return answer

    async def _asked(self, method: str, path: str, body: str) -> tuple[int, dict[str, str], str]:
        if self._writer is None or self._reader is None:
            source = (self.source, 0) if self.source else None
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port, local_addr=source)
        head = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", "Accept-Language: en"]
        if self.cookies:
            head.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            head += [
                f"Origin: http://{self.host}:{self.port}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        self._writer.write(("\r\n".join(head) + "\r\n\r\n" + body).encode())
        status = int((await self._reader.readuntil(b"\r\n")).split()[1])
        headers: dict[str, str] = {}
        while (line := await self._reader.readuntil(b"\r\n")) != b"\r\n":
            name, _, value = line.decode().partition(":")
            name, value = name.lower(), value.strip()
            if name == "set-cookie":
                pair = value.split(";")[0]
                self.cookies[pair.partition("=")[0]] = pair.partition("=")[2]
            headers[name] = value
        data = await self._reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection") == "close":
            self.drop()
        return status, headers, data.decode()
