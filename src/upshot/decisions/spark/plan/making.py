"""Read what a plan needs from a workspace, and build it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.spark.candidates import rank_candidates
from upshot.decisions.spark.plan.building import PlanGround, PlanTerms, build_plan
from upshot.decisions.spark.plan.model import SparkPlan
from upshot.decisions.spark.plan.response import expected_response, margin_per_order, read_ad_series
from upshot.decisions.spark.plan.rights import rights_of
from upshot.decisions.verdict.model import Verdict
from upshot.measures.data import WorkspaceData
from upshot.measures.terms import read_terms, zone_of
from upshot.vocabulary.spark_rights import SparkRight

LOOKED_AT = 40  # candidates that are described before the plan picks its own


def make_plan(
    data: WorkspaceData,
    terms: PlanTerms,
    *,
    rights: Iterable[SparkRight],
    verdict: Verdict | None,
    now: datetime,
    seed: int = 1,
) -> SparkPlan | InsufficientEvidence:
    """A plan of flights for this workspace.

    Parameters
    ----------
    rights : the rights ledger's
    verdict : a verdict that is known already; None lets the platform's claims or the prior speak

    Returns
    -------
    SparkPlan; InsufficientEvidence without a margin, without candidates, or without a post that may run
    """
    terms.checked()
    settings = read_terms(data)
    margin = margin_per_order(data, settings)
    if margin is None or margin <= 0:
        return InsufficientEvidence("spark_plan_no_margin", ("spark_help_margin",))
    found = rank_candidates(data, now=now, seed=seed, limit=LOOKED_AT if not terms.posts else 10_000)
    if isinstance(found, InsufficientEvidence):
        return found
    response = expected_response(read_ad_series(data, until=now), float(margin), verdict)
    known = rights_of(data, rights, now=now, zone=zone_of(data, "ad_time_zone"))
    ground = PlanGround(response, margin, known, settings.currency, settings.level, now)
    return build_plan(found, terms, ground)
