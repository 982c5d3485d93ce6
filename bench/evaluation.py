"""What a verdict costs with every attempt to prove it wrong, beside one fit of other libraries.

``python -m bench.evaluation``: 60 months of one series; 22 units over 9 years by differences with
permutation, placebos and leave-one-out, and by synthetic control. The others, diff-diff and pysyncon, make
one single fit of the same panel, in a process of their own in the same run: imports are not counted. Seconds
are of processor: what else the computer does is not counted.

Goals: the series in 0.3 s, the panel in 1 s, neither slower than one fit of a synthetic control elsewhere.
"""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.evaluation import (
    Effect,
    difference_in_differences,
    interrupted_series,
    judge,
    synthetic_control,
)

ROUNDS = 7
SEED = 30189
OTHERS = Path(__file__).parent.parent / ".venv-bench" / "bin" / "python"
START = 2021
LAYOUT = "{:58}{:>10}{:>12}"


def months() -> pd.DataFrame:
    """60 months, the action in the 37th."""
    random = np.random.default_rng(SEED)
    season = 1 + 0.2 * np.sin(2 * np.pi * np.arange(60) / 12)
    step = np.where(np.arange(60) >= 36, 0.7, 1.0)
    return pd.DataFrame({"period": range(60), "count": random.poisson(80 * season * step)})


def towns() -> pd.DataFrame:
    """22 units over 9 years, the action in the first one from the sixth year."""
    random = np.random.default_rng(SEED)
    values = 400 * np.exp(random.normal(0, 0.1, (22, 9)) + random.normal(0, 0.3, (22, 1)))
    values[0, 5:] *= 0.5
    units = np.repeat([f"V{unit:02d}" for unit in range(22)], 9)
    return pd.DataFrame({"unit": units, "period": np.tile(range(2016, 2025), 22), "value": values.ravel()})


def seconds(work: Callable[[], object]) -> float:
    """The median of several rounds, after one that does not count."""
    work()
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return statistics.median(spent)


def with_verdict(find: Callable[[], Effect]) -> Callable[[], object]:
    """The effect, all its checks, and its verdict."""

    def work() -> object:
        effect = find()
        return effect.checks, judge(effect)

    return work


def ours() -> dict[str, float]:
    series, panel = months(), towns()
    return {
        "60 months, every check and verdict": seconds(with_verdict(lambda: interrupted_series(series, 36))),
        "22 x 9 differences, permutation, every check, verdict": seconds(
            with_verdict(lambda: difference_in_differences(panel, "V00", START, log=True))
        ),
        "22 x 9 synthetic control, 21 placebos, every check, verdict": seconds(
            with_verdict(lambda: synthetic_control(panel, "V00", START))
        ),
    }


def others() -> dict[str, float]:
    """One fit of each library; nothing where the environment of `make bench` is not installed."""
    if not OTHERS.exists():
        return {}
    command = [str(OTHERS), "-m", "bench.evaluation_contestants"]
    shown = subprocess.run(
        command, input=towns().to_csv(index=False), capture_output=True, text=True, check=True
    )
    pairs = (line.rsplit(" ", 1) for line in shown.stdout.splitlines())
    return {name: float(spent) for name, spent in pairs}


def main() -> None:
    own, beside = ours(), others()
    print(LAYOUT.format("work", "seconds", "x ours"))
    for name, spent in own.items():
        print(LAYOUT.format(name, f"{spent:.3f}", ""))
    panel = max(list(own.values())[1:])
    for name, spent in beside.items():
        print(LAYOUT.format(f"{name}, one fit", f"{spent:.3f}", f"{spent / panel:.1f}"))


if __name__ == "__main__":
    main()
