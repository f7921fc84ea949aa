"""The tone under a creator's posts by a short lexicon: a share with its interval, and a few quotes without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache

from upshot.decisions.creators.fit.model import CommentText, Evidence, Stance, ToxicityShare
from upshot.decisions.creators.fit.phrases import Folded, PhraseFinder, quote
from upshot.registries.brand_safety import SafetyRule, comment_rules
from upshot.stats.proportions import wilson_interval

LEVEL = 0.9
MEDIUM_FROM, HIGH_FROM = 0.02, 0.10  # lower bound of the share from which the tone weighs more; Upshot's choice
LEAST_TOXIC = 3  # one angry comment is not a tone


def comment_toxicity(
    comments: Sequence[CommentText], *, now: datetime, level: float = LEVEL
) -> tuple[ToxicityShare | None, tuple[Evidence, ...]]:
    """How many of the comments a lexicon finds toxic, and which.

    A comment counts once, under the gravest kind found in it. How grave it is follows the share, not the
    single comment: what others write is not the creator's doing.

    Returns
    -------
    (share, evidence); (None, ()) where there is no comment
    """
    told = [comment for comment in comments if comment.text.strip()]
    if not told:
        return None, ()
    found = [(comment, rule, said) for comment in told for rule, said in _first(comment)]
    low, high = wilson_interval(len(found), len(told), level=level) or (0.0, 1.0)
    kinds = Counter(rule.category for _, rule, _ in found)
    share = ToxicityShare(len(found), len(told), low, high, level, dict(sorted(kinds.items())))
    weight = "high" if low >= HIGH_FROM else "medium" if low >= MEDIUM_FROM else "low"
    if len(found) < LEAST_TOXIC:
        weight = "low"
    return share, tuple(_evidence(comment, rule, said, weight, now) for comment, rule, said in found)


def _first(comment: CommentText) -> Iterator[tuple[SafetyRule, tuple[str, str]]]:
    text = Folded(comment.text)
    for rule, finder in _finders():
        if match := finder.first(text):
            yield rule, (match.phrase, quote(comment.text, match, hides_handles=True))
            return


@cache
def _finders() -> tuple[tuple[SafetyRule, PhraseFinder], ...]:
    """The gravest kind first."""
    order = ("threat", "hate", "sexual", "insult")
    rules = sorted(comment_rules(), key=lambda rule: order.index(rule.category))
    return tuple((rule, PhraseFinder(rule.all_phrases())) for rule in rules)


def _evidence(comment: CommentText, rule: SafetyRule, said: tuple[str, str], weight: str, now: datetime) -> Evidence:
    age = (now - comment.written_at).total_seconds() / 86_400 if comment.written_at else None
    return Evidence(
        rule=rule.rule, category="comment_tone", severity=weight, stance=Stance.AGAINST, matched=said[0],
        quote=said[1], where="comment", post_id=comment.post_id, said_at=comment.written_at, age_days=age, link=None,
        source=rule.source, dated=rule.dated, about=rule.category,
    )  # fmt: skip
