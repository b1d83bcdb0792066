"""The encoder that comes with the package, and any sentence-transformers model."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from features.encoder import (
    DEFAULT,
    EncoderError,
    SentenceTransformerEncoder,
    StaticConfig,
    StaticEncoder,
    chosen_encoder,
    default_encoder,
    load_encoder,
    prompts_for,
    save_static,
    units_of,
    words_of,
)


def small(folder: Path) -> StaticEncoder:
    """Two units, two classes, worked by hand: ``ko`` points east, ``<bil>`` points north."""
    config = StaticConfig("by-hand", 2, 2, 3, 0.1, 0.5, "0" * 64, ("kb:east", "none:north"))
    vectors = np.array([[2, 0], [0, 1]], np.float32)
    save_static(folder, config, ["<ko>", "<bil>"], vectors, np.eye(2, dtype=np.float32))
    return StaticEncoder(folder)


def test_a_word_becomes_itself_and_its_ngrams() -> None:
    assert units_of("ko", 2, 3) == ["<ko>", "<k", "ko", "o>", "<ko", "ko>"]


def test_words_are_lower_case_and_aa_is_one_letter() -> None:
    assert words_of("Går i HAAVEN, 2 x!") == ["går", "i", "håven", "2", "x"]


def test_a_text_is_the_sum_of_its_words_made_unit(tmp_path: Path) -> None:
    plain = small(tmp_path).embed(["ko bil", "Ko", "ukendt", ""])
    expected = np.array([[2, 1], [5**0.5, 0], [0, 0], [0, 0]]) / 5**0.5
    assert np.allclose(plain, expected, atol=0.01)


def test_rows_are_unit_or_zero_and_attention_draws_to_the_class(tmp_path: Path) -> None:
    encoder = small(tmp_path)
    rows = encoder.encode(["ko", "ukendt"])
    assert rows.shape == (2, 4)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 0], atol=1e-4)
    assert np.allclose(rows[0], [0.5**0.5, 0, 0.5**0.5, 0], atol=0.01)


def test_what_speaks_of_no_work_is_told_from_what_does(tmp_path: Path) -> None:
    about = small(tmp_path).about_work(["ko", "bil", "ukendt"])
    assert np.allclose(about, [1, 0, 0], atol=0.001)


def test_a_folder_with_a_file_missing_says_which_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"units\.txt.*train-encoder"):
        StaticEncoder(tmp_path)


def test_a_folder_whose_parts_do_not_fit_is_refused(tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "units.txt").write_text("<ko>\n", encoding="utf-8")
    with pytest.raises(EncoderError, match="1 units but 2 vectors"):
        StaticEncoder(tmp_path)


def test_the_packaged_encoder_keeps_the_contract_and_is_small() -> None:
    encoder = default_encoder()
    assert encoder is not None
    texts = [f"Hun har gjort rent på {number} værelser om dagen" for number in range(2000)]
    rows = encoder.encode(texts)
    assert rows.shape == (2000, encoder.dimension)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)
    assert sum(path.stat().st_size for path in DEFAULT.iterdir()) < 8e6


def test_danish_meets_english() -> None:
    encoder = load_encoder()
    danish = encoder.encode(["Jeg malkede køer", "Hun klippede hår", "Han svejsede stål"], "query")
    english = encoder.encode(["Milking cows", "Cutting hair", "Welding steel"])
    assert (danish @ english.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_reading_the_packaged_encoder_needs_no_torch() -> None:
    code = (
        "import sys, features.similarity as s; s.similarity(['kok'], ['køkken']);"
        "print([m for m in ('torch', 'sentence_transformers', 'mlflow') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "query", "document"),
    [
        ("intfloat/multilingual-e5-large", "query: ", "passage: "),
        ("google/embeddinggemma-300m", "task: search result | query: ", "title: none | text: "),
        ("BAAI/bge-m3", "", ""),
        ("TechWolf/JobBERT-v2", "", ""),
        ("somebody/else5", "", ""),
    ],
)
def test_published_families_get_the_prompts_of_their_makers(name: str, query: str, document: str) -> None:
    assert prompts_for(name) == (query, document)


def test_a_models_own_prompts_win() -> None:
    assert prompts_for("intfloat/e5-small", {"query": "q: ", "passage": "p: "}) == ("q: ", "p: ")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny sentence-transformers model saved on the spot."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = ["[UNK]", "query", "passage", ":", "kok", "køkken", "bil"]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.eye(len(words), 8, dtype=np.float32)
    folder = tmp_path_factory.mktemp("models") / "tiny-e5"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(str(folder))
    return folder


def test_any_saved_model_works_by_its_folder_with_its_prompts(saved: Path) -> None:
    encoder = load_encoder(str(saved))
    assert isinstance(encoder, SentenceTransformerEncoder)
    assert encoder.dimension == 8
    query, document = encoder.encode(["kok"], "query"), encoder.encode(["kok"], "document")
    assert np.allclose(query[0, [1, 3, 4]], 3**-0.5)
    assert np.allclose(document[0, [2, 3, 4]], 3**-0.5)
    assert encoder.encode([]).shape == (0, 8)


def test_a_model_that_cannot_be_found_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderError, match="give a folder") as told:
        load_encoder(str(tmp_path / "nothing"))
    assert told.value.name == str(tmp_path / "nothing")


def test_a_setting_names_the_encoder_else_the_packaged_one_answers(saved: Path) -> None:
    assert chosen_encoder(None) is default_encoder()
    assert isinstance(chosen_encoder(str(saved)), SentenceTransformerEncoder)


def test_the_packaged_configuration_holds_the_hash_it_was_made_from() -> None:
    config = json.loads((DEFAULT / "config.json").read_text(encoding="utf-8"))
    assert len(config["trained_on"]) == 64
    assert any(name.startswith("kb:") for name in config["classes"])
