"""Places are found where they are meant, as people write them, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.places import find_places, place_of


def spotted(text: str) -> list[tuple[str, str | None]]:
    return [(text[start:end], place.postcode) for start, end, place in find_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Du bliver en del af teamet i 8800 Viborg.", [("8800 Viborg", "8800")]),
        ("DK-7400 Herning", [("7400 Herning", "7400")]),
        ("8800 viborg", [("8800 viborg", "8800")]),
        ("8920 Randers NV", [("8920 Randers NV", "8920")]),
        ("8920 Randers", [("8920 Randers", "8920")]),
        ("8643 Ans", [("8643 Ans", "8643")]),
        ("postnr. 8000", [("8000", "8000")]),
        ("Lageret ligger i 8600.", [("8600", "8600")]),
        ("8800 Bruunshåb", [("8800 Bruunshåb", "8800")]),
    ],
)
def test_a_postcode_with_its_town_or_a_word_before_it_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert spotted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vi er 8800 ansatte",
        "Bonus på 8800 kr.",
        "lønnen går fra 7000 til 8000 kr",
        "Vi åbnede i 2000",
        "tlf. 8662 8800",
        "ring i 8800 1234",
        "nr. 8800",
        "i 8600,50 kr",
        "8800",
    ],
)
def test_a_number_that_only_looks_like_a_postcode_is_left_alone(text: str) -> None:
    assert spotted(text) == []


@pytest.mark.parametrize(
    ("text", "name", "postcode"),
    [
        ("Butikken i Skive søger", "Skive", "7800"),
        ("Viborg", "Viborg", "8800"),
        ("VIBORG", "VIBORG", "8800"),
        ("jeg bor i viborg", "viborg", "8800"),
        ("Viborgs bedste kantine", "Viborg", "8800"),
        ("hele Herning-området", "Herning", "7400"),
        ("vores afdeling i Nørre Snede", "Nørre Snede", "8766"),
        ("hjemme på Houlkær", "Houlkær", "8800"),
        ("jeg bor i bruunshåb", "bruunshåb", "8800"),
        ("Hald Ege", "Hald Ege", "8800"),
        ("Sejs-Svejbæk", "Sejs-Svejbæk", "8600"),
        ("Århus", "Århus", "8000"),
        ("Aarhus", "Aarhus", "8000"),
        ("Ålestrup", "Ålestrup", "9620"),
        ("Karup", "Karup", "7470"),
        ("i Esbjerg", "Esbjerg", "6700"),
    ],
)
def test_towns_and_villages_are_found_as_people_write_them(text: str, name: str, postcode: str) -> None:
    assert spotted(text) == [(name, postcode)]


@pytest.mark.parametrize(
    "text",
    [
        "Løsning på opgaven",
        "Giv os et kald",
        "Give and take",
        "contact Them",
        "Mors dag",
        "Hald",
        "en tim",
        "hove",
        "Als",
    ],
)
def test_common_words_that_are_also_towns_are_left_alone(text: str) -> None:
    assert spotted(text) == []


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("arbejde i Løsning", "8723"),
        ("fra Give", "7323"),
        ("ved Hald", "8800"),
        ("på Mors", "7900"),
        ("i Lem", "6940"),
        ("8643 Ans By", "8643"),
        ("i Tim", "6980"),
    ],
)
def test_the_same_names_are_towns_after_a_word_of_place_or_a_postcode(text: str, postcode: str) -> None:
    assert [code for _, code in spotted(text)] == [postcode]


def test_a_person_called_as_a_town_is_not_a_place() -> None:
    assert spotted("Ring til Tim Hansen eller få et svar fra Flemming") == []


def test_a_road_named_after_a_town_is_not_the_town() -> None:
    assert spotted("Viborg Landevej 12 og Gammel Viborgvej 3") == []


def test_a_name_that_two_towns_share_is_unknown_until_it_is_told_apart() -> None:
    assert spotted("Nykøbing") == []
    assert spotted("Nykøbing Mors og 4800 Nykøbing F") == [("Nykøbing Mors", "7900"), ("4800 Nykøbing F", "4800")]


def test_a_postcode_that_belongs_elsewhere_is_not_replaced_by_a_guess() -> None:
    assert spotted("2300 København S") == [("København", None)]
    assert spotted("8800 Herning") == [("Herning", None)]


def test_several_places_come_in_order_with_their_points() -> None:
    found = find_places("Bor i Overlund, arbejder i 8600 Silkeborg eller Bjerringbro")
    assert [place.town for _, _, place in found] == ["Overlund", "Silkeborg", "Bjerringbro"]
    assert found[1][2] == place_of("8600")


@given(st.text(alphabet=st.sampled_from("Viborg 8064nNASæøå.,-i\nHald"), max_size=60))
def test_spans_never_overlap_and_stay_inside_the_text(text: str) -> None:
    end_before = 0
    for start, end, _ in find_places(text):
        assert end_before <= start < end <= len(text)
        end_before = end
