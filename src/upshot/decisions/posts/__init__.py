"""The posts of a brand as columns, organic counters told from bought ones; rankings and creator cards read these.

Nothing here scores or forecasts. Start with `columns.py`.
"""

from upshot.decisions.posts.book import PostBook, read_posts
from upshot.decisions.posts.columns import PostColumns, read_post_columns
from upshot.decisions.posts.paid import PaidResults, read_paid_results
from upshot.decisions.posts.split import SPLITS, OrganicSplit

__all__ = [
    "SPLITS",
    "OrganicSplit",
    "PaidResults",
    "PostBook",
    "PostColumns",
    "read_paid_results",
    "read_post_columns",
    "read_posts",
]
