"""What a browser says it is: a machine or not, and which class of device; the text itself goes no further."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache

from pydantic import Field

from upshot.registries.load import DatedFact, read_registry

LONGEST = 512  # characters looked at; what stands behind tells nothing new
_REMEMBERED = 4_096  # distinct agents; a busy hour has a few hundred
_TABLET = re.compile(r"ipad|tablet|kindle|silk/|playbook|android(?!.*mobile)")
_PHONE = re.compile(r"iphone|ipod|windows phone|mobile|musical_ly|trill_|bytedancewebview")
_DESKTOP = re.compile(r"windows nt|macintosh|x11|cros|linux")


class DeviceClass(StrEnum):
    """What the click table keeps of a user agent."""

    PHONE = "phone"
    TABLET = "tablet"
    DESKTOP = "desktop"
    BOT = "bot"
    UNKNOWN = "unknown"


class AgentPattern(DatedFact):
    """One kind of machine, by what its user agent says."""

    pattern: str = Field(min_length=3)
    kind: str = Field(pattern="^(crawler|preview|monitor|program)$")


@cache
def agent_patterns() -> tuple[AgentPattern, ...]:
    """The registry, in file order."""
    return read_registry("user_agents", AgentPattern)


@cache
def _any_machine() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.pattern})" for row in agent_patterns()))


@lru_cache(maxsize=_REMEMBERED)
def device_of(agent: str) -> DeviceClass:
    """The class of a user agent; every browser of a person sends one, so an empty one is a machine's."""
    told = agent[:LONGEST].strip().lower()
    if not told or _any_machine().search(told):
        return DeviceClass.BOT
    if _TABLET.search(told):
        return DeviceClass.TABLET
    if _PHONE.search(told):
        return DeviceClass.PHONE
    return DeviceClass.DESKTOP if _DESKTOP.search(told) else DeviceClass.UNKNOWN
