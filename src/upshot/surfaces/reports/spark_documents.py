"""The creator's own report of their boosts, and the launch sheet, as documents to hand over or print."""

from __future__ import annotations

from upshot.decisions.spark.effect.creator_report import CreatorReport
from upshot.decisions.spark.launch.sheet import LaunchSheet
from upshot.surfaces.presentation.spark_effect import above_baseline, amount, title
from upshot.surfaces.presentation.spark_launch import (
    finding_table,
    launch_status,
    section_tables,
    sheet_notes,
)
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.reports.document import Document
from upshot.surfaces.wording import MISSING, Words


def launch_document(sheet: LaunchSheet, words: Words) -> Document:
    """The launch sheet as a document; one that must not be followed says so first and in red."""
    return Document(
        language=words.language,
        title=words.text("launch_title", plan=sheet.plan),
        status=launch_status(sheet, words),
        tone="good" if sheet.is_ready else "bad",
        demo=None,
        lines=(),
        tables=(finding_table(sheet.findings, words), *section_tables(sheet, words)),
        notes_title=words.text("launch_sources"),
        notes=tuple(sheet_notes(sheet, words)),
        generated=words.text("launch_as_of", at=words.instant(sheet.as_of)),
    )


def creator_document(report: CreatorReport, words: Words) -> Document:
    """The creator's own report as a document."""
    level = words.percent(report.level, digits=0)
    caveats = dict.fromkeys(words.phrase(p) for post in report.posts for p in post.caveats)
    intro = words.text("creator_report_intro", at=words.instant(report.as_of))
    nothing = () if report.boosts else (words.text("effect_report_none", creator=report.creator),)
    return Document(
        language=words.language,
        title=words.text("creator_report_title", brand=report.brand),
        status=f"@{report.creator}",
        tone="plain",
        demo=words.text("demo_banner") if report.is_demo else None,
        lines=(intro, words.text("creator_report_kept"), *nothing),
        tables=(_ran_table(report, words), _own_posts_table(report, words),
 _engagement_table(report, words),
 _won_table(report, words),
                _earned_table(report, words)),
        notes_title=words.text("report_notes_title"),
        notes=(words.text("creator_report_how", level=level), words.text("effect_er_note"), *caveats),
        generated=words.text("report_generated", at=words.instant(report.as_of)),
    )  # fmt: skip


def _ran_table(report: CreatorReport, words: Words) -> TextTable:
    names = ["post", "period", "paid_views", "engagements_paid", "visits", "follows"]
    names += ["spend"] if report.shows_spend else []
    columns = tuple(Column(words.text(f"effect_col_{name}"), name not in {"post", "period"}) for name in names)
    rows = tuple(
        (
            title(boost.caption, boost.post_id),
            words.text("creator_report_ran", days=boost.days_delivered,
                       period=words.period(boost.starts_on, boost.ends_on)),
            words.number(boost.views_paid),
            words.number(boost.engagements_paid),
            words.number(boost.profile_visits_paid),
            words.number(boost.follows_paid),
            *((words.money(boost.spend, report.currency),) if report.shows_spend else ()),
        )
        for boost in report.boosts
    )  # fmt: skip
    return TextTable("creator_ran", words.text("creator_report_boosts"), columns, rows)


def _own_posts_table(report: CreatorReport, words: Words) -> TextTable:
    names = ("post", "views", "views_paid", "views_organic", "evidence")
    columns = tuple(Column(words.text(f"effect_col_{name}"), name not in {"post", "evidence"}) for name in names)
    rows = tuple(
        (
            title(post.caption, post.post_id),
            words.number(post.views),
            amount(post.views_paid, words),
            amount(post.views_organic, words),
            words.text(f"effect_evidence_{post.views_organic.evidence.value}"),
        )
        for post in report.posts
    )
    return TextTable("creator_posts", words.text("creator_report_posts"), columns, rows)


def _engagement_table(report: CreatorReport, words: Words) -> TextTable:
    names = ("post", "engagements_paid", "er_paid", "engagements_organic", "er_organic")
    columns = tuple(Column(words.text(f"effect_col_{name}"), name != "post") for name in names)
    rows = tuple(
        (
            title(post.caption, post.post_id),
            amount(post.engagements_paid, words),
            amount(post.er_paid, words, is_rate=True),
            amount(post.engagements_organic, words),
            amount(post.er_organic, words, is_rate=True),
        )
        for post in report.posts
    )
    return TextTable("creator_engagement", words.text("creator_report_engagement"), columns, rows)


def _won_table(report: CreatorReport, words: Words) -> TextTable:
    columns = tuple(Column(words.text(f"effect_col_{name}"), name == "observed") for name in
                    ("period", "observed", "above"))  # fmt: skip
    rows = tuple(
        (
            words.period(line.starts_on, line.ends_on),
            words.number(line.observed),
            above_baseline(line.above_baseline, line.is_gain, words),
        )
        for line in report.followers
    )
    return TextTable("creator_followers", words.text("creator_report_followers"), columns, rows)


def _earned_table(report: CreatorReport, words: Words) -> TextTable:
    columns = (
        Column(words.text("creator_report_kind"), False),
        Column(words.text("creator_report_amount")),
        Column(words.text("effect_col_period"), False),
        Column(words.text("effect_col_per_day"), False),
    )
    rows = []
    for earning in report.earnings:
        known = earning.starts_on is not None and earning.ends_on is not None
        period = words.period(earning.starts_on, earning.ends_on) if known else MISSING  # type: ignore[arg-type]
        per_day = MISSING
        if earning.per_day is not None:
            shown = words.money(earning.per_day, earning.currency)
            per_day = words.text("creator_report_per_day", amount=shown, days=earning.days)
        elif earning.why_null is not None:
            per_day = words.phrase(earning.why_null)
        money = words.money(earning.amount, earning.currency)
        rows.append((words.text(f"creator_report_{earning.kind}"), money, period, per_day))
    return TextTable("creator_earned", words.text("creator_report_earnings"), columns, tuple(rows))
