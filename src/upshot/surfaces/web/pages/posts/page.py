"""The posts: what they have, what they will have when mature, what they caused, and their paid life."""

from __future__ import annotations

from pydantic import Field

from upshot.decisions.verdict.model import PostLine, Verdict
from upshot.errors import UnknownName
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import Slice, View, paginate

SORTS = ("newest", "views", "orders", "youngest")


class PostsContext(Context):
    """One page of posts in the chosen order."""

    verdict: Verdict = Field(description="The verdict the rows come from.")
    posts: Slice[PostLine] = Field(description="One page of posts.")
    sort: str = Field(description="The order: one of `sorts`.")
    sorts: tuple[str, ...] = Field(description="The orders on offer.")


class PostContext(Context):
    """One post."""

    verdict: Verdict = Field(description="The verdict the post comes from.")
    post: PostLine = Field(description="The post.")


def _key(sort: str, post: PostLine) -> tuple[bool, float]:
    """Unknown values come last."""
    if sort == "views":
        return (post.views_now is None, -float(post.views_now or 0))
    if sort == "orders":
        return (post.incremental_orders is None, -post.incremental_orders.median if post.incremental_orders else 0.0)
    if sort == "youngest":
        return (post.maturity is None, post.maturity.share if post.maturity else 0.0)
    return (post.published_at is None, -post.published_at.timestamp() if post.published_at else 0.0)


def build_posts(view: View) -> PostsContext:
    verdict = view.verdict()
    sort = view.request.query_params.get("sort", "newest")
    sort = sort if sort in SORTS else "newest"
    posts = sorted(verdict.posts, key=lambda post: _key(sort, post))
    return PostsContext(verdict=verdict, posts=paginate(posts, view.page_number()), sort=sort, sorts=SORTS)


def build_post(view: View) -> PostContext:
    verdict, post_id = view.verdict(), view.request.path_params["name"]
    for post in verdict.posts:
        if post.post_id == post_id:
            return PostContext(verdict=verdict, post=post)
    raise UnknownName("unknown_post", name=post_id)


POSTS = Page("posts", "/posts", "posts", build_posts)
POST = Page("post", "/posts/{name}", "posts", build_post)
