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
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.HmmLogSum;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Models of posteriordb (Magnusson et al., 2025), by the name of the posterior, with the names of
 * the reference. Lotka–Volterra is integrated by Runge–Kutta steps of a quarter of a year of the
 * logarithms.
 */
final class ReferenceModels {
  private static final int SUBSTEPS = 4;

  private ReferenceModels() {}

  static Map<String, Function<ReferenceData, Model<?>>> all() {
    Map<String, Function<ReferenceData, Model<?>>> models = new LinkedHashMap<>();
    models.put("arK-arK", ReferenceModels::autoregression);
    models.put("diamonds-diamonds", ReferenceModels::diamonds);
    models.put("mcycle_gp-accel_gp", ReferenceModels::acceleration);
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
             int years = y.size(0) - 1;
             Tensor path =
                 Loop.scan(List.of(z.log()), years * SUBSTEPS, (state, _) -> {
                   Tensor next = rungeKutta(theta, state.getFirst());
                   return new Loop.State(List.of(next), List.of(next));
                 }).outputs().getFirst();
             Tensor ends = path.slice(0, SUBSTEPS - 1, years, SUBSTEPS);
             Tensor logs = Tensor.concat(0, z.log().unsqueeze(0), ends);
             return observe("y", logNormal(logs, sigma).toEvent(2), y);
           }))));
  }

  private static Tensor rungeKutta(Tensor theta, Tensor z) {
    double h = 1.0 / SUBSTEPS;
    Tensor k1 = slope(theta, z);
    Tensor k2 = slope(theta, z.plus(k1.times(h / 2)));
    Tensor k3 = slope(theta, z.plus(k2.times(h / 2)));
    Tensor k4 = slope(theta, z.plus(k3.times(h)));
    return z.plus(k1.plus(k2.plus(k3).times(2)).plus(k4).times(h / 6));
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
