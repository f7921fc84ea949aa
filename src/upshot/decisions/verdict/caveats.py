"""What a reader of the verdict must know before acting on it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.model import LiftTest, ProgrammeHistory
from upshot.decisions.verdict.answer import percent
from upshot.decisions.verdict.case import Case
from upshot.decisions.verdict.flow import TaggedVisits
from upshot.decisions.verdict.model import Phrase
from upshot.decisions.verdict.posts import PostBook

STALE_DAYS = 7


def caveats_of(case: Case, book: PostBook, visits: TaggedVisits | None) -> tuple[Phrase, ...]:
    """The estimate's own caveats, then those of the data, each once."""
    found = [*_of_the_estimate(case), *_of_the_ledgers(case), *_of_the_data(case, book, visits)]
    return tuple({(phrase.code, *phrase.facts.items()): phrase for phrase in found}.values())


def _of_the_estimate(case: Case) -> Iterator[Phrase]:
    if not isinstance(case.estimate, InsufficientEvidence):
        yield from (Phrase(code=code) for code in case.estimate.caveats)
    if case.history is not None:
        days = case.history.days
        facts = {"first": days[0].isoformat(), "last": days[-1].isoformat()}
        for name in (test.name for test in case.history.lift_tests if not _can_say_something(test, case.history)):
            yield Phrase(code="caveat_lift_test_says_nothing", facts={"name": name} | facts)


def _can_say_something(test: LiftTest, history: ProgrammeHistory) -> bool:
    """Whether the test measures days of the history in which a post of the tested creators could have worked."""
    days = np.array(history.days, dtype="datetime64[D]")
    until = days <= np.datetime64(test.ends_on)
    tested = [not test.creators or history.creators[creator] in test.creators for creator in history.post_creator]
    is_inside = bool((until & (days >= np.datetime64(test.starts_on))).any())
    return is_inside and bool(history.views[np.array(tested, dtype=bool)][:, until].any())


def _of_the_ledgers(case: Case) -> Iterator[Phrase]:
    if case.costs.unallocated_ads or any(line.kind == "ads" and line.campaign is None for line in case.costs.lines):
        loose = [line.amount for line in case.costs.lines if line.kind == "ads" and line.campaign is None]
        amount = case.costs.unallocated_ads or sum(loose)
        yield Phrase(code="caveat_unallocated_ads", facts={"amount": f"{amount:.2f}", "currency": case.terms.currency})
    if any(ad.table == "ad_total" for ad in case.costs.ads):
        yield Phrase(code="caveat_ad_totals_used")
    if case.costs.not_started:
        yield Phrase(code="caveat_not_started", facts={"n": str(len(case.costs.not_started))})
    reading = case.attribution.reading
    fuzzy = sum(count for match, count in reading.survey_matches if match.how == "spelling")
    if fuzzy:
        yield Phrase(code="caveat_survey_by_spelling", facts={"n": str(fuzzy)})
    if reading.unassigned_links:
        yield Phrase(code="caveat_unassigned_links", facts={"n": str(reading.unassigned_links)})
    missing = reading.orders.rows["net_revenue"].null_count
    if missing:
        yield Phrase(code="caveat_orders_without_revenue", facts={"n": str(missing)})


def _of_the_data(case: Case, book: PostBook, visits: TaggedVisits | None) -> Iterator[Phrase]:
    unread = sum(line.views_now is None for line in book.lines)
    if unread:
        yield Phrase(code="caveat_posts_without_readings", facts={"n": str(unread), "of": str(len(book.lines))})
    if book.maturity.share is not None and book.maturity.share < book.maturity.read_out_share:
        yield Phrase(code="caveat_immature", facts={"share": percent(book.maturity.share)})
    if visits is not None and visits.purchases is not None:
        yield Phrase(code="caveat_analytics_aggregate")
    shop = case.shop.between(case.period.starts_on, case.period.ends_on)
    if shop.loss.any():
        facts = {"n": str(int((shop.revenue - shop.loss < 0).sum())), "amount": f"{shop.loss.sum():.2f}"}
        yield Phrase(code="caveat_refunds_beyond_orders", facts=facts | {"currency": case.terms.currency})
    last = case.shop.last
    if last is not None and (case.today - last).days > STALE_DAYS and case.period.ends_on == last:
        yield Phrase(code="caveat_stale_orders", facts={"day": last.isoformat()})
    if case.scope.kind != "all" and case.estimate and not isinstance(case.estimate, InsufficientEvidence):
        yield Phrase(code="caveat_baseline_whole_programme")
