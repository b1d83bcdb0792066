"""Fairness on the way a real tenant goes: store → export → retrain → verdict and report. All people are invented."""

import dataclasses
import itertools
import json
import shutil
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from matching.model import MatchModel
from service.access import Caller, Role, hash_of, new_secret
from service.cli import app
from service.report_page import page
from service.snapshots import export_snapshot
from service.store import open_store
from tests.service.api_house import NOON
from tests.service.audited_house import TENANT, WEEKS, audited, by_half, by_lot, lived, people
from training.audit import audit_of
from training.dataset import Dataset
from training.fairness import gaps
from training.gate import judge
from training.report import CHANGE, NEW
from training.retrain import retrain
from training.splits import by_time

N = 440
ANALYST = Caller("k1", TENANT, Role.DATA_ANALYST)
TODAY = (NOON + timedelta(weeks=WEEKS)).date()


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """The file of a database of invented people who were shown lists twice; nobody's groups are known."""
    path = tmp_path_factory.mktemp("audited") / "store.db"
    lived(f"sqlite:///{path}", N).close()
    return path


def exported(database, folder, sexes, origins=None):
    """A snapshot of a copy of it in which the groups are known."""
    shutil.copy(database, folder / "store.db")
    store = open_store(f"sqlite:///{folder}/store.db")
    audited(store, N, sexes, origins)
    export_snapshot(folder / "snapshot", store, TENANT, ANALYST, TODAY)
    store.close()
    return folder / "snapshot"


def learned(snapshot):
    return retrain(snapshot, MatchModel.prior(), clock=itertools.count().__next__, kinds=("map",))


@pytest.fixture(scope="module")
def biased(database, tmp_path_factory):
    """What a model learns, and how it is judged, where one sex has less of what employers answer by."""
    origins = ["asia"] * 150 + ["africa"] * (N - 150)
    snapshot = exported(database, tmp_path_factory.mktemp("biased"), by_half(N), origins)
    return snapshot, learned(snapshot)


def gap(done, group, measure, model):
    return next(one for one in done.report.gaps if (one.group, one.measure, one.model) == (group, measure, model))


def test_a_bias_planted_in_the_store_stops_the_model_that_learns_it(biased):
    _, done = biased
    women = gap(done, "woman", "chance", CHANGE)
    assert women.n == N / 2
    assert women.high < -0.02
    assert women.p < 0.01
    assert gap(done, "woman", "chance", NEW).low < gap(done, "woman", "chance", NEW).value < 0
    stopped = {check.about for check in done.verdict.reasons if check.name == "fairness"}
    assert "chance sex woman" in stopped
    assert not done.verdict.passed


def test_a_group_of_under_two_hundred_gets_its_count_and_nothing_else(biased):
    _, done = biased
    few = [one for one in done.report.gaps if one.attribute == "origin"]
    assert {(one.group, one.n) for one in few} == {("asia", 150), ("africa", 290)}
    assert not any(one.enough for one in few), "the rest of the 290 are the 150"
    assert {one.enough for one in done.report.gaps if one.attribute == "age_band"} == {False}, "nobody to compare with"


def test_the_report_shows_the_gap_with_interval_p_and_n_in_words(biased):
    _, done = biased
    html = " ".join(page(done, "da").split())
    women = gap(done, "woman", "chance", CHANGE)
    assert "køn: kvinde" in html
    assert f"{women.value:.3f}".replace("-", "−").replace(".", ",") in html
    assert "oprindelse: Asien" in html
    assert not [code for code in ("under_30", "other_sex", ">woman<", "age_band") if code in html]


def test_without_a_bias_no_group_is_flagged(database, tmp_path):
    done = learned(exported(database, tmp_path, by_lot(N, seed=1)))
    checks = [check for check in done.verdict.checks if check.name == "fairness"]
    assert {check.passed for check in checks if check.n >= 200 and "sex" in check.about} == {True}
    assert not [check for check in done.verdict.reasons if check.name == "fairness"]


def test_groups_by_lot_are_flagged_no_more_often_than_one_in_twenty(biased):
    """The same snapshot and models; only who belongs to which group is drawn anew. At 5 %, 40 draws flag about 2."""
    snapshot, done = biased
    champion, (_, judged) = MatchModel.prior(), by_time(Dataset.read(snapshot))
    table = audit_of(snapshot)
    flagged = chance = 0
    for seed in range(40):
        drawn = table.assign(sex=np.random.default_rng(seed).permutation(table["sex"].to_numpy()))
        found = gaps(judged, drawn, done.model, champion, seed=seed)
        checks = judge(dataclasses.replace(done.report, gaps=found)).checks
        flagged += any(check.passed is False for check in checks if check.name == "fairness")
        chance += next(one.p for one in found if (one.group, one.measure, one.model) == ("woman", "chance", NEW)) < 0.05
    assert flagged <= 5
    assert chance <= 5


def test_the_model_is_the_same_whatever_the_groups_are(biased, database, tmp_path):
    """Nothing that is learned can have seen a group: no number moves when they are drawn anew, or are not there."""
    snapshot, done = biased
    shuffled = shutil.copytree(snapshot, tmp_path / "shuffled")
    table = audit_of(snapshot)
    other = table.assign(sex=np.random.default_rng(5).permutation(table["sex"].to_numpy()))
    other.to_parquet(tmp_path / "other.parquet")
    again = retrain(
        shuffled, MatchModel.prior(), clock=itertools.count().__next__, kinds=("map",), audit=tmp_path / "other.parquet"
    )
    without = tmp_path / "without"
    Dataset.read(snapshot).write(without)
    assert again.model.version == done.model.version == learned(without).model.version
    assert str(again.report.measures) == str(done.report.measures)
    assert str(again.report.gaps) != str(done.report.gaps)


def test_retrain_judges_fairness_by_the_tenants_own_groups(database, tmp_path, monkeypatch):
    shutil.copy(database, tmp_path / "store.db")
    store, secret = open_store(f"sqlite:///{tmp_path}/store.db"), new_secret()
    store.create_api_key(tenant=TENANT, role="data_analyst", label="", key_hash=hash_of(secret), employer_id=None)
    monkeypatch.setenv("COMPANYTRACK_DATABASE_URL", f"sqlite:///{tmp_path}/store.db")
    monkeypatch.setenv("COMPANYTRACK_MODEL_DIR", str(tmp_path / "model"))
    monkeypatch.setenv("COMPANYTRACK_TENANT", TENANT)
    monkeypatch.chdir(tmp_path)

    def run(*words):
        words = ("retrain", "--key", secret, "--dry-run", "--kind", "map", *words)
        return CliRunner().invoke(app, words, catch_exceptions=False)

    before = run()
    assert "Rimelighed er ikke bedømt" in before.output
    assert "companytrack audit import" in before.output
    audited(store, N, by_half(N))
    store.close()
    done = run()
    assert done.exit_code == 3
    assert "2 af 3 grupper er store nok" in done.output
    assert "En gruppe stilles dårligere (chance, køn, kvinde)" in " ".join(done.output.split())
    told = json.loads((text := run("--json").stdout)[text.index("{") :])
    assert [check for check in told["checks"] if check["name"] == "fairness" and check["passed"] is False]
    assert pd.Series(people(N)).isin(text.split('"')).sum() == 0
