"""Participants, employers and vacancies in the store, on both databases."""

from datetime import date, datetime

import pytest
from sqlalchemy import update

from features.profiles import Employer, InvalidRecord, Location, Participant, Vacancy, make
from features.vocabulary import ContactKind, ContactOutcome, ParticipantStatus, Terms, VacancyStatus
from service.store import Change, Unknown, VersionConflict, WrongTenant, open_store, tables


def vacancy(id, **fields):
    return Vacancy(**{"id": id, "employer_id": "e1", "title": "Rengøring", "terms": Terms.ORDINARY, **fields})


def test_what_is_put_is_what_is_got(filled):
    person = make(
        Participant,
        {
            "id": "p2",
            "hours_min": 5,
            "hours_max": 12.5,
            "availability": [{"weekday": 1, "start": "08:15", "end": "14:00", "kind": "prefer"}],
            "home": {"postcode": "8800", "lat": 56.45, "lon": 9.4},
            "functional_needs": [{"code": "lift", "level": 3, "limit": 5}],
            "languages": [{"language": "ar", "speak": "C2"}, {"language": "da", "speak": "A2", "source": "module"}],
            "motivation": "æøå “gåseøjne” 🌱\nny linje",
            "provenance": {"hours_min": {"source": "consultant", "recorded_at": "2026-11-01"}},
        },
    )
    with filled.unit(tenant="viborg", actor="key:a") as unit:
        kept = unit.put(person)
        assert unit.get(Participant, "p2") == kept
    with filled.reader("viborg") as reader:
        assert reader.get(Participant, "p2").record == person
        assert (kept.version, kept.updated_by) == (1, "key:a")


def test_a_row_that_says_something_else_is_checked_again_even_at_the_same_version(filled):
    with filled.reader("viborg") as reader:
        before = reader.get(Participant, "p1")
        assert reader.get(Participant, "p1").record is before.record
    with filled.unit(tenant="viborg", actor="somebody") as unit:
        unit._connection.execute(update(tables.participants).values(data={"hours_max": 500}))
    with filled.reader("viborg") as reader, pytest.raises(InvalidRecord, match="hours_max"):
        reader.get(Participant, "p1")


def test_a_change_makes_the_next_version_and_the_old_one_stays(filled):
    with filled.unit(tenant="viborg", actor="key:b") as unit:
        kept = unit.put(Participant(id="p1", status=ParticipantStatus.PAUSED), expected_version=1)
        assert kept.version == 2
    with filled.reader("viborg") as reader:
        first, second = reader.history(Participant, "p1")
        assert (first.version, first.updated_by, first.record.status) == (1, "key:test", ParticipantStatus.ACTIVE)
        assert second == reader.get(Participant, "p1") == kept


def test_the_same_content_again_changes_nothing(filled):
    before = filled.change_counter()
    with filled.unit(tenant="viborg", actor="key:b") as unit:
        assert unit.put(vacancy("v1", title="Køkkenhjælp")).version == 1
        assert len(unit.history(Vacancy, "v1")) == 1
    assert filled.changes(before) == ()
    assert filled.change_counter() == before


@pytest.mark.parametrize(("id", "expected", "current"), [("p1", 0, 1), ("p1", 2, 1), ("new", 1, 0)])
def test_another_version_than_expected_is_a_conflict_that_names_the_present_one(filled, id, expected, current):
    with (
        pytest.raises(VersionConflict) as caught,
        filled.unit(tenant="viborg", actor="key:b") as unit,
    ):
        unit.put(Participant(id=id, tags=("x",)), expected_version=expected)
    assert caught.value.current == current


def test_a_unit_that_raises_leaves_nothing(filled):
    before = filled.change_counter()
    with pytest.raises(ZeroDivisionError), filled.unit(tenant="viborg", actor="key:b") as unit:
        assert 1 / (unit.put(Participant(id="p9")).version - 1)
    with filled.reader("viborg") as reader:
        assert reader.get(Participant, "p9") is None
        assert reader.history(Participant, "p9") == ()
    assert filled.change_counter() == before


def test_a_vacancy_needs_its_employer(filled):
    with pytest.raises(Unknown, match="employer 'nobody'"), filled.unit(tenant="viborg", actor="key:b") as unit:
        unit.put(vacancy("v9", employer_id="nobody"))


def test_a_record_of_another_tenant_is_refused(filled):
    with pytest.raises(WrongTenant), filled.unit(tenant="skive", actor="key:b") as unit:
        unit.put(Participant(id="p1"))


def test_another_tenant_sees_nothing_and_may_use_the_same_ids(filled):
    with filled.unit(tenant="skive", actor="key:s") as unit:
        assert unit.get(Participant, "p1") is None
        assert unit.page(Vacancy).items == ()
        assert unit.history(Employer, "e1") == ()
        assert unit.put(Participant(id="p1", tenant="skive"), expected_version=0).version == 1
        with pytest.raises(Unknown):
            unit.put(vacancy("v5", tenant="skive"))
    with filled.reader("viborg") as reader:
        assert reader.get(Participant, "p1").record.tenant == "viborg"


def test_pages_follow_one_another_and_filter(filled):
    with filled.unit(tenant="viborg", actor="key:b") as unit:
        unit.put(Employer(id="e2"))
        for number in range(2, 8):
            unit.put(vacancy(f"v{number}", employer_id="e2" if number % 2 else "e1"))
        unit.put(vacancy("V0", status=VacancyStatus.CLOSED))
    with filled.reader("viborg") as reader:
        seen, cursor = [], None
        while True:
            page = reader.page(Vacancy, after=cursor, limit=3)
            seen += [item.record.id for item in page.items]
            cursor = page.next
            if cursor is None:
                break
        assert seen == ["V0", "v1", "v2", "v3", "v4", "v5", "v6", "v7"]
        odd = reader.page(Vacancy, employer_id="e2", status="open")
        assert [item.record.id for item in odd.items] == ["v3", "v5", "v7"]
        assert reader.page(Vacancy, limit=8).next is None
        with pytest.raises(KeyError):
            reader.page(Employer, status="open")


def test_the_index_gets_open_valid_vacancies_of_every_tenant(filled):
    with filled.unit(tenant="viborg", actor="key:b") as unit:
        unit.put(vacancy("today", valid_until=date(2026, 11, 20)))
        unit.put(vacancy("past", valid_until=date(2026, 11, 19)))
        unit.put(vacancy("shut", status=VacancyStatus.CLOSED))
    with filled.unit(tenant="skive", actor="key:s") as unit:
        unit.put(Employer(id="e1", tenant="skive"))
        unit.put(vacancy("v1", tenant="skive", site=Location(postcode="7800")))
    found = [(item.record.tenant, item.record.id) for item in filled.open_vacancies()]
    assert found == [("skive", "v1"), ("viborg", "today"), ("viborg", "v1")]


def test_employers_come_with_what_the_contact_log_says(filled):
    with filled.unit(tenant="viborg", actor="key:b") as unit:
        unit.put(Employer(id="e2"))
        unit.add_contact("e1", ContactKind.CALL, ContactOutcome.AGREED)
        unit.add_contact("e1", ContactKind.SMS, ContactOutcome.NO_ANSWER, on=date(2026, 10, 31))
        unit.add_contact("e1", ContactKind.SMS, ContactOutcome.DECLINED, on=date(2026, 11, 1))
    first, second = (item.record for item in filled.all_employers())
    assert (first.contacts_this_month, first.responsiveness.a, first.responsiveness.b) == (2, 3.0, 2.0)
    assert (second.contacts_this_month, second.responsiveness.seen) == (0, 0)


def test_changes_tell_what_to_read_again_in_order_of_commit(filled):
    start = filled.change_counter()
    with filled.unit(tenant="viborg", actor="key:b") as unit:
        unit.put(vacancy("v1", title="Ny titel"))
    with filled.unit(tenant="viborg", actor="key:b") as unit:
        unit.add_contact("e1", ContactKind.CALL, ContactOutcome.REPLIED)
        unit.put(vacancy("v1", title="Nyere titel"))
    assert set(filled.changes(start)) == {
        Change(start + 2, "employer", "viborg", "e1"),
        Change(start + 2, "vacancy", "viborg", "v1"),
    }
    assert filled.changes(start + 2) == ()


def test_migrating_again_changes_nothing_and_a_reopened_store_has_everything(filled, database_url):
    filled.migrate()
    again = open_store(database_url)
    with again.reader("viborg") as reader:
        assert reader.get(Employer, "e1").record.name == "Møllers Køkken"
    again.close()


def test_a_time_without_a_zone_is_taken_as_local(database_url):
    store = open_store(database_url, now=lambda: datetime(2026, 11, 20, 12))
    with store.unit(tenant="viborg", actor="a") as unit:
        kept = unit.put(Employer(id="e1"))
        assert kept.updated_at.tzinfo is not None
    store.close()


def test_a_record_that_is_not_sound_never_reaches_the_store():
    with pytest.raises(InvalidRecord):
        vacancy("v9", hours_min=30, hours_max=10)
