"""How does a real browser reach the app of a test? A server in a thread, on a free port of this machine."""

import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import flask
import waitress

IDLE_SECONDS = 10
THREADS = 6


class Server:
    """The app of one kind of database, served as `trainer run` serves it. Lives as long as the test process."""

    def __init__(self, app: flask.Flask) -> None:
        self.app = app
        self.problems: list[str] = []
        self._busy = 0
        self._change = threading.Condition()
        self._server: Any = waitress.create_server(
            self._serve,
            host="127.0.0.1",
            port=0,
            threads=THREADS,
            ident=None,
            clear_untrusted_proxy_headers=True,
        )
        self.url = f"http://localhost:{self._server.effective_port}"
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
        self._thread.join(IDLE_SECONDS)

    def wait_until_idle(self) -> None:
        """Until no request is being answered: then the database can be changed under the app."""
        with self._change:
            if not self._change.wait_for(lambda: self._busy == 0, IDLE_SECONDS):
                self.problems.append(f"{self._busy} requests are still being answered")

    def _serve(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self._change:
            self._busy += 1
        try:
            answer = self.app.wsgi_app(environ, start_response)
        except Exception:
            self._done()
            self.problems.append(f"{environ['PATH_INFO']}:\n{traceback.format_exc()}")
            start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
            return [b"The server failed; the test says how."]
        return _Answer(answer, self._done)

    def _done(self) -> None:
        with self._change:
            self._busy -= 1
            self._change.notify_all()


class _Answer:
    """An answer that says when it has been sent, or given up."""

    def __init__(self, answer: Iterable[bytes], done: Callable[[], None]) -> None:
        self.answer, self.done = answer, done

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.answer)

    def close(self) -> None:
        try:
            close = getattr(self.answer, "close", None)
            if close:
                close()
        finally:
            self.done()
