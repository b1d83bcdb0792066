"""Training the encoder: the module, the losses' masks, the sources' readers, and a small run from end to end."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from features.encoder import StaticEncoder
from training.encoder import make, train
from training.encoder_bag import WordBag, units_for
from training.encoder_losses import Classes
from training.encoder_recipe import Recipe
from training.encoder_sources import Example, fingerprint, own_examples

TEXTS = {
    "kb:a": ["malke køer", "kvæg i stalden", "køer og kalve", "milking cows"],
    "kb:b": ["klippe hår", "salon med saks", "hår og frisure", "cutting hair"],
    "kb:c": ["svejse stål", "stål og gnister", "svejsning af rør", "welding steel"],
    "none:x": ["send din ansøgning", "løn efter aftale", "vi glæder os", "ansøgning og løn"],
}
EXAMPLES = [Example(text, group, "task") for group, texts in TEXTS.items() for text in texts]
SMALL = Recipe(dimension=16, seen_in_words=1, epochs=30, batch=16, rate=0.05)


def test_a_small_run_learns_its_classes_and_is_read_without_torch(tmp_path: Path) -> None:
    made = make(tmp_path / "encoder", EXAMPLES, SMALL, progress=False)
    encoder = StaticEncoder(tmp_path / "encoder")
    assert made["trained_on"] == encoder.config.trained_on
    found = encoder.attention.weights(encoder.embed(["køer", "saks", "svejsning", "ansøgning"])).argmax(axis=1)
    assert [encoder.config.classes[n] for n in found] == ["kb:a", "kb:b", "kb:c", "none:x"]
    assert encoder.about_work(["køer"])[0] > 0.5 > encoder.about_work(["ansøgning"])[0]


def test_the_same_seed_gives_the_same_encoder() -> None:
    one, other = (train(EXAMPLES, SMALL, progress=False) for _ in range(2))
    assert one.losses == other.losses
    assert np.array_equal(one.vectors, other.vectors)


def test_the_model_is_a_sentence_transformer_that_reads_what_it_saved(tmp_path: Path) -> None:
    model = train(EXAMPLES, SMALL, progress=False).model
    model.save(str(tmp_path / "model"))
    again = SentenceTransformer(str(tmp_path / "model"), trust_remote_code=True)
    assert np.allclose(model.encode(["malke køer", ""]), again.encode(["malke køer", ""]))


def test_numpy_and_torch_read_the_same_vectors(tmp_path: Path) -> None:
    trained = train(EXAMPLES, SMALL, progress=False)
    from training.encoder import save

    save(trained, tmp_path, SMALL, "0" * 64)
    texts = ["malke køer", "svejsning af rør", "hår"]
    assert np.allclose(trained.model.encode(texts), StaticEncoder(tmp_path).embed(texts), atol=0.03)


def test_units_are_words_said_twice_and_ngrams_of_several_words() -> None:
    units = units_for(["ko kort", "ko"], Recipe(shortest=2, longest=2, seen_in_words=2))
    assert units == ["<k", "<ko>", "ko"]


def test_near_classes_and_equal_classes_are_not_pushed_apart() -> None:
    classes = Classes(["kb:milker", "disco:6121", "kb:cook", "syn:1"])
    milker, group, cook, other = (classes.numbers[n] for n in ("kb:milker", "disco:6121", "kb:cook", "syn:1"))
    push = classes.may_push(np.array([milker, group, cook, other, milker]))
    assert push.tolist() == [
        [False, False, True, True, False],
        [False, False, True, True, False],
        [True, True, False, True, True],
        [True, True, True, False, True],
        [False, False, True, True, False],
    ]


def test_an_unknown_word_is_an_empty_text() -> None:
    bag = WordBag(["<ko>"], 4, 3, 3).eval()
    rows = bag(bag.preprocess(["xyz", "ko"]))["sentence_embedding"].detach().numpy()
    assert np.allclose(np.linalg.norm(rows, axis=1), [0, 1], atol=1e-5)


def test_own_texts_come_from_every_source_and_their_hash_does_not_depend_on_order() -> None:
    examples = own_examples()
    assert {example.group.split(":")[0] for example in examples} >= {"kb", "disco", "none"}
    assert fingerprint(examples[:50]) == fingerprint(examples[:50][::-1])
    assert fingerprint(examples[:50]) != fingerprint(examples[:49])


def test_a_run_is_kept_among_the_experiments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import mlflow

    monkeypatch.chdir(tmp_path)
    made = make(Path("encoder"), EXAMPLES, replace(SMALL, epochs=1), progress=False, log=True)
    run = mlflow.MlflowClient("sqlite:///mlruns/mlflow.db").get_run(made["run"])
    assert run.data.params["trained_on"] == made["trained_on"]
    assert run.data.params["epochs"] == "1"
    assert run.data.metrics["loss"] == pytest.approx(made["loss"])
    assert [path.name for path in (tmp_path / "mlruns").rglob("config.json")] == ["config.json"]
