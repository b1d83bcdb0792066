"""From what a consultant does to a snapshot that training can read, on both databases; nobody can be found in it."""

import json
import re
import shutil
from datetime import date, timedelta

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from features.profiles import Participant
from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import Ranker
from service.access import Caller, Limiter, Role
from service.app import create_app
from service.exporting import NotAllowed
from service.pseudonyms import PersonalData, Pseudonyms
from service.settings import Settings
from service.snapshots import NothingShown, Period, export_snapshot, gather
from service.store import open_store
from tests.service.api_house import NOON, Clock, House
from tests.service.conftest import a_ranking
from tests.service.learned_house import FIRST, LATER, PEOPLE, TODAY, live
from training.dataset import Dataset
from training.fitting import Learner

ANALYST = Caller("k1", "viborg", Role.DATA_ANALYST)


class LearnedHouse(House):
    """A house on the database of a URL."""

    def __init__(self, url, folder):
        self.clock = Clock()
        self.settings = Settings(database_url=url, model_dir=folder / "model")
        self.store = open_store(self.settings, now=self.clock)
        many = Limiter("100000/minute", "100000/minute")
        ranker = Ranker(Hybrid(None), MatchModel.prior())
        self.app = create_app(self.settings, store=self.store, clock=self.clock, limiter=many, ranker=ranker)
        self.client = TestClient(self.app)


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """The file of a database in which all of it has happened; every test gets a copy."""
    folder = tmp_path_factory.mktemp("lived")
    happened(f"sqlite:///{folder}/lived.db", folder).close()
    return folder / "lived.db"


def happened(url, folder):
    """The store of a house that was lived in."""
    house = LearnedHouse(url, folder)
    with house.client:
        house.wait()
        live(house, house.clock)
    return house.store


@pytest.fixture
def store(lived, tmp_path):
    shutil.copy(lived, tmp_path / "store.db")
    opened = open_store(f"sqlite:///{tmp_path}/store.db", now=lambda: NOON + timedelta(weeks=4))
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request, tmp_path):
    """The same on both databases."""
    if request.param == "sqlite":
        yield request.getfixturevalue("store")
        return
    opened = happened(request.getfixturevalue("new_postgresql_url")(), tmp_path)
    yield opened
    opened.close()


def dataset_of(store, folder, **period):
    export_snapshot(folder, store, "viborg", ANALYST, TODAY, Period(**period))
    return Dataset.read(folder)


def test_what_people_did_can_be_learned_from(either, tmp_path):
    found = dataset_of(either, tmp_path / "snapshot")
    shown = found.suggestions
    assert sorted(shown["shown_on"].dt.date.unique()) == [FIRST, LATER]
    assert shown["participant"].nunique() == len(PEOPLE)
    assert (shown["slots"] == shown.groupby("run")["rank"].transform("max")).all()
    assert (shown["propensity"] == 1).all()
    assert set(shown["danish"]) == {"A2"}
    assert set(shown["hours"]) == {"20_up"}
    assert shown["occupation"].str.fullmatch(r"\d{4}").all()
    said = found.answers.merge(shown[["suggestion", "shown_on", "participant"]])
    early = said[said["shown_on"].dt.date == FIRST]
    assert sorted(early["party"].unique()) == ["consultant", "employer", "participant"]
    assert (early["answer"] == "yes").all(), "the participant's first no was taken back"
    asked = said[said["party"] == "participant"]
    assert (asked["rater"] == asked["participant"]).all()
    assert not found.synthetic
    assert Learner("map").fit(found).model_.version != MatchModel.prior().version


def test_jobs_are_seen_up_to_the_day_of_the_export_and_a_mistake_is_none(store, tmp_path):
    outcomes = dataset_of(store, tmp_path / "snapshot").outcomes
    seen = sorted(zip(outcomes["weeks"].round(3), outcomes["ended"], strict=True))
    assert seen == [(2.0, True), (round(25 / 7, 3), False), (round(25 / 7, 3), False)]


def test_somebody_is_new_on_the_first_list_only(store, tmp_path):
    shown = dataset_of(store, tmp_path / "snapshot").suggestions
    first = shown["shown_on"].dt.date == FIRST
    assert (shown["new_person"] == first).all()
    assert (shown["new_employer"] == first).all()
    later = dataset_of(store, tmp_path / "later", first=LATER).suggestions
    assert len(later) == (~first).sum()
    assert not later["new_person"].any(), "they were shown lists before the period"


def test_slices_are_those_of_the_day_of_the_list(store, tmp_path):
    with store.unit(tenant="viborg", actor="test") as unit:
        now = unit.get(Participant, "p1").record
        unit.put(now.model_copy(update={"hours_min": 4, "hours_max": 8}))
    shown = dataset_of(store, tmp_path / "snapshot").suggestions
    assert set(shown["hours"]) == {"20_up"}


def test_only_a_data_analyst_or_admin_of_the_whole_tenant_gets_one(store, tmp_path):
    others = [Caller("k", "viborg", role) for role in (Role.CONSULTANT, Role.RECRUITER, Role.AUDITOR)]
    for caller in (*others, Caller("k", "andetsteds", Role.ADMIN), Caller("k", "viborg", Role.ADMIN, "e1")):
        with pytest.raises(NotAllowed):
            export_snapshot(tmp_path / "snapshot", store, "viborg", caller, TODAY)
    assert not (tmp_path / "snapshot").exists()


def test_everybody_in_it_is_noted_and_a_folder_is_never_written_over(store, tmp_path):
    def noted():
        with store.reader("viborg") as reader:
            return [[one.actor for one in reader.accesses(p) if one.purpose == "snapshot"] for p in PEOPLE]

    export_snapshot(tmp_path / "snapshot", store, "viborg", ANALYST, TODAY)
    assert noted() == [["key:k1"]] * 4
    with pytest.raises(FileExistsError):
        export_snapshot(tmp_path / "snapshot", store, "viborg", ANALYST, TODAY)
    assert noted() == [["key:k1"]] * 4


def test_a_period_without_lists_is_nothing_to_learn_from(store):
    with store.reader("viborg") as reader, pytest.raises(NothingShown):
        gather(reader, Pseudonyms(), TODAY, Period(last=date(2026, 1, 1)))


def test_old_suggestions_without_features_are_counted_and_left_out(store):
    with store.unit(tenant="viborg", actor="test") as unit:
        unit.add_run(a_ranking(), model="m", snapshot="s")
    with store.reader("viborg") as reader:
        found = gather(reader, Pseudonyms(), TODAY, Period())
    assert found.left_out == {"without_features": 2}


def test_invented_people_never_stand_among_real_ones_and_alone_they_are_labelled(store):
    features = {"features": _one(store).features}
    with store.unit(tenant="viborg", actor="test") as unit:
        unit.put(Participant(id="syn-p-1"))
        _show(unit, "syn-p-1", features)
    with store.reader("viborg") as reader:
        assert gather(reader, Pseudonyms(), TODAY, Period()).left_out == {"invented": 1}
    with store.unit(tenant="andetsteds", actor="test") as unit:
        unit.put(Participant(id="syn-p-1", tenant="andetsteds"))
        _copy_jobs(store, unit)
        _show(unit, "syn-p-1", features)
    with store.reader("andetsteds") as reader:
        alone = gather(reader, Pseudonyms(), TODAY, Period()).dataset
    assert alone.synthetic
    assert alone.suggestions["participant"].str.startswith("syn-").all()


def test_two_exports_hold_no_pseudonym_in_common(store, tmp_path):
    one, two = (dataset_of(store, tmp_path / name).suggestions for name in ("one", "two"))
    for column in ("suggestion", "run", "participant", "employer", "vacancy", "consultant"):
        assert not set(one[column]) & set(two[column])
        assert one[column].nunique() == two[column].nunique()
        assert one[column].map(lambda name: bool(re.fullmatch("[a-p]{20}", name))).all()


def test_what_looks_personal_stops_the_export_and_is_not_repeated(store, tmp_path):
    with store.unit(tenant="viborg", actor="test") as unit:
        _show(unit, "p1", {"features": _one(store).features}, model="ring 40 12 34 56")
    with pytest.raises(PersonalData) as caught:
        export_snapshot(tmp_path / "snapshot", store, "viborg", ANALYST, TODAY)
    assert caught.value.places == [("suggestions.model", "phone")]
    assert "40" not in str(caught.value)
    assert not (tmp_path / "snapshot").exists()
    with store.reader("viborg") as reader:
        assert not [one for one in reader.accesses("p1") if one.purpose == "snapshot"]


CANARIES = (
    "Zebunisa",
    "Kvistgaard",
    "010185-9876",
    "0101859876",
    "40998877",
    "40 99 88 77",
    "zebu@kanarie.dk",
    "kanariefugl",
)


def test_no_word_and_no_id_of_anybody_leaves(either, tmp_path):
    words = "Zebunisa Kvistgaard tlf 40 99 88 77 40998877 zebu@kanarie.dk kanariefugl"  # a record with a CPR is refused
    with either.unit(tenant="viborg", actor="key:Zebunisa-40998877") as unit:
        person = unit.get(Participant, "p1").record
        id = "kanariefugl.Zebunisa-40998877"
        unit.put(person.model_copy(update={"id": id, "motivation": words}))
        employer, vacancy = _jobs(unit)
        unit.put(employer.model_copy(update={"id": "Kvistgaard", "name": words}))
        about = {"id": "kanariefugl-v", "employer_id": "Kvistgaard", "title": words[:190], "description": words}
        known = {name: value for name, value in about.items() if name in type(vacancy).model_fields}
        unit.put(vacancy.model_copy(update=known))
        made = _show(unit, id, {"features": _one(either).features}, vacancy="kanariefugl-v", employer="Kvistgaard")
        _speak(unit, made.suggestions[0].id, words)
    folder = tmp_path / "snapshot"
    found = dataset_of(either, folder)
    assert len(found.suggestions[found.suggestions["shown_on"].dt.date == TODAY]) == 1, "the canary's list is there"
    told = [path.read_bytes().decode("latin-1") for path in folder.iterdir()]
    told += [json.dumps(pq.read_table(path).to_pylist(), default=str) for path in folder.glob("*.parquet")]
    assert not [canary for canary in CANARIES for text in told if canary in text]
    ids = [*PEOPLE, "e1", "v1"]
    values = {
        str(value) for table in (found.suggestions, found.answers, found.outcomes) for value in table.to_numpy().ravel()
    }
    assert not values & set(ids)


def _speak(unit, suggestion, words):
    """Words wherever a person may write some."""
    from features.profiles import Agreed, Ended, FollowedUp
    from features.vocabulary import Answer, ContactKind, ContactOutcome, Party, ReviewReason

    for party in Party:
        unit.add_review(suggestion, party, Answer.NO, ReviewReason.OTHER, f"{words} 010185-9876 0101859876")
    unit.add_contact("Kvistgaard", ContactKind.CALL, ContactOutcome.NO_ANSWER, text=f"{words} 010185-9876")
    agreed = Agreed(start=FIRST, hours=10, proof="contract", tasks=("opvask",), bundle="b").model_copy(
        update={"tasks": (words,), "bundle": words}
    )
    placed = unit.add_placement(suggestion, agreed)
    unit.add_follow_up(placed.id, FollowedUp(week=1).model_copy(update={"text": words}))
    unit.end_placement(placed.id, Ended(on=LATER, reason="other", text="x").model_copy(update={"text": words}))


def _one(store):
    """Any suggestion the ranker made."""
    with store.reader("viborg") as reader:
        return reader.runs("p1", limit=1)[0].ranking.suggestions[0]


def _show(unit, person, features, *, model="m", vacancy="v1", employer="e1"):
    from dataclasses import replace

    ranking = a_ranking()
    about = {"participant_id": person, "vacancy_id": vacancy, "employer_id": employer, "rank": 1, **features}
    one = replace(ranking.suggestions[0], **about)
    return unit.add_run(replace(ranking, participant_id=person, suggestions=(one,)), model=model, snapshot="s")


def _jobs(reader):
    from features.profiles import Employer, Vacancy

    return reader.get(Employer, "e1").record, reader.get(Vacancy, "v1").record


def _copy_jobs(store, unit):
    with store.reader("viborg") as reader:
        for record in _jobs(reader):
            unit.put(record.model_copy(update={"tenant": unit.tenant}))
