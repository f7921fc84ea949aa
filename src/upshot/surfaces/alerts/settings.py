"""Where alerts go: from the environment, or from `keys/alerts.toml`; never from the database, for these are secrets.

The file has one table per workspace and one called `default`; a name found in the environment wins:

    [default]
    email_to = "spark@brand.example"
    smtp_host = "smtp.brand.example"

    [workspace."Brand B"]
    webhook_url = "https://hooks.brand.example/upshot"
    webhook_secret = "…"
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

from upshot.errors import SettingsError

FILE = "alerts.toml"
PREFIX = "UPSHOT_ALERT_"
SECURITY = ("starttls", "tls", "none")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class AlertSettings:
    """Where alerts of a workspace go; None = not that way."""

    webhook_url: str | None = field(default=None, repr=False)
    webhook_secret: str | None = field(default=None, repr=False)
    email_to: str | None = None
    email_from: str | None = None
    smtp_host: str | None = None
    smtp_port: str | None = None
    smtp_user: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    smtp_security: str | None = None

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways that are set up."""
        ways = (("webhook", self.webhook_url), ("email", self.email_to))
        return tuple(way for way, target in ways if target)


def read_alert_settings(home: Path, workspace: str, environment: Mapping[str, str] | None = None) -> AlertSettings:
    """Read and check where the alerts of `workspace` go.

    Raises
    ------
    SettingsError : alert_file_broken, alert_webhook_url, alert_webhook_secret, alert_email, alert_smtp_port,
        alert_smtp_security; none of them quotes a secret
    """
    said = os.environ if environment is None else environment
    file = _file(home / "keys" / FILE)
    tables = (file.get("default"), (file.get("workspace") or {}).get(workspace))
    told: dict[str, str] = {}
    for table in tables:
        told |= {str(name): str(value) for name, value in (table or {}).items()}
    names = [entry.name for entry in fields(AlertSettings)]
    told |= {name: said[PREFIX + name.upper()] for name in names if said.get(PREFIX + name.upper())}
    settings = AlertSettings(**{name: told[name] for name in names if told.get(name)})
    _check(settings, home / "keys" / FILE)
    return settings


def _file(path: Path) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):  # its message would quote the line
        raise SettingsError("alert_file_broken", path=str(path)) from None


def _check(settings: AlertSettings, path: Path) -> None:
    if settings.webhook_url is not None:
        address = urlsplit(settings.webhook_url)
        is_safe = address.scheme == "https" or (address.scheme == "http" and address.hostname in _LOOPBACK)
        if not is_safe or not address.hostname:
            raise SettingsError("alert_webhook_url", seen=address.scheme or "–", path=str(path))
        if not settings.webhook_secret:
            raise SettingsError("alert_webhook_secret", path=str(path))
    if settings.email_to is not None and not (settings.email_from and settings.smtp_host):
        raise SettingsError("alert_email", path=str(path))
    if settings.smtp_port is not None and not settings.smtp_port.isdigit():
        raise SettingsError("alert_smtp_port", seen=settings.smtp_port, path=str(path))
    if settings.smtp_security not in {None, *SECURITY}:
        raise SettingsError("alert_smtp_security", seen=settings.smtp_security, path=str(path))
