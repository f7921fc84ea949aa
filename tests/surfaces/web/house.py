"""A house with a small simulated brand, and a client of its web app."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from upshot.surfaces.web.app import create_app
from upshot.wiring import House
from upshot.worlds import simulate_world, write_world

PATIENT_S = 120.0  # tests wait for the verdict instead of reading the interim page
BRAND = "L'Été & Co"


def simulated_files(folder: Path, *, case: str = "tiny_brand", seed: int = 1) -> Path:
    """The export files of a simulated brand."""
    write_world(simulate_world(case, seed), folder)
    return folder / "exports"


def client_of(house: House, *, patience_s: float = PATIENT_S, language: str = "en") -> TestClient:
    """A browser without cookies that speaks `language`."""
    app = create_app(house, patience_s=patience_s)
    return TestClient(app, headers={"accept-language": language}, follow_redirects=False)


def path_of(workspace: str = BRAND) -> str:
    """The address of a workspace, as a browser writes it."""
    from urllib.parse import quote

    return f"/w/{quote(workspace, safe='')}"
