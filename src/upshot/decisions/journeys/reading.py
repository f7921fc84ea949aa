"""The journeys of a workspace: kept from the last time while nothing changed, else cut anew."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.journeys.cutting import cut_to, forget_old, kept_report
from upshot.decisions.journeys.report import JourneyReport
from upshot.decisions.journeys.stitching import cutting_rules
from upshot.decisions.journeys.store import JourneyStore
from upshot.decisions.journeys.touches import journey_facts
from upshot.errors import UnknownName
from upshot.measures.data import WorkspaceData
from upshot.measures.names import nearest
from upshot.measures.programme import Programme, read_programme
from upshot.measures.terms import read_terms
from upshot.version import __version__
from upshot.warehouse.journey_facts import Rules

LAYOUT = 1  # of the store's files; a store of another layout is cut anew


def read_journeys(
    workspace_data: WorkspaceData, *, by: str, cache_folder: Path, now: datetime, campaign: str | None = None
) -> JourneyStore | InsufficientEvidence:
    """The journey store of a workspace, from `cache_folder` where it is still true.

    Parameters
    ----------
    by : what a state is: creator, channel, post, campaign or source
    cache_folder : where stores are kept, one folder for each state of the data, dimension and rules
    now : what happened later is not known yet
    campaign : only journeys that a touch of this campaign is part of; None: all

    Returns
    -------
    JourneyStore; InsufficientEvidence where no touch is left

    Raises
    ------
    UnknownName : unknown_journey_dimension, unknown_campaign
    SettingsError : a setting outside its range, missing_exchange_rate
    WarehouseError : disk_full, home_read_only, lake_corrupt
    """
    found = read_journeys_and_report(workspace_data, by=by, cache_folder=cache_folder, now=now, campaign=campaign)
    return found if isinstance(found, InsufficientEvidence) else found[0]


def read_journeys_and_report(
    data: WorkspaceData, *, by: str, cache_folder: Path, now: datetime, campaign: str | None = None
) -> tuple[JourneyStore, JourneyReport] | InsufficientEvidence:
    """As `read_journeys`, with the report of the cut."""
    terms = read_terms(data)
    programme = read_programme(data, terms.zone)
    rules = cutting_rules(terms, by=by, now=now, campaign=_spelt(programme, campaign))
    version = data.data_version()
    folder = cache_folder / f"{rules.by}-{_key(version, rules, now)}"
    report = kept_report(folder)
    if report is None:
        facts = journey_facts(data, programme, terms, now=now)
        report = cut_to(folder, facts, rules, data_version=version, now=now)
        forget_old(cache_folder)
    if not report.steps:
        return _nothing(report, programme)
    has_views = report.touches_by_kind.get("view", 0) > 0
    return JourneyStore(folder, dimension=rules.by, has_times=True, has_views=has_views), report


def _key(version: str, rules: Rules, now: datetime) -> str:
    """What a store depends on. Of the clock only the day: what arrives within it changes the version of the data."""
    said = (version, __version__, LAYOUT, now.date().isoformat(), rules.by, rules.campaign)
    durations = (rules.window_us, rules.idle_us, rules.repeat_us, rules.tolerance_us, rules.most_touches)
    return hashlib.sha256(repr((said, durations)).encode()).hexdigest()[:24]


def _spelt(programme: Programme, campaign: str | None) -> str | None:
    """The campaign as the programme spells it; touches may name others."""
    if campaign is None:
        return None
    return {name.casefold(): name for name in programme.campaigns}.get(campaign.strip().casefold(), campaign.strip())


def _nothing(report: JourneyReport, programme: Programme) -> InsufficientEvidence:
    """Why there is no journey."""
    if report.campaign is not None and report.touches and report.campaign not in programme.campaigns:
        close = nearest(report.campaign, programme.campaigns, cutoff=0.4) or sorted(programme.campaigns)[:3]
        raise UnknownName("unknown_campaign", seen=report.campaign, nearest=close)
    reason = "journeys_all_set_aside" if report.touches else "journeys_no_touches"
    facts = (("touches", str(report.touches)), ("set_aside", str(sum(report.set_aside.values()))))
    return InsufficientEvidence(reason, ("journeys_import_touches", "journeys_hand_out_links"), facts)
