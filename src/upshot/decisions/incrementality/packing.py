"""An estimate as one file and back: a zip of plain arrays (npz) with a page of JSON. No pickle: nothing in it can run.

Real arrays are kept in single precision, seven digits of draws whose Monte-Carlo error is in the second; whole numbers
are kept exactly.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.incrementality import model
from upshot.decisions.incrementality.fingerprint import model_version
from upshot.decisions.incrementality.model import IncrementalEstimate, ProgrammeHistory
from upshot.decisions.incrementality.response.state import FitState

_PAGE = "page"
_KINDS = {name: kind for name, kind in vars(model).items() if isinstance(kind, type) and is_dataclass(kind)}
Arrays = dict[str, NDArray[Any]]


def write_estimate(file: IO[bytes], estimate: IncrementalEstimate, *, key: str) -> None:
    """Write everything but the history, which whoever asks brings along, and enough of it to know the brand by."""
    arrays: Arrays = {}
    history = estimate.history
    page = {
        "key": key,
        "brand": {"model": model_version(), "first_day": history.days[0].isoformat(), "post_ids": history.post_ids},
        "estimate": _packed(estimate, arrays, "estimate", leave_out=("history",)),
    }
    arrays["orders"] = history.orders
    page_bytes = np.frombuffer(json.dumps(page).encode(), dtype=np.uint8)
    np.savez(file, allow_pickle=False, **{_PAGE: page_bytes}, **arrays)


def read_estimate(file: IO[bytes], history: ProgrammeHistory, *, key: str) -> IncrementalEstimate | None:
    """The estimate of `history` kept under `key`; None when the file holds another fit.

    Raises
    ------
    Exception : of any kind, when the file is damaged or was not written here
    """
    with np.load(file, allow_pickle=False) as kept:
        page = _page(kept)
        if page["key"] != key:
            return None
        values = _unpacked(page["estimate"], kept, history)
    has_right_shape = isinstance(values, IncrementalEstimate) and (
        values.orders_draws.shape[1] == len(history.post_ids) and values.baseline_draws.shape[1] == len(history.days)
    )
    return values if has_right_shape else None


def read_state(file: IO[bytes]) -> tuple[dict[str, Any], NDArray[np.float64], FitState | None]:
    """What tells the brand (`model`, `first_day`, `post_ids`), its orders by day, and where the next fit may begin.

    Raises
    ------
    Exception : as above
    """
    with np.load(file, allow_pickle=False) as kept:
        page = _page(kept)
        state = page["estimate"]["values"]["state"]
        return page["brand"], kept["orders"], _unpacked(state, kept, None)


def _page(kept: Mapping[str, NDArray[Any]]) -> dict[str, Any]:
    page: dict[str, Any] = json.loads(kept[_PAGE].tobytes())
    return page


def _packed(value: Any, arrays: Arrays, place: str, leave_out: tuple[str, ...] = ()) -> Any:
    """`value` as JSON; arrays go to `arrays` under their place."""
    if isinstance(value, np.ndarray):
        arrays[place] = _slim(value)
        return {"kind": "array", "place": place}
    if isinstance(value, Mapping):
        return {"kind": "dict", "values": {name: _packed(v, arrays, f"{place}.{name}") for name, v in value.items()}}
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in leave_out]
        values = {name: _packed(getattr(value, name), arrays, f"{place}.{name}") for name in names}
        return {"kind": type(value).__name__, "values": values}
    if isinstance(value, tuple):
        return [_packed(item, arrays, f"{place}.{i}") for i, item in enumerate(value)]
    return value.item() if isinstance(value, np.generic) else value


def _unpacked(value: Any, arrays: Mapping[str, NDArray[Any]], history: ProgrammeHistory | None) -> Any:
    if isinstance(value, list):
        return tuple(_unpacked(item, arrays, history) for item in value)
    if not isinstance(value, dict):
        return value
    kind = value["kind"]
    if kind == "array":
        found = arrays[value["place"]]
        return found.astype(np.float64) if found.dtype.kind == "f" or found.dtype == np.uint32 else found
    values = {name: _unpacked(item, arrays, history) for name, item in value["values"].items()}
    if kind == "dict":
        return values
    if kind == IncrementalEstimate.__name__ and history is not None:
        return IncrementalEstimate(history=history, **values)
    return _KINDS[kind](**values)


def _slim(array: NDArray[Any]) -> NDArray[Any]:
    """Counts as whole numbers (`uint32` stands for a real array of counts), other real numbers in single precision."""
    if array.dtype != np.float64:
        return array
    with np.errstate(invalid="ignore"):
        whole = array.astype(np.uint32)
    return whole if np.array_equal(whole, array) else array.astype(np.float32)
