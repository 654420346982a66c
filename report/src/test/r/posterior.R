# The figures of DiagnosticsGolden and PredictiveFitGolden by R's posterior (1.4.0) and loo (2.5.1).
#   Rscript report/src/test/r/posterior.R
# prints, for each kind of chains: rhat, rhat_basic, ess_bulk, ess_tail, ess_mean, mcse_mean, mcse_sd and
# mcse_quantile at 0.25; then elpd_loo with five of the six observations (loo refuses the constant one), and k.
# Debian: r-cran-posterior, r-cran-loo. The chains are those of the tests, bit by bit.
suppressMessages({
  library(posterior)
  library(loo)
})

step <- function(state) (1664525 * state + 1013904223) %% 4294967296
uniform <- function(state) (state + 0.5) / 4294967296

chains <- function(kind, m, n) {
  draws <- matrix(0, n, m)
  for (c in 1:m) {
    state <- 1000 * kind + c
    x <- 0
    for (i in 1:n) {
      state <- step(state)
      u <- uniform(state)
      x <- switch(kind + 1,
        0.7 * x + (u - 0.5),
        0.3 * x + (u - 0.5) + (if (c == 1) 0.2 else 0),
        -0.5 * x + (u - 0.5),
        1 / u - 1 / (1 - u),
        floor(4 * u),
        (u - 0.5) * (if (c == 1) 3 else 1),
        0.99 * x + (u - 0.5)
      )
      draws[i, c] <- x
    }
  }
  draws
}

for (kind in 0:6) {
  x <- suppressWarnings(chains(kind, 4, 200))
  figures <- suppressWarnings(c(
    rhat(x), rhat_basic(x), ess_bulk(x), ess_tail(x), ess_mean(x),
    mcse_mean(x), mcse_sd(x), mcse_quantile(x, probs = 0.25)
  ))
  cat(kind, sprintf("%.16g", figures), "\n")
}

state <- 12345
rows <- matrix(0, 400, 6)
for (s in 1:400) {
  for (i in 0:5) {
    state <- step(state)
    u <- uniform(state)
    rows[s, i + 1] <- if (i < 5) -1.0 - 0.3 * i * u else 0.9 * log(u)
  }
}
fit <- suppressWarnings(loo(rows[, 2:6], r_eff = rep(0.5, 5)))
cat("elpd", sprintf("%.16g", fit$estimates["elpd_loo", "Estimate"]), "k", sprintf("%.16g", pareto_k_values(fit)), "\n")
