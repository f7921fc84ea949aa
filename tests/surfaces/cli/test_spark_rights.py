"""`upshot spark` as a person at a terminal meets it; and no code where nobody asked for one."""

from __future__ import annotations

import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from upshot.surfaces.cli.app import app, run
from upshot.surfaces.cli.commands.spark import SPARK_COMMANDS
from upshot.surfaces.wording import LANGUAGES
from upshot.vocabulary.spark_rights import DateSource, Evidence, EvidenceKind
from upshot.wiring import House

LINK = "https://www.tiktok.com/@Lea/video/7300000000000000001"
CODE = "#q7Jk2/Zz+9aWnB4LxR0tYvC3mE5sD8fG1hU6iOpPkA="
TODAY = datetime.now(UTC).date()


def day(n: int) -> str:
    return (TODAY + timedelta(days=n)).isoformat()


@pytest.fixture
def home(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("UPSHOT_HOME", str(tmp_path / "home"))
    for name in ("UPSHOT_ALERT_WEBHOOK_URL", "UPSHOT_ALERT_EMAIL_TO", "UPSHOT_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


def answer(capsys, *line: str, code: int = 0) -> dict:
    assert run(["spark", *line, "--format", "json"]) == code
    return json.loads(capsys.readouterr().out)


def drafted(capsys, *more: str) -> str:
    return answer(capsys, "add", LINK, "--flight-from", day(0), "--flight-until", day(40), *more)["right"]


def with_code(capsys, monkeypatch, *more: str) -> str:
    right = drafted(capsys, *more)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{LINK}\n{CODE}\n30 days"))
    assert answer(capsys, "import", "-")["refused"] == 0
    return right


def test_every_command_of_the_group_has_help_in_the_list():
    from typer.main import get_command

    commands = get_command(app).commands["spark"].commands
    assert list(commands) == [name for _, name in SPARK_COMMANDS]
    assert all(command.help for command in commands.values())


def test_the_group_loads_nothing_before_it_is_asked():
    code = "import sys; from upshot.surfaces.cli.app import run; run(['--help']); print(sorted(m for m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("cryptography", "icalendar", "httpx2", "upshot.surfaces.cli.commands.spark_rights"):
        assert f"'{heavy}'" not in loaded


def test_a_right_goes_from_draft_to_renewal(home, capsys, monkeypatch):
    right = with_code(capsys, monkeypatch, "--budget", "4100", "--contract-until", day(400))
    end = (datetime.now(UTC) + timedelta(days=10)).isoformat()
    assert answer(capsys, "mark", right, "authorised", "--platform", "--until", end)["state"] == "authorised"
    shown = answer(capsys, "rights", right[:5])
    assert (shown["state"], shown["stops"]["window"], shown["renewal_due_days"]) == ("expiring", "code", 14)
    assert shown["conflicts"][0]["code"] == "spark_conflict_flight_after_code"
    assert 2900 < float(shown["at_risk"]["total"]) < 3200
    heir = answer(capsys, "renew", right, "--flight-until", day(60))["right"]
    assert answer(capsys, "rights", heir)["renews"] == right
    assert [event["to"] for event in shown["history"]] == ["drafted", "code_received", "code_received", "authorised"]


def test_the_table_of_rights_speaks_both_languages(home, capsys):
    drafted(capsys)
    assert run(["spark", "rights", "--lang", "fr"]) == 0
    french = capsys.readouterr().out
    assert run(["spark", "rights", "--lang", "en"]) == 0
    english = capsys.readouterr().out
    assert "préparé" in french
    assert "drafted" in english
    assert "@lea" in english


def test_the_private_link_is_shown_once_and_works(home, capsys):
    right = drafted(capsys)
    told = answer(capsys, "request", right, "--offer", "pay=200 EUR")
    assert told["days"] == 60
    token = told["link"].rsplit("/", 1)[1]
    with House.open(home) as house:
        book = house.workspace().spark_book()
        assert book.find_request_by_token(token).offer == {"pays": "200 EUR", "buffer_days": "7"}
    assert told["link"].startswith("http://127.0.0.1:8722/request/")
    assert answer(capsys, "request", right, "--withdraw")["n"] == 1


def test_the_private_link_begins_with_the_public_address(home, capsys, monkeypatch):
    monkeypatch.setenv("UPSHOT_PUBLIC_URL", "https://spark.brand.example/")
    right = drafted(capsys)
    assert answer(capsys, "request", right)["link"].startswith("https://spark.brand.example/request/")
    monkeypatch.setenv("UPSHOT_PUBLIC_URL", "http://spark.brand.example")
    assert run(["spark", "request", right]) == 2
    assert "https" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "code"),
    [(["add", "https://vm.tiktok.com/ZM1/"], "spark_short_link"), (["add", "hello"], "spark_no_post"),
     (["add", "7300000000000000009"], "spark_creator_needed"),
     (["add", LINK, "--flight-until", "31/02/2026"], "spark_day"),
     (["add", LINK, "--budget", "lots"], "spark_amount"), (["add", LINK, "--creator", "tom"], "spark_creator_differs"),
     (["rights", "zzzz"], "spark_right_unknown"), (["gates", "zzzz"], "spark_right_unknown"),
     (["mark", "zzzz", "asleep"], "spark_state_unknown")],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "fr"])
def test_wrong_use_is_answered_in_words(home, capsys, line, code, language):
    assert run(["spark", *line, "--lang", language]) == 2
    said = capsys.readouterr().err
    assert code not in said
    assert len(said) > 60


def test_the_calendar_can_be_read_by_a_calendar(home, capsys, monkeypatch, tmp_path):
    right = with_code(capsys, monkeypatch)
    assert run(["spark", "mark", right, "authorised", "--platform"]) == 0
    assert run(["spark", "calendar", "--out", str(tmp_path / "rights.ics"), "--lang", "fr"]) == 0
    feed = icalendar.Calendar.from_ical((tmp_path / "rights.ics").read_bytes())
    events = {str(event["uid"]): event for event in feed.walk("VEVENT")}
    assert events.keys() == {f"{right}-{kind}@upshot" for kind in ("code_ends", "flight_begins", "flight_ends")}
    assert len(events[f"{right}-code_ends@upshot"].walk("VALARM")) == 3
    assert events[f"{right}-flight_ends@upshot"].decoded("dtstart").isoformat() == day(40)


def test_a_revoked_right_is_cancelled_in_the_calendar(home, capsys, monkeypatch, tmp_path):
    right = with_code(capsys, monkeypatch)
    assert run(["spark", "revoke", right, "--why", "she wrote"]) == 0
    assert run(["spark", "calendar", "--out", str(tmp_path / "rights.ics")]) == 0
    feed = icalendar.Calendar.from_ical((tmp_path / "rights.ics").read_bytes())
    assert {str(event["status"]) for event in feed.walk("VEVENT")} == {"CANCELLED"}


def test_alerts_are_shown_and_the_clock_is_written_down(home, capsys, monkeypatch):
    right = with_code(capsys, monkeypatch, "--budget", "4100")
    end = (datetime.now(UTC) + timedelta(days=1, hours=6)).isoformat()
    run(["spark", "mark", right, "authorised", "--platform", "--until", end])
    capsys.readouterr()
    told = answer(capsys, "alerts")
    assert {alert["kind"] for alert in told["due"]} == {"renewal_due", "conflict"}
    assert answer(capsys, "rights", right)["recorded_state"] == "expiring"


# --- the gates, as in the web app --------------------------------------------------------------------------------

TOLD = ("is_public=yes", "toggle_on=yes", "is_caption_final=yes", "overlay_s=30", "duration_s=30",
        "caption=Collaboration commerciale, lien en bio", "sound_licence=original", "optimization_goal=CONVERT",
        f"consent_given_on={TODAY}")  # fmt: skip


def told(capsys, right: str, *facts: str) -> dict:
    return answer(capsys, "gates", right, *(part for fact in facts for part in ("--tell", fact)))


def almost_ready(home, capsys, monkeypatch) -> str:
    """A right with a code, on which only the number of posts and creators is open."""
    with House.open(home) as house:
        row = {"campaign": "Xmas", "objective": "sales", "starts_on": TODAY, "ends_on": TODAY + timedelta(60)}
        brand = house.workspace()
        brand.records.put_row(brand.name, "campaign", row, who="test", now=datetime.now(UTC))
    right = with_code(capsys, monkeypatch, "--campaign", "Xmas", "--contract-until", day(90), "--territory", "FR")
    told(capsys, right, *TOLD)
    with House.open(home) as house:
        end, seen = datetime.now(UTC) + timedelta(days=60), Evidence(EvidenceKind.PLATFORM)
        terms = {"actor": "test", "at": datetime.now(UTC), "evidence": seen, "source": DateSource.PLATFORM}
        house.workspace().spark_book().set_code_window(right, ends_at=end, **terms)
    return right


def open_gates(capsys, right: str) -> set[str]:
    return {gate["gate"] for gate in answer(capsys, "gates", right)["gates"] if gate["state"] != "pass"}


def test_a_right_is_marked_as_authorised_when_its_gates_pass_or_a_reason_lets_them_stand(home, capsys, monkeypatch):
    right = almost_ready(home, capsys, monkeypatch)
    assert open_gates(capsys, right) == {"spread"}
    assert run(["spark", "mark", right, "authorised"]) == 2
    assert "Several posts, several creators" in capsys.readouterr().err
    assert answer(capsys, "mark", right, "authorised", "--reason", "one creator sells it")["state"] == "authorised"
    history = answer(capsys, "rights", right)["history"]
    assert {"gate.reason_spread": "one creator sells it"} in [event["changes"] for event in history]


def test_no_reason_lifts_a_disclosure_and_a_refused_act_leaves_no_reason_behind(home, capsys, monkeypatch):
    right = almost_ready(home, capsys, monkeypatch)
    told(capsys, right, "toggle_on=no")
    assert run(["spark", "mark", right, "authorised", "--reason", "we must"]) == 2
    assert "disclosure" in capsys.readouterr().err
    assert open_gates(capsys, right) == {"spread", "disclosure_toggle"}
    assert answer(capsys, "rights", right)["state"] == "code_received"


def test_no_link_goes_out_while_the_caption_lacks_its_mention_whatever_the_reason(home, capsys):
    right = drafted(capsys, "--territory", "FR")
    told(capsys, right, "caption=Ma recette, lien en bio")
    for more in ([], ["--reason", "she is in a hurry"]):
        assert run(["spark", "request", right, *more]) == 2
        assert "The text says it is advertising" in capsys.readouterr().err
    told(capsys, right, "caption=Publicité : ma recette, lien en bio")
    assert answer(capsys, "request", right)["days"] == 60


def test_what_tiktok_tells_is_kept_and_the_open_gates_are_said(home, capsys, monkeypatch):
    """The ads run already: a ledger that refused the fact would miss the day on which they stop."""
    right = with_code(capsys, monkeypatch)
    assert run(["spark", "mark", right, "authorised", "--platform"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "The text says it is advertising" in said
    assert answer(capsys, "rights", right)["recorded_state"] == "authorised"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", [["gates", "--tell", "mood=good"], ["gates", "--tell", "is_public=perhaps"],
                                  ["gates", "--tell", "caption"], ["request", "--offer", "wy=x"]])  # fmt: skip
def test_a_fact_or_an_offer_that_does_not_exist_is_refused_in_words(home, capsys, line, language):
    right = drafted(capsys)
    assert run(["spark", line[0], right, *line[1:], "--lang", language]) == 2
    said = capsys.readouterr().err
    assert "{" not in said
    assert len(said) > 60


# --- no code where nobody asked for one ------------------------------------------------------------------------


def test_a_code_is_shown_by_reveal_alone_and_only_with_a_reason(home, capsys, monkeypatch):
    right = with_code(capsys, monkeypatch)
    assert run(["spark", "reveal", right]) == 2
    assert CODE not in "".join(capsys.readouterr())
    assert run(["spark", "reveal", right, "--why", "launch"]) == 0
    assert capsys.readouterr().out.strip() == CODE


def test_no_screen_log_export_dump_or_error_holds_the_raw_code(home, capsys, monkeypatch, tmp_path):
    right = with_code(capsys, monkeypatch)
    sheet = tmp_path / "again.csv"
    sheet.write_text(f'post,code,days\n{LINK},{CODE},30\n{LINK[:-1]}2,{CODE},30\n"{LINK},{CODE}\n{LINK},{CODE}?!,7\n')
    for line in (["rights"], ["rights", right], ["rights", "--format", "json"], ["import", str(sheet)],
                 ["import", str(sheet), "--format", "json"], ["import", str(sheet), "-v"], ["calendar"], ["alerts"],
                 ["mark", right, "live"], ["rotate-keys"]):  # fmt: skip
        run(["spark", *line])
    run(["export", str(tmp_path / "all.zip"), "--with-key"])
    with House.open(home) as house:
        workspace = house.workspace()
        spoken = repr(workspace.spark_book().list()) + repr(workspace.spark_book().codes(right))
        spoken += repr(workspace.records.audit_events(workspace.name)) + repr(workspace.spark_book().events())
    spoken += "".join(capsys.readouterr())
    dump = "\n".join(sqlite3.connect(home / "records.db").iterdump())
    packed = b"".join(
        zipfile.ZipFile(tmp_path / "all.zip").read(name) for name in zipfile.ZipFile(tmp_path / "all.zip").namelist()
    )
    files = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    needle = CODE.strip("#=")
    assert needle not in spoken
    assert needle not in dump
    assert needle.encode() not in packed
    assert needle.encode() not in files


def test_a_home_restored_with_its_keys_opens_its_codes_and_without_them_says_what_is_missing(
    home, capsys, monkeypatch, tmp_path
):
    right = with_code(capsys, monkeypatch)
    run(["export", str(tmp_path / "with.zip"), "--with-key"])
    run(["export", str(tmp_path / "without.zip")])
    run(["restore", str(tmp_path / "with.zip"), "--home", str(tmp_path / "a")])
    run(["restore", str(tmp_path / "without.zip"), "--home", str(tmp_path / "b")])
    capsys.readouterr()
    assert run(["spark", "reveal", right, "--why", "move", "--home", str(tmp_path / "a")]) == 0
    assert capsys.readouterr().out.strip() == CODE
    assert run(["spark", "reveal", right, "--why", "move", "--home", str(tmp_path / "b")]) == 3
    assert "spark-codes.key" in capsys.readouterr().err
