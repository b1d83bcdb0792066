"""What is only ever added to: runs, reviews, contacts, accesses; and keys, remembered answers, refused adverts."""

import traceback
from dataclasses import replace
from datetime import date

import pytest

from features.vocabulary import Answer, ContactKind, ContactOutcome, Party, ReviewReason, Terms
from service.store import KeyTaken, Standing, StoreError, Unknown


def kept_run(store, ranking):
    with store.unit(tenant="viborg", actor="key:kim") as unit:
        return unit.add_run(ranking, model="release-1", snapshot="change 3")


def test_a_run_is_kept_with_all_it_said(filled, ranking):
    run = kept_run(filled, ranking)
    with filled.reader("viborg") as reader:
        assert reader.run(run.id) == run
        assert reader.runs("p1") == (run,)
        assert reader.suggestion(run.suggestions[1].id).suggestion == ranking.suggestions[1]
    assert (run.actor, run.model, run.snapshot, run.created_at.isoformat()) == (
        "key:kim",
        "release-1",
        "change 3",
        "2026-11-20T12:00:00+00:00",
    )
    assert run.ranking == ranking
    assert len({item.id for item in run.suggestions} | {run.id}) == 3


def test_a_run_with_nothing_found_is_kept_too(filled, ranking):
    run = kept_run(filled, replace(ranking, suggestions=()))
    with filled.reader("viborg") as reader:
        assert reader.run(run.id).suggestions == ()


def test_a_run_needs_its_participant(filled, ranking):
    with pytest.raises(Unknown, match="participant 'p7'"):
        kept_run(filled, replace(ranking, participant_id="p7"))


def test_a_later_review_supersedes_and_the_earlier_stays(filled, ranking):
    id = kept_run(filled, ranking).suggestions[0].id
    with filled.unit(tenant="viborg", actor="key:kim") as unit:
        first = unit.add_review(id, Party.CONSULTANT, Answer.YES, ReviewReason.GOOD_FIT)
        other = unit.add_review(id, Party.PARTICIPANT, Answer.MAYBE)
    with filled.unit(tenant="viborg", actor="key:bo") as unit:
        last = unit.add_review(id, Party.CONSULTANT, Answer.NO, ReviewReason.OTHER, "Åbner først til foråret")
    with filled.reader("viborg") as reader:
        assert reader.reviews(id) == (first, other, last)
        assert reader.answers(id) == {Party.CONSULTANT: last, Party.PARTICIPANT: other}
    assert (last.supersedes, other.supersedes, last.actor) == (first.id, None, "key:bo")


def test_another_tenant_finds_no_run_suggestion_or_review(filled, ranking):
    run = kept_run(filled, ranking)
    id = run.suggestions[0].id
    with filled.unit(tenant="viborg", actor="a") as unit:
        unit.add_review(id, Party.CONSULTANT, Answer.YES)
        unit.add_contact("e1", ContactKind.CALL, ContactOutcome.REPLIED)
        unit.log_access("p1", "suggest")
        unit.remember("k", "r", "h", 201, {})
        unit.count_refused(Terms.IGU)
    with filled.unit(tenant="skive", actor="a") as unit:
        assert (unit.run(run.id), unit.runs("p1"), unit.suggestion(id)) == (None, (), None)
        assert (unit.reviews(id), unit.answers(id), unit.contacts("e1")) == ((), {}, ())
        assert (unit.accesses("p1"), unit.recall("k", "r"), unit.refused()) == ((), None, {})
        assert unit.standing("e1", date(2026, 11, 20)) == Standing()
        with pytest.raises(Unknown, match="suggestion"):
            unit.add_review(id, Party.CONSULTANT, Answer.NO)
        with pytest.raises(Unknown, match="employer"):
            unit.add_contact("e1", ContactKind.CALL, ContactOutcome.REPLIED)


def test_contacts_are_counted_by_month_and_replies_for_all_time(filled):
    with filled.unit(tenant="viborg", actor="key:kim") as unit:
        unit.add_contact("e1", ContactKind.VISIT, ContactOutcome.REPLIED, on=date(2025, 12, 31))
        unit.add_contact("e1", ContactKind.CALL, ContactOutcome.NO_ANSWER, on=date(2026, 11, 1))
        latest = unit.add_contact("e1", ContactKind.CALL, ContactOutcome.AGREED, text="ring", next_on=date(2026, 12, 1))
        assert latest.on == date(2026, 11, 20)
        assert unit.contacts("e1")[0] == latest
        assert [contact.on.day for contact in unit.contacts("e1", date(2026, 11, 30))] == [20, 1]
        assert [contact.on.day for contact in unit.contacts("e1", date(2025, 12, 1))] == [31]
        assert unit.standing("e1", date(2026, 11, 5)) == Standing(contacts=2, replied=2, silent=1)


def test_accesses_say_who_looked_at_whom_and_why(filled):
    with filled.unit(tenant="viborg", actor="key:kim") as unit:
        access = unit.log_access("p1", "suggest")
        unit.log_access("p2", "read")
    with filled.reader("viborg") as reader:
        assert reader.accesses("p1") == (access,)
    assert (access.actor, access.purpose) == ("key:kim", "suggest")


def test_refused_adverts_are_counted_by_their_terms(filled):
    for terms, number in ((Terms.IGU, 1), (Terms.FLEX_JOB, 4), (Terms.IGU, 2)):
        with filled.unit(tenant="viborg", actor="a") as unit:
            unit.count_refused(terms, number)
    with filled.reader("viborg") as reader:
        assert reader.refused() == {Terms.IGU: 3, Terms.FLEX_JOB: 4}


def test_an_answer_is_remembered_per_key_route_and_tenant(filled):
    with filled.unit(tenant="viborg", actor="a") as unit:
        assert unit.recall("k", "POST /vacancies") is None
        unit.remember("k", "POST /vacancies", "abc", 201, {"id": "v1", "title": "Køkkenhjælp"})
        unit.remember("k", "POST /employers", "abc", 201, {})
    with filled.reader("viborg") as reader:
        found = reader.recall("k", "POST /vacancies")
        assert (found.request_hash, found.status, found.body) == ("abc", 201, {"id": "v1", "title": "Køkkenhjælp"})
    with pytest.raises(KeyTaken), filled.unit(tenant="viborg", actor="a") as unit:
        unit.remember("k", "POST /vacancies", "abc", 201, {})


def test_a_key_is_found_by_its_hash_until_it_is_revoked(store):
    key = store.create_api_key(tenant="viborg", role="consultant", label="Kim", key_hash="ab" * 32)
    bound = store.create_api_key(tenant="viborg", role="employer", label="e1", key_hash="cd" * 32, employer_id="e1")
    assert store.api_key("ab" * 32) == key
    assert store.api_key("cd" * 32).employer_id == "e1"
    assert store.api_key("ef" * 32) is None
    assert not store.revoke_api_key("skive", key.id)
    assert store.revoke_api_key("viborg", key.id)
    assert not store.revoke_api_key("viborg", key.id)
    assert store.api_key("ab" * 32) is None
    revoked = {item.id: item.revoked_at is not None for item in store.api_keys("viborg")}
    assert revoked == {key.id: True, bound.id: False}
    assert store.api_keys("skive") == ()


def test_two_keys_never_share_a_hash(store):
    store.create_api_key(tenant="viborg", role="consultant", label="Kim", key_hash="ab" * 32)
    with pytest.raises(StoreError, match="refused") as caught:
        store.create_api_key(tenant="skive", role="admin", label="Bo", key_hash="ab" * 32)
    assert "abab" not in "".join(traceback.format_exception(caught.value)), "what is refused may be logged"
