"""What a visitor gets and what is written down: the way on always, the click exactly once, and never an address."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import logging
import time
from urllib.parse import parse_qs, urlsplit

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.collector.conftest import BRAND, NOW, SHOP, add_link, filed
from upshot.intake.spool import Segment
from upshot.records.tallies import tallies
from upshot.sources.shop.customers import customer_keys
from upshot.surfaces.collector.redirect import COOKIE, Terms

WHOLE = SHOP + "?utm_source=tiktok&utm_medium=creator&utm_campaign=ete-2026&utm_content=emma.glow"


def counted(house) -> dict[str, int]:
    """What the collector counted about links, by what it was."""
    return {one.what: one.n for one in tallies(house.records, None, since=NOW.date()) if one.source == "links"}


def id_in(answer) -> str:
    return parse_qs(urlsplit(answer.headers["location"]).query)["upshot_click"][0]


def test_a_click_leads_to_the_shop_with_its_tags_and_its_id_and_is_in_the_lake(house, link, collector) -> None:
    client = collector()
    answer = client.get("/r/emma")
    (row,) = filed(house, client)
    assert (answer.status_code, answer.headers["cache-control"]) == (302, "no-store")
    assert answer.headers["location"] == f"{WHOLE}&upshot_click={row['click_id']}"
    wanted = {"link_id": "emma", "channel": "tiktok_bio", "creator": "emma.glow", "campaign": "Été 2026",
              "country": None, "device_class": "phone", "is_bot": False, "visitor_key": None}  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted


def test_capitals_in_a_code_do_not_matter(house, link, collector) -> None:
    assert collector().get("/r/EMMA").status_code == 302


def test_a_head_is_no_click(house, link, collector) -> None:
    client = collector()
    assert client.head("/r/emma").headers["location"] == WHOLE
    assert filed(house, client) == []


MACHINES = (
    {"user-agent": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"},
    {"user-agent": "WhatsApp/2.23.20.0"},
    {"user-agent": ""},
    {"sec-purpose": "prefetch;prerender"},
    {"purpose": "prefetch"},
    {"x-purpose": "preview"},
)


def test_previews_crawlers_and_prefetches_are_kept_as_machines(house, link, collector) -> None:
    client = collector()
    for headers in MACHINES:
        assert client.get("/r/emma", headers=headers).status_code == 302
    assert [(row["is_bot"], row["device_class"]) for row in filed(house, client)] == [(True, "bot")] * len(MACHINES)


def test_an_unknown_code_is_a_page_that_tells_nothing(house, link, collector) -> None:
    answer = collector().get("/r/nobody", headers={"accept-language": "fr-FR,fr;q=0.9"})
    assert answer.status_code == 404
    assert "n'existe pas" in answer.text
    assert BRAND not in answer.text
    assert "emma" not in answer.text


def test_a_retired_link_says_so_or_leads_where_it_was_told_to(house, link, collector) -> None:
    book = house.workspace(BRAND).link_book()
    add_link(house, code="other")
    book.retire("emma", actor="test", now=NOW)
    book.retire("other", actor="test", now=NOW, fallback="https://shop.example/new")
    client = collector()
    assert client.get("/r/emma").status_code == 410
    assert client.get("/r/other").headers["location"] == "https://shop.example/new"
    assert filed(house, client) == []


def test_a_link_made_while_the_collector_runs_works_at_once(house, link, collector) -> None:
    client = collector()
    time.sleep(0.25)  # codes nobody knows are looked up five times a second at most
    add_link(house, code="fresh")
    assert client.get("/r/fresh").status_code == 302


def test_a_link_only_opens(house, link, collector) -> None:
    client = collector()
    for method in ("post", "put", "delete", "options"):
        answer = getattr(client, method)("/r/emma")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_odd_codes_are_simply_not_known(house, link, collector) -> None:
    client, long = collector(), "/r/" + "a" * 3000
    for path in ("/r/emma%0d%0aset-cookie:%20a=b", "/r/émma", "/r/%F0%9F%98%80", long, "/r/emma/..", "/r/", "/r/..%2f"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "set-cookie" not in answer.headers


def test_a_destination_is_never_taken_from_the_request(house, link, collector) -> None:
    client = collector()
    answer = client.get("/r/emma?url=https://evil.example&to=//evil.example", headers={"host": "evil.example"})
    assert urlsplit(answer.headers["location"]).hostname == "shop.example"


def test_the_country_comes_only_from_the_header_that_the_operator_trusts(house, link, collector) -> None:
    trusting, careful = collector(Terms(country_header="CF-IPCountry")), collector()
    for client in (trusting, careful):
        client.get("/r/emma", headers={"cf-ipcountry": "fr", "x-country": "DE"})
    careful.__exit__(None, None, None)
    assert sorted(str(row["country"]) for row in filed(house, trusting)) == ["FR", "None"]


def test_a_country_that_is_none_is_null(house, link, collector) -> None:
    client = collector(Terms(country_header="cf-ipcountry"))
    for said in ("XX", "T1", "France", "", "F", "12"):
        client.get("/r/emma", headers={"cf-ipcountry": said})
    assert {row["country"] for row in filed(house, client)} == {None}


def test_no_address_and_no_agent_is_kept_anywhere(house, link, collector, caplog) -> None:
    client = collector(Terms(country_header="cf-ipcountry", has_cookie=True))
    with caplog.at_level(logging.DEBUG):
        client.get(
            "/r/emma", headers={"x-forwarded-for": "203.0.113.77", "user-agent": "Mozilla/5.0 (Windows NT 10.0) Q9"}
        )
        client.get("/r/nobody", headers={"x-forwarded-for": "203.0.113.77"})
    spooled = b"".join(path.read_bytes() for path in (house.home / "spool").iterdir())
    written = spooled + json.dumps(filed(house, client), default=str).encode() + caplog.text.encode()
    assert b"203.0.113.77" not in written
    assert b"Q9" not in written
    assert b"testclient" not in spooled


def test_a_visitor_has_no_cookie_unless_the_operator_says_so(house, link, collector) -> None:
    client = collector()
    assert "set-cookie" not in client.get("/r/emma").headers
    assert filed(house, client)[0]["visitor_key"] is None


def test_two_clicks_of_one_visitor_have_one_key_which_is_not_the_cookie(house, link, collector) -> None:
    client = collector(Terms(has_cookie=True, is_https=False))
    first = client.get("/r/emma").headers["set-cookie"]
    assert "set-cookie" not in client.get("/r/emma").headers
    one, two = filed(house, client)
    token = first.partition("=")[2].partition(";")[0]
    assert (
        one["visitor_key"] == two["visitor_key"] == hmac.new(house.hash_key, token.encode(), hashlib.sha256).hexdigest()
    )
    assert token not in one["visitor_key"]
    assert one["visitor_key"] == customer_keys([("customer", pa.array([token]))], house.hash_key)[0].as_py()


def test_who_asks_not_to_be_followed_gets_no_cookie_and_no_key(house, link, collector) -> None:
    client = collector(Terms(has_cookie=True))
    for header in ("dnt", "sec-gpc"):
        assert "set-cookie" not in client.get("/r/emma", headers={header: "1"}).headers
    assert {row["visitor_key"] for row in filed(house, client)} == {None}


def test_a_forged_cookie_is_not_believed(house, link, collector) -> None:
    client = collector(Terms(has_cookie=True))
    answer = client.get("/r/emma", headers={"cookie": f"{COOKIE}=x; a=b"})
    assert COOKIE in answer.headers["set-cookie"]


@settings(max_examples=30)
@given(agent=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=300).map(lambda text: text * 20))
def test_an_over_long_agent_is_cut_and_still_has_a_class(agent: str) -> None:
    from upshot.registries.user_agents import DeviceClass, device_of

    assert device_of(agent) in set(DeviceClass)


def full_disk(self: Segment, lines: list[bytes]) -> None:
    raise OSError(28, "No space left on device")


def test_when_the_disk_is_full_the_visitor_still_reaches_the_shop_and_the_loss_is_said(
    house, link, collector, monkeypatch
) -> None:
    client = collector()
    monkeypatch.setattr(Segment, "write", full_disk)
    answer = client.get("/r/emma")
    assert (answer.status_code, answer.headers["location"]) == (302, WHOLE)
    assert filed(house, client) == []
    assert counted(house)["lost"] == 1
    (finding,) = [one for one in house.workspace(BRAND).check(now=NOW).findings if one.code == "check_clicks_lost"]
    assert finding.facts["n"] == 1


def test_when_the_disk_does_not_answer_the_visitor_waits_a_second_at_most(house, link, collector, monkeypatch) -> None:
    write = Segment.write

    def slowly(self: Segment, lines: list[bytes]) -> None:
        time.sleep(1.6)
        write(self, lines)

    monkeypatch.setattr(Segment, "write", slowly)
    client = collector()
    began = time.monotonic()
    answer = client.get("/r/emma")
    assert time.monotonic() - began < 1.5
    assert "upshot_click" not in answer.headers["location"]
    assert len(filed(house, client)) == 1  # the disk came back: the click is kept, once, and nobody was told its id


def test_what_the_collector_counts_can_be_read(house, link, collector) -> None:
    client = collector()
    client.get("/r/emma")
    client.get("/r/emma", headers={"user-agent": "curl/8"})
    client.get("/r/nobody")
    client.__exit__(None, None, None)
    assert counted(house) == {"taken": 1, "bot": 1, "unknown_code": 1}


def test_a_clock_that_goes_backwards_changes_no_count(house, link, collector, monkeypatch) -> None:
    client = collector()
    year_ns = 365 * 86_400 * 10**9
    instants = itertools.count(60 * year_ns, -year_ns)
    monkeypatch.setattr(time, "time_ns", lambda: next(instants))
    ids = [id_in(client.get("/r/emma")) for _ in range(3)]
    monkeypatch.undo()
    rows = filed(house, client)
    assert sorted(row["click_id"] for row in rows) == sorted(ids)
    in_order = [next(row["clicked_at"] for row in rows if row["click_id"] == one) for one in ids]
    assert in_order == sorted(in_order, reverse=True)


def test_clicks_of_an_erased_creator_that_were_not_filed_yet_are_left_out(house, link, collector) -> None:
    client = collector()
    client.get("/r/emma")
    client.__exit__(None, None, None)
    house.workspace(BRAND).erase(creator="emma.glow", now=NOW)
    assert house.file_spool(now=NOW).orphaned == 1
    assert filed(house) == []
