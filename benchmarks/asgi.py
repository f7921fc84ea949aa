"""The application asked in its own process: `python -m benchmarks.asgi HOME REQUESTS` prints times as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from starlette.testclient import TestClient

from benchmarks.verdict import PAGES
from upshot.surfaces.web.app import create_app
from upshot.wiring import House


def times_of(home: Path, requests: int) -> dict[str, tuple[list[float], int, float]]:
    """Per page: ms of `requests + 1` answers, the first one too; bytes of one answer; CPU ms per later answer."""
    answers = {}
    with House.open(home) as house, TestClient(create_app(house)) as client:
        workspace = house.workspace().name
        for name, page in PAGES.items():
            times, sent, cpu_start = [], 0, 0.0
            for number in range(requests + 1):
                if number == 1:
                    cpu_start = time.process_time()
                start = time.perf_counter()
                response = client.get(f"/w/{workspace}/{page}", headers={"Accept-Encoding": "gzip"})
                times.append((time.perf_counter() - start) * 1000)
                response.raise_for_status()
                sent = int(response.headers.get("content-length", 0)) or len(response.content)
            answers[name] = (times, sent, (time.process_time() - cpu_start) * 1000 / requests)
    return answers


if __name__ == "__main__":
    print(json.dumps(times_of(Path(sys.argv[1]), int(sys.argv[2]))))
