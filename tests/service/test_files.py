"""Rank from files with the real ranker (spelling only): what is written, what is told, and what never is."""

import csv
import json
from datetime import date

import pytest

from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import Ranker
from service.files import Job, Told, rank_files
from service.importing import FileProblem
from service.ranked_lines import COLUMNS, EXCLUDED_COLUMNS

TODAY = date(2026, 11, 22)
HOME = {"home": "8800 Viborg", "transport": "bus 40, cykel 20"}
PEOPLE = (
    {
        "id": "p1",
        **HOME,
        "hours_max": 15,
        "availability": "man-fre 8-14",
        "wishes": "rengøring",
        "languages": "dansk B2",
    },
    {"id": 2, "text": "Bor i Bjerringbro, har kørekort B og egen bil. Har været lagermedarbejder. Søger fuldtid."},
    {"id": "p/3 å", "text": ""},
)
JOBS = (
    {"id": 11, "title": "Rengøringsassistent", "text": "Rengøring tirsdag og torsdag kl. 8.30-12, 7 timer om ugen.",
     "company": "Ren ApS", "city": "Viborg"},
    {"id": "v/2", "title": "Lagermedarbejder", "description": "<p>Fuldtid 37 timer, mandag-fredag 7-15.</p>",
     "employer": "Lager A/S", "postcode": "8850"},
    {"id": "v3", "title": "Køkkenmedhjælper", "text": "Stillingen er et løntilskudsjob i Viborg.", "city": "Viborg"},
)  # fmt: skip


def ranker():
    return Ranker(Hybrid(None), MatchModel.prior())


def write(path, records):
    lines = (item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in records)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path):
    """Ranks records from files in a folder and gives what came of it."""

    def go(people=PEOPLE, jobs=JOBS, **more):
        told = Told(trouble=troubles.append)
        defaults = {"out": tmp_path / "ud.csv", "k": 10, "today": TODAY, "excluded": tmp_path / "ikke.csv"}
        job = Job(write(tmp_path / "P.jsonl", people), write(tmp_path / "V.jsonl", jobs), **{**defaults, **more})
        summary = rank_files(job, ranker, told)
        rows = [list(csv.DictReader(path.open(encoding="utf-8"))) for path in (job.out, job.excluded)]
        return summary, *rows

    troubles = []
    go.troubles = troubles
    go.folder = tmp_path
    return go


def test_every_column_and_the_ids_as_they_were_written(run):
    summary, out, excluded = run()
    assert tuple(out[0]) == COLUMNS
    assert tuple(excluded[0]) == EXCLUDED_COLUMNS
    assert {row["participant_id"] for row in out} == {"p1", "2", "p/3 å"}
    assert {row["vacancy_id"] for row in out} <= {"11", "v/2"}
    assert {row["feasible"] for row in out} <= {"yes", "near", "ask"}
    assert (summary.participants, summary.vacancies, summary.faulty) == (3, 2, 0)


def test_ranks_count_from_one_and_scores_fall(run):
    _, out, _ = run()
    mine = [row for row in out if row["participant_id"] == "p/3 å"]
    assert [row["rank"] for row in mine] == ["1", "2"]
    assert float(mine[0]["score"]) >= float(mine[1]["score"])


def test_a_pair_that_breaks_a_hard_rule_is_absent_and_explained(run):
    _, out, excluded = run()
    assert ("p1", "v/2") not in {(row["participant_id"], row["vacancy_id"]) for row in out}
    mine = [
        row for row in excluded if (row["participant_id"], row["vacancy_id"], row["rule"]) == ("p1", "v/2", "hours")
    ]
    assert mine[0]["reason"] == "Jobbet er på mindst 37 timer om ugen; personen kan højst 15 (22 for mange)"
    assert mine[0]["change"] == "Virksomheden går ned til 15 timer om ugen"


def test_an_advert_on_other_terms_is_on_no_list_and_explained_to_everyone(run):
    summary, out, excluded = run()
    assert "v3" not in {row["vacancy_id"] for row in out}
    told = [row for row in excluded if row["vacancy_id"] == "v3"]
    assert [row["participant_id"] for row in told] == ["p1", "2", "p/3 å"]
    assert {row["rule"] for row in told} == {"terms"}
    assert told[0]["reason"].startswith("Løntilskud er ikke ordinære vilkår.")
    assert summary.refused == {"loentilskud": 1}


def test_a_participant_with_nothing_filled_in_gets_questions(run):
    _, out, _ = run(people=[{"id": "p9"}])
    assert out[0]["feasible"] == "ask"
    assert "Hvor mange timer om ugen kan og vil personen arbejde?" in out[0]["questions"].split(" | ")


def test_what_cannot_be_read_is_told_with_its_line_and_the_others_go_on(run):
    people = [
        PEOPLE[0],
        "{ikke json",
        {"id": "p5", "hours_min": 20, "hours_max": 10},
        {"id": "p6", "text": "010190-1234"},
    ]
    summary, out, _ = run(people=people)
    assert (summary.participants, summary.faulty) == (1, 3)
    assert run.troubles == [
        "P.jsonl, linje 2: Linjen er ikke gyldig JSON (se tegn 2). Ret linjen, eller gem filen igen som JSONL.",
        "P.jsonl, linje 3 (id p5): Timer mindst: 20 er mere end timer højst (10). Ret den ene af dem.",
        "P.jsonl, linje 4 (id p6): Tekst: der står noget, der ligner et CPR-nummer. Slet det; personer kendes på et "
        "sags-id uden CPR.",
    ]
    assert out


def test_the_reader_failing_on_one_text_stops_no_other(run, monkeypatch):
    import features.reading

    real = features.reading.participant_from_text

    def failing(id, text, **known):
        if "slem" in text:
            raise IndexError("noget gik galt")
        return real(id, text, **known)

    monkeypatch.setattr(features.reading, "participant_from_text", failing)
    summary, _, _ = run(people=[{"id": "p1", "text": "slem"}, {"id": "p2", "text": "god"}])
    assert (summary.participants, summary.faulty) == (1, 1)
    assert "teksten kan ikke læses (IndexError)" in run.troubles[0]


def test_only_active_people_get_suggestions(run):
    summary, _, _ = run(people=[PEOPLE[0], {"id": "p7", "status": "paused"}])
    assert summary.participants == 1
    assert "Kun aktive deltagere får forslag" in run.troubles[0]


def test_the_same_files_give_the_same_bytes_and_the_order_of_lines_does_not_matter(run):
    run()
    first = (run.folder / "ud.csv").read_bytes(), (run.folder / "ikke.csv").read_bytes()
    run()
    assert first == ((run.folder / "ud.csv").read_bytes(), (run.folder / "ikke.csv").read_bytes())
    _, out, _ = run(jobs=JOBS[::-1])
    assert out == list(csv.DictReader(first[0].decode().splitlines()))


def test_employers_of_their_own_file_are_found_by_name_or_id(run):
    paused = write(run.folder / "E.jsonl", [{"id": "e1", "name": "ren aps", "pause_until": "2027-01-01"}])
    _, out, excluded = run(people=[PEOPLE[0]], employers=paused)
    assert "11" not in {row["vacancy_id"] for row in out}
    assert ("11", "pause") in {(row["vacancy_id"], row["rule"]) for row in excluded}


def test_at_most_two_of_one_employer_but_unnamed_employers_are_not_one(run):
    jobs = [{"id": n, "title": "Rengøring", "text": "Rengøring", "city": "Viborg"} for n in range(5)]
    _, out, _ = run(people=[PEOPLE[0]], jobs=jobs)
    assert len(out) == 5
    _, out, _ = run(people=[PEOPLE[0]], jobs=[{**job, "employer": "Ren ApS"} for job in jobs])
    assert len(out) == 2


def test_json_lines_hold_codes_for_programs_and_sentences_for_people(tmp_path):
    lines = []
    job = Job(write(tmp_path / "P.jsonl", PEOPLE[:1]), write(tmp_path / "V.jsonl", JOBS), None, 3, TODAY, language="en")
    rank_files(job, ranker, Told(record=lines.append))
    first = json.loads(lines[0])
    assert (first["participant_id"], first["vacancy_id"], first["rank"]) == ("p1", "11", 1)
    assert all({"code", "field", "sentence"} == set(reason) for reason in first["reasons_for"])


def test_ids_a_spreadsheet_would_run_are_made_harmless_and_others_stay(run):
    _, out, _ = run(people=[{"id": "=cmd|'/c calc'!A1"}, {"id": "-7"}, {"id": "@p"}])
    assert {row["participant_id"] for row in out} == {"'=cmd|'/c calc'!A1", "-7", "@p"}


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    job = Job(tmp_path / "P.jsonl", tmp_path / "V.jsonl", None, 3, TODAY)
    with pytest.raises(FileProblem) as problem:
        rank_files(job, ranker, Told())
    assert problem.value.sentence().startswith("Filen V.jsonl findes ikke.")
