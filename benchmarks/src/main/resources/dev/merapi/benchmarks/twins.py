"""The models of the corpus in NumPyro: value and gradient in float64 on one core.

usage: twins.py FOLDER    with NAME.json for each model: {"x": {"shape": [..], "values": [..]}}

Prints one line of JSON a model. Gradients run inside a compiled loop whose position moves, so that
nothing is computed once and kept; the figure is the median over batches of processor time.
"""

import json
import os
import pathlib
import statistics
import sys
import time

os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault(
    "XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
)

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as D
from jax import lax
from jax.scipy.special import logsumexp
from numpyro import factor, plate, sample
from numpyro.infer.util import initialize_model

numpyro.enable_x64()


def normals(name, *shape):
    return sample(name, D.Normal(0, 1).expand(shape).to_event(len(shape)))


def positive(name):
    return sample(name, D.HalfNormal(1))


def regression(likelihood):
    def model(d):
        a, b, s = sample("a", D.Normal(0, 2)), normals("b", 5), positive("s")
        with plate("rows", d["y"].shape[0]):
            sample("y", likelihood(d["x"] @ b + a, s), obs=d["y"])

    return model


def crossed(d):
    a, b = sample("a", D.Normal(0, 2)), normals("b", 5)
    s1, s2, phi = positive("s1"), positive("s2"), sample("phi", D.HalfCauchy(5))
    u, v = normals("u", 100), normals("v", 50)
    with plate("rows", d["y"].shape[0]):
        z = d["x"] @ b + a + (u * s1)[d["g"]] + (v * s2)[d["h"]]
        sample("y", D.NegativeBinomial2(jnp.exp(z), phi), obs=d["y"])


def horseshoe(d):
    tau, s = sample("tau", D.HalfCauchy(1)), positive("s")
    scales = sample("lambda", D.HalfCauchy(1).expand([100]).to_event(1))
    z = normals("z", 100)
    with plate("rows", 200):
        sample("y", D.Normal(d["x"] @ (z * scales * tau), s), obs=d["y"])


def lasso(d):
    s, b = positive("s"), sample("b", D.Laplace(0, 0.5).expand([50]).to_event(1))
    with plate("rows", 500):
        sample("y", D.Normal(d["x"] @ b, s), obs=d["y"])


def dose_response(d):
    bottom = sample("bottom", D.Normal(0, 2))
    reach, half, h, s = positive("range"), positive("half"), positive("h"), positive("s")
    with plate("rows", 750):
        power = d["x"] ** h
        sample("y", D.Normal(power / (power + half**h) * reach + bottom, s), obs=d["y"])


def softmax(d):
    w, b = normals("w", 20, 5), normals("b", 5)
    with plate("rows", 2000):
        sample("y", D.Categorical(logits=d["x"] @ w + b), obs=d["y"])


def cuts():
    first, rest = sample("c0", D.Normal(0, 2)), normals("d", 3)
    return jnp.concatenate([first[None], first + jnp.cumsum(jnp.exp(rest))])


def ordered_logit(d):
    b = normals("b", 10)
    c = cuts()
    with plate("rows", 2000):
        sample("y", D.OrderedLogistic(d["x"] @ b, c), obs=d["y"])


def three_levels(d):
    mu = sample("mu", D.Normal(0, 5))
    s1, s2, s = positive("s1"), positive("s2"), positive("s")
    u, v = normals("u", 20), normals("v", 200)
    level = (u * s1)[d["school"]] + v * s2 + mu
    with plate("rows", 4000):
        sample("y", D.Normal(level[d["room"]], s), obs=d["y"])


def rasch(d):
    s, ability, difficulty = positive("s"), normals("ability", 300), normals("difficulty", 20)
    logits = (ability * s)[:, None] - difficulty
    sample("y", D.Bernoulli(logits=logits).to_event(2), obs=d["y"])


def irt(d):
    ability, difficulty = normals("ability", 400), normals("difficulty", 30)
    slope = jnp.exp(normals("discrimination", 30) * 0.3)
    with plate("rows", 6000):
        z = (ability[d["person"]] - difficulty[d["item"]]) * slope[d["item"]]
        sample("y", D.Bernoulli(logits=z), obs=d["y"])


def bradley_terry(d):
    s, z = positive("s"), normals("skill", 50)
    with plate("games", 3000):
        sample("y", D.Bernoulli(logits=(z * s)[d["one"]] - (z * s)[d["two"]]), obs=d["y"])


def factors(d):
    w, z = normals("w", 3, 15), normals("z", 300, 3)
    s = sample("s", D.HalfNormal(1).expand([15]).to_event(1))
    sample("y", D.Normal(z @ w, s).to_event(2), obs=d["y"])


def lda(d):
    theta = sample("theta", D.Dirichlet(jnp.full(20, 0.5)).expand([100]).to_event(1))
    phi = sample("phi", D.Dirichlet(jnp.full(200, 0.5)).expand([20]).to_event(1))
    factor("y", (d["y"] * jnp.log(theta @ phi)).sum())


def mixture(d):
    weights = sample("weights", D.Dirichlet(jnp.ones(20)))
    mu = sample("mu", D.Normal(0, 10).expand([20]).to_event(1))
    s = sample("s", D.HalfNormal(1).expand([20]).to_event(1))
    parts = D.Normal(mu, s).log_prob(d["y"][:, None]) + jnp.log(weights)
    factor("y", logsumexp(parts, 1).sum())


def network(d):
    w1, b1, w2, s = normals("w1", 4, 16), normals("b1", 16), normals("w2", 16), positive("s")
    with plate("rows", 1000):
        sample("y", D.Normal(jnp.tanh(d["x"] @ w1 + b1) @ w2, s), obs=d["y"])


def three_classes(d):
    w1, w2, w3 = normals("w1", 8, 12), normals("w2", 12, 12), normals("w3", 12, 3)
    with plate("rows", 1000):
        hidden = jnp.tanh(jnp.tanh(d["x"] @ w1) @ w2)
        sample("y", D.Categorical(logits=hidden @ w3), obs=d["y"])


def centred(d):
    so, sx = positive("so"), positive("sx")
    x = sample("x", D.ImproperUniform(D.constraints.real, (), (1000,)))
    steps = D.Normal(x[:-1], sx).log_prob(x[1:]).sum()
    factor("walk", steps + D.Normal(0, 1).log_prob(x[0]))
    with plate("steps", 1000):
        sample("y", D.Normal(x, so), obs=d["y"])


def walk(by_scan):
    def model(d):
        so, sx, z = positive("so"), positive("sx"), normals("z", 1000)

        def step(x, e):
            return x + sx * e, x + sx * e

        x = lax.scan(step, jnp.zeros(()), z)[1] if by_scan else jnp.cumsum(z * sx)
        with plate("steps", 1000):
            sample("y", D.Normal(x, so), obs=d["y"])

    return model


def ar2(d):
    a, b = sample("a", D.Normal(0, 0.5)), sample("b", D.Normal(0, 0.5))
    so, sx, z = positive("so"), positive("sx"), normals("z", 1000)

    def step(c, e):
        x = a * c[0] + b * c[1] + sx * e
        return (x, c[0]), x

    x = lax.scan(step, (jnp.zeros(()), jnp.zeros(())), z)[1]
    with plate("steps", 1000):
        sample("y", D.Normal(x, so), obs=d["y"])


def runge_kutta(th, c, h):
    def f(p, q):
        return th[0] * p - th[1] * p * q, th[3] * p * q - th[2] * q

    p, q = c
    a1, b1 = f(p, q)
    a2, b2 = f(p + a1 * h / 2, q + b1 * h / 2)
    a3, b3 = f(p + a2 * h / 2, q + b2 * h / 2)
    a4, b4 = f(p + a3 * h, q + b3 * h)
    return p + h / 6 * (a1 + 2 * (a2 + a3) + a4), q + h / 6 * (b1 + 2 * (b2 + b3) + b4)


def predators(nested):
    def model(d):
        rates = jnp.log(jnp.array([0.5, 0.03, 0.8, 0.03]))
        th = sample("th", D.LogNormal(rates, 0.3).to_event(1))
        z0 = sample("z0", D.LogNormal(jnp.log(jnp.array([30.0, 5.0])), 0.3).to_event(1))
        s = sample("s", D.HalfNormal(0.5))

        def step(c, _):
            c = runge_kutta(th, c, 0.05 if nested else 0.1)
            return c, jnp.stack(c)

        def outer(c, _):
            c = lax.scan(step, c, None, length=20)[0]
            return c, jnp.stack(c)

        start = (z0[0], z0[1])
        path = (
            lax.scan(outer, start, None, length=20)[1]
            if nested
            else lax.scan(step, start, None, length=200)[1][9::10]
        )
        factor("y", D.LogNormal(jnp.log(path), s).log_prob(d["y"]).sum())

    return model


def vectors(d):
    a = normals("a", 4, 4)
    tau = sample("tau", D.HalfNormal(1).expand([4]).to_event(1))
    l = sample("l", D.LKJCholesky(4, 2.0))
    with plate("steps", 499):
        root = l * tau[:, None]
        sample("y", D.MultivariateNormal(d["y"][:-1] @ a.T, scale_tril=root), obs=d["y"][1:])


def correlated_clusters(d):
    w, mu = sample("w", D.Dirichlet(jnp.ones(5))), normals("mu", 5, 4)
    tau = sample("tau", D.HalfNormal(1).expand([5, 4]).to_event(2))
    l = sample("l", D.LKJCholesky(4, 2.0).expand([5]).to_event(1))
    with plate("rows", 1000):
        parts = D.MultivariateNormal(mu, scale_tril=l * tau[..., None])
        sample("y", D.MixtureSameFamily(D.Categorical(w), parts), obs=d["y"])


def kalman(d):
    q, r, rho = positive("q"), positive("r"), sample("rho", D.Beta(2, 2))
    move = jnp.array([[1.0, 1.0], [0.0, 1.0]])

    def step(state, y):
        mean, cov = rho * (move @ state[0]), move @ state[1] @ move.T + q * jnp.eye(2)
        error, size = y - mean[0], cov[0, 0] + r
        gain = cov[0] / size
        term = -0.5 * (error**2 / size + jnp.log(size))
        return (mean + gain * error, cov - jnp.outer(gain, gain) * size), term

    factor("y", lax.scan(step, (jnp.zeros(2), jnp.eye(2)), d["y"])[1].sum())


def bends(d):
    knot, b, s = normals("knot", 20), normals("b", 20), positive("s")
    with plate("rows", 2000):
        sample("y", D.Normal(jnp.tanh(d["x"] - knot) @ b, s), obs=d["y"])


def row_products(d):
    u, v, s = normals("u", 200, 8), normals("v", 100, 8), positive("s")
    with plate("rows", 5000):
        sample("y", D.Normal((u[d["g"]] * v[d["h"]]).sum(1), s), obs=d["y"])


def hmm(d):
    mu, q, s = normals("mu", 3), normals("q", 3, 3), positive("s")
    logs = jax.nn.log_softmax(q, 1)
    evidence = D.Normal(mu, s).log_prob(d["y"][:, None])

    def step(alpha, now):
        return logsumexp(alpha[:, None] + logs, 0) + now, None

    alpha, _ = lax.scan(step, jnp.full(3, -jnp.log(3.0)), evidence)
    factor("y", logsumexp(alpha))


def garch(d):
    mu, a0 = sample("mu", D.Normal(0, 1)), positive("a0")
    a1, share = sample("a1", D.Uniform(0, 1)), sample("b1", D.Uniform(0, 1))

    def step(v, y):
        return a0 + a1 * (y - mu) ** 2 + (1 - a1) * share * v, v

    v = lax.scan(step, 1.0, d["y"])[1]
    with plate("days", 500):
        sample("y", D.Normal(mu, jnp.sqrt(v)), obs=d["y"])


def volatility(d):
    mu, phi, s = sample("mu", D.Normal(0, 5)), sample("phi", D.Uniform(-1, 1)), positive("s")
    h = sample("h", D.Normal(0, 10).expand([500]).to_event(1))
    factor("steps", D.Normal((h[:-1] - mu) * phi + mu, s).log_prob(h[1:]).sum())
    with plate("days", 500):
        sample("y", D.Normal(0, jnp.exp(h / 2)), obs=d["y"])


MODELS = {
    "linear": regression(lambda z, s: D.Normal(z, s)),
    "student_t": regression(lambda z, s: D.StudentT(4, z, s)),
    "poisson": regression(lambda z, s: D.Poisson(jnp.exp(z))),
    "negative_binomial": regression(lambda z, s: D.NegativeBinomial2(jnp.exp(z), 1 / s)),
    "gamma_log": regression(lambda z, s: D.Gamma(s, s / jnp.exp(z))),
    "binomial": regression(lambda z, s: D.Binomial(10, logits=z)),
    "negative_binomial_crossed": crossed,
    "horseshoe": horseshoe,
    "lasso": lasso,
    "dose_response": dose_response,
    "softmax": softmax,
    "ordered_logit": ordered_logit,
    "three_levels": three_levels,
    "rasch": rasch,
    "irt_2pl": irt,
    "bradley_terry": bradley_terry,
    "factor_analysis": factors,
    "lda": lda,
    "mixture_20": mixture,
    "network": network,
    "network_3_classes": three_classes,
    "local_level_centred": centred,
    "local_level": walk(False),
    "local_level_scan": walk(True),
    "ar2_scan": ar2,
    "lotka_volterra_rk4": predators(False),
    "nested_rk4": predators(True),
    "vector_autoregression": vectors,
    "correlated_clusters": correlated_clusters,
    "kalman_scan": kalman,
    "additive_bends": bends,
    "products_of_rows": row_products,
    "hmm_scan": hmm,
    "garch_scan": garch,
    "stochastic_volatility": volatility,
}

POSITIONS = {"g", "h", "school", "room", "person", "item", "one", "two"}


def read(path):
    data = json.loads(path.read_text())
    arrays = {k: np.array(v["values"]).reshape(v["shape"]) for k, v in data.items()}
    return {
        k: jnp.array(v.astype(int) if k in POSITIONS else v) for k, v in arrays.items()
    }


def measure(model, data):
    if model in (softmax, ordered_logit, three_classes):
        data["y"] = data["y"].astype(int)
    info = initialize_model(jax.random.PRNGKey(0), lambda: model(data))
    start = info.param_info.z
    both = jax.value_and_grad(info.potential_fn)
    runs = 50

    def body(_, state):
        q, total = state
        value, slope = both(q)
        return jax.tree.map(lambda x, g: x - 1e-9 * g, q, slope), total + value

    loop = jax.jit(lambda q: lax.fori_loop(0, runs, body, (q, 0.0)))
    jax.block_until_ready(loop(start))
    times = []
    end = time.process_time() + 2
    while len(times) < 5 or time.process_time() < end:
        begin = time.process_time()
        jax.block_until_ready(loop(start))
        times.append((time.process_time() - begin) / runs)
    return statistics.median(times) * 1e9


for name, model in MODELS.items():
    path = pathlib.Path(sys.argv[1]) / (name + ".json")
    if path.exists():
        try:
            figure = measure(model, read(path))
            print('{"model": "%s", "ns_gradient": %.1f}' % (name, figure), flush=True)
        except Exception as failure:
            print(name, repr(failure)[:200], file=sys.stderr)
