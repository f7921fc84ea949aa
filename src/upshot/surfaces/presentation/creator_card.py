"""The creator card: every part of a vetting in words and tables; a part is added by one line in `WRITERS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from upshot.decisions.creators.fit import FitSections
from upshot.decisions.creators.vetting import Vetting
from upshot.surfaces.presentation.creator_authenticity import authenticity_sections
from upshot.surfaces.presentation.creator_fit import fit_sections
from upshot.surfaces.presentation.creator_price import price_sections
from upshot.surfaces.presentation.creator_profile import intro_lines, profile_sections
from upshot.surfaces.presentation.creator_words import CardSection
from upshot.surfaces.wording import Words


def _fit(vetting: Vetting, words: Words) -> tuple[CardSection, ...]:
    """Audience, evidence, content, default order."""
    one = vetting
    return fit_sections(FitSections(one.creator, one.audience, one.fit, one.content, one.risk, one.fit_score), words)


Writer = Callable[[Vetting, Words], tuple[CardSection, ...]]
WRITERS: tuple[Writer, ...] = (profile_sections, authenticity_sections, _fit, price_sections)


@dataclass(frozen=True)
class Card:
    """A card ready to be laid out."""

    title: str
    demo: str | None
    lines: tuple[str, ...]
    sections: tuple[CardSection, ...]
    run: str


def creator_card(vetting: Vetting, words: Words) -> Card:
    """The card of one creator; parts without anything to say are left out."""
    sections = [section for write in WRITERS for section in write(vetting, words)]
    level = words.percent(vetting.level, digits=0)
    return Card(
        title=words.text("card_title", creator=vetting.creator),
        demo=words.text("demo_banner") if vetting.is_demo else None,
        lines=intro_lines(vetting, words),
        sections=tuple(section for section in sections if section.lines or any(t.rows for t in section.tables)),
        run=words.text("card_run", level=level, seed=str(vetting.seed), data=vetting.data_version),
    )
