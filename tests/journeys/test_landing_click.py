"""An order keeps the tracked click that its landing carried: the tie that needs no cookie."""

from __future__ import annotations

import pytest

from tests.shop_reading import read_all, written
from upshot.sources.orders import OrderSheet
from upshot.vocabulary.tracked_links import with_click

CLICK = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("landing", "click"),
    [
        ("".join((f"{CLICK}").join(with_click("https://shop.example/p?utm_content=lea-spring#top"))), CLICK),
        (f"/products/serum?upshot_click={CLICK}&utm_source=tiktok", CLICK),
        ("/products/serum?upshot_click=<script>", None),
        ("/products/serum", None),
        ("", None),
    ],
)
def test_the_click_of_a_landing_is_kept_with_the_order(tmp_path, landing, click):
    text = f"order_id,ordered_at,total,landing page\n1,2026-03-02,10.00,{landing}\n"
    (row,) = read_all(OrderSheet(), written(tmp_path, text), currency="EUR").rows("order")
    assert row["click_id"] == click
