"""How well a creator's numbers hang together, in words: outcome, signals and their ground, the creator's reply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from upshot.decisions.creators.authenticity import AuthenticityReading, Signal
from upshot.decisions.creators.vetting import Vetting
from upshot.decisions.evidence import InsufficientEvidence
from upshot.surfaces.presentation.creator_words import CardSection, evidence_line, help_lines
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

AS_TOLD = frozenset({"post", "post_ids", "source", "counter"})  # facts that are no numbers, though they may look so


def authenticity_sections(vetting: Vetting, words: Words) -> tuple[CardSection, ...]:
    """The reading, or why there is none; and what the creator answered."""
    title, found = words.text("authenticity_title"), vetting.authenticity
    if isinstance(found, InsufficientEvidence):
        why = (evidence_line(found, words), *help_lines(found, words))
        return CardSection("authenticity", title, why), *_replies(vetting, words)
    lines = [words.text(f"authenticity_{found.outcome}"), *(words.text(reason) for reason in found.reasons)]
    if found.outcome != "insufficient_evidence":  # too little to go on is the answer then, not a number
        lines.insert(1, _score_line(found, words))
    notes = tuple(_missing_lines(found, words))
    return CardSection("authenticity", title, tuple(lines), (signal_table(found, words),), notes), *_replies(
        vetting, words
    )


def _score_line(found: AuthenticityReading, words: Words) -> str:
    score, low, high = (words.number(one) for one in (found.authenticity, found.low, found.high))
    prior = words.percent(found.prior, digits=0)
    return words.text(
        "authenticity_score", score=score, low=low, high=high, posts=found.n_posts, peers=found.n_peers, prior=prior
    )


def _missing_lines(found: AuthenticityReading, words: Words) -> Iterator[str]:
    """What was not measured, by the reason why."""
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for signal in found.signals:
        if signal.value is None and signal.why_missing:
            by_reason[signal.why_missing].append(words.text(f"authenticity_signal_{signal.name}"))
    for reason, names in by_reason.items():
        yield words.text("authenticity_missing", why=words.text(reason), names=" · ".join(names))


def signal_table(found: AuthenticityReading, words: Words) -> TextTable:
    """Signals that were measured, the most telling first."""
    labels = ("signal", "value", "usual", "says", "rests_on")
    columns = tuple(Column(words.text(f"authenticity_column_{label}"), label in ("value", "usual")) for label in labels)
    measured = [signal for signal in found.signals if signal.value is not None]
    told = sorted(measured, key=lambda signal: -abs(signal.evidence or 0.0))
    return TextTable("authenticity", words.text("authenticity_table"), columns, tuple(_row(one, words) for one in told))


def _row(signal: Signal, words: Words) -> tuple[str, ...]:
    name = words.text(f"authenticity_signal_{signal.name}")
    facts = "; ".join(_fact(key, value, words) for key, value in signal.facts.items())
    usual = MISSING if signal.usual is None else words.number(signal.usual, digits=3)
    return name, words.number(signal.value, digits=3), usual, words.text(_says(signal)), facts or MISSING


def _fact(key: str, value: str, words: Words) -> str:
    """One fact under its name; days and numbers as the reader writes them, ids and codes as they are."""
    said = value if key in AS_TOLD else " · ".join(_written(part, words) for part in value.split(", "))
    return words.text("authenticity_fact", name=words.text(f"authenticity_fact_{key}"), value=said)


def _written(text: str, words: Words) -> str:
    try:
        return words.day(date.fromisoformat(text))
    except ValueError:
        pass
    try:
        return words.number(Decimal(text), digits=4)
    except ArithmeticError:
        return text


def _says(signal: Signal) -> str:
    """For, against, or hardly anything: a factor of two in the odds is the least worth a word."""
    evidence = signal.evidence or 0.0
    if abs(evidence) < 0.7:
        return "authenticity_says_little"
    return "authenticity_says_look" if evidence > 0 else "authenticity_says_ordinary"


def _replies(vetting: Vetting, words: Words) -> tuple[CardSection, ...]:
    """The creator's right of reply, beside the reading."""
    lines = [
        words.text("authenticity_reply_line", at=words.day(reply.at.date()), who=reply.who, text=reply.text)
        for reply in vetting.replies
    ]
    how = words.text("authenticity_reply_how", creator=vetting.creator)
    return (CardSection("reply", words.text("authenticity_reply_title"), (*lines, how)),)
