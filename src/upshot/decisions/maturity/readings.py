"""Readings of many posts as arrays: what the growth model is fitted to, cut to any moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from upshot.stats.view_maturity import Array, Codes, Panel

SECONDS_A_DAY = 86_400.0


@dataclass(frozen=True)
class ReadingSet:
    """Lifetime readings of posts, sorted by post and instant.

    Attributes
    ----------
    name : where they come from, for people
    post : (n_readings,) code of the post
    at : (n_readings,) epoch seconds
    age_days, views : (n_readings,) age when read, > 0; organic lifetime views
    creator, content_type : (n_posts,) codes, −1 = unknown
    is_fitted : (n_posts,) False where growth was bought
    creator_names : (n_creators,)
    """

    name: str
    post: Codes
    at: Array
    age_days: Array
    views: Array
    creator: Codes
    content_type: Codes
    is_fitted: NDArray[np.bool_]
    creator_names: tuple[str, ...] = ()

    @property
    def n_posts(self) -> int:
        """Posts."""
        return len(self.creator)

    @property
    def n_creators(self) -> int:
        """Creators that are known."""
        return len(self.creator_names)

    def panel(self) -> Panel:
        """As the model takes it."""
        return Panel(self.post, self.age_days, self.views, self.creator, self.content_type, self.is_fitted)

    def cut(self, wanted: NDArray[np.bool_]) -> tuple[ReadingSet, Codes]:
        """Only some readings; the codes (in this set) of the posts that are left. Creators keep their codes."""
        posts, code = np.unique(self.post[wanted], return_inverse=True)
        left = ReadingSet(
            self.name,
            code.astype(np.intp),
            self.at[wanted],
            self.age_days[wanted],
            self.views[wanted],
            self.creator[posts],
            self.content_type[posts],
            self.is_fitted[posts],
            self.creator_names,
        )
        return left, posts.astype(np.intp)

    def of_creators(self, wanted: NDArray[np.bool_]) -> ReadingSet:
        """Only the posts of some creators (n_creators,), all of them known; their codes are counted anew."""
        kept, _ = self.cut(wanted[self.creator[self.post]])
        codes, creator = np.unique(kept.creator, return_inverse=True)
        names = tuple(self.creator_names[code] for code in codes)
        return replace(kept, creator=creator.astype(np.intp), creator_names=names)


def reading_set(
    name: str,
    posts: Sequence[str],
    creators: Sequence[str | None],
    at: Array,
    born: Array,
    views: Array,
    content_types: Sequence[str | None] | None = None,
) -> ReadingSet:
    """Sort readings, drop what cannot be used (no views, read before publication, read twice at once), count codes.

    Parameters
    ----------
    posts, creators : (n_readings,) ids; a post without a creator counts as made by a creator of its own
    at, born : (n_readings,) epoch seconds of the reading and of publication, NaN = unknown
    views : (n_readings,) NaN = not supplied
    """
    usable = np.isfinite(at) & np.isfinite(born) & np.isfinite(views) & (at > born) & (views >= 0)
    where = np.flatnonzero(usable)
    ids, post = np.unique(np.asarray(posts, dtype=object)[where].astype(str), return_inverse=True)
    order = np.lexsort((views[where], at[where], post))
    where, post = where[order], post[order]
    same = (
        np.r_[(post[1:] == post[:-1]) & (at[where][1:] == at[where][:-1]), False] if len(where) else np.zeros(0, bool)
    )
    where, post = where[~same], post[~same]
    first = np.searchsorted(post, np.arange(len(ids)))
    names = [creators[where[i]] or f"\0{ids[n]}" for n, i in enumerate(first)]
    types = [content_types[where[i]] if content_types is not None else None for i in first]
    return ReadingSet(
        name,
        post.astype(np.intp),
        at[where],
        (at[where] - born[where]) / SECONDS_A_DAY,
        views[where],
        codes_of(names),
        codes_of(types),
        np.ones(len(ids), dtype=bool),
        tuple(dict.fromkeys(names)),
    )


def codes_of(names: Sequence[str | None]) -> Codes:
    """A number for each different name, in order of appearance; −1 for none."""
    seen: dict[str, int] = {}
    return np.array([-1 if name is None else seen.setdefault(name, len(seen)) for name in names], dtype=np.intp)
