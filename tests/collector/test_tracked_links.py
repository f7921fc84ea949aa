"""What a link may be: one rule for its tags, safe destinations, codes that can be read aloud."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.collector.conftest import BRAND, NOW, SHOP, add_deal, add_link
from upshot.decisions.attribution import build_attribution
from upshot.errors import InvalidInput, NotAllowed, UnknownName, UpshotError
from upshot.measures.programme import read_programme
from upshot.measures.terms import zone_of
from upshot.records.links import discount_codes
from upshot.vocabulary.tracked_links import (
    ALPHABET,
    CODE_LENGTH,
    check_tag,
    new_code,
    tag_of,
    tagged,
    tidy_destination,
    vanity_code,
    with_click,
)


def code_of(error: pytest.ExceptionInfo[UpshotError]) -> str:
    return error.value.code


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("Été 2026 (FR)", "ete-2026-fr"),
        ("emma.glow", "emma.glow"),
        ("leo_fit_", "leo_fit_"),
        ("  Black   Friday!! ", "black-friday"),
        ("夏", ""),
    ],
)
def test_a_name_has_one_spelling_as_a_tag(name: str, tag: str) -> None:
    assert tag_of(name) == tag


@settings(max_examples=50)
@given(st.text())
def test_whatever_a_campaign_is_called_its_tag_is_valid_or_empty_and_stays_itself(name: str) -> None:
    tag = tag_of(name)
    assert tag_of(tag) == tag
    assert set(tag) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")


@pytest.mark.parametrize("value", ["emma@mail.example", "call-0612345678", "33612345678"])
def test_a_tag_holds_nothing_about_a_person(value: str) -> None:
    with pytest.raises(InvalidInput) as error:
        check_tag("utm_content", value)
    assert code_of(error) == "link_personal_data"


@pytest.mark.parametrize("value", ["Emma", "a b", "é", "", "a\r\nb", "x" * 81, "---"])
def test_a_tag_is_small_letters_digits_and_three_signs(value: str) -> None:
    with pytest.raises(InvalidInput) as error:
        check_tag("utm_content", value)
    assert code_of(error) == "link_tag_malformed"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://Shop.Example", "https://shop.example/"),
        ("https://été.example/sérum?q=ä#fé", "https://xn--t-9fab.example/s%C3%A9rum?q=%C3%A4#f%C3%A9"),
        ("https://shop.example:8443/a%20b?x=1&y=%26", "https://shop.example:8443/a%20b?x=1&y=%26"),
        ("http://127.0.0.1:9000/x", "http://127.0.0.1:9000/x"),
    ],
)
def test_a_destination_is_kept_in_plain_ascii(address: str, kept: str) -> None:
    assert tidy_destination(address) == kept


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://shop.example/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("//evil.example/", "scheme"),
        ("https://user:word@shop.example/", "user"),
        ("https://shop.example/\r\nset-cookie: a=b", "characters"),
        ("https://shop.example/\\evil", "characters"),
        ("https://shop.example/a b", "characters"),
        ("https://intranet/", "host"),
        ("https://shop.example:99999/", "host"),
        ("https://", "host"),
        ("", "empty"),
        ("https://shop.example/" + "a" * 2000, "long"),
        ("https://shop.example/?Upshot_Click=1", "reserved"),
    ],
)
def test_a_destination_that_is_not_safe_is_refused_with_its_reason(address: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as error:
        tidy_destination(address)
    assert (code_of(error), error.value.facts["reason"]) == ("link_destination", reason)


def test_an_address_with_somebodys_e_mail_is_refused() -> None:
    with pytest.raises(InvalidInput) as error:
        tidy_destination("https://shop.example/?to=emma%40mail.example")
    assert code_of(error) == "link_personal_data"


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_no_text_makes_a_destination_that_could_break_a_header(text: str) -> None:
    try:
        address = tidy_destination("https://shop.example/" + text)
    except InvalidInput:
        return
    assert address.isascii()
    assert not set(address) & set('\r\n\0 \\"<>')


def test_tags_come_before_the_fragment_and_the_click_after_the_tags() -> None:
    landing = tagged("https://shop.example/a?v=1#top", {"utm_source": "tiktok"})
    before, after = with_click(landing)
    assert before + "7" + after == "https://shop.example/a?v=1&utm_source=tiktok&upshot_click=7#top"


def test_a_tag_that_the_destination_has_already_is_not_doubled() -> None:
    address = "https://shop.example/?utm_source=TikTok"
    assert tagged(address, {"utm_source": "tiktok"}) == address


def test_a_destination_with_another_value_of_a_tag_is_refused_before_the_link_exists(house) -> None:
    with pytest.raises(InvalidInput) as error:
        add_link(house, destination=SHOP + "?utm_source=instagram")
    assert code_of(error) == "link_utm_conflict"
    assert house.workspace(BRAND).link_book().list() == ()


def test_codes_have_no_signs_that_look_alike_and_do_not_repeat() -> None:
    codes = {new_code() for _ in range(2_000)}
    assert len(codes) == 2_000
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert not set("".join(codes)) & set("01ilou")
    assert len(ALPHABET) ** CODE_LENGTH > 10**10


@pytest.mark.parametrize("text", ["ab", "-ab", "ab-", "a b c", "a/b", "émma", "a" * 41, "a\r\nb", "..", "ａｂｃ"])
def test_an_own_code_is_letters_digits_and_dashes(text: str) -> None:
    with pytest.raises(InvalidInput) as error:
        vanity_code(text)
    assert code_of(error) == "link_code_malformed"


def test_a_link_is_filled_from_campaign_creator_and_platform(house) -> None:
    link = add_link(house, campaign="été 2026", creator="@Emma.Glow")
    assert link.utm == {
        "utm_source": "tiktok",
        "utm_medium": "creator",
        "utm_campaign": "ete-2026",
        "utm_content": "emma.glow",
    }
    assert (link.campaign, link.creator, link.channel) == ("Été 2026", "emma.glow", "tiktok_bio")


def test_a_creator_who_has_a_tag_in_the_campaign_keeps_it(house) -> None:
    assert add_link(house, creator="leo_fit").utm_content == "leo-tag"


def test_one_tag_belongs_to_one_creator(house) -> None:
    with pytest.raises(InvalidInput) as error:
        add_link(house, utm={"utm_content": "leo-tag"})
    assert code_of(error) == "link_tag_taken"


def test_one_campaign_has_one_spelling(house, link) -> None:
    with pytest.raises(InvalidInput) as error:
        add_link(house, code="other", utm={"utm_campaign": "summer-26"})
    assert code_of(error) == "link_campaign_spelling"


def test_two_campaigns_never_share_a_spelling(house, link) -> None:
    add_deal(house, "emma.glow", campaign="ETE 2026!")
    with pytest.raises(InvalidInput) as error:
        add_link(house, campaign="ETE 2026!", code="other")
    assert code_of(error) == "link_campaign_spelling"


def test_a_campaign_in_another_script_needs_a_tag_of_its_own(house) -> None:
    add_deal(house, "emma.glow", campaign="夏")
    with pytest.raises(InvalidInput) as error:
        add_link(house, campaign="夏")
    assert code_of(error) == "link_tag_missing"
    assert add_link(house, campaign="夏", utm={"utm_campaign": "natsu"}).utm_campaign == "natsu"


def test_an_unknown_creator_or_campaign_is_named_with_the_nearest(house) -> None:
    for asked in ({"creator": "ema.glow"}, {"campaign": "Ete 2026"}):
        with pytest.raises(UnknownName) as error:
            add_link(house, **asked)
        assert error.value.facts["nearest"]


def test_a_code_is_given_once_in_all_workspaces(house, link) -> None:
    house.create_workspace("other")
    with pytest.raises(InvalidInput) as error:
        add_link(house)
    assert code_of(error) == "link_code_taken"


def test_a_retired_link_stays_in_the_list_and_retires_once(house, link) -> None:
    book = house.workspace(BRAND).link_book()
    assert book.retire("EMMA", actor="test", now=NOW, fallback=SHOP).fallback == SHOP
    with pytest.raises(NotAllowed) as error:
        book.retire("emma", actor="test", now=NOW)
    assert (code_of(error), len(book.list())) == ("link_retired", 1)


def test_a_link_is_found_by_its_address_too(house, link) -> None:
    assert house.workspace(BRAND).link_book().get("https://go.brand.example/r/EMMA/").code == "emma"


def test_a_link_shows_the_creators_discount_code(house, link) -> None:
    assert discount_codes(link, house.workspace(BRAND).rows("collaboration")) == ("EMMA10",)


def test_a_links_tag_is_its_creators_claim_with_no_further_typing(house, link) -> None:
    brand = house.workspace(BRAND)
    (deal,) = [c for c in read_programme(brand, zone_of(brand)).collaborations if c.creator == "emma.glow"]
    assert deal.utm_contents == ("emma.glow",)


def test_the_claim_stays_when_the_collaborations_sheet_is_imported_again(house, link, tmp_path) -> None:
    sheet = tmp_path / "collaborations.csv"
    sheet.write_text(
        "campaign,creator,collaboration_type,starts_on,fee\nÉté 2026,emma.glow,sponsored_video,2026-06-01,700\n"
    )
    house.workspace(BRAND).import_paths([sheet])
    (deal,) = [row for row in house.workspace(BRAND).rows("collaboration") if row["creator"] == "emma.glow"]
    assert (deal["fee"], deal["utm_contents"]) == (700, ["emma.glow"])


def test_an_order_that_lands_through_a_link_is_credited_to_its_creator(house, link, tmp_path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text(
        "order_id,ordered_at,total,currency,status,utm_source,utm_content\n"
        "1,2026-06-20 10:00,50.00,EUR,paid,tiktok,emma.glow\n2,2026-06-20 11:00,20.00,EUR,paid,google,\n"
    )
    brand = house.workspace(BRAND)
    brand.import_paths([orders])
    for rule in build_attribution(brand, now=NOW).by_rule():
        assert [(one.creator, one.orders) for one in rule.by_creator] == [("emma.glow", 1)]


def test_erasing_a_creator_takes_the_links_along(house, link) -> None:
    house.workspace(BRAND).erase(creator="emma.glow", now=NOW)
    assert house.workspace(BRAND).link_book().list() == ()
