"""The published JSON Schema of a shortlist, made from `model.py`.

`python -m upshot.decisions.creators.shortlist.schema > docs/schema/shortlist-1.json` brings the published file up to
date; a test fails while it is not.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from upshot.decisions.creators.shortlist.model import SCHEMA_VERSION, Shortlist


def shortlist_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a shortlist as it is written."""
    schema = Shortlist.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Upshot shortlist {SCHEMA_VERSION}",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(shortlist_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
