"""A world as the files that its brand would export, in `exports/`, and the truth apart from them, in `truth/`."""

from __future__ import annotations

import json
from pathlib import Path

from upshot.worlds.touches import record_touches
from upshot.worlds.truth import truth_document
from upshot.worlds.world import World
from upshot.worlds.writing.ga4 import write_ga4_report
from upshot.worlds.writing.sheets import write_sheets
from upshot.worlds.writing.shopify import write_shopify_orders
from upshot.worlds.writing.studio import write_studio_overview
from upshot.worlds.writing.tiktok_ads import write_ads_report
from upshot.worlds.writing.touches import touch_truth, write_touches


def write_world(
    world: World, folder: Path, *, has_touches: bool = False, touch_days: int | None = None
) -> tuple[Path, ...]:
    """Write `folder/exports/` (what a brand has) and `folder/truth/truth.json` (what nobody has).

    The same world gives the same bytes. Files that are there already are replaced; others are left alone.

    Parameters
    ----------
    has_touches : also `exports/touches.csv`, a row per visit, with its truth in `truth/touches.json`
    touch_days : only the visits of the world's last days

    Returns
    -------
    the export files, in the order of their names, the truth last
    """
    exports, truth = folder / "exports", folder / "truth"
    exports.mkdir(parents=True, exist_ok=True)
    truth.mkdir(parents=True, exist_ok=True)
    written = [
        write_shopify_orders(world, exports),
        write_ads_report(world, exports),
        write_ga4_report(world, exports),
        write_studio_overview(world, exports),
        *write_sheets(world, exports),
    ]
    told = truth / "truth.json"
    told.write_text(json.dumps(truth_document(world), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if has_touches:
        log = record_touches(world, last_days=touch_days)
        written.append(write_touches(world, log, exports))
        (truth / "touches.json").write_text(json.dumps(touch_truth(world, log), indent=1) + "\n", encoding="utf-8")
    return (*sorted(written), told)
