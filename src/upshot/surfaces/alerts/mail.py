"""One plain message per run, with every new alert in it, by the brand's own mail server."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from upshot.errors import SourceRefused, SourceUnavailable
from upshot.surfaces.alerts.settings import AlertSettings

TIMEOUT_S = 20
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


def alert_message(settings: AlertSettings, subject: str, lines: Sequence[str], *, now: datetime) -> EmailMessage:
    """The message; line breaks in a name cannot add headers, the mail library refuses them."""
    message = EmailMessage()
    message["Subject"] = " ".join(subject.split())
    message["From"] = settings.email_from
    message["To"] = ", ".join(part.strip() for part in (settings.email_to or "").split(",") if part.strip())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain="upshot.local")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(lines) + "\n")
    return message


def mail_alerts(settings: AlertSettings, message: EmailMessage) -> None:
    """Hand the message to the mail server.

    Raises
    ------
    SourceUnavailable : alert_mail_unreachable
    SourceRefused : alert_mail_refused (name and password, sender or recipient)
    """
    security = settings.smtp_security or "starttls"
    host, port = settings.smtp_host or "", int(settings.smtp_port or _PORTS[security])
    try:
        with _connected(host, port, security) as server:
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password or "")
            server.send_message(message)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as error:
        raise SourceRefused("alert_mail_refused", host=host, reason=type(error).__name__) from None
    except (smtplib.SMTPException, OSError) as error:
        raise SourceUnavailable("alert_mail_unreachable", host=host, port=port, reason=type(error).__name__) from None


def _connected(host: str, port: int, security: str) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if security == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=context)
    server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
    if security == "starttls":
        server.starttls(context=context)
    return server
