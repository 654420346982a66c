"""Reads what Merapi wrote with ArviZ, and compares values, dims, coordinates and diagnostics.

python check_arviz.py FOLDER; FOLDER holds results.json, results.zarr, run_1.csv ..., summary.csv, loo.csv and values.csv, as
dev.merapi.report.arviz.ArvizGolden writes them. Needs arviz (0.23 is what it was written for). Zarr 3 reads the folder where it
is installed, else a few lines here that know the specification alone. Prints a line for each check and ends with an error at
the first that fails.
"""

import csv
import gzip
import itertools
import json
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")
import matplotlib

matplotlib.use("Agg")
import arviz as az
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr

csv.field_size_limit(1 << 30)
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


def equal(data, kind):
    """Every array of every group has our dims and our numbers, bit for bit."""
    count = 0
    for group, name, dims, text in csv.reader(open(folder / "values.csv")):
        array = data[group][name]
        same_quietly(f"{kind} dims of {group}.{name}", tuple(dims.split(";")) if dims else (), array.dims)
        ours = np.array([float(x) for x in text.split(" ")])
        if not np.array_equal(ours, np.asarray(array.values, dtype=float).ravel(), equal_nan=True):
            raise SystemExit(f"{kind}: the values of {group}.{name} differ")
        count += 1
    print("ok:", kind, "dims and values of", count, "arrays are equal bit for bit")


def same_quietly(what, ours, theirs):
    if ours != theirs:
        raise SystemExit(f"{what}: {ours} expected, {theirs} found")


def zarr_by_specification(place):
    """The groups of a folder of zarr v3 with gzipped chunks, read by its specification alone."""
    groups = {}
    for group in sorted(p.parent for p in place.glob("*/zarr.json")):
        arrays = {}
        for at in sorted(p.parent for p in group.glob("*/zarr.json")):
            meta = json.load(open(at / "zarr.json"))
            shape, chunk = meta["shape"], meta["chunk_grid"]["configuration"]["chunk_shape"]
            kind = meta["data_type"]
            whole = np.empty(shape, dtype=object if kind == "string" else kind)
            for index in itertools.product(*(range(-(-s // c)) for s, c in zip(shape, chunk))):
                raw = gzip.decompress(at.joinpath("c", *map(str, index)).read_bytes())
                part = texts(raw) if kind == "string" else np.frombuffer(raw, "<" + np.dtype(kind).str[1:])
                box = tuple(slice(i * c, min((i + 1) * c, s)) for i, c, s in zip(index, chunk, shape))
                whole[box] = part.reshape(chunk)[tuple(slice(0, b.stop - b.start) for b in box)]
            arrays[at.name] = (meta["dimension_names"], whole)
        coords = {name: values for name, (dims, values) in arrays.items() if dims == [name]}
        data = {name: value for name, value in arrays.items() if name not in coords}
        groups[group.name] = xr.Dataset(data, {name: list(values) for name, values in coords.items()})
    return az.InferenceData(**groups)


def texts(raw):
    count, at, found = int.from_bytes(raw[:4], "little"), 4, []
    for _ in range(count):
        length = int.from_bytes(raw[at : at + 4], "little")
        found.append(raw[at + 4 : at + 4 + length].decode())
        at += 4 + length
    return np.array(found, dtype=object)


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

equal(data, "json")

for name, draw in {
    "trace": lambda: az.plot_trace(data),
    "forest": lambda: az.plot_forest(data, ess=True, r_hat=True),
    "rank": lambda: az.plot_rank(data, var_names=["mu", "tau"]),
    "pair": lambda: az.plot_pair(data, var_names=["mu", "tau"], divergences=True),
    "energy": lambda: az.plot_energy(data),
    "autocorr": lambda: az.plot_autocorr(data, var_names=["mu"]),
    "ess": lambda: az.plot_ess(data, var_names=["mu"], kind="evolution"),
    "ppc": lambda: az.plot_ppc(data, num_pp_samples=20),
    "khat": lambda: az.plot_khat(loo),
    "loo_pit": lambda: az.plot_loo_pit(data, y="y"),
    "summary": lambda: az.summary(data),
}.items():
    draw()
    plt.close("all")
    print("ok: ArviZ draws", name)
same("json warm-up", (3, 300), data.warmup_posterior["mu"].shape)

warm = az.from_cmdstan([str(p) for p in sorted(folder.glob("warm_*.csv"))], save_warmup=True)
same("cmdstan draws", (2, 20), warm.posterior["mu"].shape)
same("cmdstan warm-up", (2, 150), warm.warmup_posterior["mu"].shape)

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
    groups = {name: tree[name].to_dataset() for name in tree.children}
    zarred = az.InferenceData(**groups)
else:
    print("skipped: zarr 3 is not installed; the specification reads")
    zarred = zarr_by_specification(folder / "results.zarr")
check(zarred, "zarr", ("school", "row", "column"))
same("zarr labels", SCHOOLS, list(zarred.posterior["school"].values))
equal(zarred, "zarr")
