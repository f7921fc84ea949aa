"""A real server and raw bytes: many at once, odd requests, requests within requests."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator

import pytest

from tests.collector.conftest import PHONE, add_link, filed
from tests.collector.loops import run
from tests.collector.test_kills import Server, ask, click_id
from upshot.wiring import House


@pytest.fixture
def server(house: House) -> Iterator[Server]:
    add_link(house)
    running = Server(house.home)
    yield running
    running.kill()


def speak(port: int, data: bytes) -> bytes:
    """Everything that comes back to raw bytes on one connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        got = []
        try:
            line.sendall(data)
            got += iter(lambda: line.recv(65536), b"")
        except (TimeoutError, ConnectionResetError, BrokenPipeError):  # turned away in the middle
            pass
        return b"".join(got)


def request(path: bytes = b"/r/emma", *headers: bytes, method: bytes = b"GET", body: bytes = b"") -> bytes:
    lines = [method + b" " + path + b" HTTP/1.1", b"host: x", b"user-agent: " + PHONE.encode(), *headers]
    return b"\r\n".join([*lines, b"connection: close", b"", body])


async def visit_at_once(port: int, n: int) -> list[bytes]:
    """`n` visitors, all connected before the first is answered, and what each of them heard."""

    async def visit(gate: asyncio.Event) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await gate.wait()
        writer.write(request())
        answer = await reader.read()
        writer.close()
        return answer

    gate = asyncio.Event()
    visits = [asyncio.ensure_future(visit(gate)) for _ in range(n)]
    await asyncio.sleep(0.5)
    gate.set()
    return await asyncio.gather(*visits)


def everybody_is_served(house: House, server: Server, n: int) -> None:
    """Everybody reaches the shop; whoever was told an id is in the lake, once."""
    answers = run(visit_at_once(server.port, n))
    server.kill()
    assert [answer[9:12] for answer in answers] == [b"302"] * n
    told, kept = [one for one in map(click_id, answers) if one], [str(row["click_id"]) for row in filed(house)]
    assert len(set(told)) == len(told) > n / 2
    assert set(told) <= set(kept)
    assert len(set(kept)) == len(kept)


@pytest.mark.slow
def test_hundreds_of_visitors_at_once_are_all_served_and_odd_requests_break_nothing(
    house: House, server: Server
) -> None:
    port = server.port
    odd = {
        request(b"/r/emma", b"content-length: 5", b"transfer-encoding: chunked"): {b"400", b"302"},
        request(b"/r/emma", b"content-length: 5", b"content-length: 6"): {b"400"},
        request(b"/r/emma\r\nx-evil: 1"): {b"400"},
        request(b"/r/em\x00ma"): {b"400", b"404"},
        request(b"/r/emma", b"user-agent: " + b"M" * 20_000): {b"302"},
        request(b"/r/emma", b"user-agent: " + b"M" * 200_000): {b"400", b""},
        request(b"/r/\xff\xfe"): {b"400", b"404"},
        request(b"http://evil.example/r/emma"): {b"400", b"404", b"302"},
    }
    for data, valid in odd.items():
        answer = speak(port, data)
        assert answer[9:12] in valid, (data[:80], answer[:80])
        assert b"x-evil" not in answer
        assert b"evil.example" not in answer
    hidden = b"GET /r/emma HTTP/1.1\r\nhost: x\r\n\r\n"
    smuggled = request(b"/hook/none", b"content-length: %d" % len(hidden), method=b"POST", body=hidden)
    assert speak(port, smuggled).count(b"HTTP/1.1 ") == 1
    assert click_id(ask(port, "/r/emma")) is not None
    everybody_is_served(house, server, 300)


@pytest.mark.slow
def test_three_thousand_visitors_at_once_are_all_served(house: House, server: Server) -> None:
    everybody_is_served(house, server, 3_000)
