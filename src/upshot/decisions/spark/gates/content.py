"""What of the post itself is checked: public, old enough, its sound, and a caption that can no longer be changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC

from upshot.decisions.spark.gates.disclosure import mention_in
from upshot.decisions.spark.gates.model import Gate, GateCase, GateResult, GateState, answer

SAFE_LICENCES = frozenset({"original", "commercial"})
_HOUR_S = 3600
# An address: with its scheme, with www., or a domain that no letter, @ or mail name precedes. Endings that are words of
# their own ("fin.de semaine", "dis.me") count only with a path behind them.
_CERTAIN = "com|net|org|fr|ch|uk|eu|io|ee|ly|gg|tv|biz|co|(?-i:shop|store)"
_WORDS = "de|es|it|be|me|app|link|info|online|site|page|bio"
_DOMAIN = r"(?<![\w@.#-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
_URL = re.compile(
    rf"(?:https?://|www\.)\S+|{_DOMAIN}(?:(?:{_CERTAIN})(?![\w-]|\.\w)(?:/\S*)?|(?:{_WORDS})/\S*)", re.IGNORECASE
)


def check_post(case: GateCase) -> Iterator[GateResult]:
    """Public, and old enough for its organic life to mean something."""
    if case.is_public is None:
        yield answer(case, Gate.POST_PUBLIC, GateState.UNKNOWN, "gate_public_unknown")
    else:
        state, code = (
            (GateState.PASS, "gate_public") if case.is_public else (GateState.FAIL, "gate_not_public")
        )  # a friends-only post counts as not public: TikTok would open it to everybody
        yield answer(case, Gate.POST_PUBLIC, state, code)
    yield _age(case)


def _age(case: GateCase) -> GateResult:
    gate, rule = Gate.POST_OLD_ENOUGH, case.rule(Gate.POST_OLD_ENOUGH)
    least = rule.least_hours if rule and rule.least_hours is not None else 0
    advised = rule.advised_hours if rule and rule.advised_hours is not None else least
    if case.published_at is None or case.checked_at is None:
        return answer(case, gate, GateState.UNKNOWN, "gate_age_unknown", least=least)
    seconds = (case.checked_at.astimezone(UTC) - case.published_at.astimezone(UTC)).total_seconds()
    hours = int(seconds // _HOUR_S)
    facts = {"hours": hours, "least": least, "advised": advised}
    if seconds < 0:
        return answer(case, gate, GateState.FAIL, "gate_not_published_yet", **facts)
    if hours < least:
        return answer(case, gate, GateState.FAIL, "gate_too_young", **facts)
    code = "gate_young" if hours < advised else "gate_old_enough"
    return answer(case, gate, GateState.PASS, code, **facts)


def check_sound(case: GateCase) -> GateResult:
    """Original or commercially licensed; any other word of the brand's is not a licence."""
    licence = (case.sound_licence or "").strip().lower()
    if not licence or licence == "unknown":
        return answer(case, Gate.SOUND, GateState.UNKNOWN, "gate_sound_unknown")
    if licence in SAFE_LICENCES:
        return answer(case, Gate.SOUND, GateState.PASS, f"gate_sound_{licence}")
    return answer(case, Gate.SOUND, GateState.FAIL, "gate_sound_unlicensed", seen=licence)


def check_caption(case: GateCase) -> Iterator[GateResult]:
    """Final, with a call to action, without an address: after authorisation nobody can mend it."""
    if case.is_caption_final is None:
        yield answer(case, Gate.CAPTION_FINAL, GateState.UNKNOWN, "gate_caption_not_confirmed")
    elif case.is_caption_final and case.caption is not None:
        yield answer(case, Gate.CAPTION_FINAL, GateState.PASS, "gate_caption_confirmed")
    elif case.is_caption_final:
        yield answer(case, Gate.CAPTION_FINAL, GateState.UNKNOWN, "gate_caption_unknown")
    else:
        yield answer(case, Gate.CAPTION_FINAL, GateState.FAIL, "gate_caption_to_change")
    yield _call_to_action(case)
    yield _address(case)


def _call_to_action(case: GateCase) -> GateResult:
    gate, rule = Gate.CAPTION_CALL_TO_ACTION, case.rule(Gate.CAPTION_CALL_TO_ACTION)
    phrases = rule.phrases if rule else ()
    found = mention_in(case.caption or "", phrases, may_be_denied=False)
    if found:
        return answer(case, gate, GateState.PASS, "gate_action_in_caption", phrase=found)
    if case.has_spoken_call_to_action:
        return answer(case, gate, GateState.PASS, "gate_action_in_video")
    if case.has_spoken_call_to_action is None or case.caption is None:
        return answer(case, gate, GateState.UNKNOWN, "gate_action_unknown")
    return answer(case, gate, GateState.FAIL, "gate_action_missing")


def _address(case: GateCase) -> GateResult:
    gate = Gate.CAPTION_NO_URL
    if case.caption is None:
        return answer(case, gate, GateState.UNKNOWN, "gate_caption_unknown")
    if found := url_in(case.caption):
        return answer(case, gate, GateState.FAIL, "gate_url_in_caption", seen=found[:120])
    return answer(case, gate, GateState.PASS, "gate_no_url")


def url_in(caption: str) -> str | None:
    """The first web address in a caption; handles (@lea.me), prices (10.50) and sentences (fin.Et) are none."""
    found = _URL.search(caption)
    return found.group(0) if found else None
