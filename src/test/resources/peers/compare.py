"""How long other rating engines take for what `./mvnw -Pbench test` measures here: median wall time of several runs.

    python3 -m venv peers && peers/bin/pip install evalica arena-rank choix tqdm
    peers/bin/python src/test/resources/peers/compare.py

With --fastchat it also runs FastChat's own code: the path of fastchat/serve/monitor/rating_systems.py in a checkout of
github.com/lm-sys/FastChat. Votes are invented as in FitBenchmark: as many, with as many ties, on as many models.
"""

import argparse
import pathlib
import statistics
import sys
import time

import numpy as np
import pandas as pd

TIES = 0.2
REPLICATES = 100


def invented(votes, models):
    random = np.random.default_rng(1)
    strengths = random.uniform(-1, 1, models)
    a = random.integers(models, size=votes)
    b = (a + 1 + random.integers(models - 1, size=votes)) % models
    won = random.random(votes) < 1 / (1 + np.exp(strengths[b] - strengths[a]))
    winner = np.where(random.random(votes) < TIES, "tie", np.where(won, "model_a", "model_b"))
    names = np.array([f"model {i:04}" for i in range(models)])
    return pd.DataFrame({"model_a": names[a], "model_b": names[b], "winner": winner})


def measure(engine, step, runs, work):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    print(f"{engine:12} {step:34} {1000 * statistics.median(times):12.1f} ms  of {runs}", flush=True)
    return result


def fastchat(path, votes, runs):
    sys.path.insert(0, str(pathlib.Path(path).parent))
    import rating_systems as systems

    matchups, outcomes, models, weights = measure(
        "FastChat", "count", runs, lambda: systems.preprocess_for_bt(votes))
    measure("FastChat", "fit", runs, lambda: systems.fit_bt(matchups, outcomes, weights, len(models), np.log(10)))
    measure("FastChat", f"{REPLICATES} bootstraps of votes", min(runs, 5),
            lambda: systems.compute_bootstrap_bt(votes, num_round=REPLICATES))


def arena_rank(votes, runs):
    import jax
    from arena_rank.models.bradley_terry import BradleyTerry, fit_single_bootstrap_sample
    from arena_rank.utils.data_utils import PairDataset

    data = measure("arena-rank", "count", runs, lambda: PairDataset.from_pandas(votes))

    def fitted():
        model = BradleyTerry(n_competitors=len(data.competitors))
        model.fit(data)
        return model

    model = measure("arena-rank", "fit", runs, fitted)
    measure("arena-rank", "sandwich of votes", runs, lambda: model.compute_ratings_and_cis(data))

    def bootstrapped():
        # Its own pool forks, which a process in which JAX has run may not survive: one replicate after another.
        total = data.counts.sum()
        drawn = jax.random.multinomial(
            jax.random.PRNGKey(1), int(total), data.counts / total, shape=(REPLICATES, len(data.counts)))
        return [fit_single_bootstrap_sample(counts, model, data) for counts in drawn]

    measure("arena-rank", f"{REPLICATES} bootstraps of votes", 1, bootstrapped)


def evalica(votes, runs):
    import evalica

    winners = votes["winner"].map(
        {"model_a": evalica.Winner.X, "model_b": evalica.Winner.Y, "tie": evalica.Winner.Draw}).tolist()
    xs, ys = votes["model_a"].tolist(), votes["model_b"].tolist()
    measure("evalica", "names, count and fit to 1e-6", runs, lambda: evalica.bradley_terry(xs, ys, winners))
    index = evalica.indexing(xs, ys)[2]
    measure("evalica", "count and fit to 1e-12, indexed", runs,
            lambda: evalica.bradley_terry(xs, ys, winners, index=index, tolerance=1e-12, limit=10_000))


def choix(votes, runs):
    import choix

    names, codes = np.unique(votes[["model_a", "model_b"]].to_numpy().astype(str), return_inverse=True)
    a, b = codes.reshape(-1, 2).T
    score = votes["winner"].map({"model_a": 1.0, "model_b": 0.0, "tie": 0.5}).to_numpy()

    def counted():
        wins = np.zeros((len(names), len(names)))
        np.add.at(wins, (a, b), score)
        np.add.at(wins, (b, a), 1 - score)
        return wins

    wins = measure("choix", "count (numpy)", runs, counted)
    measure("choix", "fit (ilsr, dense)", runs, lambda: choix.ilsr_pairwise_dense(wins, tol=1e-12, max_iter=10_000))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--votes", type=int, default=2_000_000)
    arguments.add_argument("--models", type=int, default=150)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--fastchat", metavar="rating_systems.py")
    chosen = arguments.parse_args()
    frame = invented(chosen.votes, chosen.models)
    if chosen.fastchat:
        fastchat(chosen.fastchat, frame, chosen.runs)
    choix(frame, chosen.runs)
    evalica(frame, chosen.runs)
    arena_rank(frame, chosen.runs)
