"""Bodies of requests from strangers: read whole, or not at all."""

from __future__ import annotations

from starlette.requests import Request


async def read_body(request: Request, *, largest: int) -> bytes | None:
    """The raw body; None as soon as it is known to be larger than `largest` bytes."""
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > largest:
        return None
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > largest:
            return None
        pieces.append(piece)
    return b"".join(pieces)
