"""`upshot demo`: a simulated brand from its export files to the verdict, on the very path a real brand takes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from upshot.intake.asking import ImportOptions
from upshot.surfaces.cli.commands.importing import import_with_progress, print_import
from upshot.surfaces.cli.commands.verdict import print_verdict
from upshot.surfaces.presentation.imports import is_complete

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options
    from upshot.wiring import House, Workspace

CASE = "base"
WORKSPACE = "demo"
TOUCH_DAYS = 60  # of visits, for journeys; more would make the demo longer, not clearer


def run_demo(options: Options, *, port: int, serve: bool, seed: int) -> int:
    """Write, import, judge, open."""
    house = options.open_house()
    workspace = _demo_workspace(house, seed)
    folder = _exports(options, house, seed)
    report = import_with_progress(options, workspace, [folder], ImportOptions())
    verdict = workspace.verdict()
    if options.is_json:
        options.print_json({"import": report.to_dict(), "verdict": verdict.model_dump(mode="json")})
    else:
        print_import(options, report)
        print_verdict(options.console, options.words, verdict)
    if not is_complete(report):
        return 2
    if serve:
        from upshot.surfaces.cli.commands.serve import serve_house

        return serve_house(options, house, host="127.0.0.1", port=port)
    if not options.is_json:
        options.console.print(options.words.text("cli_demo_next", home=str(house.home)))
    return 0


def _demo_workspace(house: House, seed: int) -> Workspace:
    name = WORKSPACE if seed == 1 else f"{WORKSPACE} {seed}"
    return house.workspace(name) if name in house.workspaces() else house.create_workspace(name, is_demo=True)


def _exports(options: Options, house: House, seed: int) -> Path:
    """The brand's files in the inbox; written aside and moved, so that a killed demo leaves none half-written."""
    from upshot.worlds import simulate_world, write_world

    folder = house.home / "inbox" / f"demo-{CASE}-{seed}"
    if not folder.exists():
        aside = Path(tempfile.mkdtemp(dir=house.home / "inbox", prefix=".demo-"))
        write_world(simulate_world(CASE, seed), aside, has_touches=True, touch_days=TOUCH_DAYS)
        try:
            aside.replace(folder)
        except OSError:  # another demo was faster
            shutil.rmtree(aside, ignore_errors=True)
    if not options.is_json:
        options.console.print(options.words.text("cli_demo_files", folder=str(folder / "exports")))
    return folder / "exports"
