"""The published JSON Schema of the verdict, made from `model.py`.

`python -m upshot.decisions.verdict.schema > docs/schema/verdict-1.json` brings the published file up to date; a test
fails while it is not.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from upshot.decisions.verdict.model import SCHEMA_VERSION, Verdict


def verdict_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a verdict as it is written: amounts as strings, instants and days in ISO 8601."""
    schema = Verdict.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Upshot verdict {SCHEMA_VERSION}",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(verdict_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
