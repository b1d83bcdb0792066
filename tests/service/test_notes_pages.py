"""The draft that notes become: what is preselected, what is told in words, and no code that only machines know."""

import re

import pytest

from features.decisions import statements
from features.profiles import Participant
from features.reading import read_participant
from features.reading.illness import sensitive
from service.pages.notes_marks import pieces
from service.pages.notes_words import told
from tests.service.api_house import open_house
from tests.service.page_house import signed_in

NOTES = (
    "Hun er hurtig og god til at sy. Arbejdede som kok i 5 år. Hun vil gerne arbejde med dyr og helst ude. "
    "Hun vil ikke arbejde på slagteri eller med svinekød. Hun har kørekort B, truckcertifikat og bil. "
    "15-20 timer om ugen. Hun kan starte 1. februar. Hun kan ikke møde før kl. 10. Hun tåler ikke larm. "
    "Hun taler næsten intet dansk, dari og engelsk på B1. Hun bor i Bjerringbro. Hun har brug for en mentor. "
    "Hun har PTSD, er muslim og kan ikke løfte over 10 kg."
)
RAW = re.compile(r"\b[a-z]+_[a-zA-Z0-9_]+\b|\b(notes|caseload|vocabulary|faults|profile)\.\w|[{}]|None|Undefined")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house with one participant."""
    with open_house(tmp_path_factory.mktemp("drafts")) as opened:
        with opened.store.unit(tenant="viborg", actor="test") as unit:
            unit.put(Participant(id="p1", hours_max=25, credentials_missing=["B"]))
        yield opened


def draft(house, text, path="/deltagere/p1/noter", language="da"):
    return signed_in(house, "consultant").post(f"{path}?lang={language}", data={"text": text})


def first_answer(page, words):
    """The answer that is chosen for a statement unless somebody chooses another."""
    card = page.partition(f">{words}</legend>")[2].partition("</fieldset>")[0]
    return re.search(r'value="(\w+)" checked', card)[1]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("path", ["/deltagere/p1/noter", "/deltagere/ny"])
def test_no_draft_shows_a_raw_code(house, path, language):
    answer = draft(house, NOTES, path, language)
    assert answer.status_code == 200
    words = re.sub(r"<[^>]*>", " ", answer.text)
    assert not RAW.search(words), RAW.search(words)


def test_what_is_sure_is_chosen_and_what_a_person_said_otherwise_is_not(house):
    page = draft(house, NOTES).text
    assert first_answer(page, "Larm: stort hensyn") == "take"
    assert first_answer(page, "Højst 20 timer om ugen") == "later"
    assert first_answer(page, "Har kørekort B") == "later"


def test_times_that_are_only_what_is_left_of_a_day_wait_for_a_person(house):
    page = draft(house, "Hun kan ikke møde før kl. 10.").text
    assert first_answer(page, "Kan arbejde mandag–søndag fra 10:00") == "later"
    assert "Regnet ud af, hvad personen ikke kan" in page
    plain = draft(house, "Hun kan arbejde mandag til fredag kl. 9-14.").text
    assert first_answer(plain, "Kan arbejde mandag–fredag 09:00–14:00") == "take"


def test_notes_without_words_and_notes_too_long_are_told(house):
    assert draft(house, "  ").status_code == 422
    assert draft(house, "x " * 15_000).status_code == 422
    many = " ".join(f"Han har arbejdet som kok nummer {number} i {number} år." for number in range(1, 400))
    answer = draft(house, many[:19_000])
    assert (answer.status_code, "Sæt halvdelen ind" in answer.text) == (422, True)
    assert "Han har arbejdet som kok nummer 1 " in answer.text


def test_forms_that_nobody_could_have_sent_do_no_harm(house):
    client = signed_in(house, "consultant")
    odd = {"text": "Hun tåler ikke larm.", "version": "1", "statement.0": "x", "statement.99": "take", "need": "no"}
    answer = client.post("/deltagere/p1/noter/gem", data=odd)
    assert answer.status_code == 422
    wrong = {"text": "Hun tåler ikke larm.", "version": "ø", "statement.0": "take", "on": "i går"}
    assert client.post("/deltagere/p1/noter/gem", data=wrong).status_code == 422
    late = {"text": "Hun tåler ikke larm.", "version": "9" * 30, "statement.0": "take"}
    assert client.post("/deltagere/p1/noter/gem", data=late).status_code == 412


def test_the_marked_notes_are_the_notes_and_every_statement_begins_and_ends_once():
    text = "Ærø: Hun tåler ikke larm. Hun har PTSD 😀 og kan højst arbejde 20 timer om ugen."
    told = statements(read_participant(text), Participant(id="p1"))
    cut = list(pieces(text, told, sensitive(text), {0}))
    assert "".join(piece.text for piece in cut) == text
    for way in ("begins", "ends"):
        assert sorted(number for piece in cut for number in getattr(piece, way)) == list(range(len(told)))
    assert [piece.text for piece in cut if piece.mark == "health"] == ["PTSD"]
    assert {piece.mark for piece in cut} == {"", "read", "maybe", "health"}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("availability", [{"weekday": day, "start": "00:00", "end": "24:00"} for day in (1, 3)], "mandag og onsdag"),
        ("availability", [{"weekday": 6, "start": "08:00", "end": "24:00"}], "lørdag fra 08:00"),
        ("languages", {"language": "da", "speak": "pre_A1"}, "Dansk: taler begynder (før A1)"),
        ("do_not_want", {"kind": "occupation", "value": "7511"}, "Vil ikke: slagter"),
        ("home", {"postcode": "8800", "town": "Viborg"}, "Bor i 8800 Viborg"),
    ],
)  # fmt: skip
def test_a_statement_is_said_as_people_say_it(field, value, words):
    assert told(field, value, "da").endswith(words)
