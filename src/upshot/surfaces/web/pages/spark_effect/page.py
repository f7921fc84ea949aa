"""What the boosts added: paid and organic apart, Spark against other ads, followers, and the right's price by day."""

from __future__ import annotations

from pydantic import Field

from upshot.decisions.spark.effect import SparkEffect, read_spark_effect
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation import spark_effect as show
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import Slice, View, paginate

ROWS = 25


class EffectContext(Context):
    """The answer, and its tables as text; long ones by pages."""

    effect: SparkEffect = Field(description="Everything known about what the boosts added.")
    creators: tuple[str, ...] = Field(description="Creators with a boost, by name.")
    boosts: TextTable = Field(description="One page of boosts.")
    split: TextTable = Field(description="One page of boosted posts, paid and organic apart.")
    boost_pages: Slice[tuple[str, ...]] = Field(description="The boosts of this page, and how many pages there are.")
    difference: TextTable = Field(description="Spark against other ads, by rate.")
    difference_lines: tuple[str, ...] = Field(description="How ads were matched, or why nothing can be said.")
    difference_notes: tuple[str, ...] = Field(description="What the comparison leaves open, and what would settle it.")
    claims: TextTable = Field(description="What is said of Spark Ads in general.")
    followers: TextTable = Field(description="Followers during boosts.")
    rights: TextTable = Field(description="Rights fees by day.")
    notes: tuple[str, ...] = Field(description="What to mind.")


def effect_of(view: View, creator: str | None) -> SparkEffect:
    """The effect in a creator's scope, worked out once per state of the data."""
    home = view.home
    creator = creator.removeprefix("@").strip().lower() if creator else None  # `@Maya` and `maya` are one question
    found: SparkEffect = view.thinking.answer(
        ("spark_effect", creator, home.desk_version()),
        home,
        lambda: read_spark_effect(home, now=view.now, rights=home.spark_book().list(), creator=creator),
        patience_s=view.patience_s,
    )
    return found


def build(view: View) -> EffectContext:
    effect, words = effect_of(view, view.creator), view.words
    everything = effect if view.creator is None else effect_of(view, None)
    boosts, split = show.boost_table(effect, words), show.split_table(effect, words)
    page = paginate(boosts.rows, view.page_number(), size=ROWS)
    first = (page.number - 1) * ROWS
    return EffectContext(
        effect=effect,
        creators=tuple(sorted({boost.creator for boost in everything.boosts if boost.creator})),
        boosts=_cut(boosts, first),
        split=_cut(split, first),
        boost_pages=page,
        difference=show.difference_table(effect, words),
        difference_lines=tuple(show.difference_lines(effect.difference, words)),
        difference_notes=tuple(show.difference_notes(effect.difference, words)),
        claims=show.claims_table(effect, words),
        followers=show.follower_table(effect, words),
        rights=show.rights_table(effect, words),
        notes=tuple(show.effect_notes(effect, words)),
    )


def _cut(table: TextTable, first: int) -> TextTable:
    return TextTable(table.name, table.title, table.columns, table.rows[first : first + ROWS])


SPARK_EFFECT = Page("spark_effect", "/spark/effect", "spark", build)
