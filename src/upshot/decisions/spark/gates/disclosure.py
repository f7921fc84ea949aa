"""Does the post say that it is advertising: in its text, on the picture for the whole promotion, by TikTok's setting.

The three are recorded and judged separately. No reason lifts them, and no gain in "nativeness" outweighs them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from upshot.decisions.spark.gates.model import Gate, GateCase, GateResult, GateState, answer

TOLERANCE_S = 0.5  # what a person can read off a video's clock
# "Not an ad", "ce n'est pas une publicité", "sans publicité": words that take a mention back when they stand before it.
_DENIAL = re.compile(
    r"(?:\b(?:not|no|never|pas|sans|aucune?|ni|jamais|keine?|nicht|sin)|n['’]t)\b(?:[^\w.:!?;]+\w+){0,2}[^\w.:!?;]*$"
)


def check_disclosure(case: GateCase) -> Iterator[GateResult]:
    """Text, overlay and toggle; the overlay only where a law of the case's countries asks for it."""
    yield _text(case)
    if case.rule(Gate.DISCLOSURE_OVERLAY) is not None:
        yield _overlay(case)
    yield _toggle(case)


def _text(case: GateCase) -> GateResult:
    gate, rule = Gate.DISCLOSURE_TEXT, case.rule(Gate.DISCLOSURE_TEXT)
    text = case.disclosure.text if case.disclosure.text is not None else case.caption
    mentions = rule.mentions if rule else ()
    valid = ", ".join(f"« {mention} »" for mention in mentions[:2])
    if text is None:
        return answer(case, gate, GateState.UNKNOWN, "gate_mention_unknown", mentions=valid)
    if found := mention_in(text, mentions):
        return answer(case, gate, GateState.PASS, "gate_mention_found", mention=found)
    if found := mention_in(text, rule.equivalents if rule else ()):
        return answer(case, gate, GateState.PASS, "gate_mention_equivalent", mention=found, mentions=valid)
    return answer(case, gate, GateState.FAIL, "gate_mention_missing", mentions=valid)


def _overlay(case: GateCase) -> GateResult:
    gate, seen = Gate.DISCLOSURE_OVERLAY, case.disclosure
    length = seen.promotion_s if seen.promotion_s is not None else case.duration_s
    if seen.overlay_s is None:
        return answer(case, gate, GateState.UNKNOWN, "gate_overlay_unknown")
    shown = f"{seen.overlay_s:g}"
    if seen.overlay_s <= 0:
        return answer(case, gate, GateState.FAIL, "gate_overlay_missing")
    if length is None:
        return answer(case, gate, GateState.UNKNOWN, "gate_overlay_length_unknown", shown=shown)
    if seen.overlay_s + TOLERANCE_S < length:
        return answer(case, gate, GateState.FAIL, "gate_overlay_too_short", shown=shown, length=f"{length:g}")
    return answer(case, gate, GateState.PASS, "gate_overlay_whole", shown=shown, length=f"{length:g}")


def _toggle(case: GateCase) -> GateResult:
    gate, is_on = Gate.DISCLOSURE_TOGGLE, case.disclosure.toggle_on
    if is_on is None:
        return answer(case, gate, GateState.UNKNOWN, "gate_toggle_unknown")
    state, code = (GateState.PASS, "gate_toggle_on") if is_on else (GateState.FAIL, "gate_toggle_off")
    return answer(case, gate, state, code)


def mention_in(text: str, mentions: Iterable[str], *, may_be_denied: bool = True) -> str | None:
    """The first of `mentions` that stands in `text` as words of their own; a hashtag written together counts too.

    Case, accents and the look-alike letters of styled fonts are seen through; "publicités" is not "publicité", and
    "ce n'est pas une publicité" says the contrary.
    """
    plain = _plain(text)
    for mention in mentions:
        wanted = _plain(mention)
        together = re.escape(wanted.replace(" ", ""))
        for found in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)|#{together}(?!\w)", plain):
            before = plain[max(0, found.start() - 40) : found.start()]
            if not may_be_denied or not _DENIAL.search(before):
                return mention
    return None


def _plain(text: str) -> str:
    """Lower case, without accents, invisible characters or runs of blanks."""
    spread = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(letter for letter in spread if unicodedata.category(letter) not in {"Mn", "Cf"})
    return re.sub(r"\s+", " ", kept)
