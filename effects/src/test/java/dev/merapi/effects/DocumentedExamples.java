package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.beta;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Let.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.reparam.Reparametrisation.locScale;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.collapse.Collapse;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.enumerate.EnumerateParallel;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.effects.enumerate.Worlds;
import dev.merapi.effects.handler.Block;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.Do;
import dev.merapi.effects.handler.Equalize;
import dev.merapi.effects.handler.InferConfig;
import dev.merapi.effects.handler.Init;
import dev.merapi.effects.handler.InitStrategy;
import dev.merapi.effects.handler.Lift;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.handler.Seed;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.effects.picture.Diagram;
import dev.merapi.effects.picture.Explain;
import dev.merapi.effects.reparam.Reparam;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The examples in the comments of the language and its handlers: each region is shown by {@code
 * {@snippet}} and runs here.
 */
class DocumentedExamples {
  private static final Key KEY = Key.of(1);

  /** A mean, and three observations of it. */
  private static Model<Tensor> measured() {
    return sample("mu", normal(0, 1))
        .flatMap(mu -> plate("data", 3, _ -> observe("y", normal(mu, 1), Tensor.of(1, 2, 3))));
  }

  @Test
  void statements() {
    // @start region="models"
    double[] heights = {1.71, 1.64, 1.83};
    Model<Tensor> model =
        let(
            sample("mu", normal(1.7, 0.5)),
            sample("sigma", halfNormal(0.2)),
            (mu, sigma) -> plate("people", 3, _ -> observe("height", normal(mu, sigma), heights)));
    // @end
    assertEquals(Shape.of(3), Run.run(KEY, model).shape());
  }

  @Test
  void run() {
    // @start region="run"
    Model<Tensor> sum = sample("x", normal(0, 1)).flatMap(x -> sample("y", normal(x, 1)));
    Tensor y = Run.run(Key.of(1), sum); // the same number whenever the key is the same
    // @end
    assertEquals(y, Run.run(KEY, sum));
  }

  @Test
  void plating() {
    // @start region="plating"
    Tensor data = Tensor.arange(1000);
    Model<Tensor> minibatch =
        plate("data", 1000)
            .subsampleSize(50)
            .each(batch -> observe("y", normal(500, 300), batch.subsample(data)));
    // @end
    assertEquals(Shape.of(50), Run.run(KEY, minibatch).shape());
  }

  @Test
  void rewrite() {
    // @start region="rewrite"
    Rewrite tempered = site -> site.isObserved() ? site.scaled(Tensor.scalar(0.5)) : site;
    Model<Tensor> model = tempered.on(measured());
    // @end
    assertEquals(
        0.5, Trace.run(KEY, model).trace().sampled("y").get().site().weight().scale().item());
  }

  @Test
  void scope() {
    // @start region="scope"
    Model<Tensor> arm = sample("effect", normal(0, 1));
    Model<Tensor> difference =
        let(new Scope("left").on(arm), new Scope("right").on(arm), (l, r) -> pure(l.minus(r)));
    // @end
    assertEquals(
        "left/effect, right/effect",
        String.join(", ", Trace.run(KEY, difference).trace().entries().keySet()));
  }

  @Test
  void markov() {
    // @start region="markov"
    Rewrite third = new Markov(new MarkovStep("weather", 3, 1)); // step 3, depends on step 2
    Model<Tensor> rain = third.on(sample("rain_3", bernoulli(0.3)));
    // @end
    assertEquals(
        1, Trace.run(KEY, rain).trace().sampled("rain_3").get().site().place().chains().size());
  }

  @Test
  void trace() {
    // @start region="trace"
    Trace trace = Trace.run(Key.of(1), measured()).trace();
    Tensor mu = trace.value("mu");
    double density = trace.logProbSum().item(); // ln p(mu, y)
    String table = trace.formatShapes();
    // @end
    assertEquals(Shape.SCALAR, mu.shape());
    assertTrue(density < 0 && table.contains("data dist"), table);
  }

  @Test
  void condition() {
    // @start region="condition"
    Model<Tensor> posterior = Condition.of("mu", 0.5).on(measured());
    // @end
    assertEquals(0.5, Trace.run(KEY, posterior).trace().value("mu").item());
  }

  @Test
  void uncondition() {
    // @start region="uncondition"
    Tensor drawn = Run.run(Key.of(1), new Uncondition().on(measured())); // y, not the data
    // @end
    assertTrue(!drawn.equals(Tensor.of(1, 2, 3)));
  }

  @Test
  void intervention() {
    // @start region="do"
    Model<Tensor> treated =
        Do.of("dose", 2)
            .on(sample("dose", normal(0, 1)).flatMap(dose -> sample("pulse", normal(dose, 0.1))));
    // @end
    assertEquals(2, Run.run(KEY, treated).item(), 1);
  }

  @Test
  void substitute() {
    // @start region="substitute"
    Model<Tensor> slope = param("slope", 0).flatMap(b -> sample("y", normal(b, 1)));
    Trace fitted = Trace.run(Key.of(1), Substitute.of("slope", 1.5).on(slope)).trace();
    // @end
    assertEquals(1.5, fitted.value("slope").item());
  }

  @Test
  void replay() {
    // @start region="replay"
    Trace guide = Trace.run(Key.of(1), sample("mu", normal(2, 0.1))).trace();
    Trace model = Trace.run(Key.of(2), new Replay(guide).on(measured())).trace(); // the guide's mu
    // @end
    assertEquals(guide.value("mu"), model.value("mu"));
  }

  @Test
  void seed() {
    // @start region="seed"
    Model<Tensor> fixed = new Seed(Key.of(1)).on(sample("x", normal(0, 1)));
    // @end
    assertEquals(Run.run(Key.of(2), fixed), Run.run(Key.of(3), fixed));
  }

  @Test
  void block() {
    // @start region="block"
    Model<Tensor> noisy =
        Block.hide("noise")
            .on(sample("noise", normal(0, 1)).flatMap(e -> sample("x", normal(e, 1))));
    // @end
    assertEquals("x", String.join(", ", Trace.run(KEY, noisy).trace().entries().keySet()));
  }

  @Test
  void mask() {
    // @start region="mask"
    Model<Tensor> firstTwo =
        plate("data", 3, _ -> new Mask(Tensor.of(1, 1, 0)).on(sample("x", normal(0, 1))));
    // @end
    assertEquals(0, Trace.run(KEY, firstTwo).trace().sampled("x").get().logProb().toArray()[2]);
  }

  @Test
  void scale() {
    // @start region="scale"
    Model<Tensor> annealed = new Scale(0.1).on(measured()); // a tenth of every log-probability
    // @end
    assertEquals(
        Trace.run(KEY, measured()).trace().logProbSum().item() / 10,
        Trace.run(KEY, annealed).trace().logProbSum().item(),
        1e-12);
  }

  @Test
  void lift() {
    // @start region="lift"
    Model<Tensor> bayesian =
        Lift.of(Map.of("slope", normal(0, 1)))
            .on(param("slope", 0).flatMap(b -> sample("y", normal(b, 1))));
    // @end
    assertTrue(Trace.run(KEY, bayesian).trace().sampled("slope").isPresent());
  }

  @Test
  void init() {
    // @start region="init"
    InitStrategy start =
        InitStrategy.value(Map.of("mu", Tensor.scalar(2)), InitStrategy.uniform(2));
    Model<Tensor> started = new Init(Key.of(1), start).on(measured());
    // @end
    assertEquals(2, Trace.run(KEY, started).trace().value("mu").item());
  }

  @Test
  void equalize() {
    // @start region="equalize"
    Model<Tensor> shared =
        Equalize.matching("scale_.*", false)
            .on(
                let(
                    sample("scale_a", halfNormal(1)),
                    sample("scale_b", halfNormal(1)),
                    (a, b) -> pure(a.minus(b))));
    // @end
    assertEquals(0, Run.run(KEY, shared).item());
  }

  @Test
  void inferConfig() {
    // @start region="inferConfig"
    Model<Tensor> marked =
        new InferConfig(site -> site.infer().enumerate(new Enumeration.Parallel()))
            .on(sample("z", bernoulli(0.3)));
    // @end
    assertTrue(
        Trace.run(KEY, marked).trace().sampled("z").get().site().infer().enumerate().isPresent());
  }

  @Test
  void enumerateSequential() {
    // @start region="enumerateSequential"
    Model<Tensor> coin =
        sample("z", bernoulli(0.25))
            .flatMap(z -> observe("y", bernoulli(z.times(0.6).plus(0.2)), 1).map(_ -> z));
    Worlds<Tensor> worlds = Run.run(Key.of(1), EnumerateSequential.all(coin));
    double heads = worlds.probability(z -> z.item() == 1); // P(z = 1 | y = 1)
    // @end
    assertEquals(0.2 / 0.35, heads, 1e-12);
  }

  @Test
  void enumerateParallel() {
    // @start region="enumerateParallel"
    Model<Tensor> both =
        EnumerateParallel.leftOf(0).on(new ConfigEnumerate().on(sample("z", bernoulli(0.25))));
    Tensor values = Run.run(Key.of(1), both); // [0, 1]
    // @end
    assertEquals(Tensor.of(0, 1), values);
  }

  @Test
  void reparam() {
    // @start region="reparam"
    Model<Tensor> centred =
        sample("tau", halfNormal(1)).flatMap(tau -> sample("theta", normal(0, tau)));
    Model<Tensor> nonCentred = Reparam.of(Map.of("theta", locScale())).on(centred);
    // @end
    assertEquals(
        "tau, theta_decentered, theta",
        String.join(", ", Trace.run(KEY, nonCentred).trace().entries().keySet()));
  }

  @Test
  void collapse() {
    // @start region="collapse"
    Model<Tensor> coin =
        sample("p", beta(1, 1))
            .flatMap(p -> plate("tosses", 3, _ -> observe("y", bernoulli(p), Tensor.of(1, 1, 0))));
    Trace collapsed = Trace.run(Key.of(1), new Collapse("p").on(coin)).trace();
    // @end
    assertTrue(!collapsed.sampled("p").get().site().distribution().equals(beta(1, 1)));
  }

  @Test
  void diagram() {
    // @start region="diagram"
    String svg = Diagram.of(Key.of(1), measured()).toSvg(true);
    // @end
    assertTrue(svg.startsWith("<svg"), svg);
  }

  @Test
  void explain() {
    // @start region="explain"
    String text = Explain.of(Key.of(1), Condition.of("mu", 0.5)).text(measured());
    // @end
    assertTrue(text.contains("Condition"), text);
  }
}
