"""The reader on what adverts ask of the body, and on who does it: a load that others lift is no demand."""

from datetime import date

import pytest

from features.reading import read_vacancy

ON = date(2026, 3, 1)


def read(text, field):
    return [item.value for item in read_vacancy("Medarbejder", text, ON).of(field)]


def level(text, code):
    return next((one[code]["level"] for one in read(text, "demands") if code in one), None)


def papers(text):
    return {(one["code"], one["necessity"]) for one in read(text, "requirements")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tunge ting bærer jeg selv.", 1),
        ("De tunge kasser tager chaufføren.", 1),
        ("Vi har hejs til tunge emner.", 1),
        ("Sække på 25 kg flyttes med truck.", 1),
        ("Kasserne løftes ikke.", 0),
        ("Ingen pakke over 3 kg.", 1),
        ("Du løfter tunge sække.", 3),
        ("De tunge løft tager vi i fællesskab.", 3),
        ("Du bærer sække på 25 kg.", None),
    ],
)
def test_what_others_or_machines_lift_is_not_asked_for(text, found):
    assert level(text, "lift") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Du skal kunne vende og forflytte en beboer.", 3),
        ("Du hjælper med forflytninger.", 3),
        ("Forflytning sker med loftlift.", 2),
        ("Der er ingen forflytninger.", 1),
    ],
)
def test_moving_a_person_is_a_heavy_lift(text, found):
    assert level(text, "lift") == found


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("Kunderne tager vi.", "customer_contact", 0),
        ("Du sidder bagved, mens jeg tager kunderne.", "customer_contact", 0),
        ("Du betjener kunderne.", "customer_contact", 3),
        ("Der er 80 opkald om dagen.", "customer_contact", 3),
        ("Der bliver gøet en del.", "noise", 2),
        ("Højt humør og høj musik.", "noise", 2),
        ("Du gør rent.", "noise", None),
        ("Der bruges kraftige rengøringsmidler.", "smell", 2),
        ("Arbejdet er ude i alt vejr.", "cold_outdoor", 3),
        ("Du møder alene.", "works_alone", 3),
        ("Du hjælper travle børnefamilier.", "pace", None),
        ("Vi har travlt og søger en til.", "pace", 2),
        ("Du får en travl hverdag.", "pace", 3),
    ],
)
def test_demands_told_in_plain_words(text, code, found):
    assert level(text, code) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C eller CE samt kvalifikationsbevis.", {("C", "legal"), ("driver_qualification", "legal")}),
        ("Du skal have haft B i mindst 3 år.", {("B", "legal")}),
        ("Vi søger en svejser med gyldigt certifikat.", {("welding_class", "task")}),
        ("Kørekort B (trailer er en fordel).", {("B", "legal")}),
        ("Kørekort B (gerne).", {("B", "preference")}),
        ("Du har haft B i 3 år og har eller tager taxikort (vi betaler).", {("B", "legal")}),
        ("Truckkort betaler vi.", set()),
        ("Har du svendebrev eller bare malet i mange år, så skriv.", {("craft_certificate", "preference")}),
        ("Du har svendebrev som maler.", {("craft_certificate", "task")}),
    ],
)
def test_papers_named_in_passing_words(text, found):
    assert papers(text) == found
