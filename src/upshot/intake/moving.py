"""A home in one file: everything that is needed to go on elsewhere, and back again with the same figures."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from upshot.errors import InvalidInput
from upshot.intake.raw import RAW_ENDING
from upshot.records.store import Records
from upshot.version import __version__
from upshot.vocabulary.tables import TABLES
from upshot.warehouse.faults import naming_faults
from upshot.warehouse.lake import LAKE_TABLES, Lake

FORMAT = 1
_MANIFEST, _RECORDS, _HASH_KEY, _CODE_KEY = "manifest.json", "records.db", "keys/hash.key", "keys/spark-codes.key"
_KEYS = (_HASH_KEY, _CODE_KEY)
_PIECE = 1 << 20
_SAFE = re.compile(
    r"^(records\.db|keys/(hash|spark-codes)\.key|raw/[0-9a-f]{64}\.zst|lake/[^/\\]+/[a-z_]+/[0-9]+\.parquet)$"
)


@dataclass(frozen=True)
class Moved:
    """What an archive holds."""

    workspaces: tuple[str, ...]
    files: int
    bytes: int
    has_raw: bool
    has_key: bool


def export_home(archive: Path, *, home: Path, records: Records, with_raw: bool = True, with_key: bool = False) -> Moved:
    """Write the whole home into one zip of mode 0600, put in place at once.

    Imports wait while it runs, readers do not. The lake goes as it stands now, without its older versions. The key of
    the keyed hashes goes only `with_key`: whoever holds archive and key can test whether an address is among the
    customers, and the key of the Spark codes opens them; without them, later imports cannot recognise the customers of
    earlier ones and sealed codes stay sealed.

    Raises
    ------
    InvalidInput : archive_exists
    WarehouseError : disk_full, home_read_only, home_busy
    """
    if archive.exists():
        raise InvalidInput("archive_exists", file=str(archive))
    part = archive.with_name(f".{archive.name}-{secrets.token_hex(4)}.part")
    try:
        with naming_faults(archive.parent), ExitStack() as locks:
            names = records.workspaces()
            lakes = {name: Lake(home / "lake" / name) for name in names}
            for lake in lakes.values():
                locks.enter_context(lake.writing(who=f"export {archive.name}"))
            part.touch(mode=0o600, exist_ok=False)
            moved = _write(part, home, records, lakes, with_raw=with_raw, with_key=with_key)
            part.replace(archive)
    finally:
        part.unlink(missing_ok=True)
    return moved


def _write(
    part: Path, home: Path, records: Records, lakes: Mapping[str, Lake], *, with_raw: bool, with_key: bool
) -> Moved:
    copy = part.with_suffix(".db")
    hashes: dict[str, str] = {}
    size = 0
    try:
        records.copy_to(copy)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            for name, file in _members(home, copy, lakes, with_raw=with_raw, with_key=with_key):
                kind = zipfile.ZIP_DEFLATED if name == _RECORDS else zipfile.ZIP_STORED
                archive.write(file, name, compress_type=kind)
                hashes[name] = _sha256(file)
                size += file.stat().st_size
            manifest = {
                "format": FORMAT,
                "upshot": __version__,
                "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "workspaces": sorted(lakes),
                "sha256": hashes,
            }
            archive.writestr(_MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
    finally:
        for leftover in part.parent.glob(f"{copy.stem}.*"):
            if leftover != part:
                leftover.unlink(missing_ok=True)
    return _moved(manifest, size)


def _members(
    home: Path, copy: Path, lakes: Mapping[str, Lake], *, with_raw: bool, with_key: bool
) -> Iterator[tuple[str, Path]]:
    yield _RECORDS, copy
    for name, lake in lakes.items():
        for table in LAKE_TABLES:
            for at, file in enumerate(lake.snapshot(table).files):
                yield f"lake/{name}/{table}/{at}.parquet", Path(file)
    if with_raw:
        yield from ((f"raw/{file.name}", file) for file in sorted((home / "raw").glob(f"*{RAW_ENDING}")))
    if with_key:
        yield from ((name, home / name) for name in _KEYS if (home / name).exists())


def restore_home(archive: Path, home: Path, *, records_url: str | None = None) -> Moved:
    """Unpack an exported archive into `home`, which must be absent or hold no workspace; at once or not at all.

    With `records_url` the records go there, into a database without workspaces, instead of into the home.

    Raises
    ------
    InvalidInput : archive_missing, archive_not_a_home, archive_newer, archive_altered, restore_home_not_empty
    WarehouseError : disk_full, home_read_only
    """
    check_empty(home)
    part = home.with_name(f".{home.name}-{secrets.token_hex(4)}.restoring")
    try:
        with naming_faults(home.parent):
            home.parent.mkdir(parents=True, exist_ok=True)
            manifest = _unpack(archive, part)
            _build_lakes(part)
            check_empty(home)
            with _records_moved(part / _RECORDS, records_url):
                shutil.rmtree(home, ignore_errors=True)
                part.rename(home)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return _moved(manifest, archive.stat().st_size)


@contextmanager
def _records_moved(file: Path, url: str | None) -> Iterator[None]:
    """Let the records be at `url`, when there is one, from the moment the body has ended."""
    if url is None:
        yield
        return
    records = Records.open(url)
    try:
        with TemporaryDirectory(prefix="upshot-records-") as folder:
            aside = Path(shutil.move(file, folder))
            with records.taking(aside):
                yield
    finally:
        records.close()


def check_empty(home: Path) -> None:
    """Raise `restore_home_not_empty` unless `home` is absent, or a home in which nothing was done yet."""
    if not home.exists():
        return
    if not home.is_dir() or any(path.name not in _FRESH for path in home.iterdir()):
        raise InvalidInput("restore_home_not_empty", path=str(home))
    if (home / _RECORDS).exists():
        records = Records.open(f"sqlite:///{home / _RECORDS}")
        try:
            names = records.workspaces()
        finally:
            records.close()
        if names:
            raise InvalidInput("restore_home_not_empty", path=str(home))


_FRESH = {
    "lake", "raw", "inbox", "cache", "keys", _RECORDS, f"{_RECORDS}-wal", f"{_RECORDS}-shm", "records.migrating",
}  # fmt: skip


def _unpack(archive: Path, part: Path) -> dict[str, Any]:
    """Every member that the manifest names, checked against its hash; no other name is ever written."""
    try:
        with zipfile.ZipFile(archive) as packed:
            manifest: dict[str, Any] = json.loads(packed.read(_MANIFEST))
            if manifest["format"] > FORMAT:
                raise InvalidInput("archive_newer", file=str(archive), seen=manifest["upshot"], newest=__version__)
            for name, sha256 in manifest["sha256"].items():
                if not _SAFE.match(name) or ".." in name:
                    raise InvalidInput("archive_altered", file=str(archive), member=name)
                target = part / name
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if name in _KEYS else 0o777)
                target.touch(mode=0o600 if name in _KEYS else 0o666)
                with packed.open(name) as source, target.open("wb") as plain:
                    shutil.copyfileobj(source, plain, _PIECE)
                if _sha256(target) != sha256:
                    raise InvalidInput("archive_altered", file=str(archive), member=name)
    except FileNotFoundError:
        raise InvalidInput("archive_missing", file=str(archive)) from None
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError):
        raise InvalidInput("archive_not_a_home", file=str(archive)) from None
    return manifest


def _build_lakes(part: Path) -> None:
    """Turn the plain Parquet files into Delta tables again."""
    exported = part / "exported"
    if not (part / "lake").exists():
        return
    (part / "lake").rename(exported)
    for folder in sorted(exported.glob("*/*")):
        if folder.name in TABLES:
            lake = Lake(part / "lake" / folder.parent.name)
            lake.adopt(folder.name, [str(file) for file in sorted(folder.glob("*.parquet"))])
    shutil.rmtree(exported)


def _moved(manifest: Mapping[str, Any], size: int) -> Moved:
    names = manifest["sha256"]
    return Moved(
        workspaces=tuple(manifest["workspaces"]),
        files=len(names),
        bytes=size,
        has_raw=any(name.startswith("raw/") for name in names),
        has_key=_HASH_KEY in names,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return _digest(stream)


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()
