"""Every page: those of a workspace in the order of the navigation, and those of the house."""

from __future__ import annotations

from upshot.surfaces.web.pages.attribution.page import ATTRIBUTION
from upshot.surfaces.web.pages.base import Page
from upshot.surfaces.web.pages.campaigns.page import CAMPAIGNS
from upshot.surfaces.web.pages.costs.page import COSTS
from upshot.surfaces.web.pages.creator_card.page import CREATOR_CARD
from upshot.surfaces.web.pages.creator_compare.page import CREATOR_COMPARE
from upshot.surfaces.web.pages.creators.page import CREATORS
from upshot.surfaces.web.pages.experiments.page import EXPERIMENTS
from upshot.surfaces.web.pages.experiments_new.page import NEW_EXPERIMENT
from upshot.surfaces.web.pages.experiments_one.page import EXPERIMENT
from upshot.surfaces.web.pages.health.page import HEALTH
from upshot.surfaces.web.pages.how.page import HOW
from upshot.surfaces.web.pages.imports.page import IMPORT, IMPORTS
from upshot.surfaces.web.pages.kpis.page import KPIS_PAGE
from upshot.surfaces.web.pages.links.page import LINKS
from upshot.surfaces.web.pages.mapping.page import MAPPING
from upshot.surfaces.web.pages.next.page import NEXT
from upshot.surfaces.web.pages.next.tests.page import NEXT_TESTS
from upshot.surfaces.web.pages.posts.page import POST, POSTS
from upshot.surfaces.web.pages.record.page import RECORD
from upshot.surfaces.web.pages.records.page import RECORDS
from upshot.surfaces.web.pages.settings.page import SETTINGS
from upshot.surfaces.web.pages.shortlist.page import SHORTLIST
from upshot.surfaces.web.pages.spark.add.page import ADD as SPARK_ADD
from upshot.surfaces.web.pages.spark.codes.page import CODES as SPARK_CODES
from upshot.surfaces.web.pages.spark.page import SPARK
from upshot.surfaces.web.pages.spark.right.page import RIGHT as SPARK_RIGHT
from upshot.surfaces.web.pages.spark_candidates.page import SPARK_CANDIDATES
from upshot.surfaces.web.pages.spark_creator_report.page import SPARK_CREATOR_REPORT
from upshot.surfaces.web.pages.spark_effect.page import SPARK_EFFECT
from upshot.surfaces.web.pages.spark_plan.page import SPARK_PLAN
from upshot.surfaces.web.pages.verdict.page import CAMPAIGN, CREATOR, VERDICT
from upshot.surfaces.web.pages.why.page import WHY
from upshot.surfaces.web.pages.workspaces.page import WORKSPACES

PAGES: tuple[Page, ...] = (
    VERDICT,
    NEXT,
    NEXT_TESTS,
    CAMPAIGNS,
    CAMPAIGN,
    CREATORS,
    CREATOR_COMPARE,  # before the page that takes any name
    CREATOR,
    CREATOR_CARD,
    SHORTLIST,
    POSTS,
    POST,
    COSTS,
    LINKS,
    ATTRIBUTION,
    SPARK,
    SPARK_ADD,
    SPARK_CODES,
    SPARK_RIGHT,
    SPARK_CANDIDATES,
    SPARK_PLAN,
    SPARK_EFFECT,
    SPARK_CREATOR_REPORT,
    EXPERIMENTS,
    NEW_EXPERIMENT,
    EXPERIMENT,
    IMPORTS,
    IMPORT,
    MAPPING,
    RECORDS,
    RECORD,
    HEALTH,
    KPIS_PAGE,
    SETTINGS,
    WHY,
    HOW,
)
HOUSE_PAGES: tuple[Page, ...] = (WORKSPACES,)
