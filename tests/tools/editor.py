"""An editor's side of a real YAML language server: open a file, ask what is wrong, what a key means, what fits here."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

PATIENCE = 60  # messages that may come before the one that is waited for


class Editor:
    """A session with a server that speaks the language server protocol over its pipes."""

    def __init__(self, command: list[str], settings: dict[str, Any]) -> None:
        self.settings = settings
        self.number = 0
        self.told: dict[str, list[dict[str, Any]]] = {}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __enter__(self) -> Editor:
        able = {"textDocument": {"hover": {"contentFormat": ["plaintext"]}}, "workspace": {"configuration": True}}
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": able})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": self.settings}})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()

    def findings(self, path: Path, text: str) -> list[dict[str, Any]]:
        """What the server says is wrong with a file."""
        uri = path.as_uri()
        self.told.pop(uri, None)
        file = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": file})
        return self._until(lambda _: uri in self.told) and self.told[uri]

    def hover(self, path: Path, line: int, column: int) -> str:
        """What it shows over a place; both count from 0."""
        where = {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}
        found = self.ask("textDocument/hover", where)
        return str(found["contents"]["value"]) if found else ""

    def offers(self, path: Path, line: int, column: int) -> list[str]:
        """What it would complete there."""
        where = {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}
        found = self.ask("textDocument/completion", where)
        return [item["label"] for item in found["items"]]

    def ask(self, method: str, what: Any) -> Any:
        """A question and its answer."""
        self.number += 1
        number = self.number
        self._send({"id": number, "method": method, "params": what})
        answer = self._until(lambda m: m.get("id") == number and "method" not in m)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, what: Any) -> None:
        """A message without an answer."""
        self._send({"method": method, "params": what})

    def _until(self, done: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        for _ in range(PATIENCE):
            message = self._receive()
            method = message.get("method", "")
            if method == "workspace/configuration":
                asked = [item.get("section", "") for item in message["params"]["items"]]
                self._send({"id": message["id"], "result": [self.settings if s == "yaml" else {} for s in asked]})
            elif "id" in message and method:
                self._send({"id": message["id"], "result": None})
            elif method == "textDocument/publishDiagnostics":
                self.told[message["params"]["uri"]] = message["params"]["diagnostics"]
            if done(message):
                return message
        raise AssertionError("the server said nothing of it")

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(f"Content-Length: {len(data)}\r\n\r\n".encode() + data)
        self.process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        stream = self.process.stdout
        assert stream is not None
        size = 0
        while (line := stream.readline().strip()) or not size:
            if line.lower().startswith(b"content-length:"):
                size = int(line.split(b":")[1])
            assert line or self.process.poll() is None, "the server has gone"
        return dict(json.loads(stream.read(size)))
