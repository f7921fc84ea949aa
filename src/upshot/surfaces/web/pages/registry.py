"""Every page of a workspace, in the order of the navigation."""

from __future__ import annotations

from upshot.surfaces.web.pages.base import Page
from upshot.surfaces.web.pages.campaigns.page import CAMPAIGNS
from upshot.surfaces.web.pages.costs.page import COSTS
from upshot.surfaces.web.pages.creators.page import CREATORS
from upshot.surfaces.web.pages.health.page import HEALTH
from upshot.surfaces.web.pages.imports.page import IMPORT, IMPORTS
from upshot.surfaces.web.pages.kpis.page import KPIS_PAGE
from upshot.surfaces.web.pages.posts.page import POST, POSTS
from upshot.surfaces.web.pages.settings.page import SETTINGS
from upshot.surfaces.web.pages.verdict.page import CAMPAIGN, CREATOR, VERDICT
from upshot.surfaces.web.pages.why.page import WHY

PAGES: tuple[Page, ...] = (
    VERDICT,
    CAMPAIGNS,
    CAMPAIGN,
    CREATORS,
    CREATOR,
    POSTS,
    POST,
    COSTS,
    IMPORTS,
    IMPORT,
    HEALTH,
    KPIS_PAGE,
    SETTINGS,
    WHY,
)
