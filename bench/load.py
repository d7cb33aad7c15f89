"""How many answers a second does a server give? A closed loop over a few connections, too cheap to be the limit.

Runs as a process of its own (`python bench/load.py`) with nothing but the standard library: jobs come in and results go
out as pickles on stdin and stdout. One thread, epoll, requests prepared as bytes; it costs some 30 µs an answer.
"""

import contextlib
import pickle
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ENOUGH = 1 << 18


@dataclass
class Job:
    """Which requests to send, in turn, to which port, for how long.

    `once`: each only one time. `keep`: bring the answers back.
    """

    port: int
    requests: list[bytes]
    expect: int
    seconds: float
    connections: int = 8
    once: bool = False
    keep: bool = False


@dataclass
class Result:
    """The time of every answer in seconds, how long it all took, and what came instead of what was expected.

    `busy` is the processor time of the client itself: near `took`, the client would be what is measured. `worked` is
    that of the server, filled in by whoever started it. `answers`: each request with what came, when asked for.
    """

    times: list[float] = field(default_factory=list)
    took: float = 0.0
    busy: float = 0.0
    worked: float = 0.0
    wrong: list[str] = field(default_factory=list)
    answers: list[tuple[bytes, bytes]] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.times) / self.took if self.took else 0.0


class Connection:
    """One connection with at most one question on the way; opened anew when the server closes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None
        self.asked = b""
        self.received = b""
        self.asked_at = 0.0

    def ask(self, request: bytes, selector: selectors.BaseSelector) -> None:
        """Send a question."""
        self.asked, self.received = request, b""
        self.asked_at = time.perf_counter()
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=20)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(self.socket, selectors.EVENT_READ, self)
        self.socket.sendall(request)

    def close(self, selector: selectors.BaseSelector) -> None:
        """Close it."""
        if self.socket is not None:
            selector.unregister(self.socket)
            self.socket.close()
            self.socket = None

    def read(self, selector: selectors.BaseSelector) -> int | None:
        """What has come: the status of a whole answer, 0 of a broken one, None while more is to come."""
        assert self.socket is not None
        try:
            chunk = self.socket.recv(ENOUGH)
        except ConnectionError:
            chunk = b""
        if not self.asked:  # nothing was on the way: the server ends a connection that it found idle
            self.close(selector)
            return None
        self.received += chunk
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found:
            if chunk:
                return None
            self.close(selector)
            return 0
        fields = head.lower()
        whole = _is_whole(fields, body)
        closes = b"\r\nconnection: close" in fields
        if whole is None:
            whole = not chunk
        if not whole and chunk:
            return None
        if closes or not chunk:
            self.close(selector)
        return int(head[9:12]) if whole else 0


def _is_whole(fields: bytes, body: bytes) -> bool | None:
    """Whether a body is there to its end; None when only the end of the connection says so."""
    at = fields.find(b"\r\ncontent-length:")
    if at >= 0:
        return len(body) >= int(fields[at + 17 :].split(b"\r\n", 1)[0])
    if b"\r\ntransfer-encoding: chunked" in fields:
        return body.endswith(b"0\r\n\r\n")
    return None


def run(job: Job) -> Result:
    """Send the job's requests until its time is over, or each was sent once."""
    result = Result()
    feed = iter(job.requests) if job.once else _in_turn(job.requests)
    with selectors.DefaultSelector() as selector:
        connections = [Connection(job.port) for _ in range(job.connections)]
        began, worked = time.perf_counter(), time.process_time()
        until = began + job.seconds
        waiting = sum(_ask_next(connection, feed, selector) for connection in connections)
        while waiting:
            events = selector.select(20)
            if not events:
                result.wrong.append("no answer for 20 seconds")
                break
            for key, _ in events:
                connection = key.data
                status = connection.read(selector)
                if status is None:
                    continue
                now = time.perf_counter()
                if job.keep:
                    result.answers.append((connection.asked, connection.received))
                if status == job.expect:
                    result.times.append(now - connection.asked_at)
                else:
                    result.wrong.append(f"{status}: {connection.received[:300]!r}")
                connection.asked = b""
                waiting -= 1
                if now < until and (job.keep or len(result.wrong) < 10):
                    waiting += _ask_next(connection, feed, selector)
        result.took = time.perf_counter() - began
        result.busy = time.process_time() - worked
        for connection in connections:
            connection.close(selector)
    return result


def _in_turn(requests: list[bytes]) -> Iterator[bytes]:
    while True:
        yield from requests


def _ask_next(connection: Connection, feed: Iterator[bytes], selector: selectors.BaseSelector) -> int:
    request = next(feed, None)
    if request is None:
        return 0
    connection.ask(request, selector)
    return 1


class Client:
    """The load client's process."""

    def __init__(self) -> None:
        command = [sys.executable, "-I", str(Path(__file__).resolve())]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self, job: Job) -> Result:
        """Have a job done."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        pickle.dump(job.__dict__, self.process.stdin)
        self.process.stdin.flush()
        return Result(**pickle.load(self.process.stdout))

    def end(self) -> None:
        """End the process."""
        with contextlib.suppress(OSError):
            assert self.process.stdin is not None
            self.process.stdin.close()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()


def main() -> None:
    """Do jobs until there are no more."""
    while True:
        try:
            job = Job(**pickle.load(sys.stdin.buffer))
        except EOFError:
            return
        pickle.dump(run(job).__dict__, sys.stdout.buffer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
