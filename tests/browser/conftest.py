"""A real server with a simulated brand, and a real Chromium in front of it."""

from __future__ import annotations

import shutil
import socket
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
import uvicorn

from tests.surfaces.web.house import BRAND, path_of, simulated_files
from upshot.surfaces.web.app import create_app
from upshot.wiring import House

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulated_files(tmp_path_factory.mktemp("world"))


def serve(house: House) -> tuple[str, Callable[[], None]]:
    """Serve a house on a free port; its address, and how to stop."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(house), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()

    def stop() -> None:
        server.should_exit = True
        thread.join(10)
        listener.close()

    return f"http://127.0.0.1:{listener.getsockname()[1]}", stop


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, exports: Path) -> Iterator[str]:
    """The address of the imported brand; its verdicts are worked out already."""
    with House.open(tmp_path_factory.mktemp("home")) as house:
        workspace = house.create_workspace(BRAND, is_demo=True)
        workspace.import_paths([exports])
        workspace.verdict()
        for row in workspace.rows("campaign"):
            workspace.verdict(campaign=row["campaign"])
        address, stop = serve(house)
        # An interim page would come again by itself in the middle of a test: have the slow answers ready.
        for path in ("/health", "/campaigns", "/attribution", "/"):
            urlopen(f"{address}{path_of()}{path}?format=json").close()
        yield address + path_of()
        stop()


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[str]:
    """The address of a workspace that holds nothing."""
    with House.open(tmp_path) as house:
        house.workspace()
        address, stop = serve(house)
        yield address + "/w/default"
        stop()


@pytest.fixture(scope="session")
def readers(browser: Browser) -> dict[str, list[BrowserContext]]:
    """Those who read before, by what is theirs: a new one costs Chromium a second, one without cookies nothing."""
    return defaultdict(list)


@pytest.fixture
def open_page(browser: Browser, readers: dict[str, list[BrowserContext]]) -> Iterator[Callable[..., Page]]:
    """Open a page of a fresh reader; whatever the console complains about fails the test."""
    complaints: list[str] = []
    reading = []

    def make(*, width: int = 1280, theme: str = "light", language: str = "en", **more: Any) -> Page:
        asked = {"viewport": {"width": width, "height": 900}, "color_scheme": theme, "locale": language, **more}
        idle = readers[repr(asked)]
        context = idle.pop() if idle else browser.new_context(**asked)
        reading.append((context, idle))
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context, idle in reading:
        for page in context.pages:
            page.close()
        context.clear_cookies()
        idle.append(context)
    # A form that is refused answers 422, which the console mentions; that is no fault of the page.
    assert [said for said in complaints if "status of 422" not in said] == []
