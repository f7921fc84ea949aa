"""The form of a right: every field is read on its own, and each refusal stands beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from upshot.errors import InvalidInput
from upshot.measures.typed import typed_number
from upshot.surfaces.wording import Words
from upshot.vocabulary.spark_rights import DateSource, DayWindow, SparkRight
from upshot.vocabulary.tiktok_links import handle_of, is_short_link, post_id_of

FIELDS = (
    "creator",
    "post",
    "campaign",
    "contract_starts_on",
    "contract_ends_on",
    "flight_starts_on",
    "flight_ends_on",
    "flight_budget",
    "rights_fee",
    "currency",
    "territory",
    "notes",
)
MOST_MONEY = Decimal(10) ** 12


class RightForm:
    """What a person typed, read field by field; `problems` are in words, by field."""

    def __init__(self, said: Mapping[str, str], words: Words) -> None:
        self.said = {name: said.get(name, "").strip() for name in FIELDS}
        self.words = words
        self.problems: dict[str, str] = {}

    def right(self, *, replaces: str | None, currency: str, ad_zone: str | None) -> SparkRight | None:
        """The right as typed, or None when a field does not hold; flight days are days of the ad account's zone."""
        creator, post_id = self._creator(), self._post()
        contract = self._window("contract", DateSource.CONTRACT, None)
        flight = self._window("flight", DateSource.BRAND, ad_zone)
        budget, fee = self._money("flight_budget"), self._money("rights_fee")
        said = self.said["currency"].upper() or currency
        if len(said) != 3 or not said.isascii() or not said.isalpha():
            self._refuse("currency", "valid_currency_code")
        if self.problems:
            return None
        return SparkRight(
            "",
            creator,
            post_id,
            campaign=self.said["campaign"] or None,
            contract=contract,
            flight=flight,
            flight_budget=budget,
            rights_fee=fee,
            currency=said,
            territory=self.said["territory"][:200] or None,
            post_url=self.said["post"] if "tiktok.com/" in self.said["post"] else None,
            notes=self.said["notes"][:2000] or None,
            replaces=replaces,
        )

    def refused(self, error: InvalidInput) -> None:
        """Put an error of the book beside the field it is about."""
        field = {"spark_right_exists": "post", "spark_window_reversed": f"{error.facts.get('window')}_ends_on"}
        self.problems[field.get(error.code, "creator")] = self.words.error(error)

    def _creator(self) -> str:
        handle = handle_of(self.said["creator"] or self.said["post"])
        if handle is None:
            self._refuse("creator", "valid_handle")
        return handle or ""

    def _post(self) -> str:
        post_id = post_id_of(self.said["post"])
        if post_id is None:
            is_short = is_short_link(self.said["post"])
            self.problems["post"] = self.words.text("spark_add_short_link" if is_short else "spark_add_post_unknown")
        return post_id or ""

    def _window(self, name: str, source: DateSource, zone: str | None) -> DayWindow:
        starts_on, ends_on = self._day(f"{name}_starts_on"), self._day(f"{name}_ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self._refuse(f"{name}_ends_on", "valid_day_not_before_start")
        return DayWindow(starts_on, ends_on, zone, source if starts_on or ends_on else None)

    def _day(self, name: str) -> date | None:
        text = self.said[name]
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self._refuse(name, "valid_day")
            return None

    def _money(self, name: str) -> Decimal | None:
        if not self.said[name]:
            return None
        amount = typed_number(self.said[name])
        if amount is None or not 0 <= amount < MOST_MONEY:
            self._refuse(name, "valid_amount_from_zero")
            return None
        return amount

    def _refuse(self, name: str, valid: str) -> None:
        valid_words = self.words.text(valid)
        seen = self.said[name]
        words = self.words
        self.problems[name] = (
            words.text("field_invalid", seen=seen[:80], valid=valid_words)
            if seen
            else words.text("field_empty", valid=valid_words)
        )
