"""The server of `clienthealth serve`: two pages of one ledger, for this machine alone."""

import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from contextvars import Context, copy_context
from typing import TYPE_CHECKING, NamedTuple, Protocol

from werkzeug.exceptions import Forbidden, HTTPException, MethodNotAllowed, NotFound
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HOST = "127.0.0.1"
METHODS = ("GET", "HEAD")
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",  # the rest is in the page
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Shown(NamedTuple):
    """What an address shows."""

    text: str
    stamp: str
    """Another one as soon as the page would be another."""


class Page(Protocol):
    """What is behind an address; both are called by one request at a time."""

    def show(self) -> Shown:
        """Make the page anew."""

    def stamp(self) -> str:
        """The stamp of the page as it would be made now, once it has been made; quick."""


class Server:
    """A server of pages that answers this machine alone, under its own names alone.

    A page of another site that has its name lead here (DNS rebinding) sends that name, and is
    refused. There are no files behind the addresses, and nothing can be changed.
    """

    def __init__(
        self,
        listening: socket.socket,
        pages: Mapping[str, Page],
        on_fault: Callable[[Exception], None],
    ) -> None:
        self._pages = pages
        self._on_fault = on_fault
        self._one_at_a_time = threading.Lock()
        self._context: Context = copy_context()  # what --redact withholds, in every thread
        self._made: dict[str, Shown] = {}
        self._told = ""
        port = listening.getsockname()[1]
        self._hosts = {f"{name}:{port}" for name in (HOST, "localhost")}
        if port == 80:
            self._hosts |= {HOST, "localhost"}
        self._server = make_server(
            HOST,
            port,
            self.answer,
            threaded=True,  # a browser opens connections in advance, and leaves them silent
            request_handler=_Quiet,
            fd=listening.fileno(),
        )

    def run(self) -> None:
        """Answer until interrupted; the library takes the interrupt as the end."""
        self._server.serve_forever()

    def close(self) -> None:
        """Give the port back, where `run` has not."""
        self._server.server_close()

    def answer(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """The answer to one request, as WSGI has it."""
        request = Request(environ)
        try:
            answer = self._context.copy().run(self._page, request)
        except HTTPException as refusal:
            answer = Response(f"{refusal.description}\n", refusal.code, mimetype="text/plain")
            if isinstance(refusal, MethodNotAllowed):
                answer.headers["Allow"] = ", ".join(METHODS)
        except Exception as fault:  # noqa: BLE001  # the server goes on, as the next save may help
            self._tell(fault)
            text = "a bug in the program; see the terminal\n"
            answer = Response(text, 500, mimetype="text/plain")
            answer.headers["Refresh"] = "2"  # as nothing on this page asks for another
        answer.headers.extend(HEADERS)
        return answer(environ, start)

    def _tell(self, fault: Exception) -> None:
        """Report a bug once, not each time the browser asks."""
        if repr(fault) != self._told:
            self._told = repr(fault)
            self._context.copy().run(self._on_fault, fault)

    def _page(self, request: Request) -> Response:
        if request.environ.get("HTTP_HOST", "").lower() not in self._hosts:
            raise Forbidden("this server only answers requests to its own address")
        if request.method not in METHODS:
            raise MethodNotAllowed(METHODS, "this server only shows pages and changes nothing")
        page = self._pages.get(request.path)
        if page is None:
            raise NotFound(f"the pages are {' and '.join(self._pages)}")
        with self._one_at_a_time:
            made = self._made.get(request.path)
            if request.method == "HEAD" and made is not None:
                answer = Response(mimetype="text/html")
                answer.set_etag(page.stamp())
                return answer
            if made is None or made.stamp != page.stamp():
                made = self._made[request.path] = page.show()
        answer = Response(made.text, mimetype="text/html")
        answer.set_etag(made.stamp)
        return answer


class _Quiet(WSGIRequestHandler):
    """Writes no line for each request: there is one a second."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002  # the library's
        pass
