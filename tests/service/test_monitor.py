"""``companytrack monitor`` as cron runs it: what it prints, and that it fails exactly when somebody must look."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from typer.testing import CliRunner

from matching import releases
from matching.model import MatchModel
from service.access import Caller, Role
from service.cli import app
from service.cli_monitor import ALARM
from service.exporting import NotAllowed
from service.store.run_counts import RunCounts
from service.watch_page import write
from service.watching import counted, gathered, watched
from tests.answered import answered, dataset
from tests.service.api_house import NOON
from tests.service.learned_house import LATER, PEOPLE, TODAY
from tests.service.test_snapshots import happened

SINCE = date(2027, 4, 1)
MOVED = 0.2


@pytest.fixture(scope="module")
def calm():
    return answered(np.random.default_rng(4), 1_500, people=60)


@pytest.fixture(scope="module")
def moved(calm):
    shown = calm.suggestions.copy()
    shown.loc[shown["shown_on"].dt.date >= SINCE, "language_margin"] *= MOVED
    return dataset(shown, calm.answers)


@pytest.fixture
def monitor(tmp_path, monkeypatch):
    """Runs the command on a data set, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def go(found, *words, code=0):
        found.write(tmp_path / "snapshot")
        result = CliRunner().invoke(app, ["monitor", "--snapshot", "snapshot", "--since", str(SINCE), *words])
        assert result.exit_code == code, result.output + repr(result.exception)
        return result

    return go


def test_a_calm_period_ends_well_and_says_so(monitor, calm):
    told = monitor(calm)
    assert "Ingen alarm." in told.stderr
    assert "Opfundne data." in told.stdout
    assert "sprog" in told.stdout.lower()


def test_an_alarm_fails_with_its_own_code_and_says_what_to_do(monitor, moved):
    told = monitor(moved, "--language", "en", code=ALARM)
    assert "ALARM: The numbers have moved." in told.stderr


def test_a_program_gets_json_without_nan_and_the_same_code(monitor, moved):
    told = json.loads(
        monitor(moved, "--json", code=ALARM).stdout, parse_constant=lambda name: pytest.fail(f"{name} is no JSON")
    )
    assert told["alarms"] == ["drift"]
    assert next(one["name"] for one in told["watch"]["drifts"] if one["moved"]) == "language_margin"
    assert told["runs"] is None
    assert told["answering"]["release"] is None


def test_the_page_says_the_same_and_needs_nothing_from_elsewhere(monitor, moved, tmp_path):
    monitor(moved, "--out", "report.html", code=ALARM)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "ALARM: Tallene har flyttet sig" in page
    assert page.count("<h2") == 5
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_a_day_outside_the_snapshot_is_told_with_the_cure(monitor, calm):
    told = monitor(calm, "--since", "2030-01-01", code=2)
    assert "--since" in told.stderr


def test_a_folder_that_is_no_snapshot_is_a_sentence(tmp_path):
    told = CliRunner().invoke(app, ["monitor", "--snapshot", str(tmp_path)])
    assert told.exit_code == 1
    assert "manifest.json" in told.stderr


def test_a_broken_limit_alarms_and_none_does_not(calm, tmp_path):
    quiet = watched(calm, tmp_path, SINCE, date(2027, 9, 1), RunCounts(lists=10, degraded=1, violations=0))
    assert quiet.alarms == ()
    assert replace(quiet, runs=RunCounts(10, 1, 1)).alarms == ("violations",)


def test_the_release_is_told_with_its_age_and_whether_the_gate_was_overruled(calm, tmp_path):
    MatchModel.prior().save(tmp_path / "model")
    release = releases.write(tmp_path / "home", tmp_path / "model", {"overruled_by": "Kim"})
    at = datetime(2027, 8, 1, 12).astimezone()
    releases.promote(tmp_path / "home", release.name, by="Kim", why="prøve", at=at)
    found = watched(calm, tmp_path / "home", SINCE, at.date() + timedelta(days=30)).answering
    assert (found.release, found.days, found.overruled, found.overrules) == (release.name, 30, True, 1)


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_part_has_its_words_in_both_languages(calm, tmp_path, language):
    write(tmp_path / "page.html", watched(calm, tmp_path, SINCE, date(2027, 9, 1)), language)
    assert f'lang="{language}"' in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_lived_in_database_is_watched_without_a_folder(tmp_path):
    store = happened(f"sqlite:///{tmp_path}/lived.db", tmp_path)
    try:
        analyst = Caller("k1", "viborg", Role.DATA_ANALYST)
        runs = counted(store, "viborg", LATER)
        found = watched(gathered(store, "viborg", analyst, TODAY), tmp_path / "model", LATER, TODAY, runs)
        with pytest.raises(NotAllowed):
            gathered(store, "viborg", replace(analyst, role=Role.CONSULTANT), TODAY)
    finally:
        store.close()
    assert (found.watch.reference.people, found.watch.now.people) == (len(PEOPLE), len(PEOPLE))
    assert found.watch.reference.last == NOON.date()
    assert runs == RunCounts(lists=len(PEOPLE), degraded=len(PEOPLE), violations=0)  # by spelling alone
    assert found.watch.reasons == {"other": len(PEOPLE)}
    assert found.alarms == ()
