#!/usr/bin/env python3
"""Boosted trees beside the nets of rigctl, on the same folds and cuts.

    rigctl evaluate --remaining-life FOLDER --out ours.csv
    tests/ml/comparelife.py FOLDER ours.csv

FOLDER holds train_NAME.csv as for `rigctl train-rul`. Needs python3-sklearn and python3-pandas. The trees see what
C-MAPSS is known by: conditions from the first setting, trailing means over 5, 15 and 30 cycles and slopes, the cycle;
lives of more than 125 cycles are taken as 125.
"""
import sys

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor

CAP = 125
CONDITIONS = np.array([0, 10, 20, 25, 35, 42])


def trailing(values, length):
    sums = np.cumsum(np.vstack([np.zeros((1, values.shape[1])), values]), axis=0)
    ends = np.arange(1, len(values) + 1)
    starts = np.maximum(0, ends - length)
    return (sums[ends] - sums[starts]) / (ends - starts)[:, None]


def features(fleet, learnt):
    sensors = [name for name in fleet if name not in ("unit", "cycle") and not name.startswith("setting")]
    several = fleet.setting_1.max() > 1
    condition = np.abs(fleet.setting_1.values[:, None] - CONDITIONS).argmin(1) if several else np.zeros(len(fleet), int)
    values = fleet[sensors].values
    scaled = np.zeros_like(values, dtype=float)
    moves = np.ones(len(sensors), bool)
    for one in np.unique(condition):
        own = values[learnt & (condition == one)]
        mean, deviation = own.mean(0), own.std(0)
        moves &= deviation > 1e-4 * np.abs(mean)
        scaled[condition == one] = (values[condition == one] - mean) / np.where(deviation > 0, deviation, 1)
    scaled = scaled[:, moves]
    rows = []
    for _, at in fleet.groupby("unit", sort=False).indices.items():
        five, fifteen, thirty, sixty = (trailing(scaled[at], length) for length in (5, 15, 30, 60))
        cycle = fleet.cycle.values[at][:, None]
        rows.append(np.hstack([five, fifteen, thirty, five - thirty, fifteen - sixty, cycle]))
    return np.vstack(rows)


def rmse(errors):
    return float(np.sqrt(np.mean(np.square(errors))))


def main(folder, ours):
    cuts = pd.read_csv(ours)
    print(f"{'fleet':8}{'machines':>10}{'trees':>8}{'ours':>8}{'inside %':>10}")
    for name, part in cuts.groupby("fleet"):
        fleet = pd.read_csv(f"{folder}/train_{name}.csv")
        life = np.minimum(fleet.groupby("unit").cycle.transform("max") - fleet.cycle, CAP).values
        errors = []
        for _, fold in part.groupby("fold"):
            learnt = ~fleet.unit.isin(fold.unit).values
            table = features(fleet, learnt)
            trees = HistGradientBoostingRegressor(max_iter=300, learning_rate=0.05, random_state=1)
            trees.fit(table[learnt], life[learnt])
            at = fleet.reset_index().merge(fold, on=["unit", "cycle"])
            told = np.clip(trees.predict(table[at["index"]]), 0, CAP)
            errors += list(told - at.truth)
        inside = ((part.truth >= part.low) & (part.truth <= part.high)).mean() * 100
        print(f"{name:8}{len(part):10}{rmse(errors):8.2f}{rmse(part.rul - part.truth):8.2f}{inside:10.1f}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
