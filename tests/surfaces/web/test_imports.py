"""Files dropped in the browser: read, refused by line and column, their headers explained, their names harmless."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from upshot.surfaces.web.acts import LONGEST_NAME, safe_name
from upshot.wiring import House

CREATORS = b"creator,display_name,followers\nlea.cuisine,L\xc3\xa9a,48200\nanna,Anna,many\n"
UNKNOWN = "지급처,비용\nlea.cuisine,850\n".encode()
ORDERS = b"Belegnr,Wann,Summe,Waehrung\n1001,2026-03-02,59.90,EUR\n1002,2026-03-03,19.90,EUR\n"


def drop(client: TestClient, *files: tuple[str, bytes], **options: str) -> str:
    """Drop files, wait until they are read, and give the address of their import."""
    answer = client.post("/w/default/imports", files=[("files", file) for file in files], data=options)
    assert answer.status_code == 303
    return finished(client, answer.headers["location"])


def finished(client: TestClient, address: str) -> str:
    """The same address, once the import is over."""
    for _ in range(400):
        if not client.get(address + "?format=json").json()["is_running"]:
            return address
        time.sleep(0.05)
    raise AssertionError("the import never ended")


def test_a_dropped_sheet_is_loaded_and_its_bad_cell_named_by_line_and_column(empty: TestClient, empty_house: House):
    address = drop(empty, ("creators.csv", CREATORS))
    (file,) = empty.get(address + "?format=json").json()["refused"]
    (reject,) = file["rejects"]
    assert (reject["line"], reject["column"], reject["seen"]) == (3, "followers", "many")
    assert [row["creator"] for row in empty_house.workspace().rows("creator")] == ["lea.cuisine"]
    assert "creators.csv" in empty.get("/w/default/imports").text


@pytest.mark.parametrize(("language", "words"), [("en", "a whole number"), ("fr", "un nombre entier")])
def test_what_is_valid_is_said_in_the_readers_language(empty: TestClient, language: str, words: str):
    address = drop(empty, ("creators.csv", CREATORS))
    assert words in empty.get(address, headers={"accept-language": language}).text


def test_several_files_at_once_have_a_row_each(empty: TestClient):
    campaigns = b"campaign,objective,starts_on\nSpring,sales,2026-03-02\n"
    address = drop(empty, ("creators.csv", CREATORS), ("campaigns.csv", campaigns))
    rows = empty.get(address + "?format=json").json()["table"]["rows"]
    assert sorted(row[0].rsplit("/", 1)[-1] for row in rows) == ["campaigns.csv", "creators.csv"]


def test_two_files_of_one_name_are_both_read(empty: TestClient, empty_house: House):
    other = b"creator,display_name,followers\nzoe,Zo\xc3\xa9,10\n"
    drop(empty, ("creators.csv", CREATORS), ("creators.csv", other))
    assert [row["creator"] for row in empty_house.workspace().rows("creator")] == ["lea.cuisine", "zoe"]


def test_nothing_chosen_is_explained(empty: TestClient):
    answer = empty.post("/w/default/imports", data={"account": "x"})
    assert answer.status_code == 400
    assert "No file was chosen" in answer.text


def test_an_unreadable_day_is_explained(empty: TestClient):
    said = {"from": "yesterday", "to": "2026-03-02"}
    answer = empty.post("/w/default/imports", files=[("files", ("creators.csv", CREATORS))], data=said)
    assert answer.status_code == 400
    assert "yesterday" in answer.text


def test_progress_is_told_as_server_sent_events(empty: TestClient):
    address = drop(empty, ("creators.csv", CREATORS))
    events = empty.get(address + "/events")
    assert events.headers["content-type"].startswith("text/event-stream")
    assert "event: done" in events.text


def test_progress_of_an_unknown_import_is_a_404(empty: TestClient):
    assert empty.get("/w/default/imports/0123/events").status_code == 404


def test_nothing_of_an_upload_stays_behind(empty: TestClient, empty_house: House):
    drop(empty, ("creators.csv", CREATORS))
    assert list((empty_house.home / "inbox").iterdir()) == []


def test_unknown_headers_lead_to_a_screen_that_explains_them(empty: TestClient, empty_house: House):
    address = drop(empty, ("export_erp.csv", ORDERS))
    page = empty.get(address).text
    link = re.search(r'href="([^"]*/headers/0)"', page)[1]
    context = empty.get(f"{link}?kind=generic_orders&format=json").json()
    kinds = [kind for kind, _ in context["kinds"]]
    kind = next(kind for kind in kinds if "order" in kind and "shopify" not in kind and "woo" not in kind)
    context = empty.get(f"{link}?kind={kind}&format=json").json()
    assert [header["theirs"] for header in context["headers"]] == ["Belegnr", "Wann", "Summe", "Waehrung"]
    said = {
        "kind": kind,
        "header:Belegnr": "order_id",
        "header:Wann": "ordered_at",
        "header:Summe": "total",
        "header:Waehrung": "currency",
    }
    again = empty.post(link, data=said)
    assert again.status_code == 303
    finished(empty, again.headers["location"])
    orders = empty_house.workspace().frame("order").collect().to_native()
    assert orders.num_rows == 2
    # The answers are remembered: the next file of that shape asks nothing about them.
    assert empty_house.records.header_mappings("default")["Summe"] == "total"


def test_headers_cannot_be_explained_without_a_kind(empty: TestClient):
    address = drop(empty, ("export_erp.csv", ORDERS))
    answer = empty.post(f"{address}/headers/0", data={"header:Summe": "total"})
    assert answer.status_code == 400
    assert "No kind of file was chosen" in answer.text


def test_the_empty_sheets_can_be_downloaded_in_the_readers_language(empty: TestClient):
    english = empty.get("/w/default/sheet/creators.csv").content.decode("utf-8-sig")
    french = empty.get("/w/default/sheet/creators.csv", headers={"accept-language": "fr"}).content.decode("utf-8-sig")
    assert english.splitlines()[0].split(",")[0] == french.splitlines()[0].split(";")[0] == "creator"
    assert "[aide]" in french
    assert empty.get("/w/default/sheet/nothing.csv").status_code == 404


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\exports\\orders.csv", "orders.csv"),
        ("..", "file"),
        (".htaccess", "htaccess"),
        ("a\x00b\n.csv", "ab.csv"),
        ("", "file"),
        ("été 2026.csv", "été 2026.csv"),
    ],
)
def test_a_file_name_keeps_only_its_last_harmless_part(sent: str, kept: str):
    assert safe_name(sent) == kept


def test_a_very_long_name_keeps_its_ending_and_fits_a_file_system():
    name = safe_name("é" * 400 + ".csv")
    assert name.endswith(".csv")
    assert len(name.encode()) <= LONGEST_NAME + 13


def test_an_upload_never_leaves_the_inbox(empty: TestClient, empty_house: House, tmp_path: Path):
    before = set(tmp_path.parent.iterdir())
    drop(empty, ("../../../outside.csv", CREATORS), ("/tmp/absolute.csv", CREATORS))
    assert set(tmp_path.parent.iterdir()) == before
    assert not (empty_house.home / "outside.csv").exists()


def test_an_upload_left_by_a_killed_server_is_removed_after_a_day(empty_house: House):
    import os

    from upshot.surfaces.web.app import create_app

    old, new = empty_house.home / "inbox" / "upload-old", empty_house.home / "inbox" / "upload-new"
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (0, 0))
    create_app(empty_house)
    assert (old.exists(), new.exists()) == (False, True)
