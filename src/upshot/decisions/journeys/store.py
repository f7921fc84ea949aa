"""The journey store: one folder of Parquet files that every attribution model, on every engine, counts.

One folder per workspace, version of its data, dimension and rules:

- `states.parquet`: `state` 1..n and its `name`. State 0 is never a touch: it is "start", or "before the start".
- `steps/*.parquet`: one row per touch, ordered by journey and position. `before`, `before_2`, `before_3`, `before_4`
  are the states one to four touches earlier in the same journey, 0 where there is none; `is_last` marks the last touch.
  So a count of transitions of order k is one GROUP BY over k + 1 integer columns: no window, no sort, no join.
  `seconds_to_last` is the time from this touch to the journey's last one (time decay needs no more, and a difference
  of two instants is not the same expression on every engine).
- `journeys/*.parquet`: one row per journey, with its first and last state, whether it converted, what it was worth in
  cents, and `touched`, its distinct states as a sorted list of integers (the channel set of Shapley).

`touched_at`, `seconds_to_last`, `began_at`, `ended_at` and `converted_at` are null where the journeys come from a file
of paths, which has no times. `warehouse.journey_files` holds the types of the columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from upshot.warehouse.journey_files import JourneyFrames, journey_frames, read_states

NAME_OF_START = "(start)"


@dataclass(frozen=True)
class JourneyStore:
    """A store on disk. Cheap to make: nothing is read before it is asked for.

    `dimension` says what the states are: creator, channel, post, campaign, source, or "path" from a file of paths.
    `has_views` is None where nobody knows whether touches without a click were recorded.
    """

    folder: Path
    dimension: str = "path"
    has_times: bool = True
    has_views: bool | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of states 1, 2, … (`names[state - 1]`)."""
        return read_states(self.folder)

    @property
    def n_states(self) -> int:
        """How many states there are, "start" not counted."""
        return len(self.names)

    @contextmanager
    def frames(self, *, memory_mib: int | None = None) -> Iterator[JourneyFrames]:
        """Steps and journeys as lazy frames on an engine with bounded memory; closed at the end of the block."""
        with journey_frames(self.folder, memory_mib=memory_mib) as found:
            yield found
