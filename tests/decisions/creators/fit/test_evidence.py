"""Planted incidents are found with their words, date, link and law; nothing found is never "safe"."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upshot.decisions.creators.fit import (
    BrandTerms,
    CommentText,
    FitReport,
    PostText,
    Stance,
    find_evidence,
    parse_values,
    risk_of,
)
from upshot.decisions.creators.fit.risk import reaches
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import SettingsError
from upshot.registries.brand_safety import comment_rules, safety_rules

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
QUIET = [f"Ma journée au jardin numéro {n}" for n in range(20)]


def posts(*captions, days=10, paid=None):
    return [PostText(str(n), said, NOW - timedelta(days=days + n), paid, f"link{n}") for n, said in enumerate(captions)]


def look(*captions, brand=None, country="FR", comments=(), **more) -> FitReport:
    return find_evidence("lea", posts(*captions, **more), comments, brand or BrandTerms(), country=country, now=NOW)


PLANTED = [
    ("Mes injections lèvres chez le Dr X 💋", "cosmetic_surgery", "high"),
    ("This tea cures cancer, stop your meds", "instead_of_treatment", "high"),
    ("Nouvelle puff jetable goût mangue", "nicotine", "high"),
    ("Mon bébé tigre est trop mignon", "wild_animals", "high"),
    ("Rejoins mes signaux de trading, argent facile", "financial_products", "high"),
    ("VIP pronos : rejoins le groupe", "sports_tips", "high"),
    ("Online casino tonight 🎰", "gambling", "high"),
    ("Soirée mojitos entre copines", "alcohol", "medium"),
    ("Réplique 1:1 du sac de l'année", "counterfeit", "high"),
    ("Brûle-graisse : perdre du poids vite", "health_claim", "high"),
    ("my onlyfans is open", "adult_content", "high"),
    ("This picture is AI generated", "ai_image", "low"),
]


@pytest.mark.parametrize(("caption", "rule", "severity"), PLANTED)
def test_a_planted_incident_among_twenty_quiet_posts_is_found(caption, rule, severity):
    found = look(*QUIET, caption)
    item = next(item for item in found.items if item.rule == rule)
    assert (item.severity, item.post_id, item.link) == (severity, "20", "link20")
    assert item.matched
    assert item.quote in caption or "…" in item.quote


def test_nothing_found_says_in_how_many_posts_since_when_and_that_pictures_were_not_seen():
    found = look(*QUIET)
    assert found.has_found_none
    assert (found.n_posts, found.n_captions, str(found.since), str(found.until)) == (20, 20, "2026-06-01", "2026-06-20")
    assert {"fit_text_only", "fit_no_comments"} <= {note.code for note in found.notes}


def test_a_law_bears_only_on_posts_after_it_came_into_force_and_only_where_it_holds():
    old = look("Online casino tonight", days=365 * 4).items[0]
    abroad = look("Online casino tonight", country="US").items[0]
    assert (old.severity, old.law) == ("medium", None)
    assert (abroad.severity, abroad.law) == ("medium", None)
    assert "2023-451" in look("Online casino tonight").items[0].law


def test_a_french_brand_brings_french_law_to_a_creator_abroad():
    found = look("Online casino tonight", country="US", brand=BrandTerms(countries=("FR",)))
    assert "2023-451" in found.items[0].law


def test_the_brands_own_trade_is_not_held_against_a_creator():
    assert look("Un verre de vin", brand=BrandTerms(own_sectors=frozenset({"alcohol"}))).has_found_none


@pytest.mark.parametrize(("days", "n"), [(89, 1), (90, 1), (91, 0)])
def test_a_competitor_counts_up_to_the_last_day_of_exclusivity(days, n):
    found = look(
        "Merci @glossy_officiel ! #GlossyOfficiel", brand=BrandTerms(competitors=("Glossy Officiel",)), days=days
    )
    assert len([item for item in found.items if item.rule == "competitor"]) == n


def test_a_paid_post_for_a_competitor_weighs_more():
    brand = BrandTerms(competitors=("Glossy",))
    assert [look("J'adore Glossy", brand=brand, paid=paid).items[0].severity for paid in (None, True)] == [
        "medium",
        "high",
    ]


def test_values_bring_evidence_for_and_against_each_with_its_words():
    brand = BrandTerms(values=parse_values("animaux = végan, cruelty free, -fourrure; sobriété = -haul"))
    found = look("Recette végane", "Un manteau en fourrure", "gros haul du jour", brand=brand)
    told = {(item.stance, item.about, item.matched) for item in found.items}
    assert told == {(Stance.AGAINST, "animaux", "fourrure"), (Stance.AGAINST, "sobriété", "haul")}
    assert look("Recette vegan", brand=brand).in_favour[0].about == "animaux"


@pytest.mark.parametrize("text", ["animaux", "= vegan", "animaux = ", "animaux = -"])
def test_a_value_without_name_or_phrase_is_refused(text):
    with pytest.raises(SettingsError, match="invalid_setting_values"):
        parse_values(text)


@pytest.mark.parametrize(
    ("caption", "paid", "rules"),
    [
        ("Code promo LEA10, -20 % !", None, ["undisclosed_ad"]),
        ("Collaboration commerciale – code promo LEA10", None, []),
        ("#pub mon code LEA10", None, []),
        ("#ad use my code LEA10", None, []),
        ("This is not an ad, use code LEA10", None, ["undisclosed_ad"]),
        ("Une belle journée", True, ["paid_without_mention"]),
        ("Une belle journée", None, []),
        ("My address to the nation", None, []),
    ],
)
def test_words_that_sell_need_a_word_that_says_so(caption, paid, rules):
    assert [item.rule for item in look(caption, paid=paid).items] == rules


def comments(*texts):
    return [CommentText("0", text, NOW) for text in texts]


def test_the_tone_of_comments_is_a_share_with_an_interval_by_kind_and_lexicon():
    told = comments(*["trop bien"] * 57, "ferme ta gueule", "go die", "sale race @marie")
    share = look("Bonjour", comments=told).toxicity
    assert (share.n_toxic, share.n_comments, share.by_kind) == (3, 60, {"hate": 1, "insult": 1, "threat": 1})
    assert 0 < share.low < 0.05 < share.high < 0.15
    assert "marie" not in "".join(item.quote for item in look("Bonjour", comments=told).items)


def test_one_angry_comment_is_not_a_tone():
    assert {item.severity for item in look("Bonjour", comments=comments("connard")).items} == {"low"}
    assert {item.severity for item in look("Bonjour", comments=comments(*["connard"] * 9)).items} == {"high"}


def test_no_caption_at_all_is_too_little_evidence_and_not_a_clean_sheet():
    found = find_evidence("lea", posts(None, "  "), now=NOW)
    assert isinstance(found, InsufficientEvidence)
    assert (found.reason, risk_of(found).level) == ("fit_nothing_to_read", "medium")


def test_the_risk_is_that_of_the_gravest_evidence_and_years_soften_it():
    assert risk_of(look(*QUIET)).level == "none"
    assert risk_of(look("my onlyfans")).level == "high"
    assert risk_of(look("my onlyfans", days=800)).level == "medium"
    assert risk_of(look(*QUIET), authenticity="look_closer").level == "high"
    assert [reaches(level, "medium") for level in ("none", "low", "medium", "high")] == [False, False, True, True]
    assert not reaches("high", "never")


def test_a_rule_is_quoted_a_few_times_and_counted_every_time():
    found = look(*["casino"] * 12)
    assert (found.counts["gambling"], len(found.items)) == (12, 5)
    assert found.items[0].post_id == "0"  # the latest first


def test_posts_of_tomorrow_are_not_read():
    assert isinstance(find_evidence("lea", posts("casino", days=-3), now=NOW), InsufficientEvidence)


def test_every_rule_says_where_it_comes_from_and_is_found_by_its_own_words():
    for rule in (*safety_rules(), *comment_rules()):
        assert rule.all_phrases()
        if rule.category in {"ad_signal", "disclosure", "insult", "hate", "threat", "sexual"}:
            continue
        for phrase in rule.all_phrases():
            seen = [item.rule for item in look(f"Voici : {phrase.rstrip('*')}").items]
            assert rule.rule in seen, phrase


@settings(max_examples=25)
@given(st.text(max_size=300), st.sampled_from([caption for caption, _, _ in PLANTED]))
def test_no_text_around_an_incident_breaks_the_reading(noise, incident):
    found = look(
        f"{noise}\n{incident}",
        "\u202e\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
        "<script>alert('x')</script>" * 9,
    )
    assert found.n_captions == 3
    assert all(item.matched for item in found.items)
