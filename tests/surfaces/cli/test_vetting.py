"""Decide about a creator from the command line, as two people would."""

import json

import pytest

from upshot.surfaces.cli.app import run

CREATORS = "creator,followers,country\nlea,52000,FR\n"
POSTS = (
    "post_url,creator,published_at,read_at,views,likes,comments,shares,saves,duration_s,caption\n"
    "https://www.tiktok.com/@lea/video/7300000000000000001,lea,2026-09-01,2026-10-01,52000,3100,120,80,60,20,"
    '"Online casino tonight, no vodka"\n'
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vetting")
    (folder / "creators.csv").write_text(CREATORS, encoding="utf-8")
    (folder / "post_metrics.csv").write_text(POSTS, encoding="utf-8")
    files = [str(folder / "creators.csv"), str(folder / "post_metrics.csv")]
    assert run(["--home", str(folder / "home"), "import", *files, "--quiet"]) == 0
    return str(folder / "home")


def say(capsys, home, *words):
    code = run([*words, "--home", home])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_a_risky_creator_needs_a_second_person_and_then_may_be_signed(capsys, home):
    decide = ("vetting", "decide", "@Lea", "--outcome", "approve", "--reason", "Watched it", "--who", "ana")
    code, told = say(capsys, home, *decide, "--expires-in", "12w", "--format", "json")
    made = json.loads(told)
    assert (code, made["risk"], made["needs_second"], made["is_valid"]) == (0, "high", True, False)
    assert say(capsys, home, "vetting", "check", "lea")[0] == 1
    code, told = say(capsys, home, "vetting", "approve", "lea", "--who", "ANA", "--lang", "fr")
    assert (code, "seconde personne" in told) == (2, True)
    assert say(capsys, home, "vetting", "approve", "lea", "--who", "bob")[0] == 0
    assert say(capsys, home, "vetting", "check", "lea")[0] == 0
    assert say(capsys, home, "vetting", "check", "lea", "--on", "2020-01-01")[0] == 1
    kept = json.loads(say(capsys, home, "vetting", "list", "--evidence", "--format", "json")[1])[0]
    assert (kept["is_intact"], kept["approved_by"]) == (True, "bob")
    quotes = [item["quote"] for item in kept["evidence"]["vetting"]["fit"]["items"]]
    assert quotes == ["Online casino tonight, no vodka"]


def test_marks_of_a_post_are_kept_and_wrong_ones_refused_by_name(capsys, home):
    link = "https://www.tiktok.com/@lea/video/7300000000000000001"
    assert say(capsys, home, "vetting", "rate", "lea", "--post", link, "--mark", "humour=4", "--who", "ana")[0] == 0
    for post, mark, told in (
        (link, "humour=9", "1–5"),
        (link, "humour", "--mark"),
        (link, "charm=3", "clarity"),
        ("https://www.tiktok.com/@max/video/7300000000000000001", "humour=3", "@lea"),
    ):
        code, said = say(capsys, home, "vetting", "rate", "lea", "--post", post, "--mark", mark)
        assert (code, told in said) == (2, True)
    code, said = say(capsys, home, "vetting", "look", "lea", "--lang", "fr")
    assert (code, "provisoire" in said, "Jeux d'argent" in said, "sûr " in said) == (0, True, True, False)


@pytest.mark.parametrize(
    ("more", "told"),
    [(["--outcome", "maybe"], "approve, reject, wait"), (["--outcome", "wait", "--expires-in", "soon"], "90d")],
)
def test_what_is_no_decision_is_refused_in_words(capsys, home, more, told):
    code, said = say(capsys, home, "vetting", "decide", "lea", "--reason", "x", *more)
    assert (code, told in said) == (2, True)


def test_somebody_unknown_cannot_be_decided_on(capsys, home):
    code, said = say(capsys, home, "vetting", "decide", "zoe", "--outcome", "approve", "--reason", "x")
    assert (code, "zoe" in said) == (2, True)
