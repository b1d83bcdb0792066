"""Needs that a story tells as what happens to the person."""

from datetime import date

import pytest

from features.reading import read_participant

ON = date(2026, 3, 1)


def needs(text):
    return {(item["code"], item["level"], item["hard"]) for item in _values(text, "functional_needs")}


def _values(text, field):
    return [proposal.value for proposal in read_participant(text, ON).of(field)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Når der er mange mennesker omkring ham, må han gå ud og trække vejret.", {("group_size", 3, False)}),
        ("Hun bliver svimmel, hvis hun bukker sig.", {("kneel", 2, False)}),
        ("Hvis det går for stærkt, går hun i stå.", {("pace", 3, False)}),
        ("Når nogen hæver stemmen, lukker hun sig inde i sig selv.", {("conflict", 3, False)}),
        ("Når hun har stået op en time, hæver benene.", {("stand", 2, False)}),
        ("Han får ondt i hovedet, når maskinerne larmer.", {("noise", 2, False)}),
        ("He gets dizzy if he bends.", {("kneel", 2, False)}),
    ],
)
def test_a_situation_and_what_it_does_to_the_person_are_a_need_to_talk_about(text, expected):
    assert needs(text) == expected


def test_a_situation_may_run_over_two_clauses():
    text = "Når telefonerne ringer, og alle taler på én gang, mister han overblikket."
    assert ("noise", 2, False) in needs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Når der er travlt, tager hun gerne en vagt mere.",
        "Når der er mange kunder, bliver hun glad.",
        "Han bliver ikke stresset, når der er travlt.",
        "Når hendes søn er syg, må hun gå hjem.",
        "Han blev bange, når der var mange mennesker, dengang i lejren.",
    ],
)
def test_a_situation_without_harm_or_of_somebody_else_is_no_need(text):
    assert needs(text) == set()


@pytest.mark.parametrize(
    "text", ["Når der er travlt, ser hun glad ud.", "Hvis hun har lavet mad til mange, er hun træt bagefter."]
)
def test_what_holds_only_at_times_is_no_work_done_and_no_strength(text):
    assert _values(text, "experience") == []
    assert not any(value.lower().startswith(("når", "hvis")) for value in _values(text, "resources"))


def test_the_words_of_situation_and_reaction_are_the_evidence():
    (item,) = read_participant("Hun er glad. Hun bliver svimmel, hvis hun bukker sig.", ON).of("functional_needs")
    assert item.evidence == "Hun bliver svimmel, hvis hun bukker sig."
