"""What a brand types as its target, read or refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.decisions.creators.audience import parse_target
from upshot.errors import InvalidInput


def shape(text):
    return {
        each.dimension: [
            (sorted(b.members) or [(a.first, a.end) for a in b.ages] or "rest", round(b.share, 3)) for b in each.buckets
        ]
        for each in parse_target(text).dimensions
    }


def test_shares_are_read_with_a_comma_or_a_dot_and_the_rest_is_everybody_else():
    assert shape("âge : 18–24 ans 60,5 %, 25 à 34 ans 39,5 % ; genre : femmes 80 %") == {
        "age": [([(18, 25)], 0.605), ([(25, 35)], 0.395)],
        "gender": [(["female"], 0.8), ("rest", 0.2)],
    }


def test_buckets_without_shares_are_one_group_of_people():
    assert shape("age: 18-24, 25-34; country: France, BE") == {
        "age": [([(18, 25), (25, 35)], 1.0)],
        "country": [(["BE", "FR"], 1.0)],
    }


@pytest.mark.parametrize("text", ["Women 18-34 in France who love skincare", "Femmes de 18 à 34 ans en France"])
def test_a_plain_sentence_in_either_language_is_understood(text):
    assert shape(text) == {"age": [([(18, 35)], 1.0)], "gender": [(["female"], 1.0)], "country": [(["FR"], 1.0)]}


def test_what_was_not_understood_is_told():
    assert parse_target("Women 18-34 in France who love skincare").unread == ("love", "skincare")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("people who love skincare", "target_unread"),
        ("age: 18-24 60%, 25-34", "target_shares"),
        ("age: 18-24 60%, 25-34 60%", "target_shares"),
        ("80% women, the rest men", "target_shares"),
        ("age: teenagers", "target_ages"),
        ("country: Atlantis", "target_country"),
        ("gender: robots", "target_gender"),
        ("", "target_unread"),
    ],
)
def test_what_cannot_be_a_target_is_refused_by_name(text, code):
    with pytest.raises(InvalidInput, match=code):
        parse_target(text)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_and_shares_always_sum_to_one(text):
    try:
        target = parse_target(text)
    except InvalidInput:
        return
    for dimension in target.dimensions:
        assert sum(bucket.share for bucket in dimension.buckets) == pytest.approx(1)
