"""The hallway: opens a home and its workspaces, and hands every room what it needs; no rules of its own.

A home is a folder: `records.db`, `lake/<workspace>/<table>/`, `raw/` (files as received), `inbox/`, `cache/`,
`keys/` (mode 0600). `House.open` makes what is missing and touches nothing else.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import os
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import narwhals as nw

from upshot.errors import InvalidInput, SettingsError, UnknownName, WarehouseError
from upshot.measures.data import ImportedFile
from upshot.records.links import LinkBook, link_tags, with_link_claims
from upshot.records.store import Records
from upshot.settings import SETTINGS
from upshot.version import __version__
from upshot.warehouse.faults import naming_faults
from upshot.warehouse.lake import Lake

if TYPE_CHECKING:
    from upshot.decisions.reconciliation import CheckReport
    from upshot.decisions.reconciliation.collector import CollectorReading
    from upshot.decisions.verdict.case import Material
    from upshot.decisions.verdict.model import Scope, Verdict
    from upshot.intake.asking import ImportOptions, Place, Progress
    from upshot.intake.erasing import Erased
    from upshot.intake.filing import Filed
    from upshot.intake.moving import Moved
    from upshot.intake.report import ImportReport
    from upshot.measures.dimensions import Dimension
    from upshot.measures.kpi import Kpi
    from upshot.measures.table import KpiTable
    from upshot.records.hooks import HookBook
    from upshot.records.spark_book import SparkBook
    from upshot.records.vetting import VettingBook

DEFAULT_HOME = "upshot-home"
DEFAULT_WORKSPACE = "default"
_NAME = re.compile(r"^\w[\w .&+'-]{0,79}")
_FOLDERS = ("lake", "raw", "inbox", "cache", "keys")
_KEPT_VERDICTS = 100
_PARSED_VERDICTS = 24  # kept in memory per workspace; a large one takes a tenth of a second to parse


class House:
    """A home, open: its records, and its workspaces by name."""

    def __init__(self, home: Path, records: Records, hash_key: bytes) -> None:
        self.home, self.records, self.hash_key = home, records, hash_key
        self.fit_workers = 1  # processes of a fit; Upshot's own programs set more (a script must be importable first)
        self._workspaces: dict[str, Workspace] = {}

    @classmethod
    def open(cls, home: Path | str | None = None) -> House:
        """Open the home at `home`, else at `UPSHOT_HOME`, else at `./upshot-home`; make what is missing.

        Raises
        ------
        WarehouseError : home_not_a_folder, home_read_only, disk_full, records_corrupt, records_newer
        """
        place = _place_of(home)
        if place.exists() and not place.is_dir():
            raise WarehouseError("home_not_a_folder", path=str(place))
        with naming_faults(place):
            for folder in _FOLDERS:
                (place / folder).mkdir(parents=True, exist_ok=True, mode=0o700 if folder == "keys" else 0o777)
        hash_key = _secret(place / "keys" / "hash.key")
        records = _open_records(place)
        records.know_key(hash_key)
        return cls(place, records, hash_key)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the records; the lake holds nothing open."""
        self.records.close()

    @property
    def raw(self) -> Path:
        """Where files are kept as they were received."""
        return self.home / "raw"

    def workspaces(self) -> list[str]:
        """Names of the workspaces."""
        return self.records.workspaces()

    def create_workspace(self, name: str, *, is_demo: bool = False) -> Workspace:
        """Add a workspace.

        Raises
        ------
        InvalidInput : workspace_name (letters, digits, spaces and .-&+' up to 80), workspace_exists
        """
        if not _NAME.fullmatch(name) or name.endswith((" ", ".")):
            raise InvalidInput("workspace_name", seen=name)
        self.records.create_workspace(name, is_demo=is_demo)
        with naming_faults(self.home):
            (self.home / "lake" / name).mkdir(parents=True, exist_ok=True)
        return self.workspace(name)

    def workspace(self, name: str | None = None) -> Workspace:
        """A workspace by name; without one the only one, else the one called default (made in an empty home).

        Raises
        ------
        UnknownName : unknown_workspace, with the nearest names; workspace_not_named, when there are several
        """
        known = self.workspaces()
        if name is None:
            name, known = self._only(known), self.workspaces()
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=3, cutoff=0.3) or known[:5]
            raise UnknownName("unknown_workspace", seen=name, nearest=nearest)
        if name not in self._workspaces:
            self._workspaces[name] = Workspace(self, name)
        return self._workspaces[name]

    def hook_book(self) -> HookBook:
        """The doors of shops' webhooks; see `upshot.records.hooks`."""
        from upshot.records.code_vault import CodeVault  # noqa: PLC0415 (brings cryptography; a verdict needs none)
        from upshot.records.hooks import HookBook  # noqa: PLC0415 (as above)

        return HookBook(self.records, CodeVault(self.home / "keys"))

    def file_spool(self, *, now: datetime | None = None) -> Filed:
        """File what the collector wrote down: clicks and shops' calls; see `upshot.intake.filing`."""
        from upshot.intake.filing import file_spool  # noqa: PLC0415 (reading a verdict needs no importer)

        return file_spool(
            self.home, self.records, lambda name: self.workspace(name).as_place(), now=now or datetime.now(UTC)
        )

    def export(self, archive: Path | str, *, with_raw: bool = True, with_key: bool = False) -> Moved:
        """Write the whole home into one zip; see `upshot.intake.moving.export_home`."""
        from upshot.intake.moving import export_home  # noqa: PLC0415 (rarely needed)

        target = Path(archive).absolute()
        return export_home(target, home=self.home, records=self.records, with_raw=with_raw, with_key=with_key)

    @classmethod
    def restore(cls, archive: Path | str, home: Path | str | None = None) -> House:
        """Unpack an exported home into an empty place and open it; see `upshot.intake.moving.restore_home`."""
        from upshot.intake.moving import restore_home  # noqa: PLC0415 (rarely needed)

        place = _place_of(home)
        restore_home(Path(archive).absolute(), place, records_url=_records_elsewhere())
        return cls.open(place)

    def _only(self, known: list[str]) -> str:
        if len(known) == 1:
            return known[0]
        named = [name for name in known if name != DEFAULT_WORKSPACE or self._is_used(name)]
        if len(named) == 1:  # `default` was made by a question before the brand had a name, and holds nothing
            return named[0]
        if known and DEFAULT_WORKSPACE not in known:
            raise UnknownName("workspace_not_named", nearest=known)
        if not known:
            try:
                self.create_workspace(DEFAULT_WORKSPACE)
            except InvalidInput:  # another process made it this instant
                known = self.workspaces()
        return DEFAULT_WORKSPACE

    def _is_used(self, name: str) -> bool:
        """Whether anything was ever imported into a workspace or entered there."""
        is_written = self.records.revision(name) > 0 or self.records.desk_revision(name) > 0
        return is_written or bool(self.records.imports(name))


class Workspace:
    """One brand's facts and records; fulfils `measures.data.WorkspaceData`."""

    def __init__(self, house: House, name: str) -> None:
        self.house, self._name = house, name
        self.records = house.records
        self.lake = Lake(house.home / "lake" / name)
        self._remembered: dict[tuple[str, ...], Any] = {}
        self._remembered_at = -1
        self._judging = threading.Lock()
        self._material: tuple[tuple[object, ...], Material] | None = None
        self._parsed: OrderedDict[str, Verdict] = OrderedDict()

    @property
    def name(self) -> str:
        """The workspace's name."""
        return self._name

    @property
    def is_demo(self) -> bool:
        """Whether the data was simulated."""
        return self.records.is_demo(self._name)

    def set_demo(self, *, is_demo: bool) -> None:
        """Mark the data as simulated."""
        self.records.set_demo(self._name, is_demo=is_demo)

    # --- reading -----------------------------------------------------------------------------------------------

    def frame(self, table: str, *, version: int | datetime | None = None) -> nw.LazyFrame[Any]:
        """A fact table, lazily; typed and empty when nothing was imported.

        Of orders, `is_new_customer` is what the shop told; `warehouse.derived.with_new_customers` tells the others.
        """
        return self.lake.frame(table, version=version)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a record table in key order; collaborations with the tags of their creators' tracked links."""
        found: list[dict[str, Any]] = self._remember(("rows", table), lambda: self._rows(table))
        return [dict(row) for row in found]

    def _rows(self, table: str) -> list[dict[str, Any]]:
        rows = self.records.rows(self._name, table)
        return with_link_claims(rows, link_tags(self.records, self._name)) if table == "collaboration" else rows

    def setting(self, name: str) -> str | None:
        """A setting: records, then environment, then default."""
        value: str | None = self._remember(("setting", name), lambda: self.records.setting(self._name, name))
        return value

    def imports(self) -> list[ImportedFile]:
        """Finished imports, oldest first."""
        return [
            ImportedFile(
                import_id=entry.import_id,
                name=entry.name,
                kind=entry.kind or "",
                sha256=entry.sha256,
                rows_read=entry.rows_read or 0,
                starts_on=entry.starts_on,
                ends_on=entry.ends_on,
                imported_at=entry.finished_at or entry.started_at,
            )
            for entry in self.records.imports(self._name)
        ]

    def data_version(self) -> str:
        """A short hash that changes whenever a fact, a record or a setting of the environment changes.

        Spark rights and experiments are not in it, for no verdict reads them; see `desk_version`.
        """
        said = {name: os.environ.get(f"UPSHOT_{name.upper()}") for name in SETTINGS}
        text = f"{self.lake.data_version()}/{self.records.revision(self._name)}/{sorted(said.items())}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def desk_version(self) -> str:
        """As `data_version`, and it changes with Spark rights, links and experiments too."""
        return f"{self.data_version()}-{self.records.desk_revision(self._name)}"

    def _remember(self, key: tuple[str, ...], read: Callable[[], Any]) -> Any:
        """What `read` gives, kept until a record changes."""
        revision = self.records.revision(self._name)
        if revision != self._remembered_at:
            self._remembered, self._remembered_at = {}, revision
        environment = os.environ.get(f"UPSHOT_{key[1].upper()}", "") if key[0] == "setting" else ""
        full = (*key, environment)
        if full not in self._remembered:
            self._remembered[full] = read()
        return self._remembered[full]

    def spark_book(self) -> SparkBook:
        """The Spark rights of this workspace, with the keys of this home; see `upshot.records.spark_book`."""
        from upshot.records.code_vault import CodeVault  # noqa: PLC0415 (brings cryptography; a verdict needs none)
        from upshot.records.spark_book import SparkBook  # noqa: PLC0415 (as above)

        return SparkBook(self.records, self._name, CodeVault(self.house.home / "keys"))

    def vetting_book(self) -> VettingBook:
        """Vetting decisions and ratings of posts; see `upshot.records.vetting`."""
        from upshot.records.vetting import VettingBook  # noqa: PLC0415 (a verdict needs none)

        return VettingBook(self.records, self._name)

    def link_book(self) -> LinkBook:
        """The tracked links of this workspace; see `upshot.records.links`."""
        return LinkBook(self.records, self._name)

    # --- acts --------------------------------------------------------------------------------------------------

    def import_paths(
        self,
        paths: Iterable[Path | str],
        options: ImportOptions | None = None,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        on_progress: Callable[[Progress], None] | None = None,
        on_wait: Callable[[dict[str, str]], None] | None = None,
    ) -> ImportReport:
        """Import files, folders and zips; see `upshot.intake.importing.import_paths`."""
        from upshot.intake.importing import import_paths  # noqa: PLC0415 (reading a verdict needs no importer)

        return import_paths(paths, self.as_place(), options, clock=clock, on_progress=on_progress, on_wait=on_wait)

    def erase(self, *, email: str | None = None, creator: str | None = None, now: datetime | None = None) -> Erased:
        """Erase a customer or a creator everywhere; see `upshot.intake.erasing.erase_person`."""
        from upshot.intake.erasing import erase_person  # noqa: PLC0415 (rarely needed)

        cache = self.house.home / "cache" / self._name
        return erase_person(self.as_place(), email=email, creator=creator, cache=cache, now=now or datetime.now(UTC))

    def as_place(self) -> Place:
        """Where imports and filings load into."""
        from upshot.intake.asking import Place  # noqa: PLC0415 (as above)

        return Place(self.lake, self.records, self._name, self.house.raw, self.house.hash_key)

    def verdict(
        self,
        campaign: str | None = None,
        creator: str | None = None,
        *,
        seed: int = 1,
        now: datetime | None = None,
        is_fresh: bool = False,
    ) -> Verdict:
        """The verdict on a campaign, a creator or everything; computed once per state of the data and day.

        `is_fresh` works it out again and fits the model from scratch, whatever is kept; the answer replaces what was.
        """
        if not is_fresh and (known := self.known_verdict(campaign, creator, seed=seed, now=now)) is not None:
            return known
        from upshot.decisions.verdict import judge  # noqa: PLC0415 (brings scipy; a known verdict needs none)

        with self._judging:  # whoever asks meanwhile waits for the answer instead of working it out again
            if not is_fresh and (known := self.known_verdict(campaign, creator, seed=seed, now=now)) is not None:
                return known
            # Named before reading: what an import brings meanwhile must not be hidden behind an older answer.
            cache = self._verdict_file(campaign, creator, seed, now, now or datetime.now(UTC))
            material = self._gathered(seed, now, is_fresh=is_fresh)
            verdict: Verdict = judge(
                self, scope=_scope(campaign, creator), now=material.now, seed=seed, material=material
            )
            _write_aside(cache, verdict.model_dump_json().encode())
            self._keep_parsed(cache.stem, verdict)
        return verdict

    def material(self, *, seed: int = 1, now: datetime | None = None) -> Material:
        """What all decisions share: terms, programme, ledgers and the estimate; once per state of the data and day."""
        with self._judging:
            return self._gathered(seed, now)

    def _gathered(self, seed: int, now: datetime | None, *, is_fresh: bool = False) -> Material:
        """What the verdicts of all scopes share, kept for this state of the data: the fit is the slow part."""
        from upshot.decisions.incrementality.shelf import FitShelf  # noqa: PLC0415 (as above)
        from upshot.decisions.verdict.case import gather  # noqa: PLC0415 (as above)

        instant = now or datetime.now(UTC)
        asked = (self.data_version(), seed, now or instant.date())
        if is_fresh:
            self._forget_verdicts()  # of other scopes too: they rest on the same fit
        if is_fresh or self._material is None or self._material[0] != asked:
            shelf = FitShelf.at(self.house.home / "cache" / self._name / "fits")
            found = gather(
                self, now=instant, seed=seed, shelf=shelf, n_workers=self.house.fit_workers, is_fresh=is_fresh
            )
            self._material = (asked, found)
        return self._material[1]

    def _forget_verdicts(self) -> None:
        self._parsed.clear()
        for file in (self.house.home / "cache" / self._name).glob("verdict-*.json"):
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)

    def known_verdict(
        self,
        campaign: str | None = None,
        creator: str | None = None,
        *,
        seed: int = 1,
        now: datetime | None = None,
    ) -> Verdict | None:
        """The verdict if it was worked out before for this state of the data, else None; never slow."""
        from upshot.decisions.verdict.model import Verdict  # noqa: PLC0415 (brings pydantic models; importing needs none)

        cache = self._verdict_file(campaign, creator, seed, now, now or datetime.now(UTC))
        found = self._parsed.get(cache.stem)
        if found is None:
            try:
                found = Verdict.model_validate_json(cache.read_bytes())
            except (OSError, ValueError):
                return None
        self._keep_parsed(cache.stem, found)
        return found

    def _verdict_file(
        self, campaign: str | None, creator: str | None, seed: int, now: datetime | None, instant: datetime
    ) -> Path:
        """Where the verdict of this question and this state of the data is kept."""
        from upshot.decisions.verdict.model import SCHEMA_VERSION  # noqa: PLC0415 (as above)

        scope, made_by = _scope(campaign, creator), f"{__version__}/{SCHEMA_VERSION}"
        asked = f"{scope.kind}/{scope.name}/{seed}/{now.isoformat() if now else instant.date()}/{made_by}"
        key = hashlib.sha256(f"{self.data_version()}/{asked}".encode()).hexdigest()[:24]
        return self.house.home / "cache" / self._name / f"verdict-{key}.json"

    def _keep_parsed(self, key: str, verdict: Verdict) -> None:
        """Keep the latest verdicts in memory; safe from several threads, as each step is atomic."""
        self._parsed[key] = verdict
        while len(self._parsed) > _PARSED_VERDICTS:
            with contextlib.suppress(KeyError):
                self._parsed.popitem(last=False)

    def query(
        self,
        kpis: Sequence[Kpi | str],
        *,
        by: Sequence[Dimension | str] = (),
        period: tuple[date, date] | None = None,
        where: Mapping[Dimension | str, Collection[str]] | None = None,
        **more: Any,
    ) -> KpiTable:
        """KPIs by dimensions; see `upshot.measures.query.query`. Ledgers that a KPI needs are built here."""
        from upshot.decisions.kpi_ledgers import kpi_ledgers  # noqa: PLC0415 (as above)
        from upshot.measures.query import query  # noqa: PLC0415 (as above)

        extra = more.pop("extra", None)
        if extra is None:
            extra = kpi_ledgers(self, kpis, now=datetime.now(UTC))
        return query(self, kpis, by=by, period=period, where=where, extra=extra, **more)

    def check(self, *, now: datetime | None = None) -> CheckReport:
        """Reconciliation and data quality; see `upshot.decisions.reconciliation`."""
        from upshot.decisions.reconciliation import reconcile  # noqa: PLC0415 (as above)

        now = now or datetime.now(UTC)
        return reconcile(self, now=now, vetting=self.vetting_book().all(), collector=self._collector_reading(now))

    def _collector_reading(self, now: datetime) -> CollectorReading:
        """What the collector counted for this workspace in the last days, and what waits in the house's spool."""
        from upshot.decisions.reconciliation.collector import DAYS, CollectorReading  # noqa: PLC0415 (as above)
        from upshot.intake.filing import read_waiting  # noqa: PLC0415 (as above)
        from upshot.records.tallies import tallies  # noqa: PLC0415 (as above)

        counts = tallies(self.records, self._name, since=(now - timedelta(days=DAYS)).date())
        return CollectorReading(counts, read_waiting(self.house.home)[1])


def _scope(campaign: str | None, creator: str | None) -> Scope:
    """What a verdict is asked about: one campaign, one creator, or everything."""
    from upshot.decisions.verdict.model import Scope  # noqa: PLC0415 (as above)

    if campaign is not None and creator is not None:
        raise InvalidInput("one_scope_only", campaign=campaign, creator=creator)
    if campaign is not None:
        return Scope(kind="campaign", name=campaign)
    return Scope(kind="all") if creator is None else Scope(kind="creator", name=creator)


def n_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def _records_elsewhere() -> str | None:
    """Where `UPSHOT_RECORDS_URL` says that the records are; None = in the home."""
    return os.environ.get("UPSHOT_RECORDS_URL") or None


def _open_records(place: Path) -> Records:
    """The records of the home at `place`, wherever they are kept; never an empty second set of them.

    Raises
    ------
    SettingsError : records_elsewhere, when the home has facts but nobody says where its records are;
        records_left_behind, when the database named is empty and the home has records of its own
    """
    file, url = place / "records.db", _records_elsewhere()
    if url is None:
        if not file.exists() and next((place / "lake").glob("*/*/_delta_log"), None) is not None:
            raise SettingsError("records_elsewhere", path=str(file))
        return Records.open(f"sqlite:///{file}")
    records = Records.open(url)
    if file.exists() and not url.startswith("sqlite") and not records.workspaces():
        records.close()
        raise SettingsError("records_left_behind", path=str(file))
    return records


def _place_of(home: Path | str | None) -> Path:
    return Path(home or os.environ.get("UPSHOT_HOME") or DEFAULT_HOME).expanduser().absolute()


def _secret(path: Path) -> bytes:
    """The key at `path`, made once: mode 0600, put in place at once, so that two processes never hold two keys."""
    with naming_faults(path.parent):
        if not path.exists():
            part = path.with_name(f".{path.name}-{secrets.token_hex(6)}")
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(secrets.token_hex(32).encode())
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(part)
            part.unlink()
        return path.read_bytes()


def _write_aside(path: Path, content: bytes) -> None:
    """Keep a computed result for the next one who asks; a home that cannot be written to works without."""
    part = path.with_name(f".{path.name}-{secrets.token_hex(6)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
        kept = sorted(path.parent.glob("verdict-*.json"), key=lambda file: file.stat().st_mtime)
        for old in kept[:-_KEPT_VERDICTS]:
            old.unlink(missing_ok=True)
    except OSError:
        part.unlink(missing_ok=True)
