"""The published JSON Schemas, made from the models themselves.

`python -m upshot.decisions.schemas verdict > docs/schema/verdict-1.json` brings a published file up to date; a test
fails while it is not.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pydantic import BaseModel

from upshot.decisions.creators.shortlist.model import SCHEMA_VERSION as SHORTLIST_VERSION
from upshot.decisions.creators.shortlist.model import Shortlist
from upshot.decisions.verdict.model import SCHEMA_VERSION as VERDICT_VERSION
from upshot.decisions.verdict.model import Verdict

PUBLISHED: dict[str, tuple[type[BaseModel], str]] = {
    "verdict": (Verdict, VERDICT_VERSION),
    "shortlist": (Shortlist, SHORTLIST_VERSION),
}


def json_schema(name: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of a document as it is written: amounts as strings, instants and days in ISO 8601."""
    model, version = PUBLISHED[name]
    schema = model.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Upshot {name} {version}",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def schema_text(name: str) -> str:
    """The schema as it is published."""
    return json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text(sys.argv[1]))
