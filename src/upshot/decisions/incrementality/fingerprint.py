"""Which fit a kept one is: by the content of the history, the seed, and the sources of the model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from upshot.decisions.incrementality.model import ProgrammeHistory

_ENTRANCE = "upshot.decisions.incrementality.estimate"
_IMPORT = re.compile(r"^\s*(?:from|import)\s+(upshot[\w.]*)", re.MULTILINE)


def fit_key(history: ProgrammeHistory, *, seed: int) -> str:
    """64 hex digits that differ whenever a number or a name of the history, the seed or the model's code does."""
    digest = hashlib.sha256()
    _feed(digest, (model_version(), seed, history))
    return digest.hexdigest()


@cache
def model_version() -> str:
    """A hash over the sources of everything that the estimate is made by, so that nobody has to remember a number."""
    package = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for name in sorted(sources_of(_ENTRANCE)):
        digest.update(name.encode() + b"\0" + _file_of(package, name).read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def sources_of(module: str) -> set[str]:
    """`module` and the modules of this package that it imports, and they, and so on."""
    package, found, left = Path(__file__).parents[2], set(), [module]
    while left:
        name = left.pop()
        if name in found:
            continue
        found.add(name)
        left += _IMPORT.findall(_file_of(package, name).read_text(encoding="utf-8"))
    return found


def _file_of(package: Path, module: str) -> Path:
    place = package.joinpath(*module.split(".")[1:])
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def _feed(digest: hashlib._Hash, value: Any) -> None:
    """Tell the hash a value: its kind and size first, so that no two histories read the same."""
    if isinstance(value, np.ndarray):
        digest.update(f"array {value.dtype.str} {value.shape} ".encode())
        digest.update(np.ascontiguousarray(value).tobytes())
    elif isinstance(value, Mapping):
        _feed(digest, tuple((name, value[name]) for name in sorted(value)))
    elif is_dataclass(value):
        _feed(digest, tuple((field.name, getattr(value, field.name)) for field in fields(value)))
    elif isinstance(value, Iterable) and not isinstance(value, str):
        items = tuple(value)
        digest.update(f"items {len(items)} ".encode())
        for item in items:
            _feed(digest, item)
    else:
        text = repr(value).encode()
        digest.update(f"value {len(text)} ".encode() + text)
