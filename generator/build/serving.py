"""A preview of the guide on this computer alone: one page, the PDF, and a long poll that answers when it changes."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from generator.build.preview_page import PAGE, SCRIPT, STYLE
from generator.build.watching import Shown
from generator.diagnostics import Diagnostic, failure
from generator.diagnostics.system_errors import system_reason

LOCAL = "127.0.0.1"
POLL_SECONDS = 25.0
"""A poll without news is answered after so long, before browsers and proxies lose patience."""
_POLICY = (
    "default-src 'self'; img-src data:; object-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
_FIXED = {
    "/": ("text/html; charset=utf-8", PAGE),
    "/page.css": ("text/css; charset=utf-8", STYLE),
    "/page.js": ("text/javascript; charset=utf-8", SCRIPT),
}


class Preview:
    """What the page shows now; publishing wakes who waits."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._shown: Shown | None = None
        self._pdf: tuple[int, bytes] | None = None
        self._closed = False

    def publish(self, shown: Shown) -> None:
        """Show this from now on; a state without PDF leaves the last one standing."""
        with self._news:
            if shown.pdf is not None and (self._pdf is None or self._pdf[1] != shown.pdf):
                self._pdf = (shown.version, shown.pdf)
            self._shown = shown
            self._news.notify_all()

    def close(self) -> None:
        """Answer everyone who waits; nothing more will come."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    @property
    def closed(self) -> bool:
        """Whether nothing more will come."""
        return self._closed

    @property
    def pdf(self) -> bytes | None:
        """The last PDF that could be made."""
        return self._pdf[1] if self._pdf else None

    def state(self, after: int, timeout: float) -> dict[str, object] | None:
        """What is shown, as soon as its version is above ``after``; None when that takes longer than ``timeout``."""
        with self._news:
            self._news.wait_for(lambda: self._closed or (self._shown and self._shown.version > after), timeout)
            shown = self._shown
            if self._closed or shown is None or shown.version <= after:
                return None
            return {
                "version": shown.version,
                "name": shown.name,
                "pages": shown.pages,
                "seconds": shown.seconds,
                "pdf_version": self._pdf[0] if self._pdf else 0,
                "problems": [_problem(item) for item in shown.problems],
            }


def _problem(item: Diagnostic) -> dict[str, str]:
    lines = [f"{item.severity.value} {item.code} {item.message}"]
    lines += [f"改法：{item.hint}"] if item.hint else []
    lines += [f"依据：{item.citation}"] if item.citation else []
    return {"place": str(item.source) if item.source else "", "text": "\n".join(lines)}


class PreviewServer:
    """Serves a :class:`Preview` at ``url`` (a free port of this computer) while the context lasts."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        try:
            self._server = _Server((LOCAL, 0), preview)
        except OSError as error:
            hint = "用 --no-browser 不开预览"
            raise failure("WCH-002", f"不能在本机打开预览端口：{system_reason(error)}", hint=hint) from None
        self.url = f"http://{LOCAL}:{self._server.server_address[1]}/"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.preview.close()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], preview: Preview) -> None:
        self.preview = preview
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is no one's concern."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "zhiyin"
    sys_version = ""

    def do_GET(self) -> None:
        """The page, its parts, the PDF, the state."""
        if self.headers.get("Host", "") != f"{LOCAL}:{self.server.server_address[1]}":
            self._send(403, "text/plain; charset=utf-8", "只供本机查看".encode())  # DNS rebinding ends here
            return
        address = urlsplit(self.path)
        if address.path in _FIXED:
            kind, text = _FIXED[address.path]
            self._send(200, kind, text.encode())
        elif address.path == "/guide.pdf" and self.server.preview.pdf is not None:
            self._send(200, "application/pdf", self.server.preview.pdf)
        elif address.path == "/state":
            self._state(parse_qs(address.query).get("after", ["0"])[0])
        else:
            self._send(404, "text/plain; charset=utf-8", "没有这一页".encode())

    def _state(self, after: str) -> None:
        if not (after.isascii() and after.isdigit() and len(after) < 12):
            self._send(400, "text/plain; charset=utf-8", "after 应为整数".encode())
            return
        state = self.server.preview.state(int(after), POLL_SECONDS)
        if state is None:
            self._send(410 if self.server.preview.closed else 204, "text/plain", b"")
        else:
            self._send(200, "application/json; charset=utf-8", json.dumps(state, ensure_ascii=False).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", _POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """No access log."""
