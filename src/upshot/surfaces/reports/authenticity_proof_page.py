"""The proof of authenticity as one HTML file that needs nothing else."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from upshot.decisions.creators.authenticity.proving import AuthenticityProof
from upshot.surfaces.presentation.authenticity_proof import proof_notes, proof_tables
from upshot.surfaces.wording import Words


@cache
def _environment() -> Environment:
    loader = PackageLoader("upshot.surfaces.reports", ".")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def render_authenticity_proof(proof: AuthenticityProof, words: Words) -> str:
    """The page as text."""
    page = _environment().get_template("proof.html")
    return page.render(
        language=words.language,
        title=words.text("authenticity_proof_title"),
        lead=words.text("authenticity_proof_lead"),
        notes=proof_notes(proof, words),
        charts=(),
        drawings=(),
        tables=proof_tables(proof, words),
        tables_title=words.text("authenticity_proof_notes"),
    )
