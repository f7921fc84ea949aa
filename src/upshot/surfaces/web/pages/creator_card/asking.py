"""What is planned with a creator, as typed: quote, posts, expected margin, kind of collaboration."""

from __future__ import annotations

from decimal import Decimal

from upshot.decisions.creators.forecast.asking import TYPES, ForecastTerms
from upshot.decisions.creators.price import MarginEstimate, Quote
from upshot.decisions.creators.vetting import VettingTerms
from upshot.errors import InvalidInput
from upshot.measures.terms import exchange
from upshot.measures.typed import typed_number
from upshot.surfaces.web.view import View

FIELDS = ("quote", "posts", "margin", "costs", "forecast")
LONGEST = 60
MOST = Decimal(10) ** 12


class Planned:
    """The form: `texts` by field; what is empty was not asked."""

    def __init__(self, view: View) -> None:
        given = view.request.query_params
        self.texts = {name: given.get(name, "").strip()[:LONGEST] for name in FIELDS}

    @property
    def query(self) -> dict[str, str]:
        """The form as the address says it."""
        return {name: text for name, text in self.texts.items() if text}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not self.query

    def vetting_terms(self, view: View, creator: str) -> VettingTerms:
        """The terms of the vetting; a typed quote is in the workspace's currency.

        Raises
        ------
        InvalidInput : creators_web_number, creators_web_margin_unreadable
        """
        fee, posts = self._amount("quote"), self._posts()
        quotes = {}
        if fee is not None:
            quotes[creator] = Quote(
                float(fee), posts, f"{fee:.2f}", exchange(view.home, [None]).currency, None, None, None, "typed"
            )
        return VettingTerms(
            quotes=quotes, margin=self._margin(), other_costs=float(self._amount("costs") or 0), n_posts=posts
        )

    def forecast_terms(self, creator: str) -> ForecastTerms | None:
        """The terms of the forecast; None where no kind of collaboration was chosen.

        Raises
        ------
        InvalidInput : creators_web_number, and what `ForecastTerms.checked` refuses
        """
        if not self.texts["forecast"]:
            return None
        return ForecastTerms(
            (creator,), self._posts(), self.texts["forecast"], self._amount("quote"), self._amount("costs")
        ).checked()

    def _posts(self) -> int:
        found = self._amount("posts")
        if found is not None and found != found.to_integral_value():
            raise InvalidInput("creators_web_number", field="posts", seen=self.texts["posts"])
        return 1 if found is None else int(found)

    def _amount(self, field: str) -> Decimal | None:
        """A number of 0 or more; None where nothing was typed."""
        plain = self.texts[field].replace("€", "").strip()
        number = typed_number(plain)
        if plain and (number is None or not 0 <= number <= MOST):
            raise InvalidInput("creators_web_number", field=field, seen=self.texts[field])
        return number

    def _margin(self) -> MarginEstimate | None:
        text = self.texts["margin"]
        found = MarginEstimate.typed(text)
        if text and found is None:
            raise InvalidInput("creators_web_margin_unreadable", seen=text)
        return found


__all__ = ["FIELDS", "TYPES", "Planned"]
