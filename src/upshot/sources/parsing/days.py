"""Days and instants.

A day is read in ISO order, as `20260501`, or as day/month/year in the order that the column itself shows (a part
above 12). An instant without an offset stands in the zone that the context names; hours that daylight saving skips
or repeats resolve as `zoneinfo` does (the earlier of two).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.parsing.habits import Habits, Parsed, parse_distinct, with_failures
from upshot.vocabulary.tables import ARROW_TYPE, Kind

_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_PARTS = re.compile(r"^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4}|\d{2})$")
_TIME = re.compile(
    r"^(?P<day>[^T ]+)(?:[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?P<fraction>[.,]\d{1,9})?)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<offset>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?$"
)
_EPOCH = re.compile(r"^1\d{9}(\d{3})?(\.0+)?$")
_AMBIGUOUS = r"^\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2})(?:\D|$)"


class _DayOrder:
    """Learns whether 03/04 is 3 April or 4 March."""

    def learn(self, cells: pa.Array, habits: Habits, header: str) -> None:
        """Note the order where a part above 12 settles it, else keep an ambiguous cell for the question to the user."""
        if habits.day_first is not None:
            habits.undecided_days.pop(header, None)
            return
        slashed = cells.filter(pc.fill_null(pc.match_substring_regex(cells, _AMBIGUOUS), False))
        if not len(slashed):
            return
        first = pc.cast(pc.replace_substring_regex(slashed, r"^(\d{1,2})[/-].*$", r"\1"), pa.int64())
        second = pc.cast(pc.replace_substring_regex(slashed, r"^\d{1,2}[/-](\d{1,2})[/-].*$", r"\1"), pa.int64())
        if pc.max(first).as_py() > 12:
            habits.day_first = True
        elif pc.max(second).as_py() > 12:
            habits.day_first = False
        else:
            habits.undecided_days.setdefault(header, slashed[0].as_py())
            return
        habits.undecided_days.clear()


@dataclass(frozen=True)
class DayParser(_DayOrder):
    """A reporting day; a time of day behind it is dropped."""

    kind: Kind = Kind.DAY
    valid: str = "day"

    def parse(self, cells: pa.Array, habits: Habits, header: str) -> Parsed:  # noqa: ARG002
        """Read the days."""
        try:
            return Parsed(pc.cast(cells, pa.date32()))
        except pa.ArrowInvalid:
            return parse_distinct(cells, Kind.DAY, lambda text: day_of(text, day_first=habits.day_first))


@dataclass(frozen=True)
class InstantParser(_DayOrder):
    """An instant, in UTC."""

    kind: Kind = Kind.INSTANT
    valid: str = "instant"

    def parse(self, cells: pa.Array, habits: Habits, header: str) -> Parsed:  # noqa: ARG002
        """Read the instants: ISO stamps column-wide, other forms cell by distinct cell."""
        stamps = pc.utf8_slice_codeunits(cells, 0, 19)
        try:
            local = pc.cast(pc.cast(stamps, pa.timestamp("s")), pa.timestamp("us"))
        except pa.ArrowInvalid:
            return parse_distinct(cells, Kind.INSTANT, lambda text: instant_of(text, habits))
        tails = pc.dictionary_encode(pc.utf8_slice_codeunits(cells, 19, 64))
        shifts = [_shift_of(tail) for tail in tails.dictionary.to_pylist()]
        if any(shift is None for shift in shifts):
            return parse_distinct(cells, Kind.INSTANT, lambda text: instant_of(text, habits))
        return with_failures(cells, _to_utc(local, tails, shifts, habits.zone))


def _shift_of(tail: str) -> tuple[int, int | None] | None:
    """(microseconds of the fraction, offset in seconds or None for the file's zone); None for an unknown tail."""
    found = re.match(r"^([.,]\d{1,9})?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?$", tail or "")
    if not found:
        return None
    fraction = int(found.group(1)[1:].ljust(6, "0")[:6]) if found.group(1) else 0
    return fraction, _offset_seconds(found.group(2))


def _offset_seconds(text: str | None) -> int | None:
    if text is None:
        return None
    if text[0] not in "+-":
        return 0
    digits = text[1:].replace(":", "").ljust(4, "0")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -seconds if text[0] == "-" else seconds


def _to_utc(
    local: pa.Array, tails: pa.DictionaryArray, shifts: list[tuple[int, int | None] | None], zone: str
) -> pa.Array:
    """Local stamps as UTC: by their own offset, or by the zone's offset at that time."""
    micros = pc.fill_null(pc.cast(local, pa.int64()), 0).to_numpy().copy()
    index = pc.fill_null(tails.indices, 0).to_numpy()
    if shifts:
        fraction = np.array([shift[0] for shift in shifts if shift], np.int64)
        offset = np.array([shift[1] or 0 for shift in shifts if shift], np.int64) * 1_000_000
        in_zone = np.array([shift[1] is None for shift in shifts if shift])[index]
        if in_zone.any():
            micros[in_zone] -= zone_offset_micros(micros[in_zone], zone)
        micros += fraction[index] - offset[index]
    valid = local.is_valid().to_numpy(zero_copy_only=False)
    return pa.array(micros, pa.int64(), mask=~valid).cast(ARROW_TYPE[Kind.INSTANT])


def zone_offset_micros(local_micros: np.ndarray, zone: str) -> np.ndarray:
    """What to subtract from local microseconds to get UTC; the zone is asked once per quarter of an hour.

    Every change of clock since 1990 falls on a quarter of an hour. This does not need the system's time zone files.
    """
    if zone == "UTC":
        return np.zeros_like(local_micros)
    quarters, place = np.unique(local_micros // 900_000_000, return_inverse=True)
    tz = ZoneInfo(zone)
    epoch = datetime(1970, 1, 1)  # noqa: DTZ001 (local time is meant)
    offsets = [(epoch + timedelta(seconds=int(q) * 900)).replace(tzinfo=tz).utcoffset() for q in quarters]
    return np.array([int(o.total_seconds()) if o else 0 for o in offsets], np.int64)[place] * 1_000_000


def day_of(text: str, *, day_first: bool | None) -> date | None:
    """One cell as a day; None when it is none, or when `day_first` is needed and unknown."""
    head = re.split(r"[T ]", text, maxsplit=1)[0] if re.match(r"^\d{1,4}[-/.]", text) else text
    try:
        found = _ISO.match(head) or _COMPACT.match(head[:8] if re.match(r"^\d{8}(\d{2})?$", head) else head)
        if found:
            return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
        found = _PARTS.match(head)
        if not found:
            return None
        first, mark, second, year = int(found.group(1)), found.group(2), int(found.group(3)), int(found.group(4))
        year += 2000 if year < 100 else 0
        order = True if mark == "." else day_first
        if order is None:
            return None
        return date(year, second, first) if order else date(year, first, second)
    except ValueError:
        return None


def instant_of(text: str, habits: Habits) -> datetime | None:
    """One cell as an instant in UTC; None when it is none."""
    if _EPOCH.match(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    found = _TIME.match(text)
    day = day_of(found.group("day"), day_first=habits.day_first) if found else None
    if found is None or day is None:
        return None
    hour = int(found.group("hour") or 0)
    if found.group("half"):
        hour = hour % 12 + (12 if found.group("half")[0] in "pP" else 0)
    micros = int((found.group("fraction") or ".0")[1:].ljust(6, "0")[:6])
    offset = _offset_seconds(found.group("offset"))
    zone = ZoneInfo(habits.zone) if offset is None else timezone(timedelta(seconds=offset))
    try:
        local = datetime(day.year, day.month, day.day, hour, int(found.group("minute") or 0), tzinfo=zone)
        return local.replace(second=int(found.group("second") or 0), microsecond=micros).astimezone(UTC)
    except ValueError:
        return None


DAY = DayParser()
INSTANT = InstantParser()
