"""Sentences about experiments for somebody in a browser: an option of the command line becomes the cell it stands for.

The rooms of experiments speak to both surfaces with one catalogue; only what to do next differs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from upshot.surfaces.wording import Words

CELL_OF: Mapping[str, str] = {
    "arm": "arm_column", "asked": "asked", "baseline": "baseline", "block-days": "block_days", "by": "source",
    "control": "control", "cost-per-order": "order_cost", "covariate": "covariates", "effect": "effects",
    "explained": "explained", "group": "group_column", "launch": "launches", "level": "level", "log": "is_log",
    "metric": "metric", "nonresponse-gap": "gap", "on": "on", "plausible-lift": "plausible", "positive": "positive",
    "posts": "posts", "power": "power", "response-rate": "response_rate", "sd": "sd", "split": "split",
    "test": "test_from", "treated": "treated", "washout-days": "washout_days", "block": "blocks",
}  # fmt: skip
PAGE_OF: Mapping[str, str] = {
    "plan on-off": "xk_on_off",
    "plan geo": "xk_geo",
    "plan brand-lift": "xk_brand_lift",
    "read ab": "xk_ab",
    "plan": "nav_experiments",
}
AGAIN = {
    "en": (("run the command again", "send the form again"), ("to this command", "to this form")),
    "fr": (("relancez la commande", "renvoyez le formulaire"), ("à cette commande", "à ce formulaire")),
}
QUOTES = {"en": "“{}”", "fr": "«\u00a0{}\u00a0»"}
_COMMAND = re.compile(
    r"upshot experiment ((?:plan|read) (?:on-off|geo|brand-lift|ab)|plan)((?: --[a-z-]+(?: \d+\s*%)?)*)"
)
_OPTION = re.compile(r"(?<![\w-])--([a-z][a-z-]*)")


class BrowserWords(Words):
    """The catalogue, as a browser's reader needs it."""

    def text(self, code: str, /, **facts: Any) -> str:
        """The sentence behind `code`, its options replaced by the names of cells."""
        return self._spoken(super().text(code, **facts))

    def _spoken(self, sentence: str) -> str:
        if "--" not in sentence and "upshot" not in sentence and "comman" not in sentence:
            return sentence
        quoted = QUOTES[self.language].format
        sentence = _COMMAND.sub(lambda found: quoted(super(BrowserWords, self).text(PAGE_OF[found[1]])), sentence)
        sentence = _OPTION.sub(lambda found: self._cell(found[0], found[1]), sentence)
        for said, meant in AGAIN[self.language]:
            sentence = sentence.replace(said, meant)
        return sentence

    def _cell(self, whole: str, option: str) -> str:
        if option == "save":
            return QUOTES[self.language].format(super().text("xw_lift_name"))
        if option not in CELL_OF:
            return whole
        return QUOTES[self.language].format(super().text(f"xf_{CELL_OF[option]}"))
