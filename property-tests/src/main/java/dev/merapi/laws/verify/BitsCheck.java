package dev.merapi.laws.verify;

import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.laws.internal.CompilationEquations;
import dev.merapi.laws.internal.verify.Points;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.plan.Unrolling;

/** Generated code gives the bits of the interpreter. */
final class BitsCheck {
  private static final int POINTS = 3;

  private BitsCheck() {}

  static Outcome run(Subject subject, Key key) {
    if (GraphPotential.graph(subject.density().potential()).isEmpty()) {
      return new Outcome.Idle("the model is dynamic: " + subject.density().whyDynamic());
    }
    int d = subject.density().dimension();
    for (int i = 0; i < POINTS; i++) {
      double[] at = Points.uniform(key.fold(i), d, 1.5);
      if (!CompilationEquations.compiled(subject.density(), Unrolling.STANDARD, at).holds()) {
        return new Outcome.Failed(
            "Compiled and interpreted log densities differ at %s. This is a fault of the library."
                .formatted(Points.text(at)));
      }
    }
    return new Outcome.Passed("%d positions".formatted(POINTS));
  }
}
