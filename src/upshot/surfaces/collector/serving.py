"""Run the collector on uvicorn: no access log, no addresses, many connections."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from upshot.surfaces.collector.app import create_collector
from upshot.surfaces.collector.redirect import Terms
from upshot.wiring import House

BACKLOG = 4_096  # connections that wait to be accepted
LARGEST_HEADERS = 32 << 10


def serve_collector(
    house: House, *, host: str, port: int, terms: Terms, file_every_s: float, on_ready: Callable[[str], None]
) -> None:
    """Serve until told to stop; `on_ready` gets the address (port 0 takes a free one)."""
    listener = socket.create_server((host, port), backlog=BACKLOG)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    on_ready(f"http://{host}:{listener.getsockname()[1]}")
    config = uvicorn.Config(
        create_collector(house, terms=terms, file_every_s=file_every_s),
        log_level="warning",
        access_log=False,  # it would hold addresses
        proxy_headers=False,  # whose address it is, is nobody's business here
        server_header=False,
        backlog=BACKLOG,
        h11_max_incomplete_event_size=LARGEST_HEADERS,
        timeout_graceful_shutdown=10,
    )
    uvicorn.Server(config).run(sockets=[listener])
