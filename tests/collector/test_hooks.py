"""Shops' calls: proved, taken once, filed as the shop's own export would be; everything else refused and counted."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.collector.calls import SECRET, plain_order, sent, shopify_order, woocommerce_order
from tests.collector.conftest import BRAND, NOW
from upshot.errors import InvalidInput, UnknownName, WarehouseError
from upshot.intake.calls import orders_in
from upshot.intake.spool import Segment
from upshot.records.spark_codes import rotate_keys
from upshot.records.tallies import tallies
from upshot.surfaces.collector.signatures import Refusal, refusal_of, signature

ORDERS = {"shopify": shopify_order, "woocommerce": woocommerce_order, "orders": plain_order}


def open_hook(house, kind: str = "orders", name: str = "shop", **more: str) -> None:
    house.hook_book().add(name, workspace=BRAND, kind=kind, secret=SECRET, actor="test", now=NOW, **more)


def counted(house) -> dict[str, int]:
    return {one.what: one.n for one in tallies(house.records, None, since=date(2026, 1, 1)) if one.source != "links"}


def orders(house, client=None) -> list[dict[str, object]]:
    """The orders in the lake, after everything was filed."""
    if client is not None:
        client.__exit__(None, None, None)
    house.file_spool(now=NOW)
    return house.workspace(BRAND).frame("order").collect().to_arrow().to_pylist()


@pytest.mark.parametrize("kind", ORDERS)
def test_a_signed_order_is_taken_and_filed(house, collector, kind) -> None:
    open_hook(house, kind)
    client = collector()
    answer = client.post("/hook/shop", **sent(kind, ORDERS[kind]()))
    assert (answer.status_code, answer.json()) == (200, {"status": "taken"})
    (row,) = orders(house, client)
    assert row["ordered_at"] == datetime(2026, 6, 20, 8, tzinfo=UTC)
    assert (row["utm_content"], row["codes"], row["status"]) == ("emma.glow", ["EMMA10"], "paid")


def test_a_call_of_shopify_and_its_export_give_the_same_row(house, collector, tmp_path) -> None:
    export = tmp_path / "orders_export.csv"
    export.write_text(
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,"
        "Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Shipping Country,"
        "Shipping Province Name,Note Attributes,Id,Refunded Amount\n"
        "#1001,jon@mail.example,paid,2026-06-20 10:01:00 +0200,,EUR,81.00,4.90,14.32,85.90,EMMA10,9.00,"
        "2026-06-20 10:00:00 +0200,2,Serum,30.00,S-1,FR,Rhône,"
        '"utm_source: tiktok\nutm_content: emma.glow\nreferrer: https://www.tiktok.com/",820982911946154508,0.00\n'
        "#1001,,,,,,,,,,,,,1,Cream,30.00,C-1,,,,,\n"
    )
    open_hook(house, "shopify")
    client = collector()
    client.post("/hook/shop", **sent("shopify", shopify_order()))
    (by_call,) = orders(house, client)
    lines = house.workspace(BRAND).frame("order_line").collect().to_arrow().to_pylist()
    report = house.workspace(BRAND).import_paths([export])
    assert report.files[0].error is None
    (by_export,) = orders(house)
    brought = {"source", "import_id", "ingested_at"}
    assert {k: v for k, v in by_call.items() if k not in brought} == {
        k: v for k, v in by_export.items() if k not in brought
    }
    assert [(line["sku"], line["quantity"], line["price"]) for line in lines] == [("S-1", 2, 30), ("C-1", 1, 30)]
    assert by_call["net_revenue"] == Decimal("66.68")  # 85.90 − 14.32 − 4.90


@pytest.mark.parametrize("kind", ["shopify", "woocommerce"])
def test_an_order_that_lands_by_a_tracked_link_is_tied_to_its_click(house, link, collector, kind) -> None:
    open_hook(house, kind)
    client = collector()
    landing = client.get("/r/emma").headers["location"]
    entry = {"id": 3, "key": "_wc_order_attribution_session_entry", "value": landing}
    told = (
        shopify_order(landing_site=landing.removeprefix("https://shop.example"))
        if kind == "shopify"
        else woocommerce_order(meta_data=[entry])
    )
    client.post("/hook/shop", **sent(kind, told))
    (row,) = orders(house, client)
    (click,) = house.workspace(BRAND).frame("click").collect().to_arrow().to_pylist()
    assert (row["click_id"], row["utm_content"]) == (click["click_id"], "emma.glow")


def test_a_refund_told_later_replaces_the_order_as_it_was(house, collector) -> None:
    open_hook(house, "shopify")
    client = collector()
    refund = {"transactions": [{"kind": "refund", "status": "success", "amount": "85.90"},
                               {"kind": "refund", "status": "failure", "amount": "10.00"}]}  # fmt: skip
    later = {"financial_status": "refunded", "updated_at": "2026-06-25T10:00:00+02:00", "refunds": [refund]}
    client.post("/hook/shop", **sent("shopify", shopify_order()))
    client.post("/hook/shop", **sent("shopify", shopify_order(**later)))
    (row,) = orders(house, client)
    assert (row["status"], row["refunded"]) == ("refunded", Decimal("85.90"))


def test_a_call_that_comes_late_never_undoes_a_newer_one(house, collector) -> None:
    open_hook(house, "shopify")
    client = collector()
    newer = shopify_order(updated_at="2026-06-25T10:00:00+02:00", financial_status="voided")
    client.post("/hook/shop", **sent("shopify", newer))
    assert client.post("/hook/shop", **sent("shopify", shopify_order())).json() == {"status": "outdated"}
    assert orders(house, client)[0]["status"] == "voided"


def test_woocommerces_refunds_are_summed(house, collector) -> None:
    open_hook(house, "woocommerce")
    client = collector()
    told = woocommerce_order(refunds=[{"id": 1, "total": "-5.00"}, {"id": 2, "total": "-2.50"}])
    client.post("/hook/shop", **sent("woocommerce", told))
    assert orders(house, client)[0]["refunded"] == Decimal("7.50")


def test_woocommerces_unsigned_ping_is_answered_and_believed_in_nothing(house, collector) -> None:
    open_hook(house, "woocommerce")
    client = collector()
    assert client.post("/hook/shop", content=b"webhook_id=4").status_code == 200
    assert orders(house, client) == []


def test_the_same_call_again_is_answered_and_counted_and_taken_once(house, collector) -> None:
    open_hook(house)
    client = collector()
    call = sent("orders", plain_order())
    assert [client.post("/hook/shop", **call).json()["status"] for _ in range(3)] == ["taken", "replay", "replay"]
    assert len(orders(house, client)) == 1
    assert counted(house) == {"taken": 1, "replay": 2}


def refused():
    """Calls, signed now, and how each is refused."""
    return (
        (sent("orders", plain_order(), secret="another-secret-0123456789"), 401, "bad_signature"),
        ({"content": json.dumps(plain_order()).encode()}, 401, "unsigned"),
        (sent("orders", b"{not json"), 400, "bad_json"),
        (sent("orders", b"[" * 100_000), 400, "bad_json"),
        (sent("orders", {"hello": "world"}), 400, "no_order"),
        (sent("orders", [plain_order(), {"order_id": "2"}]), 400, "no_order"),
        (sent("orders", b"x" * ((2 << 20) + 1)), 413, "too_large"),
    )


def test_a_call_that_cannot_be_believed_or_read_is_refused_by_name(house, collector) -> None:
    open_hook(house)
    client = collector()
    for call, status, reason in refused():
        answer = client.post("/hook/shop", **call)
        assert (answer.status_code, answer.json()["status"]) == (status, reason)
    client.__exit__(None, None, None)
    assert not list((house.home / "spool").glob("calls-*"))
    assert counted(house) == {"bad_signature": 1, "unsigned": 1, "bad_json": 2, "no_order": 2, "too_large": 1}


def test_refused_calls_are_a_finding_of_the_data_check(house, collector) -> None:
    open_hook(house)
    client = collector()
    client.post("/hook/shop", content=b"{}")
    client.__exit__(None, None, None)
    found = [one for one in house.workspace(BRAND).check().findings if one.code == "check_calls_refused"]
    assert [(one.facts["reason"], one.facts["n"]) for one in found] == [("unsigned", 1)]


def test_a_call_signed_more_than_five_minutes_away_is_refused(house, collector) -> None:
    open_hook(house)
    client = collector()
    for shift_s in (-303, 303, -86_400):
        answer = client.post("/hook/shop", **sent("orders", plain_order(), at=time.time() + shift_s))
        assert (answer.status_code, answer.json()["status"]) == (401, "stale_timestamp")


@pytest.mark.parametrize(
    "told",
    ["", "t=,v1=", "t=1", "v1=00", "t=٣,v1=00", "t=1e9,v1=00", "t=" + "9" * 400 + ",v1=0", "é", "t=1,v1=é,v1=\xff"],
)
def test_odd_signatures_are_refused_and_break_nothing(told) -> None:
    found = refusal_of("orders", SECRET, {"x-upshot-signature": told}, b"{}", now=NOW)
    assert found in {Refusal.BAD_SIGNATURE, Refusal.UNSIGNED}


@settings(max_examples=40)
@given(st.binary(max_size=200), st.binary(max_size=5))
def test_a_signature_holds_for_one_body_only(body: bytes, more: bytes) -> None:
    headers = {"x-upshot-signature": signature(SECRET, body, at=int(NOW.timestamp()))}
    assert refusal_of("orders", SECRET, headers, body, now=NOW) is None
    if more:
        assert refusal_of("orders", SECRET, headers, body + more, now=NOW) is Refusal.BAD_SIGNATURE


def test_an_old_and_a_new_secret_may_sign_the_same_call() -> None:
    at = int(NOW.timestamp())
    both = signature("old" * 8, b"{}", at=at) + "," + signature(SECRET, b"{}", at=at).partition(",")[2]
    assert refusal_of("orders", SECRET, {"x-upshot-signature": both}, b"{}", now=NOW) is None


def test_another_topic_and_a_test_order_are_answered_and_left_out(house, collector) -> None:
    open_hook(house, "shopify")
    client = collector()
    for told in ({"id": 1, "title": "a product"}, shopify_order(test=True)):
        assert client.post("/hook/shop", **sent("shopify", told)).json() == {"status": "ignored"}
    assert orders(house, client) == []


def test_a_flood_of_forged_calls_is_put_off_and_never_shuts_the_shop_out(house, collector) -> None:
    open_hook(house)
    client = collector()
    forged = {"content": b"{}", "headers": {"x-upshot-signature": "t=1,v1=00"}}
    answers = [client.post("/hook/shop", **forged) for _ in range(70)]
    assert answers[0].status_code == 401
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 61
    assert client.post("/hook/shop", **sent("orders", plain_order())).status_code == 200
    client.__exit__(None, None, None)
    assert counted(house) == {"bad_signature": 70, "taken": 1}


def test_a_shop_that_calls_too_often_is_asked_to_wait(house, collector, monkeypatch) -> None:
    monkeypatch.setattr("upshot.surfaces.collector.hooking.TAKEN_A_MINUTE", 2)
    open_hook(house)
    client = collector()
    statuses = [
        client.post("/hook/shop", **sent("orders", plain_order(order_id=str(at)))).status_code for at in range(3)
    ]
    assert statuses == [200, 200, 429]


def test_a_full_disk_sends_the_shop_away_to_try_again_and_the_next_try_is_taken(house, collector, monkeypatch) -> None:
    open_hook(house)
    client = collector()

    def full_disk(self: Segment, lines: list[bytes]) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Segment, "write", full_disk)
    answer = client.post("/hook/shop", **sent("orders", plain_order()))
    assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
    monkeypatch.undo()
    assert client.post("/hook/shop", **sent("orders", plain_order())).json() == {"status": "taken"}
    assert len(orders(house, client)) == 1


def test_an_unknown_or_retired_webhook_takes_nothing(house, collector) -> None:
    open_hook(house)
    house.hook_book().retire("shop", workspace=BRAND, actor="test", now=NOW)
    client = collector()
    for name in ("shop", "nobody", "a" * 500, "%0d%0a"):
        assert client.post(f"/hook/{name}", **sent("orders", plain_order())).status_code == 404
    assert client.get("/hook/shop").status_code in {404, 405}


def test_a_new_secret_counts_at_once_and_the_old_one_no_more(house, collector) -> None:
    open_hook(house)
    client = collector()
    house.hook_book().add("shop", workspace=BRAND, kind="orders", secret="b" * 20, actor="test", now=NOW)
    time.sleep(1.3)  # records are looked at every second
    assert client.post("/hook/shop", **sent("orders", plain_order())).status_code == 401
    assert client.post("/hook/shop", **sent("orders", plain_order(), secret="b" * 20)).status_code == 200


def test_secrets_are_sealed_and_survive_a_change_of_keys(house) -> None:
    open_hook(house)
    assert SECRET.encode() not in (house.home / "records.db").read_bytes()
    book = house.hook_book()
    rotate_keys(house.records, book.vault, actor="test", now=NOW)
    assert book.opened()["shop"].secret == SECRET
    assert SECRET not in repr(book.opened())


def test_without_the_key_of_the_home_the_collector_says_so(house) -> None:
    open_hook(house)
    (house.home / "keys" / "spark-codes.key").unlink()
    with pytest.raises(WarehouseError):
        house.hook_book().opened()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"name": "A b"}, "hook_name"),
        ({"kind": "magento"}, "hook_kind"),
        ({"secret": "short"}, "hook_secret_short"),
        ({"workspace": "other"}, "hook_taken"),
    ],
)
def test_a_webhook_that_makes_no_sense_is_refused(house, asked, code) -> None:
    house.create_workspace("other")
    open_hook(house)
    said = {"name": "shop", "workspace": BRAND, "kind": "orders", "secret": SECRET, **asked}
    with pytest.raises(InvalidInput) as error:
        house.hook_book().add(said.pop("name"), **said, actor="test", now=NOW)
    assert error.value.code == code


def test_retiring_a_webhook_of_another_workspace_is_refused(house) -> None:
    house.create_workspace("other")
    open_hook(house)
    with pytest.raises(UnknownName):
        house.hook_book().retire("shop", workspace="other", actor="test", now=NOW)


def test_orders_that_no_importer_can_read_are_put_aside_not_thrown_away(house, collector) -> None:
    open_hook(house)
    client = collector()
    client.post("/hook/shop", **sent("orders", plain_order(status="a word that no shop says")))
    assert orders(house, client) == []
    (kept,) = (house.home / "spool" / "refused").glob("*.csv")
    assert "A-1" in kept.read_text()


def test_old_events_go_and_the_newest_state_of_an_order_stays(house) -> None:
    from datetime import timedelta

    from upshot.records.hooks import Event, Seen

    book = house.hook_book()
    first, second = (Event(str(at), None, "1", NOW + timedelta(hours=at)) for at in (0, 1))
    for event in (first, second):
        book.keep("shop", event, now=NOW)
    assert book.forget_old(now=NOW + timedelta(days=91)) == 1
    assert book.judge("shop", first) is Seen.OUTDATED


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=25)
@given(kind=st.sampled_from(sorted(ORDERS)), changes=st.data())
def test_an_order_with_any_field_turned_to_anything_becomes_cells_or_no_order(
    kind: str, changes: st.DataObject
) -> None:
    from upshot.intake.calls import export_of

    told = ORDERS[kind]()
    for name in changes.draw(st.lists(st.sampled_from(sorted(told)), max_size=4)):
        told[name] = changes.draw(JSON)
    assert orders_in(kind, told) in ([], [told])
    header, rows = export_of(kind, [{"body": told}])
    assert all(set(row) <= set(header) and all(isinstance(cell, str) for cell in row.values()) for row in rows)
