"""The TikTok Studio Overview zip of the brand's own account: dates in French and without a year, as Studio has them."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, time
from pathlib import Path

import numpy as np

from upshot.worlds import brand
from upshot.worlds.streams import stream
from upshot.worlds.world import World

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
HEADER = ("Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares")
LONGEST = 365  # days that Studio exports at most


def write_studio_overview(world: World, folder: Path) -> Path:
    """Write `Overview_<first day>_<end epoch>_<handle>.zip`, last 365 days at most, BOM and quotes included."""
    days = world.days[-LONGEST:]
    end = datetime.combine(days[-1], time(21), tzinfo=UTC)
    path = folder / f"Overview_{days[0].isoformat()}_{int(end.timestamp())}_{brand.BRAND_HANDLE}.zip"
    lines = [",".join(f'"{word}"' for word in HEADER)]
    for day, counts in zip(days, _own_account(world)[-LONGEST:], strict=True):
        cells = (f"{day.day} {MONTHS[day.month - 1]}", *counts)
        lines.append(",".join(f'"{cell}"' for cell in cells))
    member = zipfile.ZipInfo("Overview.csv", date_time=(*end.timetuple()[:5], 0))
    member.external_attr = 0o644 << 16
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(member, ("\ufeff" + "\n".join(lines)).encode("utf-8"))
    return path


def _own_account(world: World) -> list[tuple[int, ...]]:
    """Views, profile views, likes, comments and shares per day; comments fall below zero when more are deleted."""
    rng = stream(world.seed, "own account")
    n_days = world.parameters.scale.n_days
    level = 900 * np.exp(np.cumsum(rng.normal(0, 0.05, n_days)))
    burst = np.where(rng.random(n_days) < 0.06, np.exp(rng.normal(1.6, 0.6, n_days)), 1.0)
    spillover = 0.002 * world.views.sum(axis=0)
    views = rng.poisson(np.clip(level, 80, 20_000) * burst)
    profile = rng.poisson(0.03 * views + spillover)
    likes = rng.binomial(views, 0.035)
    comments = rng.binomial(views, 0.0008) - (rng.random(n_days) < 0.04)
    shares = rng.binomial(views, 0.0015)
    return [tuple(map(int, row)) for row in zip(views, profile, likes, comments, shares, strict=True)]
