"""Variations of a sentence: they change how it is said and never what is said."""

import random

import pytest

from training import sentences


@pytest.mark.parametrize(
    "name",
    ["another_person", "another_tense", "fewer_words", "part", "plain_letters", "slip", "shorthand", "split_compound"],
)
def test_variations_keep_a_sentence_and_its_negation(name: str) -> None:
    text = "Jeg har ikke arbejdet som rengøringsassistent uden pause i et stort firma"
    for seed in range(20):
        varied = getattr(sentences, name)(text, random.Random(seed))
        assert varied
        assert len(varied) > 10
        if name == "fewer_words":
            assert "ikke" in varied
            assert "uden" in varied


def test_letters_and_compounds_are_varied_as_people_write_them() -> None:
    chance = random.Random(1)
    assert sentences.plain_letters("rengøring på tæppe", chance) == "rengoering paa taeppe"
    assert sentences.split_compound("lagermedarbejder", chance) == "lager medarbejder"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hun kørte bus", {"Hun kører bus", "Hun kørte bus", "Hun har kørt bus"}),
        (
            "Jeg har passet køer og gik til hånde",
            {
                "Jeg passer køer og går til hånde",
                "Jeg passede køer og gik til hånde",
                "Jeg har passet køer og har gået til hånde",
            },
        ),
    ],
)
def test_a_sentence_gets_one_tense_throughout(text: str, told: set[str]) -> None:
    assert {sentences.another_tense(text, random.Random(seed)) for seed in range(20)} == told


def test_a_participle_without_its_verb_stays() -> None:
    text = "Er blevet lært op, har aldrig kørt truck"
    assert {sentences.another_tense(text, random.Random(seed)) for seed in range(9)} == {text}


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("Rengøringsassistent", "Rengøringsassistenter"),
        ("Køkkenmedhjælper", "Køkkenmedhjælpere"),
        ("Kok", "Kok"),
        ("Buschauffør", "Buschauffører"),
    ],
)
def test_a_title_is_also_written_in_the_plural(one: str, many: str) -> None:
    assert sentences.several(one, random.Random(1)) == many
