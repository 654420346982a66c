"""Reads what Merapi wrote with ArviZ, and compares values, dims, coordinates and diagnostics.

python check_arviz.py FOLDER; FOLDER holds results.json, results.zarr, run_1.csv ..., summary.csv and loo.csv, as
dev.merapi.report.arviz.ArvizGolden writes them. Needs arviz (0.23 is what it was written for); zarr 3 is used where it is
installed. Prints a line for each check and ends with an error at the first that fails.
"""

import csv
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")
import arviz as az
import numpy as np

folder = Path(sys.argv[1])


SCHOOLS = ["Choate", "Exeter", "Hill"]


def close(what, ours, theirs, tolerance=1e-6):
    error = abs(ours - theirs) / max(1.0, abs(theirs))
    if not error <= tolerance:
        raise SystemExit(f"{what}: {ours} here, {theirs} in ArviZ")


def same(what, ours, theirs):
    if ours != theirs:
        raise SystemExit(f"{what}: {ours} expected, {theirs} found")
    print("ok:", what, theirs)


def check(data, kind, names):
    posterior = data.posterior
    theta, row, column = names
    same(f"{kind} groups", True, {"posterior", "sample_stats"} <= set(data.groups()))
    same(f"{kind} dims of theta", ("chain", "draw", theta), posterior["theta"].dims)
    same(f"{kind} dims of the square", ("chain", "draw", row, column), posterior["square"].dims)
    rows = list(csv.reader(open(folder / "summary.csv")))
    for name, mean, bulk, tail, rhat in rows:
        site, _, index = name.partition("[")
        values = posterior[site]
        if index:
            for axis, label in enumerate(index.rstrip("]").split(",")):
                position = int(label) - 1 if label.isdigit() else SCHOOLS.index(label)
                values = values.isel({values.dims[2]: position})
        close(name + " mean", float(mean), float(values.mean()))
        close(name + " bulk", float(bulk), float(az.ess(values.values, method="bulk")))
        close(name + " tail", float(tail), float(az.ess(values.values, method="tail", prob=(0.05, 0.95))))
        close(name + " rhat", float(rhat), float(az.rhat(values.values)))
    print("ok:", kind, "mean, ESS and R-hat of", len(rows), "scalars agree to 1e-6")


data = az.from_json(folder / "results.json")
check(data, "json", ("school", "row", "column"))
same("json labels", SCHOOLS, list(data.posterior["school"].values))
same("json flags", "bool", str(data.sample_stats["diverging"].dtype))
same("json observed dims", ("school",), data.observed_data["y"].dims)
same("json predictive dims", ("chain", "draw", "school"), data.posterior_predictive["y"].dims)
ours = dict(csv.reader(open(folder / "loo.csv")))
loo = az.loo(data, pointwise=True)
close("elpd", float(ours["elpd"]), float(loo.elpd_loo))
close("se", float(ours["se"]), float(loo.se))
close("p", float(ours["p"]), float(loo.p_loo))
close("k", float(ours["k"]), float(np.max(loo.pareto_k.values)))
print("ok: PSIS-LOO agrees to 1e-6:", float(loo.elpd_loo))

stan = az.from_cmdstan([str(p) for p in sorted(folder.glob("run_*.csv"))])
check(stan, "cmdstan", ("theta_dim_0", "square_dim_0", "square_dim_1"))
same("cmdstan statistics", True, {"lp", "acceptance_rate", "diverging", "n_steps"} <= set(stan.sample_stats))

try:
    import zarr

    usable = int(zarr.__version__.split(".")[0]) >= 3
except ImportError:
    usable = False
if usable:
    import xarray

    tree = xarray.open_datatree(folder / "results.zarr", engine="zarr")
    groups = {name: tree[name].to_dataset() for name in ("posterior", "sample_stats")}
    check(az.InferenceData(**groups), "zarr", ("school", "row", "column"))
else:
    print("skipped: zarr 3 is not installed")
