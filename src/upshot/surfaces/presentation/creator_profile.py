"""The profile part of the creator card: figures, what cannot be said, peers, published values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from upshot.decisions.creators.engagement import Engagement, LeftOut, SponsoredRatio
from upshot.decisions.creators.profile import FigureLine, PeerComparison, Profile, TierCard
from upshot.decisions.creators.profile.model import Figure, Percentile
from upshot.decisions.creators.vetting import Vetting
from upshot.decisions.creators.vetting_parts import Decided
from upshot.decisions.evidence import InsufficientEvidence
from upshot.surfaces.presentation.creator_words import (
    CardSection,
    amount_of,
    evidence_line,
    help_lines,
    label,
    metric_label,
    range_of,
    size_of,
    text_columns,
)
from upshot.surfaces.presentation.tables import TextTable
from upshot.surfaces.wording import MISSING, Words

OLDER = "older_than_last_k"  # not worth a word: that is what "the last k" means
FIGURES = {
    "card_col_figure": False, "card_col_over": False, "card_col_statistic": False, "card_col_value": True,
    "card_col_interval": True, "card_col_posts": True, "card_col_who": False, "card_col_read": False,
}  # fmt: skip
PEERS = {
    "card_col_figure": False, "card_col_here": True, "card_col_group": True, "card_col_percentile": True,
    "card_col_n": True, "card_col_alike": False, "card_col_let_go": False,
}  # fmt: skip
EXTERNAL = {
    "card_col_source": False, "card_col_read": False, "card_col_market": False, "card_col_size": False,
    "card_col_over": False, "card_col_statistic": False, "card_col_value": True,
}  # fmt: skip


def intro_lines(vetting: Vetting, words: Words) -> tuple[str, ...]:
    """Who this is: size, country, niche, posts; what the tier means and what was left out."""
    profile = vetting.profile
    tier = profile.tier
    parts = [
        None if isinstance(tier, InsufficientEvidence) else words.text(f"tier_{tier.tier}"),
        profile.country,
        profile.category,
        _followers(profile, words),
        _posts(profile, words),
    ]
    lines = [" · ".join(part for part in parts if part)]
    if vetting.asked_as.strip().removeprefix("@").casefold() != vetting.creator:
        lines.insert(0, words.text("card_former", seen=vetting.asked_as))
    if isinstance(tier, TierCard):
        lines.append(_tier(tier, words))
    if vetting.decision is not None:
        lines.append(_decision(vetting.decision, words))
    out = [part for part in profile.left_out if part.reason != OLDER]
    if out:
        lines.append(words.text("card_left_out", k=_k(vetting.engagement), parts=_left_out(out, words)))
    return tuple(lines)


def profile_sections(vetting: Vetting, words: Words) -> tuple[CardSection, ...]:
    """Figures, what cannot be said, peers, published values, other platforms."""
    profile, level = vetting.profile, words.percent(vetting.level, digits=0)
    return (
        CardSection(
            "figures",
            words.text("card_section_profile"),
            tuple(_sponsored(vetting.engagement, words)),
            (figure_table(profile.lines, words, level=level, title="card_section_profile"),),
            (*_post_notes(vetting.engagement, words), *map(words.phrase, profile.caveats)),
        ),
        CardSection("unsaid", words.text("card_section_unsaid"), tuple(unsaid_lines(vetting, words))),
        CardSection(
            "peers",
            words.text("card_section_peers"),
            (),
            (peer_table(profile, words),),
            (words.text("card_peers_note"),) if _compared(profile) else (),
        ),
        CardSection("external", words.text("card_section_external"), (), (external_table(profile, words),)),
        CardSection(
            "other_platforms",
            words.text("card_section_other_platforms"),
            (),
            (figure_table(profile.other_platforms, words, level=level, title="card_section_other_platforms"),),
        ),
    )


def figure_table(lines: Iterable[FigureLine], words: Words, *, level: str, title: str) -> TextTable:
    """A row per figure, and where several sources speak a row with their range."""
    rows: list[tuple[str, ...]] = []
    for line in lines:
        rows += [_figure_row(figure, words) for figure in line.figures]
        if len(line.figures) > 1:
            unit = line.figures[0].unit
            who = words.text("card_disputed" if line.is_disputed else "card_range")
            shown = range_of(line.low, line.high, unit, words)
            rows.append((_metric(line.figures[0], words), _base(line.basis.denominator, words),
                         words.text("card_range"), shown, MISSING, MISSING, who, MISSING))  # fmt: skip
    return TextTable("figures", words.text(title), text_columns(words, FIGURES, level=level), tuple(rows))


def _figure_row(figure: Figure, words: Words) -> tuple[str, ...]:
    value = figure.said or amount_of(figure.value, figure.unit, words)
    statistic = label(f"card_statistic_{figure.statistic}", words, figure.statistic)
    return (
        _metric(figure, words),
        _base(figure.basis.denominator, words),
        f"{statistic}, {figure.period}" if figure.period else statistic,
        value,
        MISSING if figure.low is None else range_of(figure.low, figure.high, figure.unit, words),
        MISSING if figure.n_posts is None else words.number(figure.n_posts),
        label(f"card_{figure.source}", words, figure.source),
        _when(figure, words),
    )


def _metric(figure: Figure, words: Words) -> str:
    name = metric_label(figure.basis.metric, words)
    return name if figure.basis.platform == "tiktok" else f"{figure.basis.platform} · {name}"


def _base(denominator: str | None, words: Words) -> str:
    return MISSING if denominator is None else label(f"card_base_{denominator}", words, denominator)


def _when(figure: Figure, words: Words) -> str:
    if figure.read_on is None:
        return words.text("card_undated")
    day = words.day(figure.read_on)
    return words.text("card_stale", when=day) if figure.is_stale else day


def peer_table(profile: Profile, words: Words) -> TextTable:
    """A row per rate that could be set among peers."""
    rows = tuple(_peer_row(found, words) for found in _compared(profile))
    return TextTable("peers", words.text("card_section_peers"), text_columns(words, PEERS), rows)


def _peer_row(found: PeerComparison, words: Words) -> tuple[str, ...]:
    unit = "ratio" if found.basis.metric == "view_rate" else "rate"
    group = found.group
    middle = (
        f"{amount_of(group.median, unit, words)} ({range_of(group.low_quartile, group.high_quartile, unit, words)})"
    )
    alike = _dimensions(group.matched, words)
    if group.origin == "registry":
        alike = words.text("card_origin_registry", source=group.source, dated=words.day(group.dated))
    unknown = [words.text("card_unknown_dimension", name=_dimension(name, words)) for name in group.unknown]
    return (
        metric_label(found.basis.metric, words),
        amount_of(found.value, unit, words),
        middle,
        percentile_text(found.percentile, words),
        words.number(group.n),
        alike,
        ", ".join([*(_dimension(name, words) for name in group.relaxed), *unknown]) or MISSING,
    )


def percentile_text(percentile: Percentile, words: Words) -> str:
    """`63 (40 … 81)`, or between which quarters."""
    low, high = (words.number(bound * 100) for bound in (percentile.low, percentile.high))
    if percentile.value is None:
        return words.text("card_quarter_between", low=low, high=high)
    return f"{words.number(percentile.value * 100)} ({low} … {high})"


def _dimensions(names: Iterable[str], words: Words) -> str:
    return ", ".join(_dimension(name, words) for name in names) or MISSING


def _dimension(name: str, words: Words) -> str:
    return words.text(f"card_dimension_{name}")


def _compared(profile: Profile) -> list[PeerComparison]:
    return [found for found in profile.peers.values() if isinstance(found, PeerComparison)]


def external_table(profile: Profile, words: Words) -> TextTable:
    """Published values beside one another: that they disagree is what they are shown for."""
    rows = tuple(
        (
            band.source,
            words.day(band.dated),
            label(f"card_base_{band.market}", words, band.market),
            size_of(band, words),
            _base(band.denominator, words),
            words.text(f"card_published_{band.statistic}"),
            range_of(band.low, band.high, "rate", words),
        )
        for band in profile.external
    )
    return TextTable("external", words.text("card_section_external"), text_columns(words, EXTERNAL), rows)


def unsaid_lines(vetting: Vetting, words: Words) -> list[str]:
    """Every figure that is not there, its reason once, and what would help once."""
    engagement, profile = vetting.engagement, vetting.profile
    parts = [engagement.views, *engagement.rates.values(), engagement.view_rate, engagement.sponsored_ratio]
    absent = [
        part for part in (*parts, profile.tier, *profile.peers.values()) if isinstance(part, InsufficientEvidence)
    ]
    if not engagement.n_posts:  # one reason for all of them
        absent = [part for part in absent if part.reason in {"creator_no_posts", "followers_unknown_tier"}]
    sentences = dict.fromkeys(evidence_line(part, words) for part in _together(absent, words))
    helps = dict.fromkeys(line for part in absent for line in help_lines(part, words))
    return [*sentences, *helps]


def _together(absent: Iterable[InsufficientEvidence], words: Words) -> list[InsufficientEvidence]:
    """One reason for several metrics is said once, with their names in a row."""
    metrics: dict[InsufficientEvidence, list[str]] = {}
    for part in absent:
        rest = replace(part, facts=tuple(fact for fact in part.facts if fact[0] != "metric"))
        metrics.setdefault(rest, []).extend(metric_label(v, words) for name, v in part.facts if name == "metric")
    return [
        replace(part, facts=(*part.facts, ("metric", ", ".join(dict.fromkeys(names))))) if names else part
        for part, names in metrics.items()
    ]


def _sponsored(engagement: Engagement, words: Words) -> list[str]:
    found = engagement.sponsored_ratio
    if not isinstance(found, SponsoredRatio):
        return []
    value, low, high = (words.number(b, digits=2) for b in (found.ratio.value, found.ratio.low, found.ratio.high))
    line = words.text(
        "card_sponsored", ratio=value, low=low, high=high, sponsored=found.n_sponsored, organic=found.n_organic
    )
    return [line, *([words.text("card_sponsored_presumed")] if found.is_organic_presumed else [])]


def _post_notes(engagement: Engagement, words: Words) -> list[str]:
    """What to mind about the posts that count: refusals inside the window, and few posts."""
    figure = engagement.rates["er_views_lcs"]
    if isinstance(figure, InsufficientEvidence):
        return []
    notes = [words.phrase(caveat) for caveat in figure.caveats]
    if figure.left_out:
        notes.append(words.text("card_left_out", k=figure.k, parts=_left_out(figure.left_out, words)))
    return notes


def _left_out(parts: Iterable[LeftOut], words: Words) -> str:
    return words.pauses(
        words.text("card_left_out_part", n=part.n, why=words.text(f"post_refused_{part.reason}")) for part in parts
    )


def _k(engagement: Engagement) -> int:
    figures = (part for part in engagement.rates.values() if not isinstance(part, InsufficientEvidence))
    return next((figure.k for figure in figures), 12)


def _followers(profile: Profile, words: Words) -> str:
    line = next((one for one in profile.lines if one.basis.metric == "followers"), None)
    if line is None or line.low is None:
        return words.text("card_followers_unknown")
    first = line.figures[0]
    when = words.text("card_undated") if first.read_on is None else words.day(first.read_on)
    return words.text("card_followers", n=range_of(line.low, line.high, "count", words), when=when)


def _posts(profile: Profile, words: Words) -> str:
    if not profile.n_posts:
        return words.text("card_no_posts")
    first, last = profile.published_from, profile.published_to
    period = words.text("card_undated") if first is None or last is None else words.period(first, last)
    return words.text("card_posts", n=profile.n_posts, period=period)


def _decision(found: Decided, words: Words) -> str:
    return words.text(
        "card_decision",
        outcome=words.text(f"vetting_outcome_{found.outcome}"),
        by=", ".join(name for name in (found.decided_by, found.approved_by) if name),
        on=words.day(found.decided_at.date()),
        standing=words.text(f"vetting_standing_{found.why.removeprefix('vetting_')}"),
        until=words.day(found.expires_at.date()),
    )


def _tier(tier: TierCard, words: Words) -> str:
    lower, below = words.number(tier.followers_from), tier.followers_below
    bounds = (
        words.text("card_from", **{"from": lower})
        if below is None
        else words.text("card_from_below", **{"from": lower, "below": words.number(below)})
    )
    said = words.text(
        "card_tier",
        tier=words.text(f"tier_{tier.tier}"), bounds=bounds,
        low=words.percent(tier.band_low, digits=0), high=words.percent(tier.band_high, digits=0),
    )  # fmt: skip
    if len(tier.possible) < 2:
        return said
    names = ", ".join(words.text(f"tier_{name}") for name in tier.possible)
    return f"{said} {words.text('card_tier_possible', tiers=names)}"
