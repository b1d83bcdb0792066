"""What a person decides about a reading stays: corrections survive, a no is remembered, nothing is half done."""

from datetime import date

import pytest

from features.decisions import (
    Answer,
    Decision,
    State,
    corrected_by_hand,
    decided,
    only_read,
    statements,
    without_declined,
)
from features.profiles import InvalidRecord, Participant
from features.reading import read_participant

TODAY = date(2026, 11, 22)
BLANK = Participant(id="p1")


def person(**fields):
    return Participant(id="p1", **fields)


def read(text, record=BLANK):
    return {one.field: one for one in statements(read_participant(text, TODAY), record)}


def take(field, value, **more):
    return Decision(field=field, value=value, **more)


def decline(field, read):
    return Decision(field=field, answer=Answer.DECLINE, read=read)


def faults_of(record, *decisions):
    with pytest.raises(InvalidRecord) as caught:
        decided(record, decisions, TODAY)
    return [(fault.field, fault.code) for fault in caught.value.faults]


def test_what_nobody_has_spoken_of_is_new_and_what_stands_stands():
    text = "Hun kan højst arbejde 20 timer om ugen."
    assert read(text)["hours_max"].state is State.NEW
    assert read(text, person(hours_max=20))["hours_max"].state is State.STANDS


def test_what_a_person_said_differs_and_what_was_only_read_is_new():
    text = "Hun kan højst arbejde 20 timer om ugen."
    told = read(text, person(hours_max=15))["hours_max"]
    assert (told.state, told.standing) == (State.DIFFERS, 15.0)
    noted = {"hours_max": {"source": "text", "recorded_at": "2026-01-01"}}
    assert read(text, person(hours_max=15, provenance=noted))["hours_max"].state is State.NEW
    assert read(text, person(hours_max=20, provenance=noted))["hours_max"].state is State.UNCONFIRMED


def test_taken_as_read_is_confirmed_with_its_words():
    one = read("Hun kan højst arbejde 20 timer om ugen.")["hours_max"]
    after = decided(BLANK, [take("hours_max", 20, read=20, evidence=one.evidence, confidence=0.9)], TODAY)
    said = after.provenance["hours_max"]
    assert after.hours_max == 20
    assert (said.source, said.confirmed, said.evidence) == ("text", True, one.evidence)


def test_a_correction_is_the_consultants_and_survives_the_same_note_read_again():
    text = "Hun kan højst arbejde 20 timer om ugen."
    after = decided(BLANK, [take("hours_max", 15, read=20)], TODAY)
    assert (after.hours_max, after.provenance["hours_max"].source) == (15, "consultant")
    again = read(text, after)["hours_max"]
    assert (again.state, again.standing) == (State.DECLINED, 15.0)
    assert read("Hun kan højst arbejde 25 timer om ugen.", after)["hours_max"].state is State.DIFFERS


def test_a_persons_word_is_only_replaced_when_somebody_says_instead():
    record = person(hours_max=15)
    assert faults_of(record, take("hours_max", 20, read=20)) == [("decisions.0.value", "said_by_person")]
    assert decided(record, [take("hours_max", 20, read=20, instead=True)], TODAY).hours_max == 20


def test_what_was_declined_stays_declined_until_somebody_takes_it():
    text = "Hun tåler ikke larm."
    need = read(text)["functional_needs"]
    after = decided(BLANK, [decline("functional_needs", need.value)], TODAY)
    assert (after.functional_needs, after.declined) == ((), ("functional_needs.noise",))
    assert read(text, after)["functional_needs"].state is State.DECLINED
    back = decided(after, [take("functional_needs", need.value, read=need.value)], TODAY)
    assert (back.functional_needs[0].code, back.declined) == ("noise", ())


def test_declining_takes_away_what_was_only_read_and_leaves_what_a_person_said():
    needs = [{"code": "noise", "level": 3}]
    noted = {"functional_needs": {"source": "text"}}
    no = decline("functional_needs", {"code": "noise", "level": 3})
    assert decided(person(functional_needs=needs, provenance=noted), [no], TODAY).functional_needs == ()
    assert len(decided(person(functional_needs=needs), [no], TODAY).functional_needs) == 1


def test_one_item_is_confirmed_beside_others_that_were_only_read():
    record = person(
        functional_needs=[{"code": "lift", "level": 2}], provenance={"functional_needs": {"source": "text"}}
    )
    noise = {"code": "noise", "level": 2}
    after = decided(record, [take("functional_needs", noise, read=noise)], TODAY)
    assert [need.code for need in after.functional_needs] == ["lift", "noise"]
    assert after.provenance["functional_needs.noise"].confirmed
    assert not after.provenance["functional_needs"].confirmed
    louder = read("Hun kan slet ikke tåle larm, det er udelukket.", after)["functional_needs"]
    assert louder.state is not State.NEW


def test_parts_that_a_reading_does_not_name_are_kept():
    record = person(languages=[{"language": "ar", "speak": "C2", "read": "B1"}])
    after = decided(record, [take("languages", {"language": "ar", "speak": "C1"}, instead=True)], TODAY)
    assert (after.languages[0].speak, after.languages[0].read) == ("C1", "B1")


def test_times_of_one_sentence_are_one_statement_and_replace_only_what_they_touch():
    record = person(
        availability=[{"weekday": 1, "start": "08:00", "end": "12:00"}, {"weekday": 6, "start": 480, "end": 720}]
    )
    told = read("Han kan arbejde mandag til onsdag kl. 9-14.", record)["availability"]
    assert [item["weekday"] for item in told.value] == [1, 2, 3]
    assert (told.state, [item["weekday"] for item in told.standing]) == (State.DIFFERS, [1])
    after = decided(record, [take("availability", told.value, read=told.value, instead=True)], TODAY)
    assert [(one.weekday, one.start) for one in after.availability] == [(1, 540), (2, 540), (3, 540), (6, 480)]


def test_a_licence_that_was_missing_is_missing_no_longer():
    record = person(credentials_missing=["B"])
    told = read("Hun har fået kørekort B.", record)["credentials"]
    assert (told.state, told.standing) == (State.DIFFERS, {"opposite": "credentials_missing", "value": "B"})
    after = decided(record, [take("credentials", told.value, instead=True)], TODAY)
    assert (after.credentials[0].code, after.credentials_missing) == ("B", ())


def test_a_sentence_is_added_to_what_a_person_wrote_and_never_twice():
    record = person(resources="Møder til tiden.")
    after = decided(record, [take("resources", "Er god til børn")], TODAY)
    assert after.resources == "Møder til tiden. Er god til børn"
    assert decided(after, [take("resources", "er god til børn.")], TODAY).resources == after.resources


def test_one_fault_and_nothing_is_decided():
    wrong = take("functional_needs", {"code": "noise", "level": 9})
    assert faults_of(BLANK, take("hours_max", 20), wrong) == [("decisions.1.value.level", "too_large")]
    assert faults_of(BLANK, take("id", "p2"), take("skills", None)) == [
        ("decisions.0.field", "unknown_code"),
        ("decisions.1.value", "missing"),
    ]
    assert faults_of(BLANK, take("hours_max", 20), take("hours_max", 25)) == [("hours_max", "named_twice")]
    assert faults_of(BLANK, take("hours_max", 10), take("hours_min", 20)) == [("hours_min", "more_than")]


@pytest.mark.parametrize("value", ["noise", 7, {"level": 1}, ["noise"], {"code": []}])
def test_a_value_of_another_shape_is_a_fault_and_no_crash(value):
    assert faults_of(BLANK, take("functional_needs", value))
    assert faults_of(BLANK, decline("wishes", value))


def test_words_of_illness_are_refused_and_evidence_with_them_is_not_kept():
    assert faults_of(BLANK, take("experience", {"text": "Rengøring før hun fik PTSD"})) == [
        ("decisions.0.value.text", "names_health")
    ]
    after = decided(BLANK, [take("hours_max", 20, read=20, evidence="højst 20 timer pga. depression")], TODAY)
    assert after.provenance["hours_max"].evidence is None


def test_names_and_numbers_are_taken_out_of_what_is_proposed_and_kept_as_evidence():
    told = read("Fatima Hassan er god til at sy, ring på 22 33 44 55.")
    assert "Hassan" not in str([one.value for one in told.values()])
    after = decided(BLANK, [take("hours_max", 20, read=20, evidence="Fatima Hassan kan 20 timer")], TODAY)
    assert "Hassan" not in after.provenance["hours_max"].evidence


def test_a_change_by_hand_of_what_was_read_is_a_persons_word_and_a_removal_a_no():
    noted = {"hours_max": {"source": "text"}, "functional_needs": {"source": "text"}}
    before = person(hours_max=20, functional_needs=[{"code": "noise", "level": 3}], provenance=noted)
    after = corrected_by_hand(before, person(hours_max=15, provenance=noted), TODAY)
    assert after.provenance["hours_max"].source == "consultant"
    assert after.declined == ("functional_needs.noise",)
    assert read("Hun tåler ikke larm.", after)["functional_needs"].state is State.DECLINED
    back = corrected_by_hand(after, before, TODAY)
    assert back.declined == ()


def test_an_import_that_reads_a_text_leaves_out_what_was_declined():
    noted = {
        "hours_max": {"source": "text"},
        "functional_needs": {"source": "text"},
        "credentials": {"source": "import"},
    }
    given = person(
        hours_max=20, functional_needs=[{"code": "noise", "level": 3}], credentials=[{"code": "B"}], provenance=noted
    )
    left = without_declined(given, ("hours_max.20", "functional_needs.noise", "credentials.B"))
    assert (left.hours_max, left.functional_needs) == (None, ())
    assert left.credentials[0].code == "B"


def test_one_confirmed_item_keeps_a_whole_list_from_being_read_anew():
    read_only = {"functional_needs": {"source": "text"}}
    item = {"functional_needs.noise": {"source": "text", "confirmed": True}}
    assert only_read(person(provenance=read_only).provenance, "functional_needs")
    assert not only_read(person(provenance=read_only | item).provenance, "functional_needs")
    assert not only_read({}, "functional_needs")
