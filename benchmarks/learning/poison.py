"""Poisoned answers: one rater gives 5 % of all labels, and they are bad; what does everybody's list lose?

    flips      the opposite of what the party really said, wherever it falls
    opposite   no to what the experts think best, yes to what they think worst: the strongest pull on every weight
    own        yes to every vacancy of one company, no to the best of its rivals
    group      no to the best of the commonest group of jobs (two digits of DISCO-08), yes to the worst of all others

Twice: on the invented worlds of the curves, and where the experts are exactly right (``trials.invented``), the worst
case for a defence that leans on them; there also without the bound of ``training.influence``.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.learning.curves import labelled, mean_of, write
from benchmarks.learning.trials import features_of, invented, log_odds_of
from benchmarks.learning.worlds import HOME, Field, ndcg
from features.vocabulary import Answer
from matching.model import MatchModel
from matching.scores import sigmoid
from training.dataset import Dataset
from training.fitting import Learner

Rows = NDArray[np.int64]
Yes = NDArray[np.bool_]
SHARE: Final = 0.05
SIZES: Final = (100, 300, 600, 1_000, 3_000)
RATERS: Final = ("employer", "consultant")
ATTACKER: Final = "attacker"
LISTS, LENGTH = 40, 30


def attacked(dataset: Dataset, party: str, kind: str, rng: np.random.Generator) -> Dataset:
    """The data set with 5 % of its suggestions answered by one bad rater, in place of the party's own answer."""
    shown, answers = dataset.suggestions, dataset.answers
    own = answers["party"] == party
    place = {name: row for row, name in enumerate(shown["suggestion"])}
    count = max(1, round(SHARE * len(shown)))
    open_to = np.array(sorted(place[name] for name in answers.loc[own, "suggestion"]), np.int64)
    rows, yes = ATTACKS[kind](dataset, open_to if len(open_to) >= count else np.arange(len(shown)), party, count, rng)
    names = shown["suggestion"].to_numpy()[rows]
    against = "wrong_skill" if party == "consultant" else "other"
    bad = pd.DataFrame(
        {
            "suggestion": names,
            "party": party,
            "answer": np.where(yes, "yes", "no"),
            "reason": np.where(yes, "good_fit", against),
            "rater": ATTACKER,
            "answered_on": dataset.made_on,
        }
    )
    left = answers[~(own & answers["suggestion"].isin(names))]
    bad = bad.astype({"answered_on": left["answered_on"].dtype})
    return dataclasses.replace(dataset, answers=pd.concat([left, bad], ignore_index=True))


def _head(dataset: Dataset, party: str) -> NDArray[np.floating]:
    """What the experts think of each suggestion, by the head that the party's answers teach."""
    scored = MatchModel.prior().score(dataset.features())
    return scored.utility[1] if party == "participant" else scored.chance[1]


def _flips(dataset: Dataset, open_to: Rows, party: str, count: int, rng: np.random.Generator) -> tuple[Rows, Yes]:
    said = dataset.answers[dataset.answers["party"] == party].set_index("suggestion")["answer"]
    rows = rng.choice(open_to, count, replace=False)
    now = dataset.suggestions["suggestion"].iloc[rows].map(said)
    return rows, ~now.isin([Answer.YES.value, Answer.MAYBE.value]).to_numpy()


def _opposite(dataset: Dataset, open_to: Rows, party: str, count: int, rng: np.random.Generator) -> tuple[Rows, Yes]:
    head = _head(dataset, party)
    rows = rng.choice(open_to, count, replace=False)
    return rows, head[rows] <= np.median(head)


def _own(dataset: Dataset, open_to: Rows, party: str, count: int, rng: np.random.Generator) -> tuple[Rows, Yes]:
    company = dataset.suggestions["employer"]
    own = np.flatnonzero(company == company.value_counts().index[0])[:count]
    rivals = _best(np.setdiff1d(open_to, own), _head(dataset, party), count - len(own))
    return np.concatenate([own, rivals]), np.arange(count) < len(own)


def _group(dataset: Dataset, open_to: Rows, party: str, count: int, rng: np.random.Generator) -> tuple[Rows, Yes]:
    head = _head(dataset, party)
    jobs = dataset.suggestions["occupation"].str[:2]
    hit = _best(np.flatnonzero(jobs == jobs.value_counts().index[0]), head, count)
    others = _best(np.setdiff1d(open_to, hit), -head, count - len(hit))
    return np.concatenate([hit, others]), np.arange(count) >= len(hit)


def _best(rows: Rows, head: NDArray[np.floating], count: int) -> Rows:
    return rows[np.argsort(-head[rows], kind="stable")][:count]


ATTACKS: Final[Mapping[str, Callable[..., tuple[Rows, Yes]]]] = {
    "flips": _flips,
    "opposite": _opposite,
    "own": _own,
    "group": _group,
}
CLEAN: Final = "nobody (what the defence costs)"
Lost = Mapping[str, Mapping[int, float]]


def lost_in(world: Field) -> Lost:
    """nDCG@10 lost in one world by attack and number of labels, and by the defence where nobody attacks."""
    return _kept(f"seed-{world.seed:03d}", lambda: _lost_in(world))


def lost_where_experts_rule(seed: int) -> Lost:
    """nDCG@10 lost to the strongest attack where the experts are right, with the defence and without, by labels."""
    return _kept(f"right-{seed:03d}", lambda: _lost_with_and_without(seed))


def _lost_in(world: Field) -> Lost:
    found: dict[str, dict[int, float]] = {
        name: {} for name in (CLEAN, *(f"{party}, {kind}" for party in RATERS for kind in ATTACKS))
    }
    for size in SIZES:
        clean = labelled(world.dataset, size, world.seed)
        best = _value_in(world, clean)
        found[CLEAN][size] = _value_in(world, clean, bound=False) - best
        for party in RATERS:
            for kind in ATTACKS:
                bad = attacked(clean, party, kind, np.random.default_rng([world.seed, 13]))
                found[f"{party}, {kind}"][size] = best - _value_in(world, bad)
    return found


def _lost_with_and_without(seed: int) -> Lost:
    return {
        name: {size: lost_where_experts_are_right(seed, size, bound=bound) for size in SIZES[:-1]}
        for name, bound in (("with the bound", True), ("without it", False))
    }


def _kept(name: str, measure: Callable[[], Lost]) -> Lost:
    """What was measured of one world, kept so that a stopped run goes on."""
    path = HOME / "poison" / f"{name}.json"
    if not path.exists():
        write(path, measure())
    content = json.loads(path.read_text(encoding="utf-8"))
    return {name: {int(size): value for size, value in sizes.items()} for name, sizes in content.items()}


def _value_in(world: Field, dataset: Dataset, *, bound: bool = True) -> float:
    model = Learner(bound=bound).fit(dataset).model_
    return mean_of(lambda judged: model.score(judged.table).surplus, world)


def lost_where_experts_are_right(
    seed: int, size: int, party: str = "employer", kind: str = "opposite", *, bound: bool = True
) -> float:
    """nDCG@10 lost among pairs whose answers follow the experts' weights exactly, every answer another rater's."""
    rng = np.random.default_rng([seed, 16])
    clean = invented(rng, size, MatchModel.prior(), unknown=0.0)
    before, after = (Learner(bound=bound).fit(data).model_ for data in (clean, attacked(clean, party, kind, rng)))
    return float(np.mean([_value(before, seed, n) - _value(after, seed, n) for n in range(LISTS)]))


def _value(model: MatchModel, seed: int, number: int) -> float:
    """nDCG@10 of one list of thirty pairs, gains the true chance that both say yes."""
    whole, _ = features_of(np.random.default_rng([seed, 17, number]), LENGTH, 0.0)
    utility, chance = log_odds_of(MatchModel.prior(), whole)
    return ndcg(model.score(whole).surplus, np.asarray(sigmoid(utility) * sigmoid(chance), np.float64))
