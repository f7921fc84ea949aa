"""Second waves of a brand's posts, each with its likely cause where the facts tell one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from upshot.decisions.maturity.brand import BrandMaturity
from upshot.stats.view_maturity_waves import second_waves

LEAST_BOUGHT_SHARE = 0.2  # of the views gained: ads ran, and their reach may have spilled over
LEAST_SOUND_RISE = 1.5  # posts that use the sound, after ÷ before
SECONDS_A_DAY = 86_400.0


class WaveCause(StrEnum):
    """What went with a second wave; together in time, which is not proof."""

    BOOST = "boost"
    SOUND = "sound"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Wave:
    """A post that had settled and grew again between two readings; organic views."""

    post_id: str
    began_at: datetime
    seen_at: datetime
    views_before: float
    growth_ratio: float
    expected_ratio: float
    cause: WaveCause


SoundUses = Mapping[str, Sequence[tuple[datetime, float]]]  # by post id: (read at, posts that use its sound)


def find_waves(brand: BrandMaturity, sounds: SoundUses | None = None) -> tuple[Wave, ...]:
    """Second waves of all posts, newest first.

    Parameters
    ----------
    sounds : readings of how many posts use each post's sound, where somebody follows them
    """
    found = second_waves(brand.model)
    ids = {place: post_id for post_id, place in brand.place.items()}
    readings = brand.readings
    waves = []
    for row, post in enumerate(found.post.tolist()):
        own = readings.post == post
        born = float(readings.at[own][0] - readings.age_days[own][0] * SECONDS_A_DAY)
        began, seen = (born + float(days[row]) * SECONDS_A_DAY for days in (found.from_days, found.to_days))
        inside = own & (readings.at >= began - 1) & (readings.at <= seen + 1)
        bought = float(brand.paid_so_far[inside].max() - brand.paid_so_far[inside].min())
        gained = float(found.growth[row] * found.views_before[row])
        period = datetime.fromtimestamp(began, UTC), datetime.fromtimestamp(seen, UTC)
        if bought > LEAST_BOUGHT_SHARE * (gained + bought):
            cause = WaveCause.BOOST
        elif sounds and _rose(sounds.get(ids[post], ()), *period):
            cause = WaveCause.SOUND
        else:
            cause = WaveCause.UNKNOWN
        waves.append(
            Wave(ids[post], *period, float(found.views_before[row]), float(found.growth[row]),
                 float(found.expected[row]), cause)
        )  # fmt: skip
    return tuple(sorted(waves, key=lambda wave: wave.seen_at, reverse=True))


def _rose(uses: Sequence[tuple[datetime, float]], began: datetime, seen: datetime) -> bool:
    """Whether the sound came into use while the post grew again."""
    ordered = sorted(uses)
    before = [posts for at, posts in ordered if at <= began]
    later = [posts for at, posts in ordered if began < at <= seen]
    return bool(before and later and before[-1] > 0 and max(later) >= LEAST_SOUND_RISE * before[-1])
