package dev.merapi.benchmarks;

import static dev.merapi.distributions.Distributions.beta;
import static dev.merapi.distributions.Distributions.dirichlet;
import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.halfCauchy;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.improperUniform;
import static dev.merapi.distributions.Distributions.inverseGamma;
import static dev.merapi.distributions.Distributions.logNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.distributions.Distributions.studentT;
import static dev.merapi.distributions.Distributions.uniform;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.effects.Model;
import dev.merapi.tensor.Ode;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.HmmLogSum;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Models of posteriordb (Magnusson et al., 2025), by the name of the posterior, with the names of
 * the reference. Lotka–Volterra is solved for the logarithms.
 */
final class ReferenceModels {
  private ReferenceModels() {}

  static Map<String, Function<ReferenceData, Model<?>>> all() {
    Map<String, Function<ReferenceData, Model<?>>> models = new LinkedHashMap<>();
    models.put("arK-arK", ReferenceModels::autoregression);
    models.put("diamonds-diamonds", ReferenceModels::diamonds);
    models.put("mcycle_gp-accel_gp", ReferenceModels::acceleration);
    models.put("one_comp_mm_elim_abs-one_comp_mm_elim_abs", ReferenceModels::compartment);
    models.put("sir-sir", ReferenceModels::epidemic);
    models.put("soil_carbon-soil_incubation", ReferenceModels::soil);
    models.put("eight_schools-eight_schools_noncentered", ReferenceModels::schools);
    models.put("garch-garch11", ReferenceModels::garch);
    models.put("gp_pois_regr-gp_regr", ReferenceModels::gaussianProcess);
    models.put("hmm_example-hmm_example", ReferenceModels::hiddenMarkov);
    models.put("hudson_lynx_hare-lotka_volterra", ReferenceModels::lotkaVolterra);
    models.put("kidiq-kidscore_momiq", ReferenceModels::kids);
    models.put("low_dim_gauss_mix-low_dim_gauss_mix", ReferenceModels::mixture);
    models.put("mesquite-logmesquite", ReferenceModels::mesquite);
    models.put("nes1980-nes", ReferenceModels::elections);
    models.put("sblrc-blr", ReferenceModels::regression);
    return models;
  }

  // @formatter:off
  private static Model<Tensor> autoregression(ReferenceData data) {
    Tensor y = data.get("y");
    int n = y.size(0);
    int lags = 5;
    Tensor[] columns = new Tensor[lags];
    for (int k = 0; k < lags; k++) {
      columns[k] = y.slice(0, lags - 1 - k, n - 1 - k);
    }
    Tensor x = Tensor.stack(1, columns);
    return sample("alpha", normal(0, 10)).flatMap(alpha ->
           sample("beta", normal(0, 10).expand(Shape.of(lags)).toEvent(1)).flatMap(beta ->
           sample("sigma", halfCauchy(2.5)).flatMap(sigma ->
           plate("rows", n - lags, _ ->
           observe("y", normal(x.matmul(beta).plus(alpha), sigma), y.slice(0, lags, n))))));
  }

  private static Model<Tensor> diamonds(ReferenceData data) {
    Tensor y = data.get("Y");
    Tensor all = data.get("X");
    Tensor columns = all.slice(1, 1, all.size(1));
    Tensor x = columns.minus(columns.mean(0));
    return sample("b", normal(0, 1).expand(Shape.of(x.size(1))).toEvent(1)).flatMap(b ->
           sample("Intercept", studentT(3, 8, 10)).flatMap(intercept ->
           sample("sigma", improperUniform(Constraints.positive())).flatMap(sigma ->
           factor("prior", studentT(3, 0, 10).logDensity(sigma)).flatMap(_ ->
           plate("rows", y.size(0), _ ->
           observe("Y", normal(x.matmul(b).plus(intercept), sigma), y))))));
  }

  private static Model<Tensor> schools(ReferenceData data) {
    return sample("mu", normal(0, 5)).flatMap(mu ->
           sample("tau", halfCauchy(5)).flatMap(tau ->
           plate("schools", 8, _ ->
           sample("z", normal(0, 1)).flatMap(z ->
           deterministic("theta", mu.plus(tau.times(z))).flatMap(theta ->
           observe("y", normal(theta, data.get("sigma")), data.get("y")))))));
  }

  /** beta1 is uniform below 1 − alpha1. */
  private static Model<Tensor> garch(ReferenceData data) {
    Tensor y = data.get("y");
    int n = y.size(0);
    Tensor first = data.get("sigma1").get(0).square();
    return sample("mu", improperUniform(Constraints.real())).flatMap(mu ->
           sample("alpha0", improperUniform(Constraints.positive())).flatMap(alpha0 ->
           sample("alpha1", uniform(0, 1)).flatMap(alpha1 ->
           sample("share", uniform(0, 1)).flatMap(share -> {
             Tensor rest = alpha1.unaryMinus().plus(1);
             return factor("area", rest.log()).flatMap(_ ->
                    deterministic("beta1", rest.times(share)).flatMap(beta1 -> {
               Tensor shocks = y.slice(0, 0, n - 1).minus(mu).square().times(alpha1).plus(alpha0);
               Tensor variance =
                   Tensor.concat(0, first.unsqueeze(0), shocks).recurrence(0, beta1);
               return plate("days", n, _ -> observe("y", normal(mu, variance.sqrt()), y));
             }));
           }))));
  }

  private static Model<Tensor> gaussianProcess(ReferenceData data) {
    Tensor x = data.get("x").unsqueeze(1);
    int n = x.size(0);
    Tensor distance = x.minus(x.transpose()).square();
    return sample("rho", gamma(25, 4)).flatMap(rho ->
           sample("alpha", halfNormal(2)).flatMap(alpha ->
           sample("sigma", halfNormal(1)).flatMap(sigma -> {
             Tensor kernel = distance.div(rho.square().times(-2)).exp().times(alpha.square());
             Tensor covariance = kernel.plus(Tensor.eye(n).times(sigma));
             Tensor zero = Tensor.zeros(Shape.of(n));
             return observe("y", MultivariateNormal.ofCovariance(zero, covariance), data.get("y"));
           })));
  }

  /** Mean and log deviation are Gaussian processes on a basis of eigenfunctions. */
  private static Model<Tensor> acceleration(ReferenceData data) {
    Tensor y = data.get("Y");
    return sample("Intercept", studentT(3, -13, 36)).flatMap(intercept ->
           process(data, "1").flatMap(mean ->
           sample("Intercept_sigma", studentT(3, 0, 10)).flatMap(base ->
           process(data, "sigma_1").flatMap(spread ->
           plate("rows", y.size(0), _ ->
           observe("Y", normal(mean.plus(intercept), spread.plus(base).exp()), y))))));
  }

  /** Φ √S z with S(ω) = sd² √(2π) l exp(−l² ω²/2). */
  private static Model<Tensor> process(ReferenceData data, String name) {
    Tensor basis = data.get("Xgp_" + name);
    Tensor frequency = data.get("slambda_" + name).reshape(basis.size(1));
    return sample("sdgp_" + name, improperUniform(Constraints.positive())).flatMap(sd ->
           factor("prior_" + name, studentT(3, 0, 36).logDensity(sd)).flatMap(_ ->
           sample("lscale_" + name, inverseGamma(1.124909, 0.0177)).flatMap(length ->
           sample("zgp_" + name, normal(0, 1).expand(frequency.shape()).toEvent(1)).map(z -> {
             Tensor root = length.times(frequency).square().times(-0.25).exp()
                 .times(sd).times(length.times(Math.sqrt(2 * Math.PI)).sqrt());
             return basis.matmul(root.times(z));
           }))));
  }

  /** dC/dt = (D kₐ/V) exp(−kₐt) − (Vₘ/V) C/(Kₘ + C), seen with a log-normal error. */
  static Model<Tensor> compartment(ReferenceData data) {
    Tensor seen = data.get("C_hat");
    double volume = data.get("V").get(0).item();
    double dose = data.get("D").get(0).item() / volume;
    Tensor times = Tensor.concat(0, data.get("t0"), data.get("times"));
    return sample("k_a", halfCauchy(1)).flatMap(ka ->
           sample("K_m", halfCauchy(1)).flatMap(km ->
           sample("V_m", halfCauchy(1)).flatMap(vm ->
           sample("sigma", halfCauchy(1)).flatMap(sigma -> {
             Ode.Field field = (t, c) ->
                 ka.times(t).unaryMinus().exp().times(ka).times(dose)
                     .minus(vm.div(volume).times(c).div(c.plus(km)));
             Tensor path = Ode.stiff().solve(field, Tensor.scalar(0), times);
             Tensor level = path.slice(0, 1, times.size(0));
             return plate("times", seen.size(0), _ ->
                    observe("C_hat", logNormal(level.log(), sigma), seen));
           }))));
  }

  /** Susceptible, infected, recovered, and bacteria in water. */
  static Model<Tensor> epidemic(ReferenceData data) {
    Tensor cases = data.get("stoi_hat");
    int n = cases.size(0);
    Tensor times = Tensor.concat(0, Tensor.of(0), data.get("t"));
    return sample("beta", halfCauchy(2.5)).flatMap(beta ->
           sample("gamma", halfCauchy(1)).flatMap(gamma ->
           sample("xi", halfCauchy(25)).flatMap(xi ->
           sample("delta", halfCauchy(1)).flatMap(delta -> {
             Ode.Field field = (t, y) -> {
               Tensor infected = beta.times(y.get(3)).div(y.get(3).plus(1e6)).times(y.get(0));
               Tensor recovered = gamma.times(y.get(1));
               return Tensor.stack(0, infected.unaryMinus(), infected.minus(recovered), recovered,
                   xi.times(y.get(1)).minus(delta.times(y.get(3))));
             };
             Tensor path = Ode.explicit().solve(field, data.get("y0"), times);
             Tensor left = path.slice(1, 0, 1).reshape(n + 1);
             Tensor bacteria = path.slice(1, 3, 4).reshape(n + 1).slice(0, 1, n + 1);
             return plate("weeks", n, _ ->
                    observe("stoi_hat", poisson(left.slice(0, 0, n).minus(left.slice(0, 1, n + 1))),
                        cases).flatMap(_ ->
                    observe("B_hat", logNormal(bacteria.log(), 0.15), data.get("B_hat"))));
           }))));
  }

  /** Carbon in two pools with feedback; what has left them is seen. */
  static Model<Tensor> soil(ReferenceData data) {
    Tensor total = data.get("totalC_t0").get(0);
    Tensor times = Tensor.concat(0, data.get("t0"), data.get("ts"));
    int n = times.size(0) - 1;
    return sample("k1", halfNormal(1)).flatMap(k1 ->
           sample("k2", halfNormal(1)).flatMap(k2 ->
           sample("alpha21", halfNormal(1)).flatMap(a21 ->
           sample("alpha12", halfNormal(1)).flatMap(a12 ->
           sample("gamma", beta(10, 1)).flatMap(gamma ->
           sample("sigma", halfCauchy(1)).flatMap(sigma -> {
             Ode.Field field = (t, c) -> {
               Tensor one = k1.times(c.get(0));
               Tensor two = k2.times(c.get(1));
               return Tensor.stack(0, a12.times(two).minus(one), a21.times(one).minus(two));
             };
             Tensor share = Tensor.stack(0, gamma, gamma.unaryMinus().plus(1));
             Tensor pools = Ode.explicit().solve(field, share.times(total), times);
             Tensor gone = pools.sum(1).slice(0, 1, n + 1).unaryMinus().plus(total);
             return plate("times", n, _ ->
                    observe("eCO2mean", normal(gone, sigma), data.get("eCO2mean")));
           }))))));
  }

  private static Model<Tensor> hiddenMarkov(ReferenceData data) {
    Tensor y = data.get("y");
    return sample("theta1", dirichlet(Tensor.ones(Shape.of(2)))).flatMap(one ->
           sample("theta2", dirichlet(Tensor.ones(Shape.of(2)))).flatMap(two ->
           sample("mu", improperUniform(Constraints.positiveOrdered(), Shape.of(2))).flatMap(mu ->
           factor("prior", normal(Tensor.of(3, 10), 1).logDensity(mu).sum()).flatMap(_ -> {
             Tensor transition = Tensor.stack(0, one, two).log();
             Tensor evidence = normal(mu.unsqueeze(1), 1).logDensity(y).transpose();
             Tensor start = Tensor.zeros(Shape.of(2));
             return factor("y", new HmmLogSum().on(start, transition, evidence));
           }))));
  }

  static Model<Tensor> lotkaVolterra(ReferenceData data) {
    Tensor y = Tensor.concat(0, data.get("y_init").unsqueeze(0), data.get("y"));
    Tensor scale = Tensor.of(0.5, 0.05, 0.5, 0.05);
    Tensor loc = Tensor.of(1, 0.05, 1, 0.05);
    return sample("theta", improperUniform(Constraints.positive(), Shape.of(4))).flatMap(theta ->
           factor("rates", normal(loc, scale).logDensity(theta).sum()).flatMap(_ ->
           sample("z_init", logNormal(Math.log(10), 1).expand(Shape.of(2)).toEvent(1)).flatMap(z ->
           sample("sigma", logNormal(-1, 1).expand(Shape.of(2)).toEvent(1)).flatMap(sigma -> {
             Tensor times = Tensor.arange(y.size(0));
             Ode.Field field = (t, logs) -> slope(theta, logs);
             Tensor logs = Ode.explicit().solve(field, z.log(), times);
             return observe("y", logNormal(logs, sigma).toEvent(2), y);
           }))));
  }

  /** d ln u/dt = α − β v, d ln v/dt = −γ + δ u. */
  private static Tensor slope(Tensor theta, Tensor z) {
    return Tensor.stack(0,
        theta.get(0).minus(theta.get(1).times(z.get(1).exp())),
        theta.get(3).times(z.get(0).exp()).minus(theta.get(2)));
  }

  private static Model<Tensor> kids(ReferenceData data) {
    Tensor y = data.get("kid_score");
    return sample("beta", improperUniform(Constraints.real(), Shape.of(2))).flatMap(beta ->
           sample("sigma", halfCauchy(2.5)).flatMap(sigma ->
           plate("kids", y.size(0), _ ->
           observe("y", normal(data.get("mom_iq").times(beta.get(1)).plus(beta.get(0)), sigma), y))));
  }

  private static Model<Tensor> mixture(ReferenceData data) {
    Tensor y = data.get("y");
    return sample("mu", improperUniform(Constraints.ordered(), Shape.of(2))).flatMap(mu ->
           factor("prior", normal(0, 2).logDensity(mu).sum()).flatMap(_ ->
           sample("sigma", halfNormal(2).expand(Shape.of(2)).toEvent(1)).flatMap(sigma ->
           sample("theta", beta(5, 5)).flatMap(theta -> {
             Tensor first = normal(mu.get(0), sigma.get(0)).logDensity(y).plus(theta.log());
             Tensor other = theta.unaryMinus().log1p();
             Tensor second = normal(mu.get(1), sigma.get(1)).logDensity(y).plus(other);
             return plate("rows", y.size(0), _ -> factor("y", first.logAddExp(second)));
           }))));
  }

  private static Model<Tensor> mesquite(ReferenceData data) {
    Tensor y = data.get("weight").log();
    Tensor one = Tensor.ones(y.shape());
    return flat(y, one, data.get("diam1").log(), data.get("diam2").log(),
        data.get("canopy_height").log(), data.get("total_height").log(),
        data.get("density").log(), data.get("group"));
  }

  private static Model<Tensor> elections(ReferenceData data) {
    Tensor age = data.get("age_discrete");
    Tensor one = Tensor.ones(age.shape());
    return flat(data.get("partyid7"), one, data.get("real_ideo"), data.get("race_adj"),
        age.eq(2), age.eq(3), age.eq(4), data.get("educ1"), data.get("gender"),
        data.get("income"));
  }

  /** A regression with flat priors. */
  private static Model<Tensor> flat(Tensor y, Tensor... columns) {
    Tensor x = Tensor.stack(1, columns);
    Shape width = Shape.of(columns.length);
    return sample("beta", improperUniform(Constraints.real(), width)).flatMap(beta ->
           sample("sigma", improperUniform(Constraints.positive())).flatMap(sigma ->
           plate("rows", y.size(0), _ -> observe("y", normal(x.matmul(beta), sigma), y))));
  }

  private static Model<Tensor> regression(ReferenceData data) {
    Tensor x = data.get("X");
    Tensor y = data.get("y");
    return sample("beta", normal(0, 10).expand(Shape.of(x.size(1))).toEvent(1)).flatMap(beta ->
           sample("sigma", halfNormal(10)).flatMap(sigma ->
           plate("rows", y.size(0), _ -> observe("y", normal(x.matmul(beta), sigma), y))));
  }
  // @formatter:on
}
