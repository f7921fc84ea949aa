"""The creator's report as a file to send on."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from upshot.errors import InvalidInput
from upshot.surfaces.reports.document import DOCUMENT_ENDINGS, render_document
from upshot.surfaces.reports.spark_documents import creator_document
from upshot.surfaces.reports.writing import MEDIA_TYPES
from upshot.surfaces.web.pages.spark_creator_report.page import report_of
from upshot.surfaces.web.view import view_of

ENDINGS: Final = (*DOCUMENT_ENDINGS, ".json")
SELF_CONTAINED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def creator_report_routes() -> list[Route]:
    """The files of the report."""
    return [Route("/w/{workspace}/spark/creators/{name}/report.{ending}", send_report)]


def send_report(request: Request) -> Response:
    """The report as HTML, PDF or JSON."""
    ending = "." + request.path_params["ending"]
    if ending not in ENDINGS:
        raise InvalidInput("unknown_report_format", file=f"report{ending}"[:40], valid=", ".join(ENDINGS))
    view = view_of(request, names="creator")
    report = report_of(view)
    if ending == ".json":
        content = report.model_dump_json(indent=2).encode()
    else:
        content = render_document(creator_document(report, view.words), ending)
    headers = {"cache-control": "no-store"}
    if ending == ".html":
        headers["content-security-policy"] = SELF_CONTAINED
    else:
        headers["content-disposition"] = f'attachment; filename="upshot-boosts{ending}"'
    return Response(content, media_type=MEDIA_TYPES[ending], headers=headers)
