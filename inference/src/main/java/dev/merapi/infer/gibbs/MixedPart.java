package dev.merapi.infer.gibbs;

import static java.util.Objects.requireNonNull;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.internal.program.GivenPotential;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Continuous and discrete sites, moved by trajectories on which the discrete ones change. */
final class MixedPart implements Part {
  private final Part continuous;
  private final Mixed.Held held;
  private final List<String> discrete;

  /**
   * A part for the continuous sites, whose kernel changes the discrete ones on its way.
   *
   * @param held where the kernel finds the values of the discrete sites, and leaves them
   */
  private MixedPart(Part continuous, Mixed.Held held, List<String> discrete) {
    this.continuous = continuous;
    this.held = held;
    this.discrete = discrete;
  }

  /** Parts that share what is compiled. */
  static Supplier<Part> of(
      Model<?> model, Block.Mixed block, Map<String, Tensor> example, WarmUp warmUp) {
    List<String> sites = block.sites();
    List<Flip> flips = new ArrayList<>();
    for (var entry : Trace.run(Key.of(0), new Condition(example).on(model)).trace().sites()) {
      if (sites.contains(entry.name()) && entry.site().distribution().isDiscrete()) {
        flips.addAll(Flip.of(entry.site(), entry.value()));
      }
    }
    List<String> discrete = flips.stream().map(Flip::site).distinct().toList();
    if (discrete.isEmpty() || discrete.size() == sites.size()) {
      throw new ModelException(
          "A mixed trajectory moves continuous sites on which discrete ones change, but of %s %s are discrete. Use exact(…) or moved(…)."
              .formatted(sites, discrete.isEmpty() ? "none" : "all"));
    }
    Map<String, Tensor> given = new LinkedHashMap<>(example);
    sites.stream().filter(site -> !discrete.contains(site)).forEach(given::remove);
    GivenPotential potential = GivenPotential.of(model, given);
    return () -> {
      GivenPotential own = potential.fork();
      Mixed.Held held = new Mixed.Held();
      Tuning unit = Tuning.unit(own.dimension());
      Mixed kernel = new Mixed(own, flips, block.length(), block.changes(), unit, held);
      return new MixedPart(moved(own, warmUp.on(kernel)), held, discrete);
    };
  }

  private static <S> Part moved(GivenPotential potential, PointKernel<S, ?> kernel) {
    return new MovedPart<>(potential, kernel);
  }

  @Override
  public Object begin(Key key, Map<String, Tensor> values) {
    held.values = new LinkedHashMap<>(values);
    return continuous.begin(key, values);
  }

  @Override
  public Move move(Key key, Map<String, Tensor> values, Object learnt) {
    held.values = new LinkedHashMap<>(values);
    Move made = continuous.move(key, values, learnt);
    Map<String, Tensor> moved = new LinkedHashMap<>(made.values());
    discrete.forEach(site -> moved.put(site, requireNonNull(held.values.get(site))));
    return new Move(moved, made.learnt());
  }

  @Override
  public long warmUpLeft(Object learnt) {
    return continuous.warmUpLeft(learnt);
  }

  @Override
  public void write(Object learnt, Encoder out) {
    continuous.write(learnt, out);
  }

  @Override
  public Object read(Decoder in) {
    return continuous.read(in);
  }
}
