"""The formats a file may have: the template as Danish Excel saves it, JSONL, Jobnet, schema.org."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from features.vocabulary import Contract, DayTime, Source, VacancySource
from service.faults import sentences
from service.importing import KINDS, FileProblem, read_file, template_kind, write_template
from service.importing.columns import COLUMNS
from service.importing.template import EXAMPLE_ID

TODAY = date(2026, 11, 22)
CSV = "id;bopæl;timer mindst;timer højst;tider;transport\r\np1;8800 Viborg;7,5;15;tirsdag 8-12;bus 40, cykel 20\r\n"


def one(path, kind=None):
    (row,) = read_file(path, kind, TODAY).rows
    assert row.record is not None, sentences(row.faults)
    return row.record


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_as_excel_saves_it_in_denmark(tmp_path, encoding, separator):
    path = tmp_path / "borgere.csv"
    quoted = CSV.replace("bus 40, cykel 20", '"bus 40, cykel 20"').replace("7,5", '"7,5"')
    path.write_bytes(quoted.replace(";", separator).encode(encoding))
    person = one(path)
    assert (person.hours_min, person.hours_max) == (7.5, 15)
    assert person.home.town == "Viborg"
    assert [item.mode for item in person.transport] == ["bus", "bike"]


def test_a_workbook_with_days_as_days_and_numbers_as_text(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["id", "Timer højst", "tidligst start", "antal job", "ALLE BEVISER NÆVNT"])
    book.active.append([17, "12,5", date(2026, 12, 1), 2.0, "ja"])
    book.save(tmp_path / "ark.xlsx")
    person = one(tmp_path / "ark.xlsx", "participants")
    assert (person.id, person.hours_max, person.earliest_start, person.max_jobs) == ("17", 12.5, date(2026, 12, 1), 2)
    assert person.credentials_complete is True


def test_english_headings_and_field_names_mean_the_same(tmp_path):
    path = tmp_path / "jobs.csv"
    path.write_text("id;title;employer;hours_min;valid until\nv1;Cleaner;Ren ApS;8;2026-12-31\n", encoding="utf-8")
    job = one(path)
    assert (job.title, job.hours_min, job.valid_until) == ("Cleaner", 8, date(2026, 12, 31))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_template_can_be_filled_in_as_its_example_shows(tmp_path, kind, suffix):
    path = tmp_path / f"{kind}.{suffix}"
    write_template(path, template_kind(path))
    with pytest.raises(FileProblem):
        read_file(path, kind, TODAY)  # only the example row, which does not count
    if suffix == "csv":
        path.write_text(path.read_text(encoding="utf-8-sig").replace(EXAMPLE_ID, "egen-1"), encoding="utf-8")
        assert one(path, kind).id == "egen-1"


def test_the_template_offers_codes_to_choose_from(tmp_path):
    write_template(tmp_path / "stillinger.xlsx", "vacancies")
    book = openpyxl.load_workbook(tmp_path / "stillinger.xlsx")
    rules = book.active.data_validations.dataValidation
    chosen = [column.danish for column in COLUMNS["vacancies"] if column.choices]
    assert len(rules) == len(chosen) == 5
    assert "ordinære vilkår" in [cell.value for cell in book["lister"]["A"]]


def test_columns_nobody_knows_are_named_and_left_out(tmp_path):
    path = tmp_path / "borgere.csv"
    path.write_text("id;bopæl;yndlingsfarve\np1;Viborg;blå\n", encoding="utf-8")
    assert read_file(path, None, TODAY).rows[0].unused == ("yndlingsfarve",)


def test_a_record_of_only_a_text_is_read_and_marked_unconfirmed(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_text(
        json.dumps({"id": 7, "text": "Bor i Viborg. Vil gerne arbejde 10-15 timer om ugen."}), encoding="utf-8"
    )
    person = one(path, "participants")
    assert (person.id, person.hours_max) == ("7", 15)
    assert person.provenance["hours_max"].source is Source.TEXT
    assert person.provenance["hours_max"].confirmed is False


def test_given_fields_win_over_what_the_text_says(tmp_path):
    path = tmp_path / "p.jsonl"
    record = {"id": "p1", "text": "Vil gerne arbejde 10-15 timer om ugen.", "hours_max": 12}
    path.write_text(json.dumps(record), encoding="utf-8")
    person = one(path, "participants")
    assert person.hours_max == 12
    assert "hours_max" not in person.provenance


@pytest.mark.parametrize(
    "record",
    [
        {"title": "Opvasker", "text": "Opvask i kantine", "company": "Kantinen ApS", "city": "Skive"},
        {
            "job_title": "Opvasker",
            "description": "<p>Opvask i <b>kantine</b></p>",
            "employer": {"name": "Kantinen ApS"},
            "postcode": 7800,
        },
        {
            "titel": "Opvasker",
            "body": "Opvask i kantine",
            "virksomhed": " kantinen  aps ",
            "address": "Torvet 1, 7800 Skive",
        },
    ],
)
def test_other_peoples_names_for_our_fields(tmp_path, record):
    path = tmp_path / "v.jsonl"
    path.write_text(json.dumps({"id": "v1", **record}), encoding="utf-8")
    job = one(path, "vacancies")
    assert job.title == "Opvasker"
    assert job.description == "Opvask i kantine"
    assert job.site.town == "Skive" or job.site.postcode == "7800"
    assert job.employer_id.startswith("virk-kantinen-aps-")


def test_unnamed_employers_are_not_taken_for_one_and_the_same(tmp_path):
    path = tmp_path / "v.jsonl"
    path.write_text(
        "".join(json.dumps({"id": n, "title": "Opvasker", "text": "x"}) + "\n" for n in (1, 2)), encoding="utf-8"
    )
    first, second = (row.record.employer_id for row in read_file(path, "vacancies", TODAY).rows)
    assert first != second


def test_a_plain_string_where_a_structure_belongs_is_read_like_a_cell(tmp_path):
    path = tmp_path / "p.jsonl"
    record = {
        "id": "p1",
        "home": "8800 Viborg",
        "transport": "bus 40",
        "availability": ["man-ons 9-14"],
        "wishes": "rengøring",
    }
    path.write_text(json.dumps(record), encoding="utf-8")
    person = one(path)
    assert (person.home.postcode, person.transport[0].max_minutes, len(person.availability)) == ("8800", 40, 3)


def test_an_id_our_records_cannot_have_is_kept_as_it_was_written(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps({"id": "p/3 å#"}), encoding="utf-8")
    (row,) = read_file(path, "participants", TODAY).rows
    assert row.original_id == "p/3 å#"
    assert row.record.id.startswith("p-3-å-")


def test_a_json_array_is_read_like_lines(tmp_path):
    path = tmp_path / "p.json"
    path.write_text(json.dumps([{"id": "p1"}, {"id": "p2"}], indent=2), encoding="utf-8")
    assert [row.record.id for row in read_file(path, "participants", TODAY).rows] == ["p1", "p2"]


# ── Jobnet ───────────────────────────────────────────────────────────────────────────────────────

AD = {
    "id": "5376524", "title": "Rengøringsassistent", "employer": "Ren ApS", "cvr": 30899695, "postal_code": "8800",
    "city": "Viborg", "lat": 56.45, "lon": 9.4, "work_hours": "Deltid", "weekly_work_hours": "Deltid",
    "last_date": "2026-12-19", "WorkHourMin": 0, "WorkHourMax": 12, "DailyWorkTimeDay": False,
    "DailyWorkTimeEvening": True, "DailyWorkTimeNight": False, "DailyWorkTimeWeekend": True, "positions": 3,
    "employment_type_id": 16, "announcement_type": "", "employment_date": "2026-12-01T00:00:00",
    "driver_license": [{"Name": "B"}], "text": "Vi søger en rengøringsassistent.",
}  # fmt: skip


def jobnet(folder, **changes):
    path = folder / "jobnet.jsonl"
    path.write_text(json.dumps({**AD, **changes}, ensure_ascii=False), encoding="utf-8")
    return read_file(path, None, TODAY).rows[0]


def test_a_jobnet_advert_field_by_field(tmp_path):
    row = jobnet(tmp_path)
    job = row.record
    assert (job.id, row.original_id, job.source) == ("jobnet-5376524", "5376524", VacancySource.FEED)
    assert (job.hours_min, job.hours_max, job.positions) == (None, 12, 3)
    assert job.daytimes == (DayTime.EVENING, DayTime.WEEKEND)
    assert (job.valid_until, job.start, job.contract) == (date(2026, 12, 19), date(2026, 12, 1), Contract.FIXED_TERM)
    assert (job.site.postcode, job.site.lat) == ("8800", 56.45)
    assert job.requirements[0].code == "B"
    assert (job.employer_id, row.employer.name, row.employer.cvr) == ("cvr-30899695", "Ren ApS", "30899695")


@pytest.mark.parametrize(
    ("stated", "refused"),
    [
        ({"WorkConditions": 1}, None),
        ({"WorkConditions": [{"Id": 1, "Name": "Almindelige vilkår"}]}, None),
        ({"announcement_type": "Almindelige vilkår"}, None),
        ({}, None),
        ({"WorkConditions": 2}, "fleksjob"),
        ({"WorkConditions": [3]}, "skaanejob"),
        ({"WorkConditions": "5"}, "loentilskud"),
        ({"work_conditions": [1, 6]}, "rotationsjob"),
        ({"WorkConditions": {"Id": 7}}, "virksomhedspraktik"),
        ({"announcement_type": "Job med løntilskud"}, "loentilskud"),
        ({"text": "Stillingen er et fleksjob på 10 timer om ugen."}, "fleksjob"),
    ],
)
def test_of_the_work_conditions_only_the_first_is_ordinary(tmp_path, stated, refused):
    assert jobnet(tmp_path, **stated).refused == refused


@pytest.mark.parametrize("stated", [4, 99, "Noget nyt"])
def test_work_conditions_that_do_not_say_ordinary_are_a_fault_with_its_cure(tmp_path, stated):
    row = jobnet(tmp_path, WorkConditions=stated)
    assert row.record is None
    assert "siger ikke, at jobbet er ordinært" in sentences(row.faults)


def test_full_time_is_thirty_seven_hours_only_when_nothing_else_is_said(tmp_path):
    full = {"work_hours": "Fuldtid", "weekly_work_hours": "Fuldtid", "WorkHourMin": None, "WorkHourMax": None}
    assert jobnet(tmp_path, **full).record.hours_min == 37
    job = jobnet(tmp_path, **full, text="Stillingen er på 30 timer om ugen.").record
    assert (job.hours_min, job.hours_max) == (30, 30)


def test_a_point_outside_denmark_is_left_out(tmp_path):
    assert jobnet(tmp_path, lat=55.4, lon=5.2).record.site.lat is None
    assert jobnet(tmp_path, lat=0.0, lon=0.0).record.site.postcode == "8800"


def test_the_real_adverts_all_become_vacancies():
    from service.demo import _places

    path = next((place for place in _places() if place.is_file()), None)
    if path is None:
        pytest.skip("../shared/data/jobnet_2021 is not here")
    rows = read_file(path, None, date(2021, 7, 5)).rows
    assert len(rows) == 20
    assert all(row.record is not None and row.record.id.startswith("jobnet-") for row in rows)


# ── schema.org ───────────────────────────────────────────────────────────────────────────────────

POSTING = {
    "@context": "https://schema.org", "@type": "JobPosting", "title": "Køkkenmedhjælper",
    "identifier": {"@type": "PropertyValue", "value": "km-7"}, "description": "<p>Opvask &amp; anretning.</p>",
    "employmentType": ["PART_TIME", "TEMPORARY"], "workHours": "tirsdag og torsdag kl. 8-12",
    "validThrough": "2026-12-24T23:59",
    "hiringOrganization": {"name": "Kantinen ApS", "vatID": "DK12345678"}, "totalJobOpenings": 2,
    "jobLocation": {"address": {"postalCode": "8800", "addressLocality": "Viborg", "streetAddress": "Vej 1"}},
    "baseSalary": {"currency": "DKK", "value": {"minValue": 150, "maxValue": 160, "unitText": "HOUR"}},
}  # fmt: skip


@pytest.mark.parametrize("shape", ["alone", "graph", "array", "page"])
def test_a_job_posting_alone_in_a_graph_and_in_a_page(tmp_path, shape):
    path = tmp_path / ("side.html" if shape == "page" else "opslag.json")
    graph = {"@graph": [{"@type": "WebPage"}, POSTING]}
    written = {"alone": POSTING, "graph": graph, "array": [POSTING], "page": graph}[shape]
    content = json.dumps(written, ensure_ascii=False)
    page = f'<!doctype html><html><script type="application/ld+json">{content}</script></html>'
    path.write_text(page if shape == "page" else content, encoding="utf-8")
    job = one(path, "vacancies")
    assert (job.id, job.title, job.positions, job.contract) == (
        "schema-km-7",
        "Køkkenmedhjælper",
        2,
        Contract.FIXED_TERM,
    )
    assert job.description.startswith("Opvask & anretning.")
    assert (job.wage.low, job.wage.high, job.valid_until) == (150, 160, date(2026, 12, 24))
    assert (job.site.postcode, job.employer_id) == ("8800", "cvr-12345678")


@pytest.mark.parametrize(("kind", "terms"), [("VOLUNTEER", "ulonnet"), ("INTERN", "virksomhedspraktik")])
def test_postings_of_unpaid_work_are_refused(tmp_path, kind, terms):
    path = tmp_path / "opslag.json"
    path.write_text(json.dumps({**POSTING, "employmentType": kind}), encoding="utf-8")
    assert read_file(path, None, TODAY).rows[0].refused == terms


def test_a_page_without_a_posting(tmp_path):
    (tmp_path / "side.html").write_text("<html>Ingen job</html>", encoding="utf-8")
    with pytest.raises(FileProblem) as problem:
        read_file(tmp_path / "side.html", "vacancies", TODAY)
    assert problem.value.sentence() == "Siden side.html indeholder ingen stillingsopslag (schema.org JobPosting)."


def test_every_column_of_the_template_is_documented():
    page = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
    for kind in KINDS:
        for column in COLUMNS[kind]:
            assert f"| {column.danish} | {column.english} | {column.example} |" in page
