"""How private links begin, and the names under which other people reach this server (the setting `public_url`)."""

from __future__ import annotations

from urllib.parse import urlsplit

from upshot.errors import SettingsError
from upshot.vocabulary.public_addresses import public_address
from upshot.wiring import House, Workspace

LINK_PATH = "/request/"
PUBLIC_PATHS = (LINK_PATH, "/static/", "/vendor/")  # all that a creator's page needs


def request_link(workspace: Workspace, token: str, *, otherwise: str) -> str:
    """The private link of a token; it begins as `otherwise` does where no public address is set.

    Raises
    ------
    SettingsError : public_url_invalid
    """
    told = (workspace.setting("public_url") or "").strip()
    base = public_address(told) if told else otherwise.rstrip("/")
    if base is None:
        raise SettingsError("public_url_invalid", seen=told[:120])
    return f"{base}{LINK_PATH}{token}"


def public_hosts(house: House) -> frozenset[str]:
    """The host names, without ports, of all workspaces' public addresses; an address that cannot be read has none."""
    told = {(house.workspace(name).setting("public_url") or "").strip() for name in house.workspaces()}
    addresses = (public_address(text) for text in told if text)
    return frozenset(urlsplit(address).hostname or "" for address in addresses if address)
