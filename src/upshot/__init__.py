"""What TikTok creators and Spark Ads really earned, and what to do with the next euro.

`import upshot; house = upshot.open("…")` opens a home; the command line and the web app stand on the same object.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from upshot.version import __version__

if TYPE_CHECKING:
    from upshot.wiring import House


__all__ = ["__version__", "open"]


def open(home: Path | str | None = None) -> House:  # noqa: A001 (the word people expect, behind the module's name)
    """Open a home; see `upshot.wiring.House.open`."""
    from upshot.wiring import House  # noqa: PLC0415 (`import upshot` stays light)

    return House.open(home)
