"""Where Spark codes are sealed and opened: the keys, kept in the home's `keys/`, apart from the database."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from upshot.errors import InvalidInput, WarehouseError

KEY_FILE = "spark-codes.key"
SHORTEST, LONGEST = 6, 512  # TikTok publishes no grammar; a vendor speaks of six characters, real ones have some sixty
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_CODE = re.compile(r"#?[A-Za-z0-9+/_-]+={0,3}")


def tidy_code(text: str) -> str:
    """`text` as TikTok made it: without blanks, line breaks and invisible marks; letters, `#`, `/`, `+`, `=` stay.

    Raises
    ------
    InvalidInput : spark_code_malformed; the facts tell its length and what is wrong, never the code
    """
    code = _BLANKS.sub("", text).strip("\"'«»“”‘’`")
    reason = _fault(code)
    if reason is not None:
        raise InvalidInput("spark_code_malformed", seen=len(code), reason=reason)
    return code


def _fault(code: str) -> str | None:
    if not code:
        return "empty"
    if "tiktok.com/" in code.casefold() or "://" in code:
        return "link"
    if len(code) < SHORTEST:
        return "short"
    if len(code) > LONGEST:
        return "long"
    return None if _CODE.fullmatch(code) else "characters"


class CodeVault:
    """Seals and opens codes with the keys of one home; the newest key, first in the file, seals."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / KEY_FILE

    def __repr__(self) -> str:
        return f"CodeVault({str(self.path)!r})"

    def seal(self, code: str) -> str:
        """`code` encrypted; makes the first key where there is none."""
        return self._fernet(make=True).encrypt(code.encode()).decode("ascii")

    def open(self, cipher: str) -> str:
        """The code behind `cipher`.

        Raises
        ------
        WarehouseError : spark_key_missing, when no key here opens it
        """
        try:
            return self._fernet(make=False).decrypt(cipher.encode("ascii")).decode()
        except InvalidToken:
            raise WarehouseError("spark_key_missing", path=str(self.path)) from None

    def fingerprints(self, code: str) -> tuple[str, ...]:
        """The keyed hash of `code` under every key, newest first: the same code is recognised, none can be guessed."""
        keys = self._keys(make=True)
        return tuple(hmac.new(key, b"upshot spark code" + code.encode(), hashlib.sha256).hexdigest() for key in keys)

    def add_key(self) -> None:
        """Put a new key first; the older ones still open what they sealed."""
        self._write([Fernet.generate_key(), *(self._keys(make=False) if self.path.exists() else [])])

    def drop_older_keys(self) -> None:
        """Forget every key but the newest; call it only when everything was sealed anew."""
        self._write(self._keys(make=False)[:1])

    def _fernet(self, *, make: bool) -> MultiFernet:
        return MultiFernet([Fernet(key) for key in self._keys(make=make)])

    def _keys(self, *, make: bool) -> list[bytes]:
        if make and not self.path.exists():
            self._create()
        try:
            keys = self.path.read_bytes().split()
            for key in keys:
                Fernet(key)
        except (OSError, ValueError):
            keys = []
        if not keys:
            raise WarehouseError("spark_key_missing", path=str(self.path))
        return keys

    def _create(self) -> None:
        """The first key, put in place at once: of two processes that make one, both use the same."""
        part = self._part([Fernet.generate_key()])
        with contextlib.suppress(FileExistsError):
            self.path.hardlink_to(part)
        part.unlink()

    def _write(self, keys: list[bytes]) -> None:
        self._part(keys).replace(self.path)

    def _part(self, keys: list[bytes]) -> Path:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = self.path.with_name(f".{self.path.name}-{secrets.token_hex(6)}")
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                stream.write(b"\n".join(keys) + b"\n")
        except OSError:
            raise WarehouseError("home_read_only", path=str(self.path), file=str(self.path), table="–") from None
        return part
