"""No page of one workspace ever shows a row of another, whatever is asked of it."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from tests.surfaces.web.house import client_of, path_of
from tests.surfaces.web.test_imports import finished
from upshot.wiring import House

BRANDS = {"Alpha & Fils": ("QZALPHA", "ann"), "Bêta d'Or": ("XKBETAS", "bob")}  # name → marker, key
BINARY = {"pdf"}


def sheets(marker: str, key: str) -> dict[str, str]:
    """A small brand; its marker stands in everything that is no key."""
    post = f"https://www.tiktok.com/@{key}/video/{'7612345678901234567' if key == 'ann' else '7612345678901239999'}"
    head = "campaign,creator,collaboration_type,starts_on,fee,currency,codes,utm_contents,post_urls"
    days = [f"2026-03-{day:02}" for day in range(2, 30)]
    orders = "\n".join(f"{key}-{n},{day},59.90,EUR,{marker}10,{marker}" for n, day in enumerate(days * 2))
    reads = "\n".join(f"{post},{key},2026-03-02,{day},{n * 100},{marker}" for n, day in enumerate(days, 1))
    return {
        f"creators_{marker}.csv": f"creator,display_name,followers,category\n{key},{marker},1000,{marker}\n",
        "campaigns.csv": f"campaign,objective,starts_on,ends_on,budget,target_audience\n"
        f"camp {key},sales,2026-03-02,2026-03-29,1000,{marker}\n",
        "collaborations.csv": f"{head}\ncamp {key},{key},live,2026-03-02,100,EUR,{marker}10,{marker},{post}\n",
        "post_metrics.csv": f"post_url,creator,published_at,read_at,views,caption\n{reads}\n",
        "orders.csv": f"order_id,ordered_at,total,currency,codes,utm_content\n{orders}\n",
        "settings.csv": "key,value\ngross_margin_rate,0.5\nbrand_terms,\n",
        f"unknown_{marker}.csv": f"{marker},b\n1,2\n",
    }


@pytest.fixture(scope="module")
def two_brands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, TestClient, dict[str, str]]]:
    """Two brands in one house, imported through the browser; and the address of each import."""
    with House.open(tmp_path_factory.mktemp("two")) as house, client_of(house) as client:
        jobs = {}
        for name, (marker, key) in BRANDS.items():
            house.create_workspace(name)
            files = [("files", (file, text.encode())) for file, text in sheets(marker, key).items()]
            answer = client.post(path_of(name) + "/imports", files=files)
            jobs[name] = finished(client, answer.headers["location"]).rsplit("/", 1)[-1]
        yield house, client, jobs


def test_each_brand_sees_itself(two_brands):
    _, client, _ = two_brands
    for name, (marker, _) in BRANDS.items():
        assert marker in client.get(path_of(name) + "/imports").text
        assert marker in client.get(path_of(name) + "/edit/collaboration").text


def routes(client: TestClient) -> list[Route]:
    """Every route of a workspace."""
    found = [route for route in client.app.routes if not isinstance(route, Mount)]
    return [route for route in found if "{workspace}" in route.path]


def fillings(house: House, jobs: dict[str, str]) -> dict[str, list[str]]:
    """What may stand in the place of each part of a path: things of both brands, and of nobody."""
    posts = [post.post_id for name in BRANDS for post in house.workspace(name).verdict().posts]
    keys = [key for _, key in BRANDS.values()]
    names = [
        *posts,
        *keys,
        *(f"camp {key}" for key in keys),
        *jobs.values(),
        "roi.median",
        "cost.total",
        "creators.csv",
    ]
    return {
        "name": names,
        "table": ["campaign", "collaboration", "creator", "lift_test"],
        "ending": ["html", "xlsx", "json", "pdf"],
        "at": [str(n) for n in range(8)],
    }


def text_of(answer) -> str:
    """What an answer says; a workbook is unpacked."""
    if not answer.content.startswith(b"PK"):
        return answer.text
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_no_route_of_one_brand_ever_shows_the_other(two_brands, is_whole: bool):
    """Every route with every name; each page of a name in two forms, each file in one, unless `is_whole`."""
    house, client, jobs = two_brands
    (first, (_, key_a)), (second, (theirs, key_b)) = BRANDS.items()
    parts = fillings(house, jobs)
    queries = ["", "?format=json", f"?campaign=camp+{key_b}", f"?creator={key_b}", f"?campaign=camp+{key_a}"]
    n_queries = (5, 5, 2) if is_whole else (5, 2, 1)  # of a path with no name in it, with one, with two
    asked = 0
    for route in routes(client):
        if "GET" not in route.methods:
            continue
        names = re.findall(r"\{(\w+)(?::\w+)?\}", route.path)[1:]
        for values in itertools.product(*(parts[name] for name in names)):
            path = route.path.replace("{workspace}", quote(first, safe=""))
            for name, value in zip(names, values, strict=True):
                path = re.sub(r"\{" + name + r"(:\w+)?\}", quote(value, safe=""), path)
            for query in queries[: n_queries[len(names)]]:
                if path.endswith(".pdf") and query:
                    continue
                answer = client.get(path + query)
                asked += 1
                assert answer.status_code < 500, path + query
                assert theirs not in text_of(answer), path + query
                assert jobs[second] in path or jobs[second] not in answer.text, path + query
    assert asked > 200


def test_no_form_of_one_brand_writes_into_the_other(two_brands):
    house, client, jobs = two_brands
    (first, (_, _key_a)), (second, (_, key_b)) = BRANDS.items()
    before = {
        table: house.workspace(second).rows(table) for table in ("campaign", "collaboration", "creator", "setting")
    }
    here = path_of(first)
    client.post(f"{here}/edit/campaign/row", data={"campaign": f"camp {key_b}", "delete": "1"})
    client.post(f"{here}/edit/creator/row", data={"creator": key_b, "display_name": "taken", "is_new": "1"})
    client.post(f"{here}/settings", data={"currency": "USD"})
    client.post(f"{here}/imports/{jobs[second]}/headers/0", data={"kind": "creators_sheet", "header:b": "creator"})
    assert {table: house.workspace(second).rows(table) for table in before} == before
    assert house.records.header_mappings(second) == {}
    client.post(f"{here}/edit/creator/row", data={"creator": key_b, "delete": "1"})


def test_an_import_of_one_brand_is_not_found_in_the_other(two_brands):
    _, client, jobs = two_brands
    first, second = BRANDS
    for tail in ("", "/events", "/headers/0"):
        assert client.get(f"{path_of(first)}/imports/{jobs[second]}{tail}").status_code == 404


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["..", ".", "%2e%2e", "Bêta d'Or", "w", "imports", "bob", "edit", "lake", "\\", "camp bob", "%00"]
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_path_climbs_over_the_wall(two_brands, parts: list[str]):
    _, client, _ = two_brands
    first, second = BRANDS
    raw = "/".join(part if "%" in part else quote(part, safe="") for part in parts)
    answer = client.get(f"{path_of(first)}/{raw}")
    if answer.url.path.startswith(f"/w/{second}"):
        return  # the client itself resolved `..` into an honest address of the other brand
    assert BRANDS[second][0] not in answer.text
    assert answer.status_code < 500
