"""`upshot serve`: the web app on this machine."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from upshot.surfaces.web.app import LOOPBACK, create_app

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options
    from upshot.wiring import House


def run_serve(options: Options, *, host: str, port: int) -> int:
    """Serve until interrupted."""
    return serve_house(options, options.open_house(), host=host, port=port)


def serve_house(options: Options, house: House, *, host: str, port: int) -> int:
    """Bind first, so that the address printed is the address served (port 0 takes a free one)."""
    import uvicorn

    listener = socket.create_server((host, port))
    # Headers and body leave in two pieces; without this the second waits 40 ms for the first one's receipt.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    address = f"http://{host if host != '0.0.0.0' else '127.0.0.1'}:{listener.getsockname()[1]}/"  # noqa: S104 (shown, not bound)
    options.console.print(options.words.text("cli_serving", address=address))
    hosts = LOOPBACK if host in {"127.0.0.1", "localhost", "::1"} else ("*",)
    level = "info" if options.is_verbose else "warning"
    config = uvicorn.Config(create_app(house, hosts=hosts), log_level=level, access_log=options.is_verbose)
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        return 0
    return 0
