"""What a brand stands for and cannot stand beside, from its settings."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from upshot.decisions.creators.fit.model import BrandTerms, ValueStatement
from upshot.errors import SettingsError
from upshot.measures.data import WorkspaceData
from upshot.registries.brand_safety import safety_rules

THRESHOLDS = ("none", "low", "medium", "high", "never")


def parse_values(text: str) -> tuple[ValueStatement, ...]:
    """`animal welfare = vegan, cruelty free, -fur; sobriety = -haul`: phrases for, and with a minus against.

    Raises
    ------
    SettingsError : invalid_setting_values, where a statement has no name or no phrase
    """
    found = []
    for part in re.split(r"[;\n]", text):
        if not part.strip():
            continue
        name, separator, phrases = part.partition("=")
        told = [phrase.strip() for phrase in phrases.split(",") if phrase.strip(" -–−")]
        if not separator or not name.strip() or not told:
            raise SettingsError("invalid_setting_values", setting="brand_values", seen=part.strip())
        against = tuple(phrase.lstrip("-–− ").strip() for phrase in told if phrase[0] in "-–−")
        found.append(ValueStatement(name.strip(), tuple(p for p in told if p[0] not in "-–−"), against))
    return tuple(found)


def read_brand_terms(data: WorkspaceData) -> BrandTerms:
    """The settings brand_values, competitors, competitor_exclusivity_days, brand_sectors and target_countries.

    Raises
    ------
    SettingsError : invalid_setting_values, invalid_setting_number, invalid_setting_sectors
    """
    countries = tuple((data.setting("target_countries") or "").replace(",", " ").replace(";", " ").upper().split())
    return BrandTerms(
        values=parse_values(data.setting("brand_values") or ""),
        competitors=tuple(dict.fromkeys(_listed(data.setting("competitors")))),
        exclusivity_days=whole_days(data, "competitor_exclusivity_days"),
        own_sectors=_sectors(data),
        countries=countries or None,
    )


def second_approver_from(data: WorkspaceData) -> str:
    """The risk from which a second person must approve: none (always), low, medium, high or never.

    Raises
    ------
    SettingsError : invalid_setting_risk
    """
    text = (data.setting("second_approver_from_risk") or "").strip().casefold()
    if text not in THRESHOLDS:
        raise SettingsError("invalid_setting_risk", setting="second_approver_from_risk", seen=text, valid=THRESHOLDS)
    return text


def whole_days(data: WorkspaceData, name: str) -> int:
    """A setting in days, 1 to 3,650.

    Raises
    ------
    SettingsError : invalid_setting_number
    """
    text = (data.setting(name) or "").strip()
    try:
        days = Decimal(text)
    except InvalidOperation:
        days = Decimal("NaN")
    if not days.is_finite() or days != int(days) or not 1 <= days <= 3650:
        raise SettingsError("invalid_setting_number", setting=name, seen=text, lowest="1", highest="3650")
    return int(days)


def _sectors(data: WorkspaceData) -> frozenset[str]:
    told = [word.casefold() for word in _listed(data.setting("brand_sectors"))]
    known = [rule.rule for rule in safety_rules()]
    if unknown := [word for word in told if word not in known]:
        raise SettingsError("invalid_setting_sectors", setting="brand_sectors", seen=unknown, valid=known)
    return frozenset(told)


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n]", text or "") if part.strip()]
