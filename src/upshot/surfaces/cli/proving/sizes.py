"""The sizes of simulated brands that `--scale` takes."""

from __future__ import annotations

from dataclasses import fields

from upshot.errors import InvalidInput, UnknownName
from upshot.worlds import Scale

OWN = "case"  # every case at its own size
SIZES: dict[str, Scale | None] = {
    OWN: None,
    "tiny": Scale(n_creators=6, n_posts=14, n_days=90, orders_per_day=8.0, n_campaigns=2),
    "small": Scale(n_creators=12, n_posts=40, n_days=180, orders_per_day=40.0, n_campaigns=3),
    "target": Scale(n_creators=60, n_posts=250, n_days=548, orders_per_day=120.0, n_campaigns=6),
}
_PARTS = {"creators": "n_creators", "posts": "n_posts", "days": "n_days", "orders": "orders_per_day",
          "campaigns": "n_campaigns"}  # fmt: skip


def size_of(said: str) -> Scale | None:
    """The size called `said`, or spelt out: `creators=60,posts=250,days=548,orders=120,campaigns=6`.

    Raises
    ------
    UnknownName : `proof_scale_unknown`
    InvalidInput : `world_size_out_of_range`
    """
    if said in SIZES:
        return SIZES[said]
    numbers: dict[str, float] = {}
    for part in said.replace(" ", "").split(","):
        name, _, said_number = part.partition("=")
        try:
            numbers[_PARTS[name]] = float(said_number)
        except (KeyError, ValueError):
            raise UnknownName("proof_scale_unknown", seen=said, valid=", ".join(SIZES)) from None
    whole = {field.name for field in fields(Scale)} - {"orders_per_day"}
    for name, number in numbers.items():
        if name in whole and number != int(number):
            raise InvalidInput("world_size_out_of_range", name=name, seen=number, low=2, high=20_000)
    scale = Scale(**{name: int(number) if name in whole else number for name, number in numbers.items()})  # type: ignore[arg-type]
    scale.check()
    return scale
