"""A person approves a plan: exactly the one that was on the page, or none."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.spark.plan import SparkPlan
from upshot.decisions.spark.plan.approving import approve_plan
from upshot.errors import InvalidInput, NotAllowed
from upshot.surfaces.web.forms import REFUSED, Said, posted
from upshot.surfaces.web.pages.spark_plan.page import ASKED, SPARK_PLAN, context_of, plan_of
from upshot.surfaces.web.rendering import page_html
from upshot.surfaces.web.view import View


def plan_routes() -> list[Route]:
    """The form that approves."""
    return [Route("/w/{workspace}/spark/plan/approve", posted(approve), methods=["POST"])]


def approve(view: View, said: Said) -> Response:
    """Approve the plan whose hash the form carries; a plan that changed meanwhile is refused."""
    form = {name: said.get(name, "")[:40] for name in ASKED}
    try:
        plan = _same_plan(view, form, said.get("digest", ""))
        approve_plan(view.house.records, view.home.name, plan, who=said.get("who", ""), now=datetime.now(UTC))
    except (InvalidInput, NotAllowed) as error:
        context = context_of(view, form, view.words.error(error))
        return HTMLResponse(page_html(SPARK_PLAN, view, context), REFUSED)
    return RedirectResponse(view.link("spark", "plan", **form), status_code=303)


def _same_plan(view: View, form: Said, digest: str) -> SparkPlan:
    """The plan of the form, if it is still the one that was shown."""
    plan = plan_of(view, form)
    if isinstance(plan, InsufficientEvidence) or plan.digest != digest:
        raise NotAllowed("spark_plan_changed", seen=digest[:16] or "–")
    return plan
