"""The creator card in five lines, before anything else is read; each line leads to the part it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from upshot.decisions.creators.engagement import RateFigure
from upshot.decisions.creators.fit import FitScore
from upshot.decisions.creators.price import CpmEffective, ExpectedViews, FeeCeiling, Quote
from upshot.decisions.creators.profile import PeerComparison, TierCard
from upshot.decisions.creators.vetting import Vetting
from upshot.decisions.evidence import InsufficientEvidence
from upshot.surfaces.presentation.creator_profile import percentile_text
from upshot.surfaces.presentation.creator_words import amount_of, evidence_line, metric_label
from upshot.surfaces.wording import Words

RATE = "er_views_lcs"


@dataclass(frozen=True)
class ShortLine:
    """One line; `part` is the part of the card that it rests on."""

    part: str
    label: str
    text: str


def short_lines(vetting: Vetting, words: Words) -> tuple[ShortLine, ...]:
    """Size and views, engagement, authenticity, fit and risk, price; what nobody worked out is left out."""
    lines = []
    for name, (part, write) in WRITERS.items():
        text = write(vetting, words)
        if text:
            lines.append(ShortLine(part, words.text(f"creators_web_short_{name}"), text))
    return tuple(lines)


def _size(vetting: Vetting, words: Words) -> str:
    tier, views = vetting.profile.tier, vetting.price.expected_views
    size = words.text(f"tier_{tier.tier}") if isinstance(tier, TierCard) else words.text("forecast_tier_unknown")
    if not isinstance(views, ExpectedViews):
        return words.labelled(size.capitalize(), evidence_line(views, words))
    found = views.together
    middle, low, high = (words.number(three_digits(b)) for b in (found.value, found.low, found.high))
    said = words.text("creators_web_views", n=views.n_next, middle=middle, low=low, high=high)
    return words.labelled(size.capitalize(), said)


def three_digits(value: float) -> float:
    """What an interval of this width can bear; the fold has the number in full."""
    return float(f"{value:.3g}")


def _engagement(vetting: Vetting, words: Words) -> str:
    figure, peers = vetting.engagement.rates[RATE], vetting.profile.peers.get(RATE)
    if not isinstance(figure, RateFigure):
        return evidence_line(figure, words)
    found = figure.median_of_ratios
    value, low, high = (amount_of(b, "rate", words) for b in (found.value, found.low, found.high))
    said = words.text("creators_web_rate", metric=metric_label(RATE, words), value=value, low=low, high=high)
    if isinstance(peers, PeerComparison) and peers.percentile.low <= 0 and peers.percentile.high >= 1:
        return f"{said} {words.text('creators_web_anywhere', n=peers.group.n)}"
    if isinstance(peers, PeerComparison):
        place = percentile_text(peers.percentile, words)
        return f"{said} {words.text('creators_web_among_peers', place=place, n=peers.group.n)}"
    return said if peers is None else f"{said} {evidence_line(peers, words)}"


def _authenticity(vetting: Vetting, words: Words) -> str:
    """One of three outcomes, never an accusation; nothing where the numbers were not judged."""
    found = vetting.authenticity
    outcome = "insufficient_evidence" if isinstance(found, InsufficientEvidence) else str(found.outcome)
    return words.text(f"creators_web_authenticity_{outcome}")


def _fit(vetting: Vetting, words: Words) -> str:
    found = vetting.fit_score
    risk = words.text("creators_web_risk", level=words.text(f"risk_level_{vetting.risk.level}"))
    if not isinstance(found, FitScore):
        return f"{evidence_line(found, words)} {risk}"
    low, high = words.number(round(found.sort_by)), words.number(round(found.high))
    return f"{words.text('creators_web_fit', low=low, high=high)} {risk}"


def _price(vetting: Vetting, words: Words) -> str:
    """The highest fee first, for it decides; else what the quote buys; else why there is neither."""
    price = vetting.price
    said = []
    if isinstance(ceiling := price.fee_ceiling, FeeCeiling):
        value, low, high = (
            words.money(b, price.currency, cents=False) for b in (ceiling.value, ceiling.low, ceiling.high)
        )
        said.append(words.text("creators_web_ceiling", value=value, low=low, high=high))
    if isinstance(quote := price.quote, Quote):
        fee = words.money(float(quote.billed), quote.billed_currency)
        said.append(words.text("creators_web_quote", fee=fee, n=quote.n_posts))
    if isinstance(cpm := price.cpm_effective, CpmEffective):
        value, low, high = (words.money(b, price.currency) for b in (cpm.value, cpm.low, cpm.high))
        said.append(words.text("creators_web_cpm", value=value, low=low, high=high))
    if not said and isinstance(price.quote, InsufficientEvidence):
        said.append(evidence_line(price.quote, words))
    return " ".join(said)


# Name of the line → the part of the card it rests on, and what writes it.
WRITERS: dict[str, tuple[str, Callable[[Vetting, Words], str]]] = {
    "size": ("figures", _size),
    "engagement": ("peers", _engagement),
    "authenticity": ("authenticity", _authenticity),
    "fit": ("fit", _fit),
    "price": ("price", _price),
}
