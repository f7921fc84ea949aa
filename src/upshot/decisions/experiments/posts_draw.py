"""Draw by lot which organic post gets which treatment, inside blocks of one creator: what `block_test.py` reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from upshot.errors import InvalidInput

ARMS = ("control", "treatment")
MOST_POSTS = 2_000


@dataclass(frozen=True)
class DrawnPost:
    """One post to be made: its block (creator and pair), its place in the order of publication, and its arm."""

    block: str
    creator: str
    order: int
    arm: str


def draw_posts(
    creators: Sequence[str], n_posts: int, *, arms: Sequence[str] = ARMS, seed: int
) -> tuple[DrawnPost, ...]:
    """Blocks of one post per arm, the order inside each drawn by lot; creators take blocks in turn.

    Parameters
    ----------
    creators : who posts; each should post a whole block on the same weekday of successive weeks, or in one week
    n_posts : rounded down to whole blocks
    seed : same seed, same draw, so that the sheet can be printed again

    Raises
    ------
    InvalidInput : posts_draw_size, nobody posts, there are fewer than two blocks, or more posts than can be meant
    """
    n_blocks = n_posts // len(arms)
    if not creators or n_blocks < 2 or n_posts > MOST_POSTS:
        raise InvalidInput("posts_draw_size", seen=str(n_posts), creators=str(len(creators)), most=str(MOST_POSTS))
    rng = np.random.default_rng([seed, 0x0B])
    drawn = []
    for number in range(n_blocks):
        creator = creators[number % len(creators)]
        block = f"{creator} {number // len(creators) + 1}"
        shuffled = rng.permutation(len(arms))
        drawn += [DrawnPost(block, creator, place + 1, arms[int(arm)]) for place, arm in enumerate(shuffled)]
    return tuple(drawn)
