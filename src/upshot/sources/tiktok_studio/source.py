"""The kinds of file, each by the headers that make it, and the reader it goes to.

TikTok keeps the headers English in every language of its interface; only the dates are translated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from upshot.errors import SourceChanged
from upshot.sources.base import Batch, Detection, Document, ReadContext
from upshot.sources.header_words import fold
from upshot.sources.refusing import shortened
from upshot.sources.tiktok_studio.account_days import read_account_days
from upshot.sources.tiktok_studio.audience import read_activity, read_distribution
from upshot.sources.tiktok_studio.posts import read_posts

Reader = Callable[[Document, int, ReadContext], Iterator[Batch]]
_HEAD_ROWS = 20  # a spreadsheet may put a title above the header


@dataclass(frozen=True)
class StudioFile:
    """One kind of file; fulfils `sources.base.FileSource`.

    `headers` must all stand in the file; of `one_of`, at least one; of `none_of`, none.
    """

    kind: str
    label: str
    tables: tuple[str, ...]
    headers: tuple[str, ...]
    reader: Reader
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()

    @property
    def signature(self) -> tuple[str, ...]:
        """The headers that make it, for the refusal of an unknown file."""
        return self.headers

    def detect(self, document: Document) -> Detection:
        """Certain when the header row holds this kind's headers; less so when many foreign ones stand beside them."""
        for number, cells in enumerate(document.head[:_HEAD_ROWS]):
            seen = {fold(cell) for cell in cells if cell.strip()}
            if not self._is_header(seen):
                continue
            known = len(seen & {*self.headers, *self.one_of})
            confidence = 0.9 + 0.09 * known / len(seen)
            return Detection(confidence, "headers " + ", ".join(self.headers), number)
        return Detection(0.0)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Turn the document into batches."""
        detection = self.detect(document)
        if not detection.confidence:
            seen = next((cells for cells in document.head if any(cell.strip() for cell in cells)), [])
            raise SourceChanged(
                "studio_headers_missing",
                file=document.name,
                kind=self.label,
                expected=self.headers,
                seen=[shortened(cell) for cell in seen[:40]],
            )
        yield from self.reader(document, detection.header_row, context)

    def _is_header(self, seen: set[str]) -> bool:
        has_one = not self.one_of or not seen.isdisjoint(self.one_of)
        return seen.issuperset(self.headers) and has_one and seen.isdisjoint(self.none_of)


_BUSINESS = ("reached audience", "net growth", "new followers", "lost followers", "leads submission", "unique viewers")
_OVERVIEW = ("date", "video views", "profile views", "likes", "comments", "shares")

SOURCES: tuple[StudioFile, ...] = (
    StudioFile(
        "tiktok_studio_overview",
        "TikTok Studio: Overview",
        ("account_organic_day",),
        _OVERVIEW,
        read_account_days,
        none_of=_BUSINESS,
    ),
    StudioFile(
        "tiktok_studio_content",
        "TikTok Studio: Content",
        ("post_reading", "post"),
        ("time", "video link", "total likes", "total comments", "total shares", "total views"),
        read_posts,
        one_of=("video title", "post time"),
    ),
    StudioFile(
        "tiktok_studio_viewers",
        "TikTok Studio: Viewers",
        ("account_organic_day",),
        ("date", "total viewers", "new viewers", "returning viewers"),
        read_account_days,
    ),
    StudioFile(
        "tiktok_studio_follower_history",
        "TikTok Studio: FollowerHistory",
        ("account_organic_day",),
        ("date", "followers", "difference in followers from previous day"),
        read_account_days,
    ),
    StudioFile(
        "tiktok_studio_follower_activity",
        "TikTok Studio: FollowerActivity",
        ("follower_activity",),
        ("date", "hour", "active followers"),
        read_activity,
    ),
    StudioFile(
        "tiktok_studio_follower_gender",
        "TikTok Studio: FollowerGender",
        ("audience_reading",),
        ("gender", "distribution"),
        read_distribution,
    ),
    StudioFile(
        "tiktok_studio_follower_territories",
        "TikTok Studio: FollowerTopTerritories",
        ("audience_reading",),
        ("top territories", "distribution"),
        read_distribution,
    ),
    StudioFile(
        "tiktok_business_daily",
        "TikTok Business Suite: daily metrics",
        ("account_organic_day",),
        ("date", "video views", "likes", "comments", "shares"),
        read_account_days,
        one_of=_BUSINESS,
    ),
    StudioFile(
        "tiktok_business_audience",
        "TikTok Business Suite: daily audience",
        ("account_organic_day",),
        ("date", "new followers", "total followers"),
        read_account_days,
        none_of=("video views",),
    ),
    StudioFile(
        "tiktok_business_videos",
        "TikTok Business Suite: videos",
        ("post_reading", "post"),
        ("video link", "post time", "video views", "likes", "comments", "shares"),
        read_posts,
    ),
    StudioFile(
        "tiktok_business_api_posts",
        "TikTok Business API: post insights",
        ("post_reading", "post"),
        ("create time", "business username", "video views", "likes", "comments", "shares"),
        read_posts,
    ),
)
