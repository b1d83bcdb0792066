"""Erasing a participant on both databases: what goes, what stays, and that nobody else loses a row."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import DatabaseError

from features.profiles import Agreed, Ended, FollowedUp, Participant
from features.vocabulary import Answer, EndReason, Party, ReviewReason, TermsProof
from service.store import Erased, Unknown
from service.store.engine import open_engine
from service.store.tables import APPEND_ONLY, metadata
from training.protected import Groups, Sex

AGREED = Agreed(start=date(2026, 11, 2), hours=10, proof=TermsProof.CONTRACT, tasks=("kanariefugl",))
ENDED = Ended(on=date(2026, 12, 1), reason=EndReason.OTHER, text="kanariefugl")


def live(store, ranking, person):
    """Something in every table that can be about a person."""
    with store.unit(tenant="viborg", actor="key:kim") as unit:
        unit.put(Participant(id=person, motivation="kanariefugl"))
        unit.put(Participant(id=person, motivation="kanariefugl to"))
        unit.put_protected_groups(person, Groups(sex=Sex.MAN))
        shown = tuple(replace(one, participant_id=person) for one in ranking.suggestions)
        run = unit.add_run(replace(ranking, participant_id=person, suggestions=shown), model="m", snapshot="1")
        review = unit.add_review(run.suggestions[0].id, Party.PARTICIPANT, Answer.NO, ReviewReason.OTHER, "kanariefugl")
        placed = unit.add_placement(run.suggestions[0].id, AGREED)
        unit.add_follow_up(placed.id, FollowedUp(week=1, text="kanariefugl"))
        unit.end_placement(placed.id, ENDED)
        unit.log_access(person, "suggest")
        for name in (person, run.id, review.id, placed.id):
            unit.remember(f"key of {name}", "POST", "h", 201, {"id": name})


@pytest.fixture
def two(filled, ranking):
    """A store in which two people were shown lists, answered, began and stopped."""
    for person in ("p2", "p3"):
        live(filled, ranking, person)
    return filled


@pytest.fixture
def counted(database_url):
    """Counts the rows of every table, past the store's methods."""
    engine = open_engine(database_url)

    def count():
        with engine.connect() as link:
            tables = metadata.tables.items()
            return {name: link.execute(select(func.count()).select_from(one)).scalar_one() for name, one in tables}

    yield count
    engine.dispose()


def erase(store, person, tenant="viborg"):
    with store.unit(tenant=tenant, actor="key:boss") as unit:
        return unit.erase(person, "asked")


GONE = {
    "participants": 1, "record_versions": 2, "runs": 1, "suggestions": 2, "reviews": 1, "placements": 1,
    "follow_ups": 1, "endings": 1, "protected_groups": 1,
}  # fmt: skip


def test_everything_about_the_person_goes_and_nothing_about_anybody_else(two, counted):
    before = counted()
    assert erase(two, "p2") == GONE
    gone = {name: before[name] - number for name, number in counted().items() if before[name] != number}
    assert gone == {**GONE, "idempotency_keys": 4, "erasures": -1}
    with two.reader("viborg") as reader:
        assert (reader.get(Participant, "p2"), reader.history(Participant, "p2"), reader.runs("p2")) == (None, (), ())
        assert len(reader.runs("p3")) == 1
        assert [one.suggestion.participant_id for one in reader.runs("p3")[0].suggestions] == ["p3", "p3"]
        assert reader.recall("key of p2", "POST") is None
        assert reader.recall("key of p3", "POST") is not None


def test_what_stays_is_the_id_who_looked_and_that_it_was_erased(two):
    erase(two, "p2")
    with two.reader("viborg") as reader:
        assert [(one.participant_id, one.reason, one.actor) for one in reader.erasures()] == [
            ("p2", "asked", "key:boss")
        ]
        assert [one.purpose for one in reader.accesses("p2")] == ["suggest"]
    with two.reader("skive") as reader:
        assert (reader.erasures(), reader.is_erased("p2")) == ((), False)


def test_what_would_go_is_told_before_it_goes(two):
    with two.reader("viborg") as reader:
        assert reader.kept_about("p2") == GONE
        assert set(reader.kept_about("nobody").values()) == {0}


def test_an_erased_id_is_never_used_again(two):
    erase(two, "p2")
    with pytest.raises(Erased, match="'p2' was erased"), two.unit(tenant="viborg", actor="a") as unit:
        unit.put(Participant(id="p2"))
    with two.unit(tenant="skive", actor="a") as unit:
        assert unit.put(Participant(id="p2", tenant="skive")).version == 1


def test_somebody_unknown_or_of_another_tenant_is_not_erased(two):
    for person, tenant in (("p7", "viborg"), ("p2", "skive")):
        with pytest.raises(Unknown):
            erase(two, person, tenant)
    with two.reader("viborg") as reader:
        assert reader.erasures() == ()


def test_an_erasure_that_fails_half_way_keeps_everything(two, counted):
    def fail():
        with two.unit(tenant="viborg", actor="a") as unit:
            unit.erase("p2", "asked")
            raise RuntimeError

    before = counted()
    with pytest.raises(RuntimeError):
        fail()
    assert counted() == before


def test_without_a_noted_erasure_no_log_lets_go_of_a_row_and_with_one_only_of_theirs(two, database_url):
    erase(two, "p3")
    engine = open_engine(database_url)
    for table in APPEND_ONLY:
        with engine.connect() as link:
            there = link.execute(select(func.count()).select_from(table)).scalar_one()
        if there:
            with pytest.raises(DatabaseError, match="append-only"), engine.begin() as link:
                link.execute(delete(table))
    engine.dispose()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_on_sqlite_no_word_of_the_person_stays_in_the_files(two, database_url):
    folder = Path(database_url.removeprefix("sqlite:///")).parent
    for person in ("p2", "p3"):
        erase(two, person)

    def found():
        return any(b"kanariefugl" in path.read_bytes() for path in folder.glob("store.db*"))

    assert found(), "deleted rows stay in the free pages of the file until it is written anew"
    assert two.overwrite_deleted()
    assert not found()
