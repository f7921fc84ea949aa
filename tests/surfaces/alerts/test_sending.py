"""Alerts on their way out, to a webhook and a mail server that run on this machine."""

from __future__ import annotations

import hashlib
import hmac
import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from upshot.decisions.spark.rights.alerts import Alert, AlertKind
from upshot.errors import SettingsError, SourceRefused, SourceUnavailable
from upshot.records.code_vault import CodeVault
from upshot.records.spark_book import SparkBook
from upshot.records.store import Records
from upshot.surfaces.alerts.sending import send_alerts
from upshot.surfaces.alerts.settings import AlertSettings, read_alert_settings
from upshot.surfaces.wording import Words
from upshot.vocabulary.spark_rights import RightState

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
SECRET = "s3cret-of-the-hook"


def alert(n: int = 1, covers: tuple[str, ...] = ()) -> Alert:
    end = datetime(2026, 6, 8, 9, tzinfo=UTC)
    money = {"per_day": Decimal("12.50"), "total": None, "currency": "EUR"}
    return Alert(f"r{n}:renewal_due:7", AlertKind.RENEWAL_DUE, f"r{n}", "lea", "7300000000000000001", None,
                 RightState.EXPIRING, end, "code", 7, covers=covers, **money)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> SparkBook:
    records = Records.open(f"sqlite:///{tmp_path / 'records.db'}")
    records.create_workspace("brand")
    return SparkBook(records, "brand", CodeVault(tmp_path / "keys"))


@contextmanager
def hook(*answers: int) -> Iterator[tuple[str, list]]:
    received: list = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            received.append((dict(self.headers), body))
            status = answers[min(len(received), len(answers)) - 1]
            self.send_response(status)
            if status == 302:
                self.send_header("location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook", received
        server.shutdown()


@contextmanager
def mailbox(refuse: bool = False) -> Iterator[tuple[int, list[str]]]:
    letters: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 test\r\n")
            while line := self.rfile.readline():
                word = line.split()[0].upper() if line.split() else b""
                if word == b"RCPT" and refuse:
                    self.wfile.write(b"550 nobody here\r\n")
                elif word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = iter(self.rfile.readline, b".\r\n")
                    letters.append(b"".join(lines).decode())
                    self.wfile.write(b"250 ok\r\n")
                elif word == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    self.wfile.write(b"250 ok\r\n")

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], letters
        server.shutdown()


def send(book: SparkBook, settings: AlertSettings, *alerts: Alert, language: str = "en"):
    return send_alerts(alerts, book, settings, words=Words(language), zone="Europe/Paris", now=NOW)


def test_the_webhook_receives_signed_json_once(book):
    with hook(204) as (url, received):
        settings = AlertSettings(webhook_url=url, webhook_secret=SECRET)
        assert [len(sent.alerts) for sent in send(book, settings, alert(1), alert(2))] == [2]
        assert [len(sent.alerts) for sent in send(book, settings, alert(1), alert(2))] == [0]
    ((headers, body),) = received
    stamp, digest = (part.split("=", 1)[1] for part in headers["upshot-signature"].split(","))
    assert hmac.compare_digest(
        digest, hmac.new(SECRET.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    )
    told = json.loads(body)
    assert [one["id"] for one in told["alerts"]] == ["r1:renewal_due:7", "r2:renewal_due:7"]
    assert told["alerts"][0]["at_risk"] == {"per_day": "12.50", "total": None, "currency": "EUR"}


@pytest.mark.parametrize(
    ("status", "error"),
    [(500, SourceUnavailable), (429, SourceUnavailable), (404, SourceRefused), (302, SourceRefused)],
)
def test_what_the_receiver_did_not_take_goes_out_next_time(book, status, error):
    with hook(status, 200) as (url, received):
        settings = AlertSettings(webhook_url=url, webhook_secret=SECRET)
        (failed,) = send(book, settings, alert())
        assert isinstance(failed.error, error)
        assert url not in str(failed.error)
        assert len(send(book, settings, alert())[0].alerts) == 1
    assert len(received) == 2
    assert received[0][0]["idempotency-key"] == received[1][0]["idempotency-key"]


def test_a_dead_receiver_does_not_stop_the_mail(book):
    with mailbox() as (port, letters):
        settings = AlertSettings(
            webhook_url="http://127.0.0.1:9/", webhook_secret=SECRET, email_to="a@brand.example, b@brand.example",
            email_from="upshot@brand.example", smtp_host="127.0.0.1", smtp_port=str(port), smtp_security="none",
        )  # fmt: skip
        hooked, mailed = send(book, settings, alert(), language="fr")
    assert (hooked.error.code, len(mailed.alerts)) == ("alert_webhook_unreachable", 1)
    (letter,) = letters
    assert "To: a@brand.example, b@brand.example" in letter
    assert "lea" in letter


def test_a_refused_letter_is_tried_again(book):
    with mailbox(refuse=True) as (port, _):
        settings = AlertSettings(email_to="a@brand.example", email_from="u@brand.example", smtp_host="127.0.0.1",
                                 smtp_port=str(port), smtp_security="none")  # fmt: skip
        assert send(book, settings, alert())[0].error.code == "alert_mail_refused"
    assert book.claim_alerts(["r1:renewal_due:7"], "email", now=NOW) == ["r1:renewal_due:7"]


def test_an_urgent_alert_makes_the_milder_ones_needless(book):
    with hook(200) as (url, _):
        settings = AlertSettings(webhook_url=url, webhook_secret=SECRET)
        send(book, settings, alert(covers=("r1:renewal_due:14",)))
    assert book.claim_alerts(["r1:renewal_due:14"], "webhook", now=NOW) == []


def test_the_file_serves_each_workspace_and_the_environment_wins(tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "alerts.toml").write_text(
        '[default]\nemail_to = "all@x.example"\nemail_from = "u@x.example"\nsmtp_host = "h"\n'
        '[workspace."Brand B"]\nwebhook_url = "https://b.example/h"\nwebhook_secret = "k"\n'
    )
    assert read_alert_settings(tmp_path, "A", {}).ways == ("email",)
    found = read_alert_settings(tmp_path, "Brand B", {"UPSHOT_ALERT_SMTP_HOST": "other"})
    assert (found.ways, found.smtp_host) == (("webhook", "email"), "other")
    assert "https://b.example" not in repr(found)


@pytest.mark.parametrize(
    ("said", "code"),
    [({"WEBHOOK_URL": "http://hooks.example/x", "WEBHOOK_SECRET": "k"}, "alert_webhook_url"),
     ({"WEBHOOK_URL": "https://hooks.example/x"}, "alert_webhook_secret"),
     ({"EMAIL_TO": "a@x.example"}, "alert_email"), ({"SMTP_PORT": "x"}, "alert_smtp_port"),
     ({"SMTP_SECURITY": "maybe"}, "alert_smtp_security")],
)  # fmt: skip
def test_settings_that_cannot_work_are_refused_by_name(tmp_path, said, code):
    with pytest.raises(SettingsError) as refusal:
        read_alert_settings(tmp_path, "A", {f"UPSHOT_ALERT_{name}": value for name, value in said.items()})
    assert refusal.value.code == code
    assert "hooks.example" not in str(refusal.value)


def test_a_broken_file_is_refused_without_quoting_its_secrets(tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "alerts.toml").write_text('[default]\nwebhook_secret = "hush\n')
    with pytest.raises(SettingsError) as refusal:
        read_alert_settings(tmp_path, "A", {})
    assert "hush" not in str(refusal.value)
