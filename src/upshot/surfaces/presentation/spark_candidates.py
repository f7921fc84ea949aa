"""The ranking of posts in words and tables."""

from __future__ import annotations

import math

from upshot.decisions.proof.table import Estimated
from upshot.decisions.spark.candidates.model import Candidate, CandidateList
from upshot.decisions.spark.candidates.proof import ChoiceTable
from upshot.decisions.verdict.model import Interval, Phrase
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

_COUNTS = frozenset({"views", "level", "trials", "needed_views"})  # facts that are whole numbers


def candidate_table(found: CandidateList, words: Words) -> TextTable:
    """A row per candidate, best first; the reasons stand below, see `candidate_lines`."""
    labels = ("candidate_label_rank", "label_post", "label_creator", "candidate_label_standing",
              "candidate_label_score", "candidate_label_bound", "candidate_label_engagement",
              "candidate_label_believed", "candidate_label_paid")  # fmt: skip
    columns = tuple(Column(words.text(label), place not in {1, 2, 3}) for place, label in enumerate(labels))
    rows = tuple(_row(one, words) for one in found.candidates)
    return TextTable("candidates", words.text("table_spark_candidates"), columns, rows)


def _row(one: Candidate, words: Words) -> tuple[str, ...]:
    return (
        words.number(one.rank),
        one.post_id,
        f"@{one.creator}",
        standing_words(one, words),
        change(one.score.median, words),
        change(one.score.low, words),
        words.percent(one.engagement_observed),
        share(one.engagement_believed, words),
        share(one.engagement_paid_expected, words),
    )


def standing_words(one: Candidate, words: Words) -> str:
    """The standing, and that a post is there to learn from."""
    standing = words.text(f"standing_{one.standing}")
    return f"{standing}, {words.text('plan_exploration')}" if one.is_exploration else standing


def candidate_lines(one: Candidate, words: Words) -> list[str]:
    """Why a post stands where it stands, then what to mind."""
    return [sentence(phrase, words) for phrase in (*one.reasons, *one.warnings)]


def sentence(phrase: Phrase, words: Words) -> str:
    """The sentence of a phrase, its counts in groups of three digits as the reader writes them."""
    counts = {name: words.number(int(phrase.facts[name])) for name in _COUNTS & phrase.facts.keys()}
    return words.text(phrase.code, **{**words.facts(phrase.facts), **counts})


def not_ranked_table(found: CandidateList, words: Words) -> TextTable:
    """Posts without enough evidence, and what is missing."""
    labels = ("label_post", "label_creator", "candidate_label_why", "candidate_label_missing")
    columns = tuple(Column(words.text(label), False) for label in labels)
    rows = tuple(
        (
            one.post_id,
            f"@{one.creator}" if one.creator else MISSING,
            sentence(one.reason, words),
            " ".join(sentence(phrase, words) for phrase in one.missing),
        )
        for one in found.not_ranked
    )
    return TextTable("not_ranked", words.text("table_spark_not_ranked"), columns, rows)


def signal_table(found: CandidateList, words: Words) -> TextTable:
    """What the score is made of: weights before and after the brand's own ads, levels, and how much a post counts."""
    labels = ("candidate_label_signal", "candidate_label_weight", "candidate_label_weight_prior", "label_posts",
              "candidate_label_level", "candidate_label_half")  # fmt: skip
    columns = tuple(Column(words.text(label), place > 0) for place, label in enumerate(labels))
    rows = tuple(
        (
            words.text(f"signal_{one.signal}"),
            words.number(one.weight, digits=3),
            words.number(one.prior_weight, digits=3),
            words.number(one.posts),
            words.number(one.brand_level) if one.signal == "views" else words.percent(one.brand_level, digits=2),
            words.number(one.concentration),
        )
        for one in found.signals
    )
    return TextTable("signals", words.text("table_spark_signals"), columns, rows)


def choice_table(table: ChoiceTable, case: str, words: Words) -> TextTable:
    """The proof: what each way of choosing loses."""
    labels = ("candidate_label_picker", "candidate_label_regret", "candidate_label_ratio", "candidate_label_wins")
    columns = tuple(Column(words.text(label), place > 0) for place, label in enumerate(labels))
    rows = tuple(
        (
            words.text(f"picker_{row.picker}"),
            estimated(row.regret, words),
            estimated(row.ratio_to_raw, words),
            estimated(row.wins, words),
        )
        for row in table.rows
    )
    facts = {"chosen": table.n_chosen, "worlds": table.n_worlds, "case": words.text(f"choice_case_{case}")}
    title = words.text("table_spark_prove_candidates", **facts)
    return TextTable(f"prove_candidates_{case}", title, columns, rows)


def estimated(value: Estimated, words: Words) -> str:
    """A mean over worlds with its Monte-Carlo interval."""
    if value.mean is None:
        return MISSING
    middle = words.number(value.mean, digits=3)
    if value.low is None or value.high is None:
        return middle
    return f"{middle} [{words.number(value.low, digits=3)}, {words.number(value.high, digits=3)}]"


def change(log_ratio: float, words: Words) -> str:
    """A log ratio as a signed percentage."""
    value = math.expm1(log_ratio)
    return ("+" if value > 0 else "") + words.percent(value, digits=0)


def share(value: Interval | None, words: Words) -> str:
    """A share with its interval."""
    if value is None:
        return MISSING
    low, high = words.percent(value.low), words.percent(value.high)
    return f"{words.percent(value.median)} ({low} … {high})"
