"""A launch in words and tables: the steps of the sheet, what stands against it, what the export still needs."""

from __future__ import annotations

from collections.abc import Iterable

from upshot.decisions.spark.launch.model import LaunchFinding
from upshot.decisions.spark.launch.payloads import ApiExport
from upshot.decisions.spark.launch.sheet import LaunchSheet, SheetStep
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

BOX = "☐"


def launch_status(sheet: LaunchSheet, words: Words) -> str:
    """Whether the sheet may be followed."""
    stops = sum(finding.stops for finding in sheet.findings)
    return words.text("launch_not_ready", n=stops) if stops else words.text("launch_ready")


def finding_table(findings: Iterable[LaunchFinding], words: Words) -> TextTable:
    """What stops the launch, then what to know."""
    columns = tuple(Column(words.text(f"launch_col_{name}"), False) for name in ("point", "effect"))
    rows = tuple(
        (words.phrase(found.phrase), words.text("launch_finding_stops" if found.stops else "launch_finding_note"))
        for found in findings
    )
    return TextTable("launch_findings", words.text("launch_findings"), columns, rows)


def section_tables(sheet: LaunchSheet, words: Words) -> tuple[TextTable, ...]:
    """A table per section, a row per step; `*` marks words nobody of us read, `†` sources not read for 90 days."""
    names = ("number", "do", "where", "enter", "done")
    columns = tuple(Column(words.text(f"launch_col_{name}"), False) for name in names)
    return tuple(
        TextTable(
            f"launch_{section.kind}",
            words.text(f"launch_section_{section.kind}", name=section.name or ""),
            columns,
            tuple(_step(step, words) for step in section.steps),
        )
        for section in sheet.sections
    )


def _step(step: SheetStep, words: Words) -> tuple[str, ...]:
    marks = ("" if step.is_seen[words.language] else " *") + (" †" if step.is_stale else "")
    enter = words.phrase(step.enter).strip() if step.enter else MISSING
    return str(step.number), words.text(f"launch_step_{step.step}"), step.where[words.language] + marks, enter, BOX


def sheet_notes(sheet: LaunchSheet, words: Words) -> list[str]:
    """What the marks mean, and where the words come from."""
    steps = {step.step: step for section in sheet.sections for step in section.steps}
    unseen = sum(not step.is_seen[words.language] for step in steps.values())
    stale = sum(step.is_stale for step in steps.values())
    notes = [words.text("launch_words_unseen", n=unseen)] if unseen else []
    notes += [words.text("launch_words_stale", n=stale)] if stale else []
    read = {step.link: step for step in steps.values()}
    return notes + [
        words.text("launch_source_line", where="TikTok" if "tiktok.com" in link else "Archive", link=link,
                   day=words.day(step.last_checked))
        for link, step in read.items()
    ]  # fmt: skip


def need_table(export: ApiExport, words: Words) -> TextTable:
    """What a person fills in before the calls are sent."""
    columns = tuple(Column(words.text(f"launch_col_{name}"), False) for name in ("placeholder", "what", "found"))
    rows = tuple(
        (need.placeholder, words.text(need.what) + (f" ({need.about})" if need.about else ""), need.found_by)
        for need in export.needs
    )
    return TextTable("launch_needs", words.text("launch_needs"), columns, rows)


def call_table(export: ApiExport, words: Words) -> TextTable:
    """The calls in order, without their bodies."""
    columns = tuple(Column(words.text(f"launch_col_{name}"), False) for name in ("number", "call", "name"))
    rows = []
    for call in export.calls:
        body = call.model_dump()["body"]
        name = body.get("campaign_name") or body.get("adgroup_name") or ""
        name = name or (body["creatives"][0]["ad_name"] if "creatives" in body else "")
        rows.append((str(call.number), f"{call.method} {call.path}", name or MISSING))
    title = words.text("launch_payload_summary", calls=len(export.calls))
    return TextTable("launch_calls", title, columns, tuple(rows))
