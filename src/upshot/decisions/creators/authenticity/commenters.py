"""Who comments, and what: empty words, copies, and the same few people under every post."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import numpy as np

from upshot.decisions.creators.authenticity.model import CommentSet
from upshot.decisions.creators.authenticity.over_time import Found

LEAST_COMMENTS, LEAST_COMMENTED_POSTS = 30, 5
REGULAR_SHARE = 0.5  # a regular comments under half of the posts or more
STOCK = """
adore amazing awesome beau beautiful belle best bien bravo content cool cute excellent fire first genial going
good great i incroyable is it j joli jolie keep king love lovely magnifique my nice omg parfait perfect post
pretty queen so stunning super superbe the this top tres trop up very video wonderful work wow yes you
"""
GENERIC = frozenset(STOCK.split())


def empty_comments(comments: CommentSet | None) -> Found:
    """Share of comments that would fit under any post: emoji only, stock words, or a copy of another's words.

    An emoji alone is ordinary speech on TikTok: it counts half.
    """
    if comments is None or len(comments.text) < LEAST_COMMENTS:
        return Found(None, "missing_comments", (("seen", str(0 if comments is None else len(comments.text))),))
    words = [_words(text) for text in comments.text]
    repeated = Counter(" ".join(one) for one in words if len(one) >= 3)
    n_emoji = sum(not one for one in words)
    n_stock = sum(bool(one) and all(word in GENERIC for word in one) for one in words)
    n_copied = sum(repeated[" ".join(one)] > 1 for one in words if len(one) >= 3 and not all(w in GENERIC for w in one))
    share = (0.5 * n_emoji + n_stock + n_copied) / len(words)
    facts = (("comments", str(len(words))), ("emoji_only", str(n_emoji)), ("stock_words", str(n_stock)),
             ("copied", str(n_copied)))  # fmt: skip
    return Found(share, None, facts)


def same_commenters(comments: CommentSet | None) -> Found:
    """Share of comments by people who comment under at least half of the creator's posts.

    Fans do that too, in small numbers; a group that does it for one another fills the page.
    """
    if comments is None or len(comments.text) < LEAST_COMMENTS:
        return Found(None, "missing_comments", (("seen", str(0 if comments is None else len(comments.text))),))
    posts = set(comments.post_id)
    if len(posts) < LEAST_COMMENTED_POSTS:
        return Found(None, "missing_comments", (("posts", str(len(posts))),))
    under: dict[str, set[str]] = {}
    for author, post in zip(comments.author, comments.post_id, strict=True):
        under.setdefault(author, set()).add(post)
    regulars = {author for author, seen in under.items() if len(seen) >= max(REGULAR_SHARE * len(posts), 3)}
    share = float(np.mean([author in regulars for author in comments.author]))
    facts = (("comments", str(len(comments.text))), ("posts", str(len(posts))), ("regulars", str(len(regulars))),
             ("commenters", str(len(under))))  # fmt: skip
    return Found(share, None, facts)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W\d_]+", "".join(one for one in plain if not unicodedata.combining(one)))
