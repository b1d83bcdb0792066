"""Every kind of bad file and bad row, with the very sentence a person gets."""

import json
import zipfile
from datetime import date

import openpyxl
import pytest

from service.faults import sentences
from service.importing import FileProblem, read_file
from service.importing.limits import Limits

TODAY = date(2026, 11, 22)


def jsonl(folder, *records):
    path = folder / "fil.jsonl"
    lines = (item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in records)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def said(path, kind="participants"):
    """The sentences of the first faulty row."""
    batch = read_file(path, kind, TODAY)
    return sentences(next(batch.faulty()).faults)


def problem(path, kind="participants", **more):
    with pytest.raises(FileProblem) as caught:
        read_file(path, kind, TODAY, **more)
    return caught.value.sentence()


def test_an_unknown_code_is_named_with_the_codes_there_are(tmp_path):
    path = jsonl(tmp_path, {"id": "p1", "support_needs": ["psykolog"]})
    assert said(path).startswith("Støtte nr. 1: »psykolog« kendes ikke. Skriv en af: mentor, contact_person")


def test_more_hours_at_least_than_at_most(tmp_path):
    path = jsonl(tmp_path, {"id": "p1", "hours_min": 20, "hours_max": 10})
    assert said(path) == "Timer mindst: 20 er mere end timer højst (10). Ret den ene af dem."


def test_times_that_end_before_they_begin(tmp_path):
    window = {"weekday": 1, "start": "12:00", "end": "08:00"}
    path = jsonl(tmp_path, {"id": "p1", "availability": [window]})
    assert said(path) == (
        "Tider nr. 1: tiden slutter kl. 08:00, før den begynder kl. 12:00. Byt om, eller ret klokkeslættet."
    )


@pytest.mark.parametrize(
    "record",
    [
        {"id": "p1", "text": "Hans CPR er 010190-1234"},
        {"id": "p1", "noget_andet": "0101901234"},
        {"id": "0101901234"},
        {"id": "p1", "experience": [{"text": "kok 010190-1234"}]},
        {"id": "p1", "name": "Jens 010190 1234"},
        {"id": "p1", "010190-1234": "x"},
    ],
)
def test_a_cpr_number_anywhere_refuses_the_row_and_is_not_repeated(tmp_path, record):
    batch = read_file(jsonl(tmp_path, record), "participants", TODAY)
    (row,) = batch.rows
    told = sentences(row.faults)
    assert row.record is None
    assert "noget, der ligner et CPR-nummer. Slet det" in told
    assert "1234" not in told + row.original_id


def test_broken_utf8_in_a_line_is_that_lines_fault_only(tmp_path):
    path = tmp_path / "fil.jsonl"
    path.write_bytes(b'{"id": "p1", "text": "r\xf8d"}\n{"id": "p2"}\n')
    batch = read_file(path, "participants", TODAY)
    assert sentences(batch.rows[0].faults) == "Linjen: byte 24 er ikke gyldig UTF-8. Gem filen igen som UTF-8."
    assert batch.rows[0].number == 1
    assert batch.rows[1].record is not None


def test_broken_utf8_in_a_csv_names_the_line(tmp_path):
    path = tmp_path / "fil.csv"
    path.write_bytes("id;bopæl\np1;Køge\np2;".encode() + b"K\xf8ge\n")
    assert problem(path) == "Filen fil.csv er ikke gyldig UTF-8 i linje 3. Gem den igen som UTF-8 (i Excel: CSV UTF-8)."


def test_an_empty_file_and_a_missing_one(tmp_path):
    path = tmp_path / "tom.csv"
    path.touch()
    assert problem(path).startswith("Filen tom.csv er tom. Gem den igen med indhold")
    (tmp_path / "kun_overskrifter.csv").write_text("id;bopæl\n", encoding="utf-8")
    assert problem(tmp_path / "kun_overskrifter.csv").startswith("Filen kun_overskrifter.csv er tom.")
    assert problem(tmp_path / "væk.csv").startswith("Filen væk.csv findes ikke.")
    (tmp_path / "blank.jsonl").write_text("\n\n", encoding="utf-8")
    assert problem(tmp_path / "blank.jsonl").startswith("Filen blank.jsonl er tom.")


def test_a_file_of_more_than_five_megabytes_is_not_opened(tmp_path):
    path = tmp_path / "stor.csv"
    path.write_bytes(b"x" * 5_100_000)
    assert problem(path) == "Filen stor.csv fylder 5,1 MB. Den må højst fylde 5 MB; del den i flere."


def test_more_than_two_thousand_rows(tmp_path):
    path = jsonl(tmp_path, *({"id": f"p{number}"} for number in range(2001)))
    assert problem(path) == "Filen fil.jsonl har mere end 2000 rækker. Del den i flere filer."
    table = tmp_path / "fil.csv"
    table.write_text("id;bopæl\n" + "".join(f"p{number};Viborg\n" for number in range(2001)), encoding="utf-8")
    assert problem(table) == "Filen fil.csv har mere end 2000 rækker. Del den i flere filer."


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused_before_it_is_parsed(tmp_path):
    path = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    assert path.stat().st_size < 100_000
    assert problem(path).startswith("Regnearket bombe.xlsx fylder 60 MB pakket ud. Det må højst fylde 50 MB")


def test_a_sheet_of_three_million_cells_is_refused_before_it_is_parsed(tmp_path):
    path = tmp_path / "bred.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<row>" + "<c><v>1</v></c>" * 3_000_000 + "</row>")
    told = problem(path)
    assert told == "Regnearket bred.xlsx har mere end 200000 celler. Gem kun de rækker og kolonner, der er brugt."


def test_a_zip_that_lies_about_its_size_is_no_spreadsheet(tmp_path):
    path = tmp_path / "løgn.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    content = path.read_bytes().replace((60_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    path.write_bytes(content)
    assert "kan ikke åbnes som et regneark" in problem(path)


def test_a_sheet_with_one_cell_far_away_costs_nothing(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["id", "bopæl"])
    book.active.append(["p1", "8800 Viborg"])
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "langt.xlsx")
    assert len(read_file(tmp_path / "langt.xlsx", "participants", TODAY).rows) == 1


def test_a_file_that_only_says_it_is_a_spreadsheet(tmp_path):
    path = tmp_path / "falsk.xlsx"
    path.write_bytes(b"PK\x03\x04 noget andet")
    assert problem(path) == "Filen falsk.xlsx kan ikke åbnes som et regneark. Gem den igen som .xlsx."
    old = tmp_path / "gammel.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0 gammel")
    assert problem(old).startswith("Filen gammel.xls er et gammelt Excel-ark")


def test_a_formula_in_a_cell_is_reported_not_computed(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["id", "timer mindst", "bopæl"])
    book.active.append(["p1", "=2+3", "8800 Viborg"])
    book.save(tmp_path / "formel.xlsx")
    assert said(tmp_path / "formel.xlsx") == (
        "Timer mindst: cellen indeholder en formel. Kopier den, og indsæt den igen som værdi "
        "(Indsæt speciel → Værdier)."
    )


@pytest.mark.parametrize(
    ("terms", "code"),
    [("løntilskud", "loentilskud"), ("Virksomhedspraktik", "virksomhedspraktik"), ("fleksjob", "fleksjob"),
     ("skånejob", "skaanejob"), ("nytteindsats", "nytteindsats"), ("rotationsjob", "rotationsjob"), ("IGU", "igu")],
)  # fmt: skip
def test_a_vacancy_on_other_terms_is_refused_and_counted(tmp_path, terms, code):
    path = jsonl(tmp_path, {"id": "v1", "title": "Rengøring", "terms": terms, "employer": "Ren ApS"})
    batch = read_file(path, "vacancies", TODAY)
    assert dict(batch.refused()) == {code: 1}
    assert "Virksomhedssporet viser kun job på ordinære vilkår." in sentences(batch.rows[0].faults)
    assert list(batch.faulty()) == []


def test_terms_that_only_the_text_tells_are_refused_too(tmp_path):
    path = jsonl(tmp_path, {"id": "v1", "title": "Køkkenhjælp", "text": "Stillingen er et løntilskudsjob."})
    assert dict(read_file(path, "vacancies", TODAY).refused()) == {"loentilskud": 1}


def test_a_participant_with_nothing_filled_in_is_no_error(tmp_path):
    (row,) = read_file(jsonl(tmp_path, {"id": "p1"}), "participants", TODAY).rows
    assert row.record is not None
    (row,) = read_file(jsonl(tmp_path, {"id": "p1", "text": ""}), "participants", TODAY).rows
    assert row.record is not None


def test_a_line_that_is_no_json_no_object_or_has_no_id(tmp_path):
    path = jsonl(tmp_path, "{ikke json", '"tekst"', {"text": "x"}, '{"id": NaN}', {"id": "p9"})
    batch = read_file(path, "participants", TODAY)
    told = [sentences(row.faults) for row in batch.rows]
    assert told[0] == "Linjen er ikke gyldig JSON (se tegn 2). Ret linjen, eller gem filen igen som JSONL."
    assert told[1].startswith('Posten er ikke et sæt felter. Skriv den som {"id": …')
    assert told[2] == "Id mangler. Udfyld feltet."
    assert "ikke gyldig JSON" in told[3]
    assert batch.rows[4].record is not None


def test_a_deeply_nested_line_and_a_very_long_one_are_faults_of_those_lines(tmp_path):
    deep, deeper = '{"id": "p2", "x": ' + "[" * 900 + "]" * 900 + "}", '{"id": "p3", "x": ' + "[" * 90_000
    path = jsonl(tmp_path, {"id": "p1"}, deep, deeper, '{"id": "' + "x" * 300_000 + '"}', {"id": "p4"})
    batch = read_file(path, "participants", TODAY, limits=Limits(10, 10**7, 10**7))
    assert [row.record is not None for row in batch.rows][::4] == [True, True]
    told = [sentences(row.faults) for row in batch.rows]
    assert "ikke gyldig JSON" in told[2]
    assert told[3] == "Linjen er for lang. En linje må højst fylde 256 kB."


def test_the_same_id_twice_in_a_file_names_the_first_line(tmp_path):
    batch = read_file(jsonl(tmp_path, {"id": "p1"}, {"id": "p2"}, {"id": "p1"}), "participants", TODAY)
    assert sentences(batch.rows[2].faults) == ("Id: »p1« står også i linje 1. Kun den første er brugt; slet den ene.")


def test_all_faults_of_a_row_are_told_at_once(tmp_path):
    path = tmp_path / "fil.csv"
    path.write_text("id;timer mindst;transport;tider\np1;mange;bil;mandag 12-8\n", encoding="utf-8")
    assert said(path) == (
        "Timer mindst: »mange« er ikke et tal. Skriv fx 7,5. "
        "Transport: »bil« skal være et ord og et tal. Skriv fx »bil 30, cykel 20«. "
        "Tider: tiden slutter kl. 08:00, før den begynder kl. 12:00. Byt om, eller ret klokkeslættet."
    )


def test_a_file_whose_kind_nobody_can_tell(tmp_path):
    path = jsonl(tmp_path, {"id": "1", "text": "noget"})
    assert problem(path, None) == (
        "Det fremgår ikke, om fil.jsonl handler om deltagere, virksomheder eller stillinger. "
        "Skriv --kind participants, employers eller vacancies."
    )


def test_every_fault_has_a_sentence_in_both_languages():
    from service.texts import texts

    assert set(texts("da")) == set(texts("en"))
