"""What boosts added, in words and tables, for the terminal and the page."""

from __future__ import annotations

from upshot.decisions.spark.effect.model import (
    Amount,
    FollowerGain,
    PostSplit,
    RateDifference,
    SparkDifference,
    SparkEffect,
)
from upshot.decisions.verdict.model import Evidence
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

SHORTEST_ID = 8
LONGEST_TITLE = 40
MOST_NAMES = 6


def boost_table(effect: SparkEffect, words: Words) -> TextTable:
    """A row per boost: what ran, what it cost, what the ads counted."""
    labels = [Column(words.text("effect_col_post"), False), Column(words.text("effect_col_creator"), False),
              Column(words.text("effect_col_period"), False)]  # fmt: skip
    labels += [Column(words.text(f"effect_col_{name}")) for name in ("spend", "paid_views", "follows", "visits")]
    labels.append(Column(words.text("effect_col_visits_per", currency=effect.currency)))
    rows = tuple(
        (
            short_id(boost.post_id),
            boost.creator or MISSING,
            words.period(boost.starts_on, boost.ends_on),
            words.money(boost.spend, effect.currency),
            words.number(boost.views_paid),
            words.number(boost.follows_paid),
            words.number(boost.profile_visits_paid),
            words.number(boost.profile_visits_per_unit, digits=2),
        )
        for boost in effect.boosts
    )
    return TextTable("effect_boosts", words.text("effect_boosts"), tuple(labels), rows)


def split_table(effect: SparkEffect, words: Words) -> TextTable:
    """A row per boosted post: paid and organic apart, each rate over its own base."""
    text = ("post", "read", "evidence")
    names = ("post", "read", "views", "views_paid", "views_organic", "er_organic", "er_paid", "evidence")
    columns = tuple(Column(words.text(f"effect_col_{name}"), name not in text) for name in names)
    rows = tuple(
        (
            title_of(post),
            words.instant(post.read_at),
            words.number(post.views),
            amount(post.views_paid, words),
            amount(post.views_organic, words),
            amount(post.er_organic, words, is_rate=True),
            amount(post.er_paid, words, is_rate=True),
            words.text(f"effect_evidence_{post.views_organic.evidence.value}"),
        )
        for post in effect.posts
    )
    return TextTable("effect_split", words.text("effect_split"), columns, rows)


def difference_table(effect: SparkEffect, words: Words) -> TextTable:
    """A row per rate; a rate that cannot be read says why in place of its difference."""
    names = ("rate", "spark", "other", "change", "ads")
    columns = tuple(Column(words.text(f"effect_col_{name}"), name in {"spark", "other"}) for name in names)
    rows = tuple(_rate_row(rate, effect, words) for rate in effect.difference.rates)
    return TextTable("effect_difference", words.text("effect_difference"), columns, rows)


def _rate_row(rate: RateDifference, effect: SparkEffect, words: Words) -> tuple[str, ...]:
    def shown(value: float | None) -> str:
        is_money = rate.metric.startswith("cpa")
        return words.money(value, effect.currency) if is_money else words.percent(value, digits=2)

    change = words.phrase(rate.why_null) if rate.why_null else signed_interval(
        rate.change_rel, rate.change_low, rate.change_high, words
    )  # fmt: skip
    ads = f"{rate.n_spark} + {rate.n_plain}"
    return words.text(f"rate_{rate.metric}"), shown(rate.spark_rate), shown(rate.plain_rate), change, ads


def difference_lines(difference: SparkDifference, words: Words) -> list[str]:
    """What stands above the rates: how ads were matched, or that nothing can be said and why."""
    if difference.reason is not None:
        return [f"{words.labelled(words.text('effect_not_identifiable'), words.phrase(difference.reason))}"]
    facts = {"spark": difference.ads_spark, "plain": difference.ads_plain}
    share = words.percent(difference.matched_spend_share, digits=0)
    return [words.text(f"effect_design_{difference.design}"), words.text("effect_matched_share", share=share, **facts)]


def difference_notes(difference: SparkDifference, words: Words) -> list[str]:
    """Caveats, then what would settle it."""
    return [words.phrase(p) for p in (*difference.caveats, *difference.what_would_help)]


def claims_table(effect: SparkEffect, words: Words) -> TextTable:
    """What is said in general, and what is wrong with it."""
    columns = tuple(Column(words.text(f"effect_col_{name}"), False) for name in ("rate", "said", "trouble", "source"))
    rows = tuple(
        (
            words.text(f"rate_{claim.metric}"),
            claim.claim[words.language],
            words.text(claim.trouble),
            f"{claim.source} ({claim.dated.year})",
        )
        for claim in effect.difference.claims
    )
    return TextTable("effect_claims", words.text("effect_claims"), columns, rows)


def follower_table(effect: SparkEffect, words: Words) -> TextTable:
    """A row per creator and boost period; those without daily counts say so."""
    text = ("creator", "period", "above")
    names = ("creator", "period", "observed", "above", "baseline", "follows")
    columns = tuple(Column(words.text(f"effect_col_{name}"), name not in text) for name in names)
    rows = tuple(
        (
            gain.creator,
            words.period(gain.starts_on, gain.ends_on),
            words.number(gain.observed),
            above_baseline(gain.above_baseline, gain.is_gain, words),
            words.number(gain.baseline_days),
            words.number(gain.follows_paid),
        )
        for gain in effect.followers
        if not _is_untold(gain)
    )
    return TextTable("effect_followers", words.text("effect_followers"), columns, rows)


def _is_untold(gain: FollowerGain) -> bool:
    """Whether no daily count of the account was imported at all."""
    why = gain.above_baseline.why_null
    return why is not None and why.code == "followers_not_supplied"


def above_baseline(value: Amount, is_gain: bool, words: Words) -> str:
    """The gain with its interval; one whose interval holds 0 is followed by saying that none can be claimed."""
    if value.value is None:
        return words.phrase(value.why_null) if value.why_null else MISSING
    shown = amount(value, words)
    return shown if is_gain else f"{shown}; {words.text('followers_no_gain')}"


def rights_table(effect: SparkEffect, words: Words) -> TextTable:
    """A row per paid right: fee, days, fee a day."""
    text = ("creator", "period")
    names = ("creator", "period", "fee", "right_days", "per_day")
    columns = tuple(Column(words.text(f"effect_col_{name}"), name not in text) for name in names)
    rows = tuple(
        (
            line.creator,
            words.period(line.starts_on, line.ends_on) if line.starts_on and line.ends_on
            else words.phrase(line.why_null) if line.why_null else MISSING,
            words.money(line.rights_fee, line.currency or effect.currency),
            words.number(line.days),
            words.money(line.fee_per_day, line.currency or effect.currency),
        )
        for line in effect.rights
    )  # fmt: skip
    return TextTable("effect_rights", words.text("effect_rights"), columns, rows)


def effect_notes(effect: SparkEffect, words: Words) -> list[str]:
    """What to mind: caveats of the whole and of the posts, each once."""
    found = [words.text("effect_er_note")] if effect.posts else []
    phrases = [*effect.caveats, *(p for post in effect.posts for p in post.caveats)]
    phrases += [p for gain in effect.followers for p in gain.caveats]
    found += list(dict.fromkeys(words.phrase(phrase) for phrase in phrases))
    untold = sorted({gain.creator for gain in effect.followers if _is_untold(gain)})
    if untold:
        names = ", ".join(f"@{name}" for name in untold[:MOST_NAMES]) + (" …" if len(untold) > MOST_NAMES else "")
        found.append(words.text("followers_untold", n=len(untold), names=names))
    level = words.percent(effect.level, digits=0)
    return [*found, words.text("effect_as_of", at=words.instant(effect.as_of), level=level, seed=effect.seed)]


def amount(value: Amount, words: Words, *, is_rate: bool = False) -> str:
    """A quantity, with its bounds where it is modelled; where it is missing, why."""
    if value.value is None:
        return words.phrase(value.why_null) if value.why_null else words.text("effect_not_supplied")

    def shown(number: float) -> str:
        return words.percent(number) if is_rate else words.number(number)

    if value.evidence is Evidence.OBSERVED or value.low is None or value.high is None:
        return shown(value.value)
    return f"{shown(value.value)} ({shown(value.low)} … {shown(value.high)})"


def signed_interval(middle: float | None, low: float | None, high: float | None, words: Words) -> str:
    """`+12% (−3% … +29%)`."""
    if middle is None or low is None or high is None:
        return MISSING
    return f"{_signed(middle, words)} ({_signed(low, words)} … {_signed(high, words)})"


def _signed(rate: float, words: Words) -> str:
    sign = "+" if rate > 0 else "−" if rate < 0 else ""
    return f"{sign}{words.percent(abs(rate), digits=0)}"


def title_of(post: PostSplit) -> str:
    """The caption's beginning, else the post's id."""
    return title(post.caption, post.post_id)


def title(caption: str | None, post_id: str) -> str:
    """A post in a few words: the beginning of its caption, else the end of its id."""
    plain = " ".join((caption or "").split())
    if not plain:
        return short_id(post_id)
    return plain if len(plain) <= LONGEST_TITLE else plain[: LONGEST_TITLE - 1] + "…"


def short_id(post_id: str) -> str:
    """The end of a post's id: ids of one year begin alike."""
    return post_id if len(post_id) <= SHORTEST_ID + 1 else f"…{post_id[-SHORTEST_ID:]}"
