"""Turn what PostgreSQL complains about into errors a person can act on; no password and no value gets in.

A server that answers gives an SQLSTATE (five characters, documented in PostgreSQL's appendix A); a connection that
fails gives words only.
"""

from __future__ import annotations

import re

from upshot.errors import InvalidInput, UpshotError, WarehouseError

_BY_STATE = {
    "53100": "disk_full",
    "53300": "records_crowded",  # too many connections
    "25006": "records_forbidden",  # a standby server: read only
    "42501": "records_forbidden",
    "55P03": "records_busy",  # the lock was not given in time
    "40P01": "records_busy",
    "28P01": "records_password",
    "28000": "records_password",
    "3D000": "records_no_database",
}
_BY_WORDS = {
    "password authentication failed": "records_password",
    "no password supplied": "records_password",
    "no pg_hba.conf entry": "records_password",
    "does not exist": "records_no_database",  # of a connection: the database, or the role
    "too many": "records_crowded",
    "remaining connection slots": "records_crowded",
}
_TOO_LONG = re.compile(r"value too long for type character varying\((\d+)\)")


def postgres_fault(error: Exception, place: str) -> UpshotError:
    """The error that says what `error` means; `place` is the address without its password.

    Returns
    -------
    WarehouseError : records_unreachable, records_password, records_no_database, records_forbidden, records_crowded,
        records_busy, disk_full, records_refused (anything else; the SQLSTATE is named)
    InvalidInput : records_text, a text that is too long, or has a zero character in it
    """
    cause = getattr(error, "orig", None) or error
    state = getattr(cause, "sqlstate", None)
    words = str(cause)
    if (too_long := _TOO_LONG.search(words)) is not None:
        return InvalidInput("records_text", seen="long", longest=int(too_long[1]))
    if "NUL (0x00)" in words:
        return InvalidInput("records_text", seen="zero", longest=0)
    code = _BY_STATE.get(state or "") or next((code for word, code in _BY_WORDS.items() if word in words), None)
    if code is None:
        code = "records_refused" if state else "records_unreachable"
    return WarehouseError(code, path=place, file=place, table="–", seen=state or "–")
