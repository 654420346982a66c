"""Reads what the demo wrote with ArviZ, and compares it with the demo's own table and draws.

python check_demo.py FOLDER; FOLDER is that of one model, as examples/target/demo/penguins. For every scalar: mean, deviation,
bulk and tail ESS and R-hat of ArviZ are those of summary.json to 1e-6, and the draws those of draws.csv bit for bit.
"""

import csv
import json
import sys
from pathlib import Path

import arviz as az
import numpy as np

folder = Path(sys.argv[1])
data = az.from_json(folder / "results.json")
summary = json.load(open(folder / "summary.json"))
rows = list(csv.DictReader(open(folder / "draws.csv")))
chains = data.posterior.sizes["chain"]
checked = 0
for site, values in data.posterior.items():
    labels = [list(map(str, data.posterior[dim].values)) for dim in values.dims[2:]]
    for index in np.ndindex(*values.shape[2:]):
        name = site + (f"[{','.join(l[i] for l, i in zip(labels, index))}]" if index else "")
        draws = values.values[(slice(None), slice(None), *index)]
        ours = np.array([float(row[name]) for row in rows]).reshape(chains, -1)
        if not np.array_equal(ours, draws):
            raise SystemExit(f"{name}: the draws differ")
        theirs = {
            "mean": draws.mean(),
            "sd": draws.std(ddof=1),
            "ess_bulk": az.ess(draws, method="bulk"),
            "ess_tail": az.ess(draws, method="tail", prob=(0.05, 0.95)),
            "rhat": az.rhat(draws),
        }
        for figure, value in theirs.items():
            own = summary[name][figure]
            if not abs(own - value) <= 1e-6 * max(1, abs(value)):
                raise SystemExit(f"{name} {figure}: {own} here, {value} in ArviZ")
        checked += 1
print("ok:", folder.name, checked, "scalars agree to 1e-6, and all their draws")
