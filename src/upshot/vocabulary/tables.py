"""Every table of a workspace: grain, key, columns, unit, and what a second import of the same thing does.

Facts live in the lake (Delta Lake), records in the database. Both are described by the same `Table`, so that a
source can emit either and the intake knows where it goes. Money is `decimal(18,4)` in `currency`; ids are text;
`day` is the reporting day in the account's zone; instants end in `_at` and are UTC. A counter that was not supplied
is null, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa


class Home(StrEnum):
    """Where a table lives."""

    LAKE = "lake"
    RECORDS = "records"


class Restatement(StrEnum):
    """What happens when a row with a known key arrives again."""

    UPSERT = "upsert"  # the new row replaces the old one
    FILL = "fill"  # column by column: a supplied value replaces, null leaves what was known
    APPEND = "append"  # a reading: kept once per key, a correction of the same reading replaces it
    REPLACE_WINDOW = "replace_window"  # all rows of the same `window_by` between the first and last new day go


class Kind(StrEnum):
    """The type of a column, by what it means."""

    TEXT = "text"
    TEXT_LIST = "text_list"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    RATE = "rate"  # 0–1
    BOOLEAN = "boolean"
    DAY = "day"
    INSTANT = "instant"


ARROW_TYPE: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.TEXT_LIST: pa.list_(pa.string()),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.MONEY: pa.decimal128(18, 4),
    Kind.RATE: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DAY: pa.date32(),
    Kind.INSTANT: pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True)
class Column:
    """One column: its kind, and one sentence that a marketer can read."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True)
class Table:
    """One table.

    `key` names a row (beside `account_id` where the table has one); `replaces` is the part of the key that a new
    import supersedes as a whole (an order's lines go together), by default the key. `time_column` gives the month
    that the lake is partitioned by; None means one partition. `bucket_column` is a key in hex whose first digit is the
    partition instead, and the rows lie sorted by `key`: what is read visitor by visitor is stored visitor by visitor.
    """

    name: str
    grain: str
    home: Home
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    restatement: Restatement
    time_column: str | None = None
    window_by: tuple[str, ...] = ()
    bucket_column: str | None = None
    replaces_key: tuple[str, ...] = ()

    @property
    def replaces(self) -> tuple[str, ...]:
        """The part of the key that a new import supersedes as a whole."""
        return self.replaces_key or self.key

    @property
    def moment_column(self) -> str | None:
        """The column that says when: the one the lake is partitioned by, else the first instant of the key."""
        instants = (column.name for column in self.columns if column.kind is Kind.INSTANT and column.name in self.key)
        return self.time_column or next(instants, None)

    @property
    def column_names(self) -> tuple[str, ...]:
        """The table's own columns, without the common ones."""
        return tuple(column.name for column in self.columns)

    def arrow_schema(self, *, with_common: bool = False) -> pa.Schema:
        """The Arrow schema; `with_common` adds who said it and when it came."""
        columns = self.columns + (COMMON if with_common else ())
        return pa.schema([(column.name, ARROW_TYPE[column.kind]) for column in columns])


COMMON = (
    Column("source", Kind.TEXT, "which source said it, for instance tiktok_ads_report"),
    Column("import_id", Kind.TEXT, "the import that brought the row"),
    Column("ingested_at", Kind.INSTANT, "when it was loaded"),
)


def _columns(text: str) -> tuple[Column, ...]:
    """Read `name kind meaning` lines: the tables below are meant to be read as tables."""
    rows = (line.split(None, 2) for line in text.strip().splitlines() if line.strip())
    return tuple(Column(name, Kind(kind), meaning) for name, kind, meaning in rows)


AD_METRICS = """
    currency           text     ISO 4217 code that spend and values are in
    spend              money    media cost as billed
    impressions        integer  times the ad was displayed
    reach              integer  distinct accounts; never additive
    clicks_destination integer  clicks that lead to the destination
    clicks_all         integer  every click on the ad
    video_views        integer  times the video started to play
    video_views_2s     integer  plays of at least 2 seconds
    video_views_6s     integer  plays of at least 6 seconds
    video_views_p25    integer  plays to 25 % of the length
    video_views_p50    integer  plays to 50 %
    video_views_p75    integer  plays to 75 %
    video_views_p100   integer  plays to the end
    likes_paid         integer  likes from the ad
    comments_paid      integer  comments from the ad
    shares_paid        integer  shares from the ad
    follows_paid       integer  follows from the ad
    profile_visits_paid integer profile visits from the ad
    conversions        integer  conversions as the platform counts them
    purchases          integer  purchases the platform claims
    purchase_value     money    value of the purchases the platform claims
    attribution_window text     the platform's window, for instance 7d_click_1d_view
"""

AD_DAY = Table(
    "ad_day",
    "account × ad × day",
    Home.LAKE,
    key=("account_id", "ad_id", "day"),
    restatement=Restatement.REPLACE_WINDOW,
    time_column="day",
    window_by=("account_id", "campaign_id"),
    columns=_columns(
        """
    account_id         text     the ad account
    day                day      reporting day in the account's time zone
    campaign_id        text     TikTok's campaign id, or the campaign's name where no id was exported
    campaign_name      text     the campaign's name
    ad_group_id        text     TikTok's ad group id
    ad_group_name      text     the ad group's name
    ad_id              text     TikTok's ad id, or the ad's name where no id was exported
    ad_name            text     the ad's name
    post_id            text     the organic post that the ad runs (Spark Ads)
    objective          text     the campaign's objective, in TikTok's own words
    placement          text     how the ad group chooses its placements, in TikTok's own words
"""
        + AD_METRICS
    ),
)

AD_TOTAL = Table(
    "ad_total",
    "account × level × entity × period: totals above the ad, or without a day",
    Home.LAKE,
    key=("account_id", "level", "entity_id", "starts_on", "ends_on"),
    restatement=Restatement.UPSERT,
    time_column="starts_on",
    columns=_columns(
        """
    account_id         text     the ad account
    level              text     account, campaign, ad_group or ad
    entity_id          text     id (or name) of the account, campaign, ad group or ad
    entity_name        text     its name
    campaign_id        text     the campaign it belongs to
    campaign_name      text     that campaign's name
    post_id            text     the organic post that the ad runs (Spark Ads)
    starts_on          day      first day the total covers
    ends_on            day      last day the total covers
"""
        + AD_METRICS
    ),
)

POST = Table(
    "post",
    "post",
    Home.LAKE,
    key=("post_id",),
    restatement=Restatement.FILL,
    columns=_columns("""
    post_id            text     TikTok's id of the post (the last part of its link)
    creator            text     the creator's handle, lower case, without @
    url                text     link to the post
    published_at       instant  when it was published
    caption            text     the caption
    hashtags           text_list hashtags, lower case, without #
    content_type       text     challenge, tutorial, behind_the_scenes, storytelling or another word of the brand's
    sound_id           text     TikTok's id of the sound
    sound_name         text     name of the sound
    sound_licence      text     commercial, original, unlicensed or unknown
    duration_s         number   length in seconds; 0 or null for a photo post
    is_paid_partnership boolean whether the paid-partnership toggle was on
"""),
)

POST_READING = Table(
    "post_reading",
    "post × instant of reading; counters are lifetime totals at that instant",
    Home.LAKE,
    key=("post_id", "read_at"),
    restatement=Restatement.APPEND,
    time_column="read_at",
    columns=_columns("""
    post_id            text     the post
    read_at            instant  when the counters were read
    views              integer  lifetime plays
    likes              integer  lifetime likes
    comments           integer  lifetime comments
    shares             integer  lifetime shares
    saves              integer  lifetime saves (bookmarks)
    reach              integer  distinct accounts
    average_time_watched_s number seconds watched per view
    full_video_watched_rate rate share of views that watched to the end
    views_paid         integer  plays from ads, where the platform splits them
    views_organic      integer  plays not from ads, where the platform splits them
"""),
)

CREATOR_READING = Table(
    "creator_reading",
    "creator × instant of reading",
    Home.LAKE,
    key=("creator", "read_at"),
    restatement=Restatement.APPEND,
    time_column="read_at",
    columns=_columns("""
    creator            text     the creator's handle
    read_at            instant  when the counters were read
    followers          integer  followers
    following          integer  accounts followed
    likes              integer  likes received over the account's life
    posts              integer  posts published
"""),
)

AUDIENCE_READING = Table(
    "audience_reading",
    "creator × instant × dimension × bucket × who says so",
    Home.LAKE,
    key=("creator", "read_at", "dimension", "bucket", "provenance"),
    restatement=Restatement.APPEND,
    time_column="read_at",
    columns=_columns("""
    creator            text     the creator's handle
    read_at            instant  when it was read
    dimension          text     gender, country, age, language or interest
    bucket             text     female, FR, 18-24 …
    share              rate     share of the audience in the bucket
    provenance         text     who says so
"""),
)

CREATOR_FIGURE = Table(
    "creator_figure",
    "creator × platform × metric × statistic × denominator × period × day × who says so: their number, not ours",
    Home.LAKE,
    key=("creator", "platform", "metric", "statistic", "denominator", "period", "read_on", "provenance"),
    restatement=Restatement.APPEND,
    columns=_columns("""
    creator            text     the creator's handle on that platform
    platform           text     tiktok, instagram or youtube; figures of two platforms are never put together
    metric             text     followers, views, likes, engagement_rate …; country or category, said in words
    statistic          text     mean, median, total, latest, share, said or another word of theirs
    denominator        text     post, followers, views, reach …; unspecified where nobody says
    period             text     what it covers, in their words, for instance last 30 days; empty = nobody says
    read_on            day      day on which it was read; empty = nobody says
    provenance         text     who says so: the vendor, or the file
    value              number   the number; empty where it was said in words
    said               text     the words, where it is no number
    unit               text     count, rate (0–1), score, words, or an ISO 4217 code
"""),
)

COMMENT = Table(
    "comment",
    "comment",
    Home.LAKE,
    key=("post_id", "comment_id"),
    restatement=Restatement.UPSERT,
    columns=_columns("""
    post_id            text     the post
    comment_id         text     the platform's id of the comment, or a keyed hash of it where none was given
    author_key         text     keyed hash of the author; never the name itself
    text               text     what was said; addresses, telephone numbers and names after @ are masked
    created_at         instant  when it was written
    likes              integer  likes of the comment
    reply_to           text     the comment it answers
"""),
)

ACCOUNT_ORGANIC_DAY = Table(
    "account_organic_day",
    "TikTok account × day",
    Home.LAKE,
    key=("account_id", "day"),
    restatement=Restatement.FILL,
    time_column="day",
    columns=_columns("""
    account_id         text     the TikTok account (handle)
    day                day      day in the account's zone
    views              integer  video views
    profile_views      integer  profile views
    likes              integer  likes
    comments           integer  comments; negative when more were deleted than written
    shares             integer  shares
    followers          integer  followers at the end of the day
    followers_change   integer  followers won less lost
    viewers            integer  distinct viewers
    viewers_new        integer  viewers not seen before
    viewers_returning  integer  viewers seen before
    reach              integer  reached audience
    leads              integer  lead submissions
"""),
)

FOLLOWER_ACTIVITY = Table(
    "follower_activity",
    "TikTok account × day × hour",
    Home.LAKE,
    key=("account_id", "day", "hour"),
    restatement=Restatement.UPSERT,
    time_column="day",
    columns=_columns("""
    account_id         text     the TikTok account (handle)
    day                day      day; TikTok does not state the zone
    hour               integer  0–23
    active_followers   integer  followers active in that hour
"""),
)

ORDER = Table(
    "order",
    "shop × order",
    Home.LAKE,
    key=("account_id", "order_id"),
    restatement=Restatement.UPSERT,
    time_column="ordered_at",
    columns=_columns("""
    account_id         text     the shop
    order_id           text     the shop's id of the order, or its number where no id was exported
    order_name         text     the number that people see, for instance #1001
    ordered_at         instant  when the order was placed
    paid_at            instant  when it was paid
    status             text     paid, pending, partially_refunded, refunded, voided or cancelled
    currency           text     ISO 4217 code
    gross              money    merchandise before discount, as charged
    discount           money    discount
    tax                money    tax charged
    shipping           money    shipping charged
    total              money    what the customer was charged
    refunded           money    what was given back
    net_revenue        money    total less tax, shipping and refunds: what the merchandise really brought
    codes              text_list discount codes, upper case
    customer_key       text     keyed hash of the customer; never the address itself
    is_new_customer    boolean  whether it is the customer's first order
    country            text     ISO 3166 alpha-2 code
    region             text     province or state
    utm_source         text     landing utm_source
    utm_medium         text     landing utm_medium
    utm_campaign       text     landing utm_campaign
    utm_content        text     landing utm_content
    referrer           text     referring site, host only
    click_id           text     the tracked click that the landing carried
    items              integer  pieces sold
"""),
)

ORDER_LINE = Table(
    "order_line",
    "shop × order × line",
    Home.LAKE,
    key=("account_id", "order_id", "line"),
    replaces_key=("account_id", "order_id"),
    restatement=Restatement.UPSERT,
    time_column="ordered_at",
    columns=_columns("""
    account_id         text     the shop
    order_id           text     the order
    line               integer  1, 2, 3 … in the order of the file
    ordered_at         instant  when the order was placed
    sku                text     stock-keeping unit
    product            text     product name
    quantity           integer  pieces
    price              money    price of one piece
"""),
)

VISIT_DAY = Table(
    "visit_day",
    "property × day × the dimensions of the report",
    Home.LAKE,
    key=(
        "account_id",
        "breakdown",
        "day",
        "channel_group",
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "utm_content",
        "country",
    ),
    restatement=Restatement.REPLACE_WINDOW,
    time_column="day",
    window_by=("account_id", "breakdown"),
    columns=_columns("""
    account_id         text     the analytics property
    breakdown          text     the dimensions of the report, joined by +; two breakdowns are never added up
    day                day      day in the property's zone
    channel_group      text     default channel group, where the report has it
    utm_source         text     session source
    utm_medium         text     session medium
    utm_campaign       text     session campaign
    utm_content        text     session manual ad content
    country            text     ISO 3166 alpha-2 code
    sessions           integer  sessions
    engaged_sessions   integer  engaged sessions
    users              integer  users; not additive
    key_events         number   key events (before 2024: conversions)
    purchases          integer  purchases that analytics saw
    revenue            money    purchase revenue that analytics saw
    currency           text     ISO 4217 code
"""),
)

LEAD = Table(
    "lead",
    "form × lead",
    Home.LAKE,
    key=("account_id", "lead_id"),
    restatement=Restatement.UPSERT,
    time_column="lead_at",
    columns=_columns("""
    account_id         text     the form
    lead_id            text     id of the lead
    lead_at            instant  when it came
    email_key          text     keyed hash of the e-mail address
    code               text     code given
    utm_source         text     landing utm_source
    utm_content        text     landing utm_content
"""),
)

CLICK = Table(
    "click",
    "link × instant: one call of a tracked link",
    Home.LAKE,
    key=("click_id",),
    restatement=Restatement.APPEND,
    time_column="clicked_at",
    columns=_columns("""
    click_id           text     id of the click, made when it came; travels to the shop with the visitor
    link_id            text     the tracked link
    clicked_at         instant  when it was clicked
    visitor_key        text     keyed hash of the visitor, hex; null where nobody could be told apart
    channel            text     the link's channel when it was clicked, for instance tiktok_bio
    creator            text     the link's creator then
    post_id            text     the link's post then
    campaign           text     the link's campaign then
    country            text     ISO 3166 alpha-2 code
    device_class       text     phone, tablet, desktop, bot or unknown; never the user agent itself
    is_bot             boolean  whether the collector took it for a machine
"""),
)

TOUCH = Table(
    "touch",
    "visitor × instant × what was touched; kind `order`: no touch, the visitor ordered here",
    Home.LAKE,
    key=(
        "visitor_key",
        "touched_at",
        "account_id",
        "kind",
        "channel",
        "creator",
        "post_id",
        "campaign",
        "label",
    ),
    restatement=Restatement.APPEND,
    bucket_column="visitor_key",
    columns=_columns("""
    account_id         text     the tool or site that saw the touch
    visitor_key        text     keyed hash of the visitor, hex; never the id itself
    touched_at         instant  when it happened
    kind               text     view, click, code, survey, visit or order
    channel            text     the channel, lower case, for instance tiktok or paid_search
    medium             text     organic, paid, cpc, e-mail … as the tool calls it
    creator            text     the creator's handle, lower case, without @
    post_id            text     TikTok's id of the post
    ad_id              text     TikTok's id of the ad, where the touch was an ad's
    campaign           text     the campaign's name
    label              text     the link's utm_content or the code, as given
    click_id           text     the tracked click that it goes back to
    is_bot             boolean  whether the tool took it for a machine
    is_conversion      boolean  whether the tool says that a conversion followed at once
    order_ref          text     id or number of the order that followed
    revenue            money    value of that conversion as the tool says it
    currency           text     ISO 4217 code of `revenue`
"""),
)

SURVEY_ANSWER = Table(
    "survey_answer",
    "survey × respondent × question",
    Home.LAKE,
    key=("account_id", "respondent", "question"),
    restatement=Restatement.UPSERT,
    columns=_columns("""
    account_id         text     the survey
    respondent         text     id of the respondent, as the survey gave it
    question           text     the question
    answer             text     the answer, for instance a creator's handle
    group              text     exposed, control or empty
    answered_at        instant  when it was answered
    order_id           text     the order that the answer came with
"""),
)

MARKETING_DAY = Table(
    "marketing_day",
    "channel × day: other media",
    Home.LAKE,
    key=("channel", "day"),
    restatement=Restatement.REPLACE_WINDOW,
    time_column="day",
    window_by=("channel",),
    columns=_columns("""
    channel            text     the channel, for instance google_ads
    day                day      day
    spend              money    spend
    impressions        integer  impressions
    currency           text     ISO 4217 code
"""),
)

CALENDAR = Table(
    "calendar",
    "name × period: known events",
    Home.LAKE,
    key=("name", "starts_on"),
    restatement=Restatement.UPSERT,
    columns=_columns("""
    name               text     the event
    kind               text     promotion, holiday, stock_out, press or other
    starts_on          day      first day
    ends_on            day      last day
    country            text     ISO 3166 alpha-2 code; empty: everywhere
"""),
)

CREATOR = Table(
    "creator",
    "creator",
    Home.RECORDS,
    key=("creator",),
    restatement=Restatement.FILL,
    columns=_columns("""
    creator            text     the handle, lower case, without @
    display_name       text     the name people see
    followers          integer  followers as last told
    country            text     ISO 3166 alpha-2 code
    language           text     ISO 639 code
    category           text     niche
    notes              text     anything else
    former_handles     text_list handles the creator had before; their readings count for this one
"""),
)

CAMPAIGN = Table(
    "campaign",
    "campaign",
    Home.RECORDS,
    key=("campaign",),
    restatement=Restatement.UPSERT,
    columns=_columns("""
    campaign           text     the campaign's name
    objective          text     awareness, leads, traffic, sales or engagement
    starts_on          day      first day
    ends_on            day      last day
    read_out_on        day      day on which the result is read
    budget             money    planned all-in budget
    currency           text     ISO 4217 code
    hurdle_rate        rate     ROI that the campaign must beat; 0 = break even
    target_metric      text     KPI id
    target_value       number   its target
    target_audience    text     who it is for
    overhead_cost      money    agency, tools, hours: whatever belongs to no single creator
    notes              text     anything else
"""),
)

COLLABORATION = Table(
    "collaboration",
    "campaign × creator × collaboration type × start",
    Home.RECORDS,
    key=("campaign", "creator", "collaboration_type", "starts_on"),
    restatement=Restatement.UPSERT,
    columns=_columns("""
    campaign           text     the campaign
    creator            text     the creator's handle
    collaboration_type text     sponsored_video, sponsored_challenge, live, ambassador or creative_effect
    starts_on          day      first day
    ends_on            day      last day
    fee                money    paid to the creator
    product_cost       money    product given, at cost
    shipping_cost      money    shipping of the product
    rights_fee         money    paid for the right to advertise with the post
    other_cost         money    anything else
    currency           text     ISO 4217 code
    codes              text_list discount codes given to the creator, upper case
    utm_contents       text_list utm_content values of the creator's links
    post_urls          text_list links of the posts delivered
    notes              text     anything else
"""),
)

QUOTE = Table(
    "quote",
    "creator × day × collaboration type × posts: what a creator asks",
    Home.RECORDS,
    key=("creator", "quoted_on", "collaboration_type", "posts"),
    restatement=Restatement.UPSERT,
    columns=_columns("""
    creator            text     the creator's handle
    quoted_on          day      day of the quote
    collaboration_type text     sponsored_video, sponsored_challenge, live, ambassador or creative_effect
    posts              integer  how many posts the fee is for
    fee                money    what the creator asks for all of them
    currency           text     ISO 4217 code
    rights_days        integer  days of advertising rights included; 0 = none; empty = nobody says
    valid_until        day      last day of the offer
    notes              text     anything else
"""),
)

SPARK_AD = Table(
    "spark_ad",
    "ad",
    Home.RECORDS,
    key=("ad_id",),
    restatement=Restatement.UPSERT,
    columns=_columns("""
    ad_id              text     TikTok's ad id
    post_id            text     the organic post that the ad runs
    creator            text     the creator's handle
    campaign           text     the campaign
    authorised_from    day      first day of the authorisation
    authorised_until   day      last day of the authorisation; empty = unknown
    notes              text     anything else
"""),
)

LIFT_TEST = Table(
    "lift_test",
    "experiment",
    Home.RECORDS,
    key=("name",),
    restatement=Restatement.UPSERT,
    columns=_columns("""
    name               text     the test
    kind               text     geo, on_off, hold_back or another word
    starts_on          day      first day
    ends_on            day      last day
    campaign           text     the campaign tested; empty = the whole programme
    creators           text_list the creators tested; empty = all
    incremental_orders number   measured incremental orders
    standard_error     number   its standard error, in orders
    method             text     how it was measured
    notes              text     anything else
"""),
)

SETTING = Table(
    "setting",
    "setting",
    Home.RECORDS,
    key=("key",),
    restatement=Restatement.UPSERT,
    columns=_columns("""
    key                text     name of the setting
    value              text     its value
"""),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        AD_DAY,
        AD_TOTAL,
        POST,
        POST_READING,
        CREATOR_READING,
        AUDIENCE_READING,
        CREATOR_FIGURE,
        COMMENT,
        ACCOUNT_ORGANIC_DAY,
        FOLLOWER_ACTIVITY,
        ORDER,
        ORDER_LINE,
        VISIT_DAY,
        LEAD,
        CLICK,
        TOUCH,
        SURVEY_ANSWER,
        MARKETING_DAY,
        CALENDAR,
        CREATOR,
        CAMPAIGN,
        COLLABORATION,
        QUOTE,
        SPARK_AD,
        LIFT_TEST,
        SETTING,
    )
}
