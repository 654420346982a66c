package dev.merapi.laws.arbitrary;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Markov;
import dev.merapi.effects.MarkovStep;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Scope;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.handler.Block;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.InferConfig;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.effects.trace.Trace;
import dev.merapi.laws.ModelSpec;
import dev.merapi.laws.Statement.Flip;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** One rewrite of each kind, on the names that {@link ModelSpecs} use. */
public final class Rewrites {
  private static final ModelSpec SOME =
      new ModelSpec(List.of(new Flip(0, 0, 0), new Flip(1, 0, 1)));

  private Rewrites() {}

  /** Any rewrite. */
  public static Arbitrary<Rewrite> any() {
    return Arbitraries.of(
        Rewrite.identity(),
        new Scale(2),
        new Scale(0.5),
        new Mask(false),
        new Mask(true),
        condition("x0", 1),
        condition("xb0", 0),
        new Uncondition(),
        new Substitute(Map.of("x1", Tensor.scalar(1), "x0", Tensor.scalar(0))),
        new Replay(Trace.EMPTY),
        new Replay(Trace.run(Key.of(9), SOME.toModel()).trace()),
        Block.all(),
        Block.hide("x0", "x1"),
        Block.expose("x0", "x2"),
        new ConfigEnumerate(),
        new Scope("s"),
        new Markov(new MarkovStep("t", 0, 1)),
        new InferConfig(site -> site.infer().enumerate(new Enumeration.Parallel())));
  }

  /** Fixes one site. */
  public static Rewrite condition(String name, double value) {
    return new Condition(Map.of(name, Tensor.scalar(value)));
  }
}
