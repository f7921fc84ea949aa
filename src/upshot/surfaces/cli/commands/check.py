"""`upshot check`: do the sources agree, are they fresh, is anything odd. Exit code 1 when something is a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upshot.surfaces.cli.commands.verdict import print_table
from upshot.surfaces.presentation.checks import finding_words, freshness_table, gap_table

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options

STYLE = {"ok": "green", "note": "dim", "warning": "yellow", "problem": "bold red"}


def run_check(options: Options) -> int:
    """Print the report."""
    report, words, console = options.open_workspace().check(), options.words, options.console
    if options.is_json:
        print(report.model_dump_json(indent=2))
        return report.exit_code
    print_table(console, gap_table(report, words))
    print_table(console, freshness_table(report, words))
    for finding in report.findings:
        seen, todo = finding_words(finding, words)
        severity = words.text(f"check_severity_{finding.severity}")
        console.print(severity, style=STYLE[finding.severity], end=" ")
        console.print(f"{seen}\n    → {todo}")
    if not report.findings:
        console.print(words.text("web_no_findings"))
    return report.exit_code
