"""The creator's page: clear when the link works, the same closed door when it does not, and never a leak."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.surfaces.web.house import client_of
from tests.surfaces.web.spark_house import (
    BRAND,
    CODE,
    OTHER_CODE,
    POST,
    add_link,
    add_right,
    brand_of,
    make_home,
    today,
    yes,
)
from upshot.surfaces.web.pages.spark_request.door import LARGEST_FORM, LIMITS, hide_tokens
from upshot.surfaces.web.pages.spark_request.page import post_link
from upshot.surfaces.web.pages.spark_request.plain import plain_text
from upshot.surfaces.web.pages.spark_request.throttle import WINDOW_S, Throttle
from upshot.vocabulary.spark_rights import DayWindow, EvidenceKind, RightState, SparkRight
from upshot.wiring import House


@pytest.fixture(scope="module")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the brand in it; making one takes longer than most of these tests."""
    return make_home(tmp_path_factory.mktemp("new"))


@pytest.fixture
def house(new_home: Path, tmp_path: Path) -> Iterator[House]:
    with House.open(shutil.copytree(new_home, tmp_path / "home")) as opened:
        yield opened


@pytest.fixture
def brand(house: House):
    return house.workspace(BRAND)


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    with client_of(house, language="fr") as made:
        yield made


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def test_a_creator_reads_what_is_asked_and_which_duration_to_choose(brand, client):
    token = add_link(brand, add_right(brand))
    told = words_of(client.get(f"/request/{token}").text)
    assert "41 % la regardent" in told
    assert "150,00 €" in told
    assert "Choisissez 30 jours." in told
    assert "Est-ce que cela vous ressemble" in told
    assert told.index("Est-ce que cela vous ressemble") < told.index("Ce qui est demandé") < told.index("Votre code")


@pytest.mark.parametrize(("language", "expected"), [("en-GB,en", "Does it fit you?"), ("fr-FR", "Ce qui est demandé")])
def test_the_page_speaks_the_readers_language_and_can_be_switched(brand, client, language, expected):
    token = add_link(brand, add_right(brand))
    assert expected in words_of(client.get(f"/request/{token}", headers={"accept-language": language}).text)
    switched = client.get(f"/request/{token}?lang=en", headers={"accept-language": language})
    assert 'lang="en"' in switched.text
    nobody = client.get(f"/request/{token}", headers={"accept-language": "ja"})
    assert 'html lang="fr"' in nobody.text  # what the brand chose


def test_what_the_brand_did_not_say_is_said_to_be_missing_and_not_nothing(brand, client):
    token = add_link(brand, add_right(brand, rights_fee=None, territory=None), offer={})
    told = words_of(client.get(f"/request/{token}").text)
    assert "La marque n'a pas dit ce qu'elle paie" in told
    assert "dans quels pays" in told
    free = add_link(brand, add_right(brand, creator="paul", post=POST[:-1] + "8", rights_fee=Decimal(0)), offer={})
    assert "0,00 €" in words_of(client.get(f"/request/{free}").text)


def test_a_flight_longer_than_any_code_is_said_so(brand, client):
    long = DayWindow(today(), today() + timedelta(400))
    token = add_link(brand, add_right(brand, flight=long), days=None)
    assert "plus que le code le plus long de TikTok (365)" in words_of(client.get(f"/request/{token}").text)


def test_the_code_arrives_sealed_with_consent_and_the_end_it_will_have(brand, client):
    right = add_right(brand)
    token = add_link(brand, right)
    answer = client.post(f"/request/{token}", data=yes(no_go=["gambling"], no_go_words="fourrure"))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/request/{token}")
    assert "Merci, vous avez répondu" in words_of(client.get(f"/request/{token}").text)
    kept = brand.spark_book().get(right.right_id)
    assert kept.state is RightState.CODE_RECEIVED
    midnight = datetime.combine(today(), datetime.min.time(), tzinfo=UTC)
    assert kept.code.end == midnight + timedelta(30)
    note = brand.spark_book().events(right.right_id)[-1]
    assert note.evidence.kind is EvidenceKind.CREATOR
    assert note.changes["gate.consent_given_by"] == "@lea.cuisine"
    assert note.changes["creator.no_go_topics"] == "gambling"


def test_sending_the_same_answer_twice_changes_nothing(brand, client):
    right = add_right(brand)
    token = add_link(brand, right)
    first = client.post(f"/request/{token}", data=yes())
    history = brand.spark_book().events(right.right_id)
    again = client.post(f"/request/{token}", data=yes(CODE.replace("3v", " 3v\n")))  # pasted with a line break
    assert (first.status_code, again.status_code) == (303, 303)
    assert brand.spark_book().events(right.right_id) == history
    assert len(brand.spark_book().codes(right.right_id)) == 1


def test_another_answer_after_the_first_is_not_kept_and_the_page_says_so(brand, client):
    right = add_right(brand)
    token = add_link(brand, right)
    client.post(f"/request/{token}", data=yes())
    for second in (yes(OTHER_CODE), {"act": "decline", "reason": "pay"}, yes("")):
        answer = client.post(f"/request/{token}", data=second)
        assert answer.status_code == 409
        assert "n'a pas été gardé" in words_of(answer.text)
    assert brand.spark_book().reveal_code(right.right_id, actor="t", why="t", now=datetime.now(UTC)) == CODE


def test_the_code_of_another_post_is_refused_in_words_that_name_nobody(brand, client):
    other = add_right(brand, creator="zoe.secret", post=POST[:-1] + "9")
    brand.spark_book().put_code(other.right_id, CODE, actor="t", now=datetime.now(UTC))
    right = add_right(brand)
    answer = client.post(f"/request/{add_link(brand, right)}", data=yes())
    assert answer.status_code == 422
    assert "autre publication" in words_of(answer.text)
    assert other.right_id not in answer.text
    assert "zoe.secret" not in answer.text
    assert brand.spark_book().get(right.right_id).code is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Collez d'abord le code"),
        ("abc", "trop court"),
        ("https://www.tiktok.com/@lea/video/1", "un lien, pas un code"),
        ("#abc def ghi é ù", "qu'aucun code n'a"),
        ("#" + "a" * 600, "trop long"),
    ],
)
def test_a_malformed_code_is_refused_beside_its_box_and_never_shown_again(brand, client, typed, said):
    right = add_right(brand)
    answer = client.post(f"/request/{add_link(brand, right)}", data=yes(typed))
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    assert 'aria-describedby="code-help code-error"' in answer.text
    assert not typed or typed not in answer.text
    assert brand.spark_book().get(right.right_id).state is RightState.REQUESTED


def test_nothing_is_taken_without_consent_a_duration_or_against_the_creators_own_list(brand, client):
    token = add_link(brand, add_right(brand), offer={"topics": "alcohol"})
    without = {"agree": "", "days": "31", "no_go": ["alcohol"]}
    for name, value in without.items():
        answer = client.post(f"/request/{token}", data=yes(**{name: value}))
        assert answer.status_code == 422, name
        assert CODE not in answer.text
    assert client.post(f"/request/{token}", data=yes()).status_code == 303


def test_the_creators_list_is_kept_for_the_next_request_of_this_brand_and_shown_first(brand, client):
    client.post(f"/request/{add_link(brand, add_right(brand))}", data=yes(no_go=["alcohol"], no_go_words="Fourrure"))
    later = add_right(brand, post=POST[:-1] + "8")
    offer = {"product": "Un manteau en fourrure", "topics": "alcohol"}
    told = words_of(client.get(f"/request/{add_link(brand, later, offer=offer)}").text)
    assert "vous ne promouvez jamais : alcool Fourrure" in told
    assert told.index("vous ne promouvez jamais : alcool") < told.index("Ce qui est demandé")


def test_a_no_arrives_with_its_reason_and_needs_one(brand, client):
    right = add_right(brand)
    token = add_link(brand, right)
    assert client.post(f"/request/{token}", data={"act": "decline"}).status_code == 422
    assert client.post(f"/request/{token}", data={"act": "decline", "reason": "other"}).status_code == 422
    answer = client.post(f"/request/{token}", data={"act": "decline", "reason": "pay", "more": "<b>trop peu</b>"})
    assert answer.status_code == 303
    assert "vous refusez" in words_of(client.get(f"/request/{token}").text)
    (request,) = brand.spark_book().requests(right.right_id)
    assert request.decline_reason == "pay: <b>trop peu</b>"
    assert brand.spark_book().get(right.right_id).state is RightState.DRAFTED


def test_forged_lapsed_withdrawn_and_locked_links_show_one_and_the_same_page(brand, client):
    book, now = brand.spark_book(), datetime.now(UTC)
    lapsed = add_link(brand, add_right(brand, creator="a.a", post=POST[:-1] + "1"), lasts=timedelta(seconds=-5))
    withdrawn_right = add_right(brand, creator="b.b", post=POST[:-1] + "2")
    withdrawn = add_link(brand, withdrawn_right)
    book.revoke_request(book.requests(withdrawn_right.right_id)[0].request_id, actor="t", now=now)
    locked = add_link(brand, add_right(brand, creator="c.c", post=POST[:-1] + "3"))
    for _ in range(10):
        client.post(f"/request/{locked}", data=yes("no code!"))
    pages = {}
    for name, token in {"forged": "x" * 43, "lapsed": lapsed, "withdrawn": withdrawn, "locked": locked}.items():
        answers = [client.get(f"/request/{token}"), client.post(f"/request/{token}", data=yes())]
        assert [answer.status_code for answer in answers] == [404, 404], name
        pages[name] = {answer.text.replace(token, "…") for answer in answers}
    assert len(set.union(*pages.values())) == 1
    assert "L'Été" not in pages["lapsed"].pop()


@pytest.mark.parametrize("token", ["%00", "..%2f..%2fw", "a" * 5000, "%F0%9F%98%80", "'%20or%201=1--"])
def test_nonsense_in_the_address_finds_the_same_closed_door(brand, client, token):
    assert client.get(f"/request/{token}").status_code == 404


HOSTILE = (
    '<script>alert("x")</script>',
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} ${7*7}",
    "\u202egnp.exe\u202d retourné",
    "Z" + "\u0301" * 500 + "algo",
    "👩‍👩‍👧‍👦" * 400,  # some 10 kB of joined emoji
    "a" * 10_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_of_a_brand_or_a_caption_stay_words(brand, client, text):
    token = add_link(brand, add_right(brand), offer={"why": text, "product": text, "pays": text})
    html = client.get(f"/request/{token}").text
    assert "<script" not in html
    assert "<img" not in html
    assert ("7*7" in html) == ("7*7" in text)  # a template's sign is a sign like any other
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", html)
    assert len(html) < 60_000
    assert '<bdi dir="auto" class="foreign">' in html


def test_a_hostile_caption_from_an_export_stays_words(brand, client, tmp_path):
    caption = "<script>alert(1)</script> \u202egnp.exe " + "👩‍👩‍👧‍👦" * 400
    sheet = tmp_path / "post_metrics.csv"
    url = f"https://www.tiktok.com/@lea.cuisine/video/{POST}"
    sheet.write_text(f'post_url,creator,read_at,views,caption\n{url},lea.cuisine,2026-03-02,10,"{caption}"\n')
    brand.import_paths([sheet])
    html = client.get(f"/request/{add_link(brand, add_right(brand))}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; gnp.exe 👩‍👩‍👧‍👦" in html
    assert "\u202e" not in html
    assert len(html) < 40_000


@given(st.text(max_size=300))
@settings(max_examples=2 * settings().max_examples, deadline=None)
def test_plain_text_never_turns_the_page_round_or_grows(text):
    told = plain_text(text)
    assert len(told) <= 400
    assert not set(told) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\x00\x1b")
    assert plain_text(told) == told


def test_plain_text_keeps_families_and_folds_blank_lines():
    assert plain_text("👩‍👩‍👧  ok\n\n\nà bientôt") == "👩‍👩‍👧 ok\nà bientôt"


def test_only_tiktoks_own_address_becomes_a_link():
    def right(url):
        return SparkRight("1", "lea", POST, post_url=url)

    own = f"https://www.tiktok.com/@lea/video/{POST}"
    assert post_link(right(own)) == own
    for url in (f"https://evil.example/@lea/video/{POST}", f"javascript:alert(1)//tiktok.com/video/{POST}", None):
        assert post_link(right(url)) == own


def test_the_page_sets_no_cookie_loads_no_script_and_is_kept_nowhere(brand, client):
    token = add_link(brand, add_right(brand))
    answer = client.get(f"/request/{token}")
    assert "set-cookie" not in answer.headers
    assert "<script" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert not re.search(r'href="/(w/|workspaces|")', answer.text)  # no way into the desk


def test_no_request_of_one_brand_shows_another_brand(house, brand, client):
    other = brand_of(house, "Marque Autre")
    client.post(
        f"/request/{add_link(other, add_right(other, campaign='QZSECRET'))}", data=yes(OTHER_CODE, no_go=["adult"])
    )
    html = client.get(f"/request/{add_link(brand, add_right(brand))}").text
    assert "QZSECRET" not in html
    assert "Marque Autre" not in html
    assert 'value="adult" checked' not in html  # the creator's list stays with the brand it was told to


def test_a_form_larger_than_any_code_is_turned_away(brand, client):
    token = add_link(brand, add_right(brand))
    assert client.post(f"/request/{token}", data=yes("a" * (LARGEST_FORM + 1))).status_code == 413
    assert client.post(f"/request/{token}", content="&".join(f"a{n}=1" for n in range(100))).status_code == 413


def test_a_form_that_another_site_started_is_refused(brand, client):
    token = add_link(brand, add_right(brand))
    answer = client.post(f"/request/{token}", data=yes(), headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def test_an_address_that_knocks_too_often_must_wait(brand, client):
    token = add_link(brand, add_right(brand))
    answers = [client.get("/request/forged") for _ in range(LIMITS["look"] + 1)]
    assert [answers[-2].status_code, answers[-1].status_code] == [404, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert client.get(f"/request/{token}").status_code == 429


def test_a_throttle_lets_in_again_after_its_minute_and_forgets_the_oldest():
    now = [0.0]
    throttle = Throttle({"look": 2}, clock=lambda: now[0])
    assert [throttle.wait_s("look", "a") for _ in range(3)] == [0, 0, 61]
    assert throttle.wait_s("look", "b") == 0
    now[0] = WINDOW_S
    assert throttle.wait_s("look", "a") == 0


def test_no_access_log_holds_a_token():
    hide_tokens()
    log = logging.getLogger("uvicorn.access")
    record = logging.LogRecord(log.name, 20, "", 0, "%s %s", ("127.0.0.1", "/request/SECRETTOKEN?lang=fr"), None)
    assert log.filter(record)
    assert record.getMessage() == "127.0.0.1 /request/…?lang=fr"


def test_opening_is_noted_once_and_by_no_preview_of_the_head(brand, client):
    right = add_right(brand)
    token = add_link(brand, right)
    client.head(f"/request/{token}")
    assert brand.spark_book().requests(right.right_id)[0].opened_at is None
    client.get(f"/request/{token}")
    opened = brand.spark_book().requests(right.right_id)[0].opened_at
    client.get(f"/request/{token}")
    assert brand.spark_book().requests(right.right_id)[0].opened_at == opened is not None


def test_the_code_stands_nowhere_but_sealed(house, brand, client, tmp_path):
    right = add_right(brand)
    token = add_link(brand, right)
    client.post(f"/request/{token}", data=yes())
    client.post(f"/request/{token}", data=yes(OTHER_CODE))
    found = [
        file.name
        for file in tmp_path.rglob("*")
        if file.is_file() and any(secret.encode() in file.read_bytes() for secret in (CODE, OTHER_CODE, token))
    ]
    assert found == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["act", "code", "days", "made", "agree", "reason", "more", "no_go"]), st.text(max_size=40)
    )
)
def test_no_form_ever_breaks_the_door(brand, client, said):
    client.app.state.request_throttle = Throttle({"look": 10**6, "answer": 10**6})
    token = add_link(brand, _fresh(brand))
    assert client.post(f"/request/{token}", data=said).status_code in {303, 404, 409, 422}


def _fresh(brand):
    rights = brand.spark_book().list(creator="fuzz")
    open_ones = [right for right in rights if right.state in {RightState.DRAFTED, RightState.REQUESTED}]
    return open_ones[0] if open_ones else add_right(brand, creator="fuzz", post=str(int(POST) + 100 + len(rights)))


def test_of_two_clicks_at_once_one_is_taken_and_both_are_thanked(brand, client):
    right = add_right(brand)
    token = add_link(brand, right)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: client.post(f"/request/{token}", data=yes()).status_code, range(4)))
    assert answers == [303] * 4
    assert len(brand.spark_book().codes(right.right_id)) == 1
    assert [event.kind.value for event in brand.spark_book().events(right.right_id)].count("code") == 1
