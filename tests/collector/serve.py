"""A collector in a process of its own, to be killed: `python -m tests.collector.serve HOME` prints its address."""

from __future__ import annotations

import sys

from upshot.surfaces.collector.redirect import Terms
from upshot.surfaces.collector.serving import serve_collector
from upshot.wiring import House

if __name__ == "__main__":
    with House.open(sys.argv[1]) as house:
        serve_collector(
            house,
            host="127.0.0.1",
            port=0,
            terms=Terms(is_https=False),
            file_every_s=float(sys.argv[2]) if len(sys.argv) > 2 else 3600,
            on_ready=lambda address: sys.stdout.write(address + "\n") and sys.stdout.flush(),
        )
