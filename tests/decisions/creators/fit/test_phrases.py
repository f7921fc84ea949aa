"""Phrases found as people write them, and quotes that carry nothing out but words."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.decisions.creators.fit.phrases import LONGEST_QUOTE, Folded, PhraseFinder, quote

CASINO = PhraseFinder(["casino", "paris sportif*", "bière*", "🎰"], unless=["casino supermarché"])


def found(text, finder=CASINO):
    return [match.phrase for match in finder.find(Folded(text))]


@pytest.mark.parametrize(
    "text",
    [
        "CASINO!",
        "cásíno",
        "𝓒𝓐𝓢𝓘𝓝𝓞 ce soir",
        "ca\u200bsino",
        "#casino",
        "le_casino_ce_soir",
        "<b>casino</b>",
        "\u202ecasino",
    ],
)
def test_a_word_is_found_through_case_accents_fonts_and_invisible_marks(text):
    assert found(text) == ["casino"]


@pytest.mark.parametrize("text", ["casinoroyale", "occasinoel", "cas ino", "", "😀" * 50])
def test_a_word_inside_another_word_is_not_that_word(text):
    assert found(text) == []


def test_endings_blanks_and_hashtags_of_a_phrase_are_seen():
    assert found("paris sportifs, #ParisSportifs et paris_sportif") == ["paris sportif"] * 3
    assert found("fun🎰fun") == ["🎰"]


@pytest.mark.parametrize(
    "text",
    [
        "no casino",
        "jamais de casino",
        "not a casino",
        "bière sans alcool",
        "pas de bière",
        "Stop the casino",
        "casino-free",
    ],
)
def test_what_is_denied_is_not_found(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["No way, casino time", "pas cher ! casino", "I can't wait. Casino"])
def test_a_denial_in_another_clause_takes_nothing_back(text):
    assert found(text) == ["casino"]


def test_a_shop_of_the_same_name_takes_the_match_back():
    assert found("courses au casino supermarché") == []


def test_a_quote_is_one_line_without_direction_marks_or_other_peoples_names():
    text = "hey @marie_92\n\n\u202eCasino\u202c <img src=x onerror=alert(1)>\x00 \ud800"
    match = next(CASINO.find(Folded(text)))
    said = quote(text, match, hides_handles=True)
    assert "Casino" in said
    assert "@…" in said
    assert not any(unicodedata.category(letter) in {"Cc", "Cf", "Cs"} for letter in said)


def test_a_caption_of_ten_thousand_emoji_is_read_at_once():
    text = "👩‍👩‍👧‍👦🏳️‍🌈" * 1_000 + " casino"
    began = time.perf_counter()
    assert found(text) == ["casino"]
    assert time.perf_counter() - began < 0.5


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_around_a_word_gives_a_short_clean_quote_that_holds_it(before, after):
    text = f"{before}. casino .{after}"
    folded = Folded(text)
    for match in CASINO.find(folded):
        said = quote(text, match)
        assert len(said) <= LONGEST_QUOTE + 2
        assert "\n" not in said
    assert any(text[m.start : m.end] == "casino" for m in CASINO.find(folded)) or _is_near_shop(text)


def _is_near_shop(text):
    return "supermarch" in text.lower()


@given(st.text(alphabet="aé🙂ﷺ\u202e\u0301İß ", max_size=60))
def test_every_place_of_a_folded_text_leads_back_into_the_original(text):
    folded = Folded(text)
    places = [folded.place(at) for at in range(len(folded.plain) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
