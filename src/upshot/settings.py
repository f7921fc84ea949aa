"""Every setting of a workspace in one table: name, default, unit, one sentence.

A setting is found in this order: the `settings` sheet (records), the environment (`UPSHOT_<NAME>`), the default.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One setting; `default` None means that there is no honest default and the user must say."""

    name: str
    default: str | None
    unit: str
    sentence: str


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("currency", "EUR", "ISO 4217", "The currency of every amount shown."),
        Setting("time_zone", "UTC", "IANA zone", "The zone in which a day begins and ends."),
        Setting("gross_margin_rate", None, "0–1", "Share of net revenue left after the cost of goods."),
        Setting("hurdle_rate", "0", "rate", "ROI a campaign must beat to be called profitable; 0 = break even."),
        Setting("interval_level", "0.9", "0–1", "Level of every interval."),
        Setting("vat_included", "true", "true/false", "Whether shop prices include VAT."),
        Setting("vat_rate", "0.2", "0–1", "VAT rate on costs entered with VAT."),
        Setting("costs_include_vat", "false", "true/false", "Whether the fees in the sheets include VAT."),
        Setting("vat_recoverable", "true", "true/false", "Whether the brand recovers the VAT it pays."),
        Setting("hours", "0", "hours", "Internal hours spent on the programme."),
        Setting("hour_cost", "0", "currency/hour", "All-in cost of one internal hour."),
        Setting("tools_cost", "0", "currency", "Tools and subscriptions paid for the programme."),
        Setting("target_countries", "", "ISO 3166, list", "Countries the brand sells in; empty = all."),
        Setting("attribution_window_days", "30", "days", "How long after a touch an order may be credited to it."),
        Setting(
            "journey_idle_days", "30", "days", "After how much silence a visitor's next touch begins a new journey."
        ),
        Setting("journey_repeat_minutes", "30", "minutes", "Within which time the same touch again counts once."),
        Setting("journey_clock_tolerance_minutes", "5", "minutes", "How late a touch before an order may be dated."),
        Setting("journey_most_touches", "1000", "touches", "A visitor with more touches is set aside as a machine."),
        Setting("time_decay_half_life_days", "7", "days", "Half-life of the time-decay rule."),
        Setting("ad_time_zone", "", "IANA zone", "The ad account's zone; empty = time_zone."),
        Setting("day_first", "", "true/false", "How to read 03/04/2026; empty = decide on each file's evidence."),
        Setting("brand_terms", "", "list", "Words that count as a mention of the brand; empty = the workspace's name."),
        Setting("public_url", "", "address", "Where creators reach this server, as in https://spark.brand.example."),
        Setting(
            "link_url", "", "address", "Where tracked links and webhooks are reached, as in https://go.brand.example."
        ),
        Setting("target_audience", "", "phrases", "Whom the brand wants: age: 18-24; gender: female; country: FR."),
        Setting("audience_stale_days", "90", "days", "From what age on an audience reading is stale."),
        Setting(
            "brand_values", "", "phrases", "What the brand stands for: animal welfare = vegan, -fur; sobriety = -haul."
        ),
        Setting("brand_sectors", "", "phrases", "Rules that are the brand's own trade, as alcohol for a wine house."),
        Setting("competitors", "", "phrases", "Brands a creator should not have named lately."),
        Setting("competitor_exclusivity_days", "90", "days", "How long a mention of a competitor counts."),
        Setting("vetting_days", "180", "days", "How long a vetting decision holds."),
        Setting("second_approver_from_risk", "high", "risk", "Risk from which a second person must approve a creator."),
        Setting("counted_statuses", "paid pending partially_refunded refunded", "list", "Order statuses that count."),
    )
}
# Exchange rates are settings too: `fx_usd` is what one US dollar is worth in `currency`.
FX_PREFIX = "fx_"
