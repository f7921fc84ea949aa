"""What tests are worth: which one would change where the money goes, and what it costs."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.worth import WorthReport, make_worth
from upshot.errors import UpshotError
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation import budget as show
from upshot.surfaces.presentation.spark_plan import nothing_lines
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.pages.next.asking import said_in, terms_of
from upshot.surfaces.web.view import View

ASKED = ("amount", "starts_on", "ends_on")


class TestsContext(Context):
    """The tests, ranked."""

    __test__ = False  # no test of pytest's

    asked: dict[str, str] = Field(description="The form as it was filled in.")
    message: str | None = Field(description="What was wrong with the form.")
    missing: tuple[str, ...] = Field(description="Why there is no answer, and what would help.")
    report: WorthReport | None = Field(description="The ranking; null without evidence.")
    headline: tuple[str, ...] = Field(description="The best test, and what all knowledge would be worth.")
    tests: TextTable | None = Field(description="Tests worth more than they cost.")
    not_worth: TextTable | None = Field(description="Feasible tests that are not worth it.")
    notes: tuple[str, ...] = Field(description="How it was worked out, and what is not feasible.")


def build(view: View) -> TestsContext:
    said, words = said_in(view), view.words
    report: WorthReport | None = None
    missing: tuple[str, ...] = ()
    message: str | None = None
    try:
        found = _report_of(view, said)
    except UpshotError as error:
        message = words.error(error)
    else:
        if isinstance(found, InsufficientEvidence):
            missing = tuple(nothing_lines(found, words))
        else:
            report = found
    return TestsContext(
        asked=said,
        message=message,
        missing=missing,
        report=report,
        headline=tuple(show.worth_headline(report, words)) if report else (),
        tests=show.worth_table(report, words) if report else None,
        not_worth=show.worth_table(report, words, is_worth=False) if report else None,
        notes=tuple(show.note_lines(report, words)) if report else (),
    )


def _report_of(view: View, said: dict[str, str]) -> WorthReport | InsufficientEvidence:
    """The ranking for the form, worked out once per state of the data."""
    terms, home = terms_of(view, said), view.home
    key = ("worth", *(said[name] for name in ASKED), terms.starts_on)
    found: Any = view.thinking.answer(key, home, lambda: make_worth(home.material(), terms), patience_s=view.patience_s)
    report: WorthReport | InsufficientEvidence = found
    return report


NEXT_TESTS = Page("next/tests", "/next/tests", "next", build)
