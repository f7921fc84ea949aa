"""What TikTok creators and Spark Ads really earned, and what to do with the next euro.

`import upshot; home = upshot.open("…"); home.verdict(campaign="…")` gives the object that every surface renders.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from upshot.version import __version__

if TYPE_CHECKING:
    from upshot.surfaces.notebook import Home

__all__ = ["__version__", "open"]


def open(home: Path | str | None = None) -> Home:  # noqa: A001 (the word people expect, behind the module's name)
    """Open a home: `home`, else `UPSHOT_HOME`, else `./upshot-home`; see `upshot.surfaces.notebook.Home`."""
    from upshot.surfaces.notebook import open_home  # noqa: PLC0415 (`import upshot` stays light)

    return open_home(home)
