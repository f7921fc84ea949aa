"""Content quality as separate ratings: attention from watch measures, nativeness and craft from people with a rubric.

They are never blended into one, and craft never raises nativeness. `video.py` measures a video file (extra `video`).
Start in `rating.py`.
"""

from upshot.decisions.creators.content.kept import marks_by_creator
from upshot.decisions.creators.content.model import (
    Attention,
    ContentQuality,
    HumanRating,
    ItemRating,
    Measure,
    RubricMarks,
    VideoMeasures,
    WatchedPosts,
)
from upshot.decisions.creators.content.rating import rate_content
from upshot.decisions.creators.content.reading import read_watched

__all__ = [
    "Attention",
    "ContentQuality",
    "HumanRating",
    "ItemRating",
    "Measure",
    "RubricMarks",
    "VideoMeasures",
    "WatchedPosts",
    "marks_by_creator",
    "rate_content",
    "read_watched",
]
