"""The form of the shortlist as typed, and the question that it asks."""

from __future__ import annotations

from decimal import Decimal

from upshot.decisions.budget import parse_price
from upshot.decisions.creators.shortlist import Objective, ShortlistTerms, parse_cap
from upshot.errors import InvalidInput
from upshot.measures.typed import typed_handle, typed_share
from upshot.surfaces.web.view import View

TEXTS = ("budget", "objective", "posts", "most", "hours", "risk", "universe", "match", "caps", "prices", "must",
         "never", "apart")  # fmt: skip
CHOICES = ("tier", "country", "category")
RISKS = ("100", "50", "20")
LONGEST = 2_000
MOST_LINES = 60
MOST = Decimal(10) ** 12


class Asked:
    """The form: `texts` by name, `ticked` boxes by name."""

    def __init__(self, view: View) -> None:
        given = view.request.query_params
        self.texts = {name: given.get(name, "").strip()[:LONGEST] for name in TEXTS}
        self.ticked = {name: tuple(value[:80] for value in given.getlist(name))[:MOST_LINES] for name in CHOICES}
        known = {each.value for each in Objective}
        if self.texts["objective"] not in known:
            has_verdict = view.home.known_verdict() is not None  # its fit is kept, so that margin is soon told
            self.texts["objective"] = (Objective.MARGIN if has_verdict else Objective.VIEWS).value
        self.texts["risk"] = self.texts["risk"] if self.texts["risk"] in RISKS else RISKS[0]
        self.texts["posts"] = self.texts["posts"] or "1"

    @property
    def query(self) -> dict[str, str | tuple[str, ...]]:
        """The form as the address says it."""
        return {**{name: text for name, text in self.texts.items() if text}, **self.ticked}

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two forms the same question."""
        return (*self.texts.values(), *self.ticked.values())

    @property
    def ground_key(self) -> tuple[str, ...]:
        """What the candidates depend on; the budget is not in it."""
        is_margin = str(self.texts["objective"] == Objective.MARGIN)
        return (is_margin, *(self.texts[name] for name in ("posts", "hours", "prices")))

    def terms(self) -> ShortlistTerms:
        """The question.

        Raises
        ------
        InvalidInput : shortlist_bad_number, shortlist_cap_unreadable, budget_price_unreadable, and what
            `ShortlistTerms.checked` refuses
        """
        texts = self.texts
        most, match, universe = self._number("most"), self._number("match"), self._number("universe")
        return ShortlistTerms(
            budget=Decimal(str(self._number("budget") or 0)),
            objective=Objective(texts["objective"]),
            tiers=self.ticked["tier"],
            countries=self.ticked["country"],
            categories=self.ticked["category"],
            posts_each=int(self._number("posts") or 1),
            most_creators=None if most is None else int(most),
            least_match=None if match is None else match / 100,
            hours_each=self._number("hours") or 0.0,
            caps=tuple(parse_cap(line) for line in _lines(texts["caps"])),
            prices=dict(parse_price(line) for line in _lines(texts["prices"])),
            must=_handles(texts["must"]),
            never=_handles(texts["never"]),
            apart=tuple(_handles(line) for line in _lines(texts["apart"])),
            tail=int(texts["risk"]) / 100,
            universe=universe,
        ).checked()

    def _number(self, name: str) -> float | None:
        return _read_number(self.texts[name], name)


def _read_number(text: str, name: str) -> float | None:
    """A number of 0 or more, however its thousands are set apart; None where nothing was typed."""
    if not text:
        return None
    number, _ = typed_share(text)
    if number is None or not 0 <= number <= MOST:
        raise InvalidInput("shortlist_bad_number", field=name, seen=text[:40])
    return float(number)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST_LINES]


def _handles(text: str) -> tuple[str, ...]:
    names = (part.strip() for part in text.replace("\n", ",").replace(";", ",").split(","))
    return tuple(typed_handle(name) for name in names if name)[:MOST_LINES]
