package dev.merapi.laws.internal;

import dev.merapi.effects.Run;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.enumerate.EnumerateParallel;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.effects.enumerate.Worlds;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.laws.ModelSpec;
import dev.merapi.laws.ModelSpec.Style;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** What enumeration means, on models whose latent variables are all discrete. */
public final class EnumerationEquations {
  private static final Key KEY = Key.of(1);

  private EnumerationEquations() {}

  /** |Σ over all worlds − the naive sum over all programs of choices|, on the log scale. */
  public static double naiveDefect(ModelSpec spec) {
    Worlds<?> worlds = Run.run(KEY, EnumerateSequential.all(spec.toModel()));
    return Math.abs(worlds.logEvidence().item() - Math.log(Naive.evidence(spec)));
  }

  /** |log-evidence over the worlds of a model − over those of its loops written out|. */
  public static double unrolledDefect(ModelSpec spec) {
    Worlds<?> worlds = Run.run(KEY, EnumerateSequential.all(spec.toModel()));
    Worlds<?> unrolled = Run.run(KEY, EnumerateSequential.all(spec.toModel(Style.UNROLLED)));
    return Math.abs(worlds.logEvidence().item() - unrolled.logEvidence().item());
  }

  /** |log-evidence by sequential − by parallel enumeration|, for models without branches. */
  public static double parallelDefect(ModelSpec spec) {
    Worlds<?> worlds = Run.run(KEY, EnumerateSequential.all(spec.toModel()));
    var marked = new ConfigEnumerate().on(spec.toModel());
    Trace trace = Trace.run(KEY, EnumerateParallel.leftOf(0).on(marked)).trace();
    Tensor joint = Tensor.scalar(0);
    Shape all = Shape.SCALAR;
    for (Entry.Sampled entry : trace.sites()) {
      joint = joint.plus(entry.logProb());
      all =
          Shape.broadcast(
              all, entry.value().shape().dropRight(entry.site().distribution().eventDim()));
    }
    double parallel = joint.expand(Shape.broadcast(joint.shape(), all)).logSumExp().item();
    return Math.abs(worlds.logEvidence().item() - parallel);
  }
}
