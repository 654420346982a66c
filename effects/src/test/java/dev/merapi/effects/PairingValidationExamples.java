package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.Refusals.found;

import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.internal.check.Pairing;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * The checks of a model against its guide, numbered as in Pyro's list of them (V1, V2, …): what
 * each message says.
 */
class PairingValidationExamples {
  private static final Key KEY = Key.of(1);

  private static Model<Tensor> x() {
    return sample("x", normal(0, 1));
  }

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
  }

  @Test
  void v13SiteInGuideOnly() {
    found(
        new Pairing(trace(pure(0)), trace(x())).findings(),
        "guide draws site 'x'",
        "auxiliary",
        "no plate");
  }

  @Test
  void v14SiteInModelOnly() {
    found(
        new Pairing(trace(x()), trace(pure(0))).findings(), "latent site 'x'", "not in the guide");
  }

  @Test
  void v15AuxiliarySiteInModel() {
    Model<Tensor> guide = sample(Site.latent("x", normal(0, 1)).inferred(Infer::asAuxiliary));
    found(new Pairing(trace(x()), trace(guide)).findings(), "'x' is auxiliary", "model has a site");
  }

  @Test
  void v16SequentialEnumerationInTheModel() {
    Model<Tensor> model =
        new ConfigEnumerate(new Enumeration.Sequential()).on(sample("z", bernoulli(0.5)));
    found(new Pairing(trace(model), trace(pure(0))).findings(), "site 'z'", "Enumeration.Parallel");
  }

  @Test
  void v17EventDimsDiffer() {
    Model<Tensor> guide = sample("x", normal(Tensor.arange(3), 1).toEvent(1));
    Model<Tensor> model = plate("a", 3, _ -> x());
    found(
        new Pairing(trace(model), trace(guide)).findings(),
        "'x' has 1 event dims",
        "0 in the model");
  }

  @Test
  void v18ShapesDiffer() {
    Model<Tensor> guide = plate("a", 3, _ -> x());
    Model<Tensor> model = plate("a", 4, _ -> x());
    found(
        new Pairing(trace(model), trace(guide)).findings(),
        "[3] in the guide",
        "[4] in the model",
        "'a' (size 4, dim -1)");
  }

  @Test
  void v19PlateInGuideOnly() {
    found(
        new Pairing(trace(x()), trace(plate("a", 1, _ -> x()))).findings(),
        "Plate 'a'",
        "guide only");
  }

  @Test
  void v20FactorOfAGuide() {
    found(
        new Pairing(trace(pure(0)), trace(factor("f", Tensor.scalar(1)))).findings(),
        "factor 'f'",
        "pathwise(true)",
        "pathwise(false)");
  }
}
