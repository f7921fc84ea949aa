"""Several creators side by side: a row per figure, a column per creator."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from upshot.decisions.creators.audience import AudienceMatch
from upshot.decisions.creators.engagement import RateFigure, SponsoredRatio, ViewsFigure
from upshot.decisions.creators.engagement.model import Estimate
from upshot.decisions.creators.fit import FitScore
from upshot.decisions.creators.price import CpmEffective
from upshot.decisions.creators.profile import PeerComparison, TierCard
from upshot.decisions.creators.vetting import Vetting
from upshot.surfaces.presentation.creator_profile import percentile_text
from upshot.surfaces.presentation.creator_words import amount_of, metric_label, range_of
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

Cell = Callable[[Vetting, Words], str]


def compare_table(vettings: Sequence[Vetting], words: Words) -> TextTable:
    """The table; a figure that nobody has is left out. Followers stand last: they decide nothing."""
    columns = (
        Column(words.text("card_col_figure"), False),
        *(Column(words.text("card_title", creator=one.creator)) for one in vettings),
    )
    rows = [(name, *(cell(one, words) for one in vettings)) for name, cell in _rows(words)]
    kept = tuple(row for row in rows if any(cell != MISSING for cell in row[1:]))
    return TextTable("compare", words.text("card_section_compare"), columns, kept)


def _rows(words: Words) -> list[tuple[str, Cell]]:
    er, view_rate = metric_label("er_views_lcs", words), metric_label("view_rate", words)
    return [
        (words.text("card_compare_posts"), _posts),
        (metric_label("views", words), _views),
        (er, lambda one, w: _rate(one, "er_views_lcs", w)),
        (words.text("card_compare_percentile", metric=er), lambda one, w: _percentile(one, "er_views_lcs", w)),
        (metric_label("er_followers_lcs", words), lambda one, w: _rate(one, "er_followers_lcs", w)),
        (view_rate, _view_rate),
        (words.text("card_compare_percentile", metric=view_rate), lambda one, w: _percentile(one, "view_rate", w)),
        (words.text("card_compare_sponsored"), _sponsored),
        (words.text("card_compare_cpm"), _cpm),
        (words.text("fit_audience_title"), _audience),
        (words.text("fit_score_title"), _fit_score),
        (words.text("vetting_col_risk"), lambda one, w: w.text(f"risk_level_{one.risk.level}")),
        (words.text("card_compare_tier"), _tier),
        (words.text("card_compare_followers"), _followers),
    ]


def _shown(value: Estimate, unit: str, words: Words) -> str:
    return f"{amount_of(value.value, unit, words)} ({range_of(value.low, value.high, unit, words)})"


def _posts(one: Vetting, words: Words) -> str:
    figure = one.engagement.rates["er_views_lcs"]
    return words.number(figure.n_posts) if isinstance(figure, RateFigure) else MISSING


def _views(one: Vetting, words: Words) -> str:
    found = one.engagement.views
    return _shown(found.median, "count", words) if isinstance(found, ViewsFigure) else MISSING


def _rate(one: Vetting, metric: str, words: Words) -> str:
    found = one.engagement.rates[metric]
    return _shown(found.median_of_ratios, "rate", words) if isinstance(found, RateFigure) else MISSING


def _view_rate(one: Vetting, words: Words) -> str:
    found = one.engagement.view_rate
    return _shown(found.median_of_ratios, "ratio", words) if isinstance(found, RateFigure) else MISSING


def _percentile(one: Vetting, metric: str, words: Words) -> str:
    found = one.profile.peers.get(metric)
    return percentile_text(found.percentile, words) if isinstance(found, PeerComparison) else MISSING


def _sponsored(one: Vetting, words: Words) -> str:
    found = one.engagement.sponsored_ratio
    return _shown(found.ratio, "ratio", words) if isinstance(found, SponsoredRatio) else MISSING


def _cpm(one: Vetting, words: Words) -> str:
    found = one.price.cpm_effective
    if not isinstance(found, CpmEffective):
        return MISSING
    return _shown(Estimate(found.value, found.low, found.high), one.price.currency, words)


def _audience(one: Vetting, words: Words) -> str:
    score = one.audience.score if isinstance(one.audience, AudienceMatch) else None
    return MISSING if score is None else range_of(score.low, score.high, "rate", words)


def _fit_score(one: Vetting, words: Words) -> str:
    found = one.fit_score
    if not isinstance(found, FitScore):
        return MISSING
    return f"{words.number(found.sort_by)} ({words.number(found.low)} … {words.number(found.high)})"


def _tier(one: Vetting, words: Words) -> str:
    tier = one.profile.tier
    return words.text(f"tier_{tier.tier}") if isinstance(tier, TierCard) else MISSING


def _followers(one: Vetting, words: Words) -> str:
    line = next((part for part in one.profile.lines if part.basis.metric == "followers"), None)
    return MISSING if line is None else range_of(line.low, line.high, "count", words)
