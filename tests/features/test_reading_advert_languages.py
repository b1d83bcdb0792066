"""The reader on the languages of adverts: asked for, good enough, or told of somebody else."""

from datetime import date

import pytest

from features.reading import read_vacancy

ON = date(2026, 3, 1)


def asked(text):
    return {
        item.value["code"]: item.value["levels"]
        for item in read_vacancy("Medarbejder", text, ON).of("requirements")
        if item.value["kind"] == "language"
    }


@pytest.mark.parametrize(
    "text",
    [
        "Du kan tale dansk, engelsk eller arabisk, det er lige meget.",
        "Sprog: dansk, polsk, russisk – det går nok.",
        "Dansk kan komme hen ad vejen.",
        "Engelsk ok.",
        "English is fine too.",
        "Halvdelen har talt et andet sprog end dansk derhjemme.",
        "Holdlederen er polsktalende.",
    ],
)
def test_a_language_that_is_only_named_is_not_asked_for(text):
    assert asked(text) == {}


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Du skal kunne dansk.", {"listen": "B1", "speak": "B1"}),
        ("Dansk på begynderniveau er fint.", {"listen": "A1", "speak": "A1"}),
        ("Dansk til husbehov.", {"listen": "A2", "speak": "A2"}),
        ("Du forstår en sikkerhedsinstruks på dansk.", {"listen": "A2"}),
        ("Du læser dansk sikkert nok til at finde en adresse.", {"read": "A2"}),
        ("Du taler et sikkert dansk.", {"listen": "B2", "speak": "B2"}),
        ("Du taler og forstår dansk godt.", {"listen": "B1", "speak": "B1"}),
        ("Dit danske er godt nok til at tale med gæster.", {"listen": "A2", "speak": "A2"}),
    ],
)
def test_how_much_danish_is_asked_for(text, levels):
    assert asked(text) == {"da": levels}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Vi søger en arabisktalende kollega.", {"ar"}),
        ("Tyrkisktalende medarbejder søges til butikken.", {"tr"}),
        ("Du er ukrainsksproget.", {"uk"}),
        ("Vi søger en tolk i tigrinya.", {"ti"}),
        ("Ingen krav om dansk, engelsk er nok.", {"en"}),
    ],
)
def test_a_language_asked_for_in_one_word_counts(text, codes):
    assert set(asked(text)) == codes


def test_a_language_after_a_wish_of_its_own_is_still_asked_for():
    text = "Gerne erfaring fra industri, og at du læser og skriver dansk."
    language = next(
        item.value for item in read_vacancy("", text, ON).of("requirements") if item.value["kind"] == "language"
    )
    assert language["necessity"] == "task"


def test_the_fuller_of_two_statements_about_a_language_is_kept():
    text = "Tosproget medarbejder (arabisk). Du taler og skriver arabisk, og dit danske er godt."
    assert set(asked(text)["ar"]) == {"listen", "speak", "write"}
