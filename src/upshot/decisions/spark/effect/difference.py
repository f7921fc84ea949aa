"""The brand's own Spark against non-Spark difference, on every rate that the ad report supports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import expm1
from typing import Final

import numpy as np

from upshot.decisions.spark.effect.ads import ENGAGEMENTS, AdMonth, KindsKnown
from upshot.decisions.spark.effect.matching import LEAST_ADS, Matched, match_ads
from upshot.decisions.spark.effect.model import Claim, RateDifference, SparkDifference
from upshot.decisions.verdict.model import Phrase
from upshot.registries.spark_claims import spark_claims
from upshot.stats.matched_rates import MatchedDifference, matched_log_rate_difference

LEAST_EVENTS = 10  # of each kind: below that a rate's interval is mostly the prior of the method


@dataclass(frozen=True)
class Rate:
    """A rate as two sums; a cost turns it over (money per event), and its difference with it."""

    metric: str
    top: tuple[str, ...]
    base: str  # a counter, or "spend"
    is_cost: bool = False


RATES: Final = (
    Rate("ctr_ads", ("clicks_destination",), "impressions"),
    Rate("view_rate_6s", ("video_views_6s",), "impressions"),
    Rate("completion_rate_ads", ("video_views_p100",), "video_views"),
    Rate("er_impressions_lcs", ENGAGEMENTS, "impressions"),
    Rate("cvr_claimed", ("purchases",), "clicks_destination"),
    Rate("cpa_claimed", ("purchases",), "spend", is_cost=True),
)


def compare_kinds(ads: Sequence[AdMonth], known: KindsKnown, *, level: float) -> SparkDifference:
    """Match the ads and read every rate, or say why the two kinds cannot be compared.

    Parameters
    ----------
    ads : every ad once
    known : on what it rests that an ad is, or is not, a Spark Ad
    level : of the intervals, 0–1
    """
    spark = [ad for ad in ads if ad.is_spark and ad.spend > 0]
    plain = [ad for ad in ads if not ad.is_spark and ad.spend > 0]
    designs = match_ads(ads)
    matched = next((found for found in designs if found.is_enough), None)
    reason = _reason(spark, plain, known, designs)
    if reason is not None or matched is None:
        return _answer(spark, plain, None, (), reason, level=level, caveats=_kind_caveats(known))
    rates = tuple(_read(rate, matched, level) for rate in RATES)
    return _answer(spark, plain, matched, rates, None, level=level,
                   caveats=(*_kind_caveats(known), *_design_caveats(matched, rates)))  # fmt: skip


def _reason(
    spark: list[AdMonth], plain: list[AdMonth], known: KindsKnown, designs: tuple[Matched, ...]
) -> Phrase | None:
    """Why the kinds cannot be compared; None when some design holds enough like ads."""
    counts = {"spark": str(len(spark)), "plain": str(len(plain))}
    if not spark and not plain:
        return Phrase(code="spark_no_ads")
    if not (known.by_report or known.by_sheet):
        return Phrase(code="spark_kinds_unknown", facts={"ads": str(len(plain))})
    if not spark or not plain:
        return Phrase(code="spark_no_plain_ads" if spark else "spark_no_spark_ads", facts=counts)
    if any(found.is_enough for found in designs):
        return None
    best = max(designs, key=lambda found: min(found.n_spark, found.n_plain))
    if not best.ads:
        return Phrase(code="spark_never_alike", facts=counts)
    facts = {"spark": str(best.n_spark), "plain": str(best.n_plain), "least": str(LEAST_ADS)}
    return Phrase(code="spark_too_few_alike", facts=facts)


def _read(rate: Rate, matched: Matched, level: float) -> RateDifference:
    """One rate over the matched ads that supplied both its sums."""
    members = [(ad, s) for ad, s in zip(matched.ads, matched.strata, strict=True) if _has(ad, rate)]
    counts = np.array([float(ad.count(*rate.top) or 0) for ad, _ in members])
    base = np.array([_base(ad, rate) for ad, _ in members])
    is_spark = np.array([ad.is_spark for ad, _ in members], dtype=bool)
    strata = np.array([s for _, s in members], dtype=np.int64)
    events = [float(counts[kind].sum()) if len(members) else 0.0 for kind in (is_spark, ~is_spark)]
    why: Phrase | None = None
    found: MatchedDifference | None = None
    if not members:
        why = Phrase(code="spark_rate_not_supplied")
    elif min(events) < LEAST_EVENTS:
        facts = {"spark": f"{events[0]:.0f}", "plain": f"{events[1]:.0f}", "least": str(LEAST_EVENTS)}
        why = Phrase(code="spark_rate_too_few_events", facts=facts)
    else:
        found = matched_log_rate_difference(counts, base, is_spark, strata, level=level)
        why = None if found else Phrase(code="spark_rate_not_supplied")
    sides = [_ratio(counts[kind], base[kind], rate) if len(members) else None for kind in (is_spark, ~is_spark)]
    sign = -1.0 if rate.is_cost else 1.0
    bounds = sorted((sign * found.low, sign * found.high)) if found else None
    return RateDifference(
        metric=rate.metric,
        spark_rate=sides[0],
        plain_rate=sides[1],
        log_difference=sign * found.difference if found else None,
        standard_error=found.standard_error if found else None,
        change_rel=expm1(sign * found.difference) if found else None,
        change_low=expm1(bounds[0]) if bounds else None,
        change_high=expm1(bounds[1]) if bounds else None,
        tau=found.tau if found else None,
        n_spark=int(is_spark.sum()),
        n_plain=int((~is_spark).sum()) if members else 0,
        n_strata=found.n_strata if found else 0,
        events_spark=events[0],
        events_plain=events[1],
        why_null=why,
    )


def _has(ad: AdMonth, rate: Rate) -> bool:
    return ad.count(*rate.top) is not None and _base(ad, rate) > 0


def _base(ad: AdMonth, rate: Rate) -> float:
    return ad.spend if rate.base == "spend" else float(ad.counters[rate.base] or 0)


def _ratio(counts: np.ndarray, base: np.ndarray, rate: Rate) -> float | None:
    """The ratio of sums of one kind; a cost over no event is undefined."""
    top, bottom = (base.sum(), counts.sum()) if rate.is_cost else (counts.sum(), base.sum())
    return float(top / bottom) if bottom > 0 else None


def _kind_caveats(known: KindsKnown) -> tuple[Phrase, ...]:
    return (Phrase(code="spark_caveat_kinds_by_sheet"),) if known.by_sheet and not known.by_report else ()


def _design_caveats(matched: Matched, rates: tuple[RateDifference, ...]) -> tuple[Phrase, ...]:
    """What the comparison leaves open: always the lack of a lottery, then what the design did not hold equal."""
    codes = ["spark_caveat_no_lottery"]
    if matched.design != "ad_group":
        codes.append("spark_caveat_audience_open")
    if matched.design != "ad_group" and not all(ad.placement for ad in matched.ads):
        codes.append("spark_caveat_placement_unknown")
    found = [Phrase(code=code) for code in codes]
    n_read = sum(rate.change_rel is not None for rate in rates)
    if n_read > 1:
        found.append(Phrase(code="spark_caveat_several_rates", facts={"n": str(n_read)}))
    if any(rate.metric in {"cvr_claimed", "cpa_claimed"} and rate.change_rel is not None for rate in rates):
        found.append(Phrase(code="spark_caveat_claimed_purchases"))
    if any(rate.metric == "ctr_ads" and rate.change_rel is not None for rate in rates):
        found.append(Phrase(code="spark_caveat_profile_taps"))
    return tuple(found)


def _answer(
    spark: list[AdMonth],
    plain: list[AdMonth],
    matched: Matched | None,
    rates: tuple[RateDifference, ...],
    reason: Phrase | None,
    *,
    level: float,
    caveats: tuple[Phrase, ...],
) -> SparkDifference:
    all_spend = sum(ad.spend for ad in spark)
    covered = sum(ad.spend for ad in matched.ads if ad.is_spark) / all_spend if matched and all_spend else None
    wanted = [Phrase(code="spark_help_split_test")]
    if reason and reason.code == "spark_kinds_unknown":
        wanted.insert(0, Phrase(code="spark_help_post_ids"))
    elif reason and spark and plain and not any(ad.objective for ad in (*spark, *plain)):
        wanted.append(Phrase(code="spark_help_objective"))
    return SparkDifference(
        is_identifiable=matched is not None,
        reason=reason,
        design=matched.design if matched else None,
        level=level,
        ads_spark=len(spark),
        ads_plain=len(plain),
        matched_spend_share=covered,
        rates=rates,
        caveats=caveats,
        what_would_help=tuple(wanted),
        claims=tuple(
            Claim(metric=row.metric, claim={"en": row.claim_en, "fr": row.claim_fr}, trouble=row.trouble,
                  source=row.source, dated=row.dated)
            for row in spark_claims()
        ),
    )  # fmt: skip
