"""What an import did, in words and tables: the same in the terminal and on the page."""

from __future__ import annotations

from upshot.intake.asking import Progress
from upshot.intake.report import FileReport, ImportReport, Status
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

SHOWN_REJECTS = 20


def import_table(report: ImportReport, words: Words) -> TextTable:
    """A row per file: kind, period, rows read, new, restated, unchanged, rejected, and how it ended."""
    labels = ("label_file", "label_kind", "label_period", "label_rows", "label_new", "label_restated")
    columns = (*labels, "label_unchanged", "label_rejected", "label_status")
    return TextTable(
        "imports",
        words.text("table_imports"),
        tuple(Column(words.text(label), place not in {0, 1, 2, 8}) for place, label in enumerate(columns)),
        tuple(_row(file, words) for file in report.files),
    )


def _row(file: FileReport, words: Words) -> tuple[str, ...]:
    period = words.period(*file.period) if file.period else MISSING
    counts = (file.rows_read, file.new, file.restated, file.unchanged, file.rejected)
    return (
        file.name,
        kind_label(file.kind, words),
        period,
        *(words.number(count) for count in counts),
        words.text("status_no_rows" if _is_bare(file) else f"status_{file.status}"),
    )


def _is_bare(file: FileReport) -> bool:
    """Whether a file was understood and holds nothing below its header."""
    return file.status in {Status.LOADED, Status.DRY_RUN} and not file.rows_read and not file.rejected


def kind_label(kind: str | None, words: Words) -> str:
    """The kind of a file in words; a kind without words keeps its own name."""
    if kind is None:
        return MISSING
    return words.text(f"kind_{kind}") if words.has(f"kind_{kind}") else kind


def import_problems(report: ImportReport, words: Words) -> list[str]:
    """Why files were refused, and the first rejected cells of each: line, column, what was seen, what is valid."""
    lines: list[str] = []
    for file in report.files:
        if file.error is not None:
            sentence = words.error(file.error)
            lines.append(sentence if file.name in sentence else words.labelled(file.name, sentence))
        for reject in file.rejects[:SHOWN_REJECTS]:
            valid = words.text(f"valid_{reject.valid}") if words.has(f"valid_{reject.valid}") else reject.valid
            if reject.nearest:
                valid = words.text("did_you_mean", valid=valid, nearest=words.either(reject.nearest))
            facts = {"file": file.name, "line": str(reject.line), "column": reject.column, "valid": valid}
            code = "import_reject" if reject.seen else "import_reject_empty"
            lines.append(words.text(code, **facts, **({"seen": reject.seen} if reject.seen else {})))
        hidden = file.rejected - min(len(file.rejects), SHOWN_REJECTS)
        if file.rejects and hidden > 0:
            lines.append(words.text("import_more_rejects", file=file.name, n=hidden))
    return lines


def progress_line(progress: Progress, words: Words) -> str:
    """`3/9 orders_export.csv: reading, 120,000 rows`."""
    stage = words.text(f"stage_{progress.stage}", rows=words.number(progress.rows))
    return f"{progress.at}/{progress.of} {progress.name}: {stage}"


def is_complete(report: ImportReport) -> bool:
    """Whether every file was loaded, or was there already."""
    return all(file.status is not Status.REFUSED for file in report.files)
