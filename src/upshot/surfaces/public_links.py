"""How links begin, and the names under which other people reach this house (`public_url`, and `link_url`)."""

from __future__ import annotations

from urllib.parse import urlsplit

from upshot.errors import SettingsError
from upshot.vocabulary.public_addresses import public_address
from upshot.vocabulary.tracked_links import REDIRECT_PATH
from upshot.wiring import House, Workspace

LINK_PATH = "/request/"
HOOK_PATH = "/hook/"
COLLECTOR_HERE = "http://127.0.0.1:8723"  # where `upshot collect` listens when nobody says otherwise
PUBLIC_PATHS = (LINK_PATH, "/static/", "/vendor/")  # all that a creator's page needs


def request_link(workspace: Workspace, token: str, *, otherwise: str) -> str:
    """The private link of a token; it begins as `otherwise` does where no public address is set.

    Raises
    ------
    SettingsError : public_url_invalid
    """
    return _base(workspace, "public_url", otherwise) + f"{LINK_PATH}{token}"


def tracked_address(workspace: Workspace, code: str) -> str:
    """The address of a tracked link, at the collector.

    Raises
    ------
    SettingsError : link_url_invalid
    """
    return _base(workspace, "link_url", COLLECTOR_HERE) + f"{REDIRECT_PATH}{code}"


def hook_address(workspace: Workspace, name: str) -> str:
    """The address of a webhook, at the collector.

    Raises
    ------
    SettingsError : link_url_invalid
    """
    return _base(workspace, "link_url", COLLECTOR_HERE) + f"{HOOK_PATH}{name}"


def _base(workspace: Workspace, setting: str, otherwise: str) -> str:
    """How a setting says that addresses begin, or `otherwise` where it says nothing."""
    told = (workspace.setting(setting) or "").strip()
    base = public_address(told) if told else otherwise.rstrip("/")
    if base is None:
        raise SettingsError(f"{setting}_invalid", seen=told[:120])
    return base


def public_hosts(house: House) -> frozenset[str]:
    """The host names, without ports, of all workspaces' public addresses; an address that cannot be read has none."""
    told = {(house.workspace(name).setting("public_url") or "").strip() for name in house.workspaces()}
    addresses = (public_address(text) for text in told if text)
    return frozenset(urlsplit(address).hostname or "" for address in addresses if address)
