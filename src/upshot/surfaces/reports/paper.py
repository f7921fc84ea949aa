"""The verdict on paper: a typst template filled with the content of the report."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import resources

import typst

from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.reports.content import report_content
from upshot.surfaces.wording import Words


def render_pdf(verdict: Verdict, words: Words) -> bytes:
    """The PDF; fonts are our own, so that it looks the same on every machine."""
    content = json.dumps(asdict(report_content(verdict, words)), ensure_ascii=False)
    with resources.as_file(resources.files(__package__)) as folder:
        return bytes(
            typst.compile(
                str(folder / "report.typ"),
                root=str(folder),
                font_paths=[str(folder / "fonts")],
                ignore_system_fonts=True,
                sys_inputs={"content": content},
            )
        )
