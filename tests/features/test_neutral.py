"""What tells who somebody is goes, what tells what they can do stays."""

import pytest

from features.neutral import neutral


@pytest.mark.parametrize(
    ("told", "compared"),
    [
        ("Kok i Damaskus", "Kok"),
        ("Kok i Aarhus", "Kok"),
        ("Jeg kommer fra Syrien", "Jeg kommer"),
        ("I come from Ukraine", "I come"),
        ("Hun hedder Fatuma og er somalisk", "jeg hedder og er"),
        ("Han hedder Anders Jensen og bagte brød", "jeg hedder og bagte brød"),
        ("jeg hedder ahmad", "jeg hedder"),
        ("Lavede syriske kager med sin bror", "Lavede kager med sin bror"),
        ("På Sri Lanka plukkede hun te", "plukkede jeg te"),
    ],
)
def test_names_origin_and_pronouns_are_left_out(told, compared):
    assert neutral(told) == compared


@pytest.mark.parametrize(
    "work",
    ["stable på palle", "lette løft", "finne fejl", "tjekke bussen før turen", "romantisk maling", "inderst i hallen",
     "Ved en del om Excel", "bage fladbrød og kager", "arbejde som svend", "skrive kvittering", "polere glas"],
)  # fmt: skip
def test_words_of_the_trade_stay(work):
    assert neutral(work) == work


def test_nothing_left_is_an_empty_text():
    assert neutral("Syrien") == ""
    assert neutral("") == ""
