"""The answer first: who, when, what was decided, why, and what would help."""

from __future__ import annotations

from dataclasses import dataclass

from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.wording import Words


@dataclass(frozen=True)
class Headline:
    """The first lines of every surface."""

    demo: str | None
    title: str
    answer: str
    roi: str | None
    reasons: tuple[str, ...]
    what_would_help: tuple[str, ...]


def headline(verdict: Verdict, words: Words) -> Headline:
    """The first lines of `verdict`."""
    scope = words.text(f"scope_{verdict.scope.kind}", name=verdict.scope.name or "")
    days = words.period(verdict.period.starts_on, verdict.period.ends_on)
    return Headline(
        demo=words.text("demo_banner") if verdict.is_demo else None,
        title=f"{verdict.workspace} · {scope} · {days}",
        answer=words.text(f"answer_{verdict.verdict}"),
        roi=_roi_sentence(verdict, words),
        reasons=tuple(words.phrase(reason) for reason in verdict.reasons),
        what_would_help=tuple(words.phrase(help_) for help_ in verdict.what_would_help),
    )


def _roi_sentence(verdict: Verdict, words: Words) -> str | None:
    roi = verdict.roi
    if roi is None:
        return None
    names = ("median", "low", "high", "p_above_hurdle", "hurdle_rate")
    facts = {name: words.percent(getattr(roi, name), digits=0) for name in names}
    return words.text("roi_sentence", level=words.percent(verdict.level, digits=0), **facts)


def notes(verdict: Verdict, words: Words, *, with_leaks: bool = True) -> list[str]:
    """Method and grade, leaks (unless the surface shows them apart), caveats, and what the run can be repeated from."""
    lines: list[str] = []
    if verdict.incremental is not None:
        method = words.text(verdict.incremental.method)
        grade = words.text(f"grade_{verdict.incremental.evidence_grade}")
        lines.append(words.text("note_method", method=method, grade=grade))
    if verdict.triangulation is not None:
        found = verdict.triangulation
        facts = {"by_code": found.seen_by_code, "by_survey": found.seen_by_survey, "by_both": found.seen_by_both}
        estimate = {
            "orders": words.number(found.orders_estimate),
            "error": words.number(found.standard_error),
        }
        lines.append(words.text("note_triangulation", **facts, **estimate, assumption=words.phrase(found.assumption)))
    for leak in verdict.leaks if with_leaks else ():
        reasons = words.pauses(words.phrase(reason) for reason in leak.reasons)
        facts_of_leak = {"leaked": leak.code, "creator": leak.creator, "orders": leak.orders}
        lines.append(words.text("note_leak", **facts_of_leak, n=leak.suspicious_orders, reasons=reasons))
    lines += [words.phrase(caveat) for caveat in verdict.caveats]
    run = {"version": verdict.upshot_version, "seed": str(verdict.seed), "data_version": verdict.data_version}
    lines.append(words.text("note_run", **run))
    return lines
