"""Links, webhooks and counts are the same in both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from upshot.records.code_vault import CodeVault
from upshot.records.hooks import Event, HookBook, Seen
from upshot.records.links import LinkAsked, LinkBook, link_tags, links_of_house
from upshot.records.tallies import add_tallies, house_revision, tallies

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_a_link_is_kept_found_and_ended(records) -> None:
    records.put_row("brand", "creator", {"creator": "emma"}, who="test", now=NOW)
    records.put_row("brand", "campaign", {"campaign": "Summer"}, who="test", now=NOW)
    book, before = LinkBook(records, "brand"), house_revision(records)
    made = book.add(LinkAsked("https://shop.example/", "Summer", "emma"), actor="test", now=NOW)
    assert book.get(made.code) == made
    assert links_of_house(records) == (("brand", made),)
    assert link_tags(records, "brand") == [("emma", "Summer", "emma")]
    assert book.retire(made.code, actor="test", now=NOW).retired_at == NOW
    assert house_revision(records) > before


def test_the_newest_state_of_an_order_wins(records, tmp_path) -> None:
    book = HookBook(records, CodeVault(tmp_path))
    made = book.add("shop", workspace="brand", kind="orders", secret=None, actor="test", now=NOW)
    assert book.opened()["shop"].secret == made.secret
    first, second = (Event(str(at), None, "1", NOW + timedelta(hours=at)) for at in (0, 1))
    assert book.judge("shop", second) is Seen.NEW
    book.keep("shop", second, now=NOW)
    book.keep("shop", second, now=NOW)
    assert (book.judge("shop", second), book.judge("shop", first)) == (Seen.REPLAY, Seen.OUTDATED)
    book.keep("shop", first, now=NOW)
    assert book.forget_old(now=NOW + timedelta(days=91)) == 1


def test_counts_of_a_day_add_up(records) -> None:
    for _ in range(2):
        add_tallies(records, {("brand", "links", "taken"): 3, ("", "links", "unknown_code"): 1}, day=date(2026, 7, 1))
    found = [(one.workspace, one.what, one.n) for one in tallies(records, "brand", since=date(2026, 7, 1))]
    assert sorted(found) == [("", "unknown_code", 2), ("brand", "taken", 6)]
    assert tallies(records, "other", since=date(2026, 7, 2)) == []
