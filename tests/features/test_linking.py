"""Linking titles and sentences with occupations and DISCO-08 groups."""

from collections.abc import Sequence

import numpy as np
import pytest

from features.encoder import Role, Vectors
from features.linking import Label, Linker, bare, key, link, link_titles, linker


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2 søde kokke søges til Hotel Royal, 30 timer", "kokke"),
        ("Erfaren svejser (m/k) - start snarest", "svejser"),
        ("Rengøringsassistent til kontorer, 8 timer om ugen", "Rengøringsassistent til kontorer"),
        ("Vi søger en tjener, deltid", "en tjener"),
        ("Kok", "Kok"),
        ("37 timer", "37 timer"),
    ],
)
def test_a_title_is_laid_bare(title: str, expected: str) -> None:
    assert bare(title) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rengøringsdame", "rengøringsmand"),
        ("Lærere", "lærer"),
        ("Lærerinde", "lærer"),
        ("Tømrerlærling", "tømrer"),
        ("CNC operatør", "CNC-operatør"),
        ("Gaardmand", "gårdmand"),
        ("Pædagogmedhjælpere", "pædagogmedhjælper"),
    ],
)
def test_number_gender_and_spelling_make_no_difference(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("text", "disco08"),
    [
        ("Sygeplejersker", "2221"),
        ("2 kokke søges til Hotel Royal", "5120"),
        ("Chauffør C/E", "8332"),
        ("Jeg har malket køer i fire år", "6121"),
        ("Murersvend", "7112"),
        ("Hairdresser", "5141"),
    ],
)
def test_titles_and_sentences_find_their_group(text: str, disco08: str) -> None:
    best = link(text, 1)[0]
    assert best.disco08 == disco08
    assert best.confidence > 0.5


def test_candidates_come_best_first_with_different_targets() -> None:
    found = link("Pædagogmedhjælpere søges til Børnehaven Solstrålen", 5)
    assert len({one.code for one in found}) == 5
    assert found[0].disco08 == "5311"
    assert all(0 <= one.confidence <= 1 for one in found)


def test_a_batch_gives_one_answer_for_each_title_in_order() -> None:
    answers = link_titles(["Malker", "Xyzzy qwert", "Malker"])
    assert answers[0] == answers[2]
    assert answers[0].occupation is not None
    assert answers[0].occupation.id == "milker"
    assert answers[1].occupation is None
    assert answers[1].disco08 is None
    assert link_titles([]) == []


class Blind:
    """An encoder to which every text is the same."""

    name, dimension = "blind", 2

    def encode(self, texts: Sequence[str], role: Role = "document") -> Vectors:
        return np.ones((len(texts), 2), np.float32) / np.float32(2**0.5)


def test_titles_are_linked_by_the_encoder_that_is_handed_in() -> None:
    blind = Blind()
    assert linker(blind) is linker(blind)
    assert linker(blind).hybrid.encoder is blind
    assert link_titles(["Xyzzy qwert"], blind)[0].confidence != link_titles(["Xyzzy qwert"])[0].confidence
    assert link("Sygeplejerske", 1, blind)[0].disco08 == "2221"


def test_further_labels_may_be_handed_in() -> None:
    mine = [
        Label("havbiolog", "esco:1", "2131"),
        Label("marine biologist", "esco:1", "2131"),
        Label("kok", "esco:2", "5120"),
    ]
    found = Linker(mine, linker().hybrid).link("Marine biologists", 2)
    assert [one.code for one in found] == ["esco:1", "esco:2"]
    assert found[0].label == "marine biologist"


def test_a_name_that_two_targets_share_is_decided_by_their_names_in_other_languages() -> None:
    labels = [
        Label("tekniker", "esco:sound", ""),
        Label("tekniker", "esco:dental", ""),
        Label("sound technician", "esco:sound", "", "en"),
        Label("dental technician", "esco:dental", "", "en"),
    ]
    scores = Linker(labels, linker().hybrid).label_scores(["Tandtekniker", "Lydtekniker"])
    assert scores.shape == (2, 4)
    assert scores[0, 1] > scores[0, 0]
    assert scores[1, 0] > scores[1, 1]


def test_what_is_no_job_is_not_linked() -> None:
    answers = link_titles(["Send din ansøgning senest fredag", "Løn efter overenskomst", "Xyzzy"])
    assert [answer.disco08 for answer in answers] == [None, None, None]
