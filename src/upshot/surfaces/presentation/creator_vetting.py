"""Vetting decisions, the rubric and the measures of a video, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from upshot.records.vetting import VettingDecision, VettingStanding, standing_of
from upshot.surfaces.presentation.creator_fit import note_lines
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

if TYPE_CHECKING:
    from upshot.decisions.creators.content import VideoMeasures
    from upshot.registries.content_rubric import RubricItem


def decisions_table(decisions: Sequence[VettingDecision], words: Words, *, now: datetime) -> TextTable:
    """Every decision, newest first, with whether it stands."""
    names = ("creator", "decision", "standing", "risk", "by", "on", "until", "reason", "hash")
    columns = tuple(Column(words.text(f"vetting_col_{name}"), is_number=False) for name in names)
    seen: set[str] = set()
    rows = []
    for one in decisions:
        is_latest = one.creator not in seen
        seen.add(one.creator)
        standing = standing_words(standing_of(one.creator, one, now), words) if is_latest else MISSING
        by = one.decided_by if one.approved_by is None else f"{one.decided_by}, {one.approved_by}"
        rows.append((
            one.creator, words.text(f"vetting_outcome_{one.outcome}"), standing,
            words.text(f"risk_level_{one.risk}"), by, words.day(one.decided_at.date()),
            words.day(one.expires_at.date()), one.reason, one.sha256[:12],
        ))  # fmt: skip
    return TextTable("vetting", words.text("vetting_title"), columns, tuple(rows))


def standing_words(standing: VettingStanding, words: Words) -> str:
    """Valid, expired, waiting … in a word or two."""
    return words.text(f"vetting_standing_{standing.why.removeprefix('vetting_')}")


def decision_document(one: VettingDecision, *, now: datetime, with_evidence: bool = False) -> dict[str, Any]:
    """A decision as JSON."""
    standing = standing_of(one.creator, one, now)
    told = {name: getattr(one, name) for name in VettingDecision.__dataclass_fields__ if name != "snapshot"}
    more = {"evidence": one.evidence} if with_evidence else {}
    return {**told, "is_intact": one.is_intact, "is_valid": standing.is_vetted, "standing": standing.why, **more}


def rubric_lines(items: Sequence[RubricItem], words: Words) -> Iterable[str]:
    """The questions with an anchor for each mark."""
    language: Literal["en", "fr"] = "fr" if words.language == "fr" else "en"
    yield words.text("rubric_title", rubric=items[0].rubric, version=str(items[0].version))
    for item in items:
        yield ""
        yield f"{item.item} – {words.text(f'content_rating_{item.rating}')} – {item.question[language]}"
        for mark, said in sorted(item.anchors.items()):
            yield f"  {mark}  {said[language]}"
        yield f"  {words.text('rubric_example', example=item.example[language])}"


def video_table(name: str, found: VideoMeasures, words: Words) -> TextTable:
    """What a file shows, a row each."""
    if not found.has_sound:
        loudness = words.text("video_silent")
    elif found.loudness_lufs is None:
        loudness = words.text("video_too_quiet")
    else:
        loudness = words.text("video_lufs", lufs=words.number(found.loudness_lufs, digits=1))
    shape = words.text(
        "video_format",
        width=str(found.width),
        height=str(found.height),
        fps=words.number(found.frames_per_second, digits=1),
        is_vertical="yes" if found.is_vertical_9_16 else "no",
    )
    rate = words.number(found.cuts_per_minute, digits=1)
    rows = {
        "format": shape,
        "duration": words.text("video_seconds", seconds=words.number(found.duration_s, digits=1)),
        "loudness": loudness,
        "cuts": words.text("video_cuts", n=words.number(found.n_cuts), rate=rate),
        "hook": words.number(found.hook_motion, digits=3),
        "captions": words.text("video_captions", share=words.percent(found.caption_share, digits=0)),
    }
    columns = (
        Column(words.text("video_col_measure"), is_number=False),
        Column(words.text("video_col_value"), is_number=False),
    )
    told = tuple((words.text(f"video_row_{row}"), value) for row, value in rows.items())
    return TextTable("video", words.text("video_title", file=name), columns, told)


def video_notes(found: VideoMeasures, words: Words) -> list[str]:
    """What to mind."""
    return note_lines(found.notes, words)
