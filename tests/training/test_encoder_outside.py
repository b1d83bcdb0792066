"""Readers of what a user may have beside our own texts: ESCO, a thesaurus, word lists; and how much of it is drawn."""

import gzip
import random
from pathlib import Path

from training.encoder_outside import esco, outside_examples, thesaurus, word_list
from training.encoder_pairs import Pairs
from training.encoder_recipe import Recipe
from training.encoder_sources import Example


def test_esco_is_read_in_the_official_layout_and_as_packed_tables(tmp_path: Path) -> None:
    (tmp_path / "occupations_en.csv").write_text(
        'conceptUri,preferredLabel,altLabels,description\nu1,milker,"cow milker\nmilkmaid",Milks cows.\n',
        encoding="utf-8",
    )
    (tmp_path / "skills_en.csv").write_text("conceptUri,preferredLabel\ns1,milk animals\n", encoding="utf-8")
    (tmp_path / "occupationSkillRelations.csv").write_text(
        "occupationUri,relationType,skillType,skillUri\nu1,essential,skill,s1\nu1,optional,skill,s2\n", encoding="utf-8"
    )
    with gzip.open(tmp_path / "esco_labels.csv.gz", "wt", encoding="utf-8") as file:
        file.write("concept_uri,kind,lang,label\nu1,occupation,da,malker\nC61,isco_group,da,landbrug\n")
    texts = {(example.text, example.group) for example in esco(tmp_path)}
    expected = ("milker", "cow milker", "milkmaid", "Milks cows.", "malker", "milk animals")
    assert texts == {(text, "esco:u1") for text in expected}


def test_thesaurus_and_word_list_give_one_class_for_each_meaning(tmp_path: Path) -> None:
    (tmp_path / "th.dat").write_text("UTF-8\nko|1\n-|kreatur|malkeko (generic term)\n", encoding="utf-8")
    assert [example.text for example in thesaurus(tmp_path / "th.dat")] == ["ko", "kreatur", "malkeko"]
    (tmp_path / "words.tsv").write_text("ko\tcow\n\tempty\n", encoding="utf-8")
    assert [(e.text, e.group) for e in word_list(tmp_path / "words.tsv")][:2] == [
        ("ko", "words:0"),
        ("cow", "words:0"),
    ]


def test_escos_titles_are_titles_of_their_disco_group(tmp_path: Path) -> None:
    (tmp_path / "occupations_da.csv").write_text(
        "conceptUri,iscoGroup,preferredLabel\nu1,6121,malker\nu2,9999,ukendt\n", encoding="utf-8"
    )
    assert [(e.text, e.group) for e in esco(tmp_path)] == [
        ("malker", "esco:u1"),
        ("malker", "disco:6121"),
        ("ukendt", "esco:u2"),
    ]


def test_a_dictd_dictionary_is_read_by_its_index(tmp_path: Path) -> None:
    entries = ["about\n  this file\n", "ko /koʔ/ <n>\ncow, cattle [a note]\n", "bil\ncar\n"]
    with gzip.open(tmp_path / "da-en.dict.dz", "wt", encoding="utf-8") as file:
        file.write("".join(entries))
    sizes = [len(entry.encode()) for entry in entries]
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    starts = [0, sizes[0], sizes[0] + sizes[1]]
    lines = zip(("00-about", "ko", "bil"), starts, sizes, strict=True)
    (tmp_path / "da-en.index").write_text(
        "".join(f"{word}\t{digits[start]}\t{digits[size]}\n" for word, start, size in lines), encoding="utf-8"
    )
    found = [(e.text, e.group) for e in word_list(tmp_path / "da-en.dict.dz")]
    assert found == [
        ("ko", "words:0"),
        ("cow", "words:0"),
        ("cattle", "words:0"),
        ("bil", "words:1"),
        ("car", "words:1"),
    ]


def test_a_round_draws_no_more_from_outside_than_there_is_of_our_own() -> None:
    own = [Example(f"egen {n}", "kb:a", "task") for n in range(3)]
    outside = [Example(f"ude {n}", f"words:{n}", "task") for n in range(50)]
    pairs = Pairs([*own, *outside], Recipe(), random.Random(1))
    rounds = [[group for _, _, groups in pairs.epoch() for group in groups] for _ in range(2)]
    assert [sum(group.startswith("words:") for group in groups) for groups in rounds] == [3, 3]
    assert rounds[0] != rounds[1]


def test_all_sources_are_read_together(tmp_path: Path) -> None:
    (tmp_path / "th.dat").write_text("UTF-8\nko|1\n|kreatur\n", encoding="utf-8")
    (tmp_path / "words.tsv").write_text("bil\tcar\n", encoding="utf-8")
    found = outside_examples(thesauri=[tmp_path / "th.dat"], word_lists=[tmp_path / "words.tsv"])
    assert [example.text for example in found] == ["ko", "kreatur", "bil", "car"]
