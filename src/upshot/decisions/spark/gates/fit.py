"""Does a request fit its creator: what the page offers, against the creator's own list of what they never advertise.

The list belongs to the creator, who writes it on the request page; it is kept in the history of the rights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from upshot.decisions.spark.gates.disclosure import mention_in
from upshot.vocabulary.spark_rights import BUFFER_DAYS, RightEvent

# Kinds of product that creators often refuse; the list is ours and free words come beside it.
TOPICS = (
    "alcohol",
    "gambling",
    "tobacco",
    "crypto",
    "credit",
    "diet",
    "surgery",
    "medicine",
    "politics",
    "religion",
    "adult",
    "weapons",
    "fur",
    "fast_fashion",
    "ultra_processed",
)
NO_GO_TOPICS, NO_GO_WORDS = "creator.no_go_topics", "creator.no_go_words"
LONGEST_TEXT, MOST_WORDS = 600, 20
_TEXTS = ("brand", "product", "why", "where", "pays")
OFFERED = (*_TEXTS, "pay", "topics", "buffer_days")  # names under which an offer is told


@dataclass(frozen=True)
class NoGo:
    """What a creator never advertises: topics of the list, and words of their own."""

    topics: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @classmethod
    def typed(cls, topics: Iterable[str], words: str) -> NoGo:
        """From a form: unknown topics are dropped, words are separated by commas, semicolons or lines."""
        parts = words.replace(";", ",").replace("\n", ",").split(",")
        told = dict.fromkeys(part.strip()[:60] for part in parts if part.strip())
        return cls(tuple(topic for topic in TOPICS if topic in set(topics)), tuple(told)[:MOST_WORDS])

    def as_changes(self) -> dict[str, str | None]:
        """As facts of an event."""
        return {NO_GO_TOPICS: ",".join(self.topics) or None, NO_GO_WORDS: ",".join(self.words) or None}


def no_go_of(events: Iterable[RightEvent]) -> NoGo:
    """The list as the creator told it last; an empty one where nothing was told."""
    told = [event.changes for event in events if NO_GO_TOPICS in event.changes or NO_GO_WORDS in event.changes]
    if not told:
        return NoGo()
    return NoGo.typed((told[-1].get(NO_GO_TOPICS) or "").split(","), told[-1].get(NO_GO_WORDS) or "")


@dataclass(frozen=True)
class Offer:
    """What the request page tells the creator; an empty text was not told, which the page says."""

    brand: str = ""
    product: str = ""
    why: str = ""
    where: str = ""
    pays: str = ""
    topics: tuple[str, ...] = ()
    buffer_days: int = BUFFER_DAYS

    @classmethod
    def of(cls, told: Mapping[str, str], *, buffer_days: int = BUFFER_DAYS) -> Offer:
        """From the offer of a request, or a form; `buffer_days` counts where that tells none."""
        days = told.get("buffer_days", "")
        texts = {name: told.get(name, "").strip()[:LONGEST_TEXT] for name in _TEXTS}
        texts["pays"] = texts["pays"] or told.get("pay", "").strip()[:LONGEST_TEXT]  # the command line's word
        return cls(
            **texts,
            topics=NoGo.typed(told.get("topics", "").split(","), "").topics,
            buffer_days=int(days) if days.isdigit() and int(days) <= 60 else buffer_days,
        )

    def as_told(self) -> dict[str, str]:
        """As the request keeps it; what was not told is left out."""
        told = {name: getattr(self, name) for name in _TEXTS}
        told["topics"] = ",".join(self.topics)
        told["buffer_days"] = str(self.buffer_days)
        return {name: text for name, text in told.items() if text}


def conflicts(offer: Offer, no_go: NoGo) -> tuple[str, ...]:
    """Topics and words of the creator's list that the offer touches; a topic by its id, a word as it was typed."""
    touched = [topic for topic in no_go.topics if topic in offer.topics]
    text = f"{offer.brand}\n{offer.product}\n{offer.why}"
    return (*touched, *(word for word in no_go.words if mention_in(text, (word,), may_be_denied=False)))
