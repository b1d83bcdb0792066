"""Similarity between any two texts: range, passages, negation, long texts, two languages."""

import json
from pathlib import Path

import numpy as np
import pytest

from features.encoder import default_encoder
from features.passages import passages
from features.similarity import LIFT, QUIET, Hybrid, similarity

DATA = Path(__file__).parent / "data"
ADVERTS = {
    "cleaning": "Rengøringsassistent til kontorer, 8 timer om ugen. Du tømmer affald, støvsuger og vasker gulve.",
    "warehouse": "Lagermedarbejder. Du plukker og pakker varer. Tunge løft op til 25 kg.",
    "kitchen": "Køkkenmedhjælper til restaurant. Du skræller grøntsager, vasker op og rydder op i køkkenet.",
    "shop": "Butiksassistent. Du fylder varer op, betjener kunder og sidder ved kassen.",
    "care": "Plejemedhjælper på plejehjem. Du hjælper de ældre med bad, påklædning og måltider.",
}
BOILERPLATE = (
    " Vi tilbyder et godt arbejdsmiljø med dygtige kolleger. Hos os er der højt til loftet. Løn efter overenskomst."
    " Send din ansøgning senest den 1. april. Vi holder samtaler løbende. Du er mødestabil og fleksibel."
) * 8


def ranked(query: str, adverts: dict[str, str] = ADVERTS) -> list[str]:
    """Names of the adverts, closest first."""
    return [list(adverts)[n] for n in np.argsort(-similarity([query], list(adverts.values()))[0])]


def test_scores_lie_between_0_and_1_and_have_a_row_for_each_query() -> None:
    scores = similarity(["kok", "", "Jeg kan lide blomster"], list(ADVERTS.values()))
    assert scores.shape == (3, 5)
    assert scores.dtype == np.float32
    assert scores.min() >= 0
    assert scores.max() <= 1


def test_nothing_against_nothing_is_an_empty_table() -> None:
    assert similarity([], ["a"]).shape == (0, 1)
    assert similarity(["a"], []).shape == (1, 0)
    assert similarity([""], [""]).tolist() == [[0]]


def test_the_same_job_scores_high_and_another_low() -> None:
    scores = similarity(["Har vasket gulve og tømt skrald i et firma"], list(ADVERTS.values()))[0]
    assert scores[0] > 0.5
    assert scores[4] < 0.25


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("Har gjort rent på hotel, kan lide ro, må ikke løfte", "cleaning"),
        ("Hun har passet sin gamle mor, som sad i kørestol", "care"),
        ("Jeg har stået ved komfuret i min onkels spisested", "kitchen"),
        ("I stacked pallets and drove a forklift", "warehouse"),
        ("Solgte frugt og snakkede med folk hele dagen", "shop"),
    ],
)
def test_a_sentence_finds_its_advert(query: str, best: str) -> None:
    assert ranked(query)[0] == best


def test_what_somebody_does_not_want_does_not_attract() -> None:
    wants, refuses = "Vil gerne arbejde i køkken.", "Vil ikke arbejde i køkken, men gerne i butik."
    kitchen, shop = list(ADVERTS).index("kitchen"), list(ADVERTS).index("shop")
    scores = similarity([wants, refuses], list(ADVERTS.values()))
    assert scores[0].argmax() == kitchen
    assert scores[1].argmax() == shop
    assert scores[1, kitchen] < 0.2


def test_praise_and_how_to_apply_change_little() -> None:
    long = {name: text + BOILERPLATE for name, text in ADVERTS.items()}
    query = "Har vasket gulve og tømt skrald i et firma"
    short, padded = (similarity([query], list(texts.values()))[0] for texts in (ADVERTS, long))
    assert ranked(query, long)[0] == "cleaning"
    assert np.abs(short - padded).max() < 0.15


def test_a_long_note_about_family_and_hours_still_finds_the_work() -> None:
    note = (
        "Kom til Danmark i 2016. Gift og har tre børn. Taler lidt dansk og går på sprogskole tirsdag og torsdag."
        " I hjemlandet passede hun gamle mennesker på et hjem, gav dem bad og mad. Kan ikke arbejde om aftenen."
        " Har ikke kørekort og tager bussen. Hun er stabil og lærer hurtigt. Skal hente børn klokken 15."
    )
    assert ranked(note)[0] == "care"


def test_rows_are_unit_and_one_for_each_text() -> None:
    hybrid = Hybrid(default_encoder())
    rows = hybrid.rows(["Kok", "To sætninger her. Den ene om køer.", ""])
    assert len(rows) == 3
    assert np.allclose(np.linalg.norm(rows.dense, axis=1), [1, 1, 0], atol=1e-3)
    spelled = np.sqrt(np.asarray(rows.sparse.multiply(rows.sparse).sum(axis=1)).ravel())
    assert np.allclose(spelled, [1, 1, 0], atol=1e-3)


def test_without_an_encoder_spelling_alone_is_compared() -> None:
    hybrid = Hybrid(None)
    assert hybrid.dimension == 0
    scores = similarity(["rengøringsassistent"], ["rengøring på hotel", "svejser"], hybrid)
    assert scores[0, 0] > 0.2 > scores[0, 1]


def test_spelling_counts_for_more_where_no_occupation_is_near() -> None:
    hybrid = Hybrid(default_encoder())
    asked = hybrid.plain(["malke køer", "xyzzy"], "query")
    meaning, spelling = np.full((2, 1), QUIET, np.float32), np.full((2, 1), 0.4, np.float32)
    assert hybrid.join(meaning, spelling, asked) == pytest.approx(np.array([[0.4 * LIFT], [0.4]]), abs=1e-3)


def test_joining_never_falls_when_a_channel_rises() -> None:
    hybrid = Hybrid(default_encoder())
    steps = np.linspace(-1, 1, 21, dtype=np.float32)
    meaning, spelling = np.meshgrid(steps, np.clip(steps, 0, 1), indexing="ij")
    joined = hybrid.join(meaning, spelling, hybrid.plain(["malke køer"] * len(steps), "query"))
    assert (np.diff(joined, axis=0) >= -1e-6).all()
    assert (np.diff(joined, axis=1) >= -1e-6).all()
    assert joined.min() >= 0
    assert joined.max() <= 1


@pytest.mark.parametrize(
    ("text", "said", "denied"),
    [
        ("Vil gerne arbejde i butik, men ikke i køkken", ("Vil gerne arbejde i butik",), ("ikke i køkken",)),
        ("Ikke bange for jord under neglene", ("Ikke bange for jord under neglene",), ()),
        (
            "Hun vil ikke passe børn, ældre eller dyr, men gerne en have",
            ("gerne en have",),
            ("Hun vil ikke passe børn", "ældre eller dyr"),
        ),
        ("Kan køre truck, uden natarbejde", ("Kan køre truck",), ("uden natarbejde",)),
        ("Små, der ikke kan gå endnu, på skødet", ("Små, der ikke kan gå endnu, på skødet",), ()),
        ("I don't want kitchen work but cleaning is fine", ("cleaning is fine",), ("I don't want kitchen work",)),
    ],
)
def test_a_negation_governs_its_clause(text: str, said: tuple[str, ...], denied: tuple[str, ...]) -> None:
    cut = passages(text)
    assert (cut.said, cut.denied) == (said, denied)


def test_everyday_sentences_find_their_occupation() -> None:
    from features.occupations import by_id

    rows = [json.loads(line) for line in (DATA / "everyday_sentences.jsonl").read_text(encoding="utf-8").splitlines()]
    jobs = list(by_id().values())
    names = [job.id for job in jobs]
    rows = [row for row in rows if row["occupation"] in names]
    scores = similarity([row["text"] for row in rows], [". ".join((job.title, *job.tasks[:6])) for job in jobs])
    right = scores[np.arange(len(rows)), [names.index(row["occupation"]) for row in rows]]
    rank = (scores > right[:, None]).sum(axis=1) + 1
    assert (1 / rank).mean() > 0.75


def test_notes_of_several_sentences_find_their_advert() -> None:
    adverts, notes = (
        [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]
        for name in ("everyday_adverts.jsonl", "everyday_notes.jsonl")
    )
    names = [advert["id"] for advert in adverts]
    scores = similarity([note["text"] for note in notes], [advert["text"] for advert in adverts])
    right = scores[np.arange(len(notes)), [names.index(note["best"]) for note in notes]]
    assert (1 / (scores >= right[:, None]).sum(axis=1)).mean() > 0.8


def test_a_pairs_score_does_not_depend_on_what_else_is_compared() -> None:
    texts = list(ADVERTS.values())
    queries = ["Hun kan lide køer. Hun vil ikke have larm.", "kok"]
    together = similarity(queries, texts)
    alone = np.array([[similarity([query], [text])[0, 0] for text in texts] for query in queries])
    assert np.allclose(together, alone, atol=1e-5)
