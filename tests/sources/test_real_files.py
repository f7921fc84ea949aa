"""The page about real files says what the code does with them."""

from __future__ import annotations

import pytest

from tests.sources.real_files import MARK, PAGE, table


@pytest.mark.shared_data
def test_the_page_about_real_files_is_what_the_code_does_with_them(shared_data):
    said = PAGE.read_text(encoding="utf-8").split(MARK)[1].strip()
    assert said.splitlines() == table(shared_data).strip().splitlines()


@pytest.mark.shared_data
def test_every_real_file_is_on_the_page(shared_data):
    text = PAGE.read_text(encoding="utf-8")
    folders = ("tiktok_ads", "tiktok_studio", "shop_analytics", "tiktok_posts", "tiktok_snapshots")
    files = [path for folder in folders for path in (shared_data / folder).rglob("*") if path.is_file()]
    missing = [
        path.name for path in files if path.name != "README.md" and f"| {path.relative_to(shared_data)} |" not in text
    ]
    assert missing == []
