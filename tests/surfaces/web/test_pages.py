"""Every page says everything it promises, in both languages, whatever is known."""

from __future__ import annotations

import html
import re
from typing import get_type_hints
from urllib.parse import quote, unquote

import pytest
from starlette.testclient import TestClient

from tests.surfaces.sample import phrase, sample_verdict
from tests.surfaces.web.house import BRAND, client_of, path_of
from upshot.decisions.verdict import model as m
from upshot.surfaces.web.pages.registry import PAGES
from upshot.surfaces.wording import LANGUAGES
from upshot.wiring import House, Workspace

HERE = path_of()
PLAIN = (
    "/", "/campaigns", "/creators", "/posts", "/costs", "/attribution", "/imports", "/health", "/kpis", "/settings",
)  # fmt: skip
FORMS = tuple(
    f"/edit/{table}{row}" for table in ("campaign", "collaboration", "creator", "lift_test") for row in ("", "/row")
)


def named_pages(house: House) -> list[str]:
    """Pages about one thing of the brand."""
    workspace = house.workspace(BRAND)
    verdict = workspace.verdict()
    campaign, creator = workspace.rows("campaign")[0]["campaign"], verdict.creators[0].creator
    return [
        f"/campaigns/{quote(campaign)}",
        f"/creators/{creator}",
        f"/posts/{verdict.posts[0].post_id}",
        f"/why/{verdict.why[0].figure}?campaign={quote(campaign)}",
        f"/edit/campaign/row?campaign={quote(campaign)}",
        f"/creators?sort=cost&campaign={quote(campaign)}",
        "/posts?sort=views&page=2",
        "/kpis?kpi=cpm_ads&by=month&from=2026-01-01",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_brand_is_whole_in_each_language(brand: TestClient, brand_house: House, language: str):
    for path in (*PLAIN, *FORMS, *named_pages(brand_house)):
        answer = brand.get(HERE + path, headers={"accept-language": language})
        assert answer.status_code == 200, path
        assert f'<html lang="{language}"' in answer.text
        assert " style=" not in answer.text
        assert "<script>" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_an_empty_workspace_leads_to_the_next_step(empty: TestClient, language: str):
    for path in (*PLAIN, *FORMS):
        answer = empty.get("/w/default" + path, headers={"accept-language": language})
        assert answer.status_code == 200, path
        main = answer.text.split("<main")[1]
        assert re.search(r'href="/w/default/(imports|edit|settings|sheet)|<form', main), path


def test_an_empty_workspace_lists_the_four_things_a_verdict_needs(empty: TestClient):
    steps = empty.get("/w/default/?format=json").json()["steps"]
    assert [(step["name"], step["is_done"]) for step in steps] == [
        ("orders", False),
        ("posts", False),
        ("costs", False),
        ("margin", False),
    ]


def test_a_brand_with_everything_is_asked_for_nothing_more(brand: TestClient):
    assert brand.get(f"{HERE}/?format=json").json()["steps"] == []


def test_the_json_of_a_page_is_its_declared_context(brand: TestClient, brand_house: House):
    paths = {page.path: page for page in PAGES if "{" not in page.path}
    for path, page in paths.items():
        declared = set(get_type_hints(page.build)["return"].model_fields)
        assert set(brand.get(HERE + path + "?format=json").json()) == declared, path


def test_every_field_of_a_context_carries_a_line_of_help():
    for page in PAGES:
        fields = get_type_hints(page.build)["return"].model_fields
        assert [name for name, field in fields.items() if not field.description] == [], page.name


def test_every_figure_that_a_page_links_to_is_explained_as_a_page_and_as_a_dialog(
    brand: TestClient, brand_house: House
):
    links: set[str] = set()
    for path in (*PLAIN, *named_pages(brand_house)):
        links |= set(re.findall(r'href="([^"]*/why/[^"]*)"', brand.get(HERE + path).text))
    assert len(links) > 25
    for link in map(html.unescape, links):
        page, dialog = brand.get(link), brand.get(link, headers={"hx-request": "true"})
        assert page.status_code == dialog.status_code == 200, link
        assert "<html" in page.text
        assert "<html" not in dialog.text


def test_the_figures_of_a_campaign_are_explained_within_that_campaign(brand: TestClient, brand_house: House):
    campaign = brand_house.workspace(BRAND).rows("campaign")[0]["campaign"]
    text = brand.get(f"{HERE}/campaigns/{quote(campaign)}").text
    link = html.unescape(re.search(r'href="([^"]*/why/cost\.total[^"]*)"', text)[1])
    assert f"campaign={campaign}" in unquote(link).replace("+", " ")


def test_turning_the_pages_of_a_list_shows_every_post_once(empty_house: House, monkeypatch):
    (post, *_) = sample_verdict().posts
    posts = tuple(post.model_copy(update={"post_id": f"{n:018}"}) for n in range(130))
    monkeypatch.setattr(Workspace, "known_verdict", lambda *_args, **_more: sample_verdict(posts=posts))
    client, link, seen = client_of(empty_house), "/w/default/posts?sort=views", []
    while link:
        text = client.get(link).text
        seen += re.findall(r"/posts/(\d{18})", text)
        found = re.search(r'href="([^"]*)" rel="next"', text)
        link = html.unescape(found[1]) if found else None
    assert sorted(seen) == [post.post_id for post in posts]


def bare() -> dict[str, object]:
    """A verdict without an estimate: nothing that needs one may be shown as a number."""
    none = m.Value(value=None, why_null=phrase("null_no_estimate"), evidence=m.Evidence.MODELLED)
    verdict = sample_verdict()
    return {
        "incremental": None,
        "roi": None,
        "roas_ads": none,
        "roas_all_in": none,
        "margin_roas": none,
        "iroas": none,
        "break_even_orders": none,
        "attributed": (),
        "creators": tuple(
            line.model_copy(update={"incremental": None, "roi": None, "why_null": phrase("null_no_estimate")})
            for line in verdict.creators
        ),
        "posts": tuple(
            post.model_copy(
                update=dict.fromkeys(
                    ("views_now", "views_final", "maturity", "incremental_orders", "spark", "published_at", "caption")
                )
                | {"view_curve": ()}
            )
            for post in verdict.posts
        ),
        "timeline": tuple(point.model_copy(update={"baseline": None}) for point in verdict.timeline),
        "why": (),
        "reasons": (phrase("reason_no_cost"), phrase("reason_no_gross_margin_rate")),
        "what_would_help": (phrase("help_enter_costs"), phrase("help_set_gross_margin_rate")),
    }


def full() -> dict[str, object]:
    """A verdict with leaks, triangulation and every kind of advice."""
    verdict = sample_verdict()
    leak = m.LeakSignal(
        code="ANNA10",
        creator="anna.cuisine",
        orders=40,
        suspicious_orders=21,
        reasons=(phrase("reason_no_cost"),),
    )
    advices = ("advice_stop", "advice_learn_more")
    lines = tuple(
        line.model_copy(update={"advice": phrase(code)}) for line, code in zip(verdict.creators, advices, strict=True)
    )
    renegotiate = lines[0].model_copy(
        update={"creator": "<b>zoé</b>", "advice": phrase("advice_renegotiate", fee="1200")}
    )
    return {
        "verdict": m.Answer.PROFITABLE,
        "leaks": (leak,),
        "creators": (*lines, renegotiate),
        "triangulation": m.Triangulation(
            seen_by_code=90,
            seen_by_survey=60,
            seen_by_both=20,
            orders_estimate=263.2,
            standard_error=31.4,
            assumption=phrase("reason_no_cost"),
        ),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("changes", [{}, bare(), full()], ids=["sample", "no_estimate", "full"])
def test_pages_of_any_verdict_are_whole(empty_house: House, monkeypatch, changes: dict[str, object], language: str):
    verdict = sample_verdict(**changes)
    monkeypatch.setattr(Workspace, "known_verdict", lambda *_args, **_more: verdict)
    client = client_of(empty_house, language=language)
    post = verdict.posts[0].post_id
    for path in ("/", "/creators", "/posts", "/costs", f"/posts/{post}", "/campaigns/X", "/creators/anna.cuisine"):
        answer = client.get("/w/default" + path)
        assert answer.status_code == 200, path
        assert "<b>zoé" not in answer.text
        assert "None" not in re.sub(r"<[^>]*>", " ", answer.text)


def test_too_little_evidence_shows_what_would_help_and_no_roi(empty_house: House, monkeypatch):
    verdict = sample_verdict(**bare())
    monkeypatch.setattr(Workspace, "known_verdict", lambda *_args, **_more: verdict)
    text = client_of(empty_house).get("/w/default/").text
    assert "Insufficient evidence" in text
    assert "Set gross_margin_rate" in text
    assert 'class="gauge"' not in text


def test_a_code_that_travels_has_a_panel_with_its_reasons(empty_house: House, monkeypatch):
    monkeypatch.setattr(Workspace, "known_verdict", lambda *_args, **_more: sample_verdict(**full()))
    text = client_of(empty_house).get("/w/default/").text
    assert "One code may be circulating" in text
    assert "21 of 40 orders look unlike the creator" in text


def test_credits_of_each_rule_stand_side_by_side_and_sum_to_the_rule(brand: TestClient, brand_house: House):
    verdict = brand_house.workspace(BRAND).verdict()
    for rule in verdict.attributed:
        assert sum(credit.orders for credit in rule.by_creator) == rule.orders
    assert "Orders credited to each creator, rule by rule" in brand.get(f"{HERE}/").text


def test_a_verdict_that_is_not_ready_says_so_and_comes_again(exports, tmp_path):
    with House.open(tmp_path) as house:
        house.create_workspace(BRAND).import_paths([exports])
        client = client_of(house, patience_s=0.0)
        first = client.get(f"{HERE}/")
        assert (first.status_code, first.headers["refresh"].split("=")) == (202, ["2; url", f"{HERE}/"])
        assert "Working out the verdict" in first.text
        assert client.get(f"{HERE}/?format=json").json()["verdict"]["workspace"] == BRAND  # programs wait
        assert client.get(f"{HERE}/").status_code == 200


def test_the_list_of_workspaces_shows_each_verdict_at_a_glance(brand_house: House, brand: TestClient):
    text = brand.get("/workspaces").text
    assert html.escape(BRAND, quote=True).replace("&#x27;", "&#39;") in text
    assert f'href="{HERE}/"' in text
    assert brand.get("/").headers["location"] == f"{HERE}/"


def test_a_workspace_can_be_made_here_and_a_bad_name_is_explained(empty: TestClient, empty_house: House):
    made = empty.post("/workspaces", data={"name": "Crème d'Or"})
    assert (made.status_code, made.headers["location"]) == (303, path_of("Crème d'Or") + "/")
    refused = empty.post("/workspaces", data={"name": "../etc"})
    assert refused.status_code == 422
    assert "cannot be the name of a workspace" in refused.text
    assert empty_house.workspaces() == ["Crème d'Or", "default"]
