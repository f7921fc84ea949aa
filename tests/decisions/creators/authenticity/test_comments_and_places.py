"""Comments and audiences: what fits anywhere, who is always there, where people are."""

from __future__ import annotations

from upshot.decisions.creators.authenticity import AudienceShares, CommentSet
from upshot.decisions.creators.authenticity.commenters import empty_comments, same_commenters
from upshot.decisions.creators.authenticity.geography import audience_abroad
from upshot.decisions.creators.authenticity.simulating import simulate_audience, simulate_comments
from upshot.decisions.creators.panel import CreatorRow


def comments(texts, authors=None):
    n = len(texts)
    return CommentSet(
        tuple(str(at % 6) for at in range(n)), tuple(authors or (f"a{at}" for at in range(n))), tuple(texts)
    )


def creator(country=None, language=None):
    return CreatorRow("lea", None, None, country, language, None)


def test_an_emoji_counts_half_stock_words_and_copies_in_full():
    own = [f"which shop sells {chr(97 + at)}{chr(98 + at)} sauce" for at in range(25)] + ["where is that", "how long"]
    found = empty_comments(
        comments([*own, "🔥🔥", "so nice", "Très BEAU", "please buy this sauce now", "please buy this sauce now"])
    )
    assert found.value == (0.5 + 2 + 2) / 32


def test_under_thirty_comments_nothing_is_said():
    assert empty_comments(comments(["nice"] * 29)).why == "missing_comments"
    assert empty_comments(None).value is None


def test_eight_people_under_every_post_fill_the_page():
    ordinary, pod = simulate_comments(1), simulate_comments(1, pod_per_genuine=1.0)
    assert same_commenters(ordinary).value < 0.25
    assert same_commenters(pod).value > 0.45


def test_a_french_creator_heard_in_belgium_and_senegal_is_at_home():
    shares = AudienceShares({"FR": 0.6, "BE": 0.2, "SN": 0.1, "JP": 0.1})
    assert abs(audience_abroad(shares, creator("FR", "fr")).value - 0.1) < 1e-9


def test_the_country_alone_is_enough_and_nothing_known_is_missing():
    shares = AudienceShares({"VN": 0.9, "US": 0.1})
    assert abs(audience_abroad(shares, creator("VN")).value - 0.1) < 1e-9
    assert audience_abroad(shares, creator()).why == "missing_country_and_language"


def test_a_table_of_a_few_per_cent_is_no_picture():
    assert audience_abroad(AudienceShares({"FR": 0.2}), creator("FR", "fr")).why == "missing_audience"


def test_a_planted_audience_is_abroad():
    bought = simulate_audience(4, ("FR", "BE", "CH"), bought_per_genuine=1.0)
    assert audience_abroad(bought, creator("FR", "fr")).value > 0.5
