"""Which files a drop consists of, and the names people know them by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_PIECE = 1 << 20


@dataclass(frozen=True)
class DroppedFile:
    """One file of a drop; `name` is what the report calls it: the path below the folder that was dropped."""

    path: Path
    name: str


def collect_files(paths: Iterable[Path]) -> list[DroppedFile]:
    """The files behind `paths`, sorted; folders are walked, hidden files and folders left out.

    A path that does not exist stays in the list: opening it says so, in the same report as the others.
    """
    found: dict[Path, DroppedFile] = {}
    for path in paths:
        if not path.is_dir():
            found.setdefault(path, DroppedFile(path, path.name))
            continue
        for file in sorted(path.rglob("*")):
            inside = file.relative_to(path)
            if file.is_file() and not any(part.startswith(".") for part in inside.parts):
                found.setdefault(file, DroppedFile(file, str(inside)))
    return list(found.values())


def sha256_of(path: Path) -> tuple[str, int]:
    """The file's SHA-256 in hex and its size in bytes; read in pieces."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size
