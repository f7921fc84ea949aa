"""Codes in bulk: pasted from messages or a sheet, each matched to its post or named with the reason why not."""

from __future__ import annotations

from pydantic import Field

from upshot.decisions.spark.rights.importing import GOOD, CodeImport
from upshot.surfaces.presentation.spark_rights import import_table
from upshot.surfaces.presentation.tables import TextTable
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View


class CodesContext(Context):
    """The box for codes, and what became of the last ones."""

    taken: int | None = Field(description="Codes that were taken; null before anything was pasted.")
    same: int = Field(description="Codes that were there already.")
    refused: TextTable | None = Field(description="The rows that changed nothing, each with its reason.")
    message: str | None = Field(description="Why nothing could be read.")


def build(view: View) -> CodesContext:  # noqa: ARG001 (every page is built from its view)
    """The empty box."""
    return CodesContext(taken=None, same=0, refused=None, message=None)


def report(view: View, done: CodeImport) -> CodesContext:
    """What became of every row; no code stands in it."""
    same = sum(row.outcome.value == "same" for row in done.rows)
    taken = done.count(*GOOD) - same
    table = import_table(done, view.words) if done.n_refused else None
    return CodesContext(taken=taken, same=same, refused=table, message=None)


CODES = Page("spark/codes", "/spark/codes", "spark", build)
