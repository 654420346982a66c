package dev.merapi.laws.verify;

import dev.merapi.effects.Frame;
import dev.merapi.effects.Indices;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.internal.IndexSet;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.laws.internal.verify.Whole;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Subsamples are right in the mean: over stretches of k neighbours in a circle of n, which begin at
 * the multiples of the divisor that k and n share, so that each element is in equally many, the
 * mean of the scaled log density is that of the whole, exactly.
 */
final class BatchCheck {
  private static final int MOST = 256;

  private BatchCheck() {}

  static Outcome run(Subject subject, Key key) {
    Trace whole = Trace.run(key, subject.whole()).trace();
    Trace chosen = Trace.run(key, subject.model()).trace();
    int seen = 0;
    for (Entry.Sampled entry : chosen.sites()) {
      if (entry.site().distribution() instanceof IndexSet set
          && set.size() < set.fullSize()
          && set.fullSize() / divisor(set.fullSize(), set.size()) <= MOST) {
        double expected = whole.logProbSum().item();
        double mean = mean(subject, key, whole, entry.name(), set.fullSize(), set.size());
        if (!(Math.abs(mean - expected) <= 1e-9 * (1 + Math.abs(expected)))) {
          return new Outcome.Failed(
              "The mean log density over subsamples of %d of the %d elements of plate '%s' is %.8g, but that of all elements is %.8g. Is something in the plate scaled by hand, or something that should be in it outside?"
                  .formatted(set.size(), set.fullSize(), entry.name(), mean, expected));
        }
        seen++;
      }
    }
    return seen == 0
        ? new Outcome.Idle(
            "no plate chooses some of its elements, in a number whose multiples go round in %d steps"
                .formatted(MOST))
        : new Outcome.Passed("%d plates".formatted(seen));
  }

  private static double mean(Subject subject, Key key, Trace whole, String plate, int n, int size) {
    double mean = 0;
    int stride = divisor(n, size);
    for (int first = 0; first < n; first += stride) {
      int from = first;
      Tensor subset =
          Tensor.of(
              IntStream.range(0, size)
                  .map(i -> (from + i) % n)
                  .sorted()
                  .asDoubleStream()
                  .toArray());
      var model = new Condition(parts(whole, plate, subset)).on(subject.model());
      mean += Trace.run(key, Whole.INSTANCE.on(model)).trace().logProbSum().item() * stride / n;
    }
    return mean;
  }

  /** The greatest common divisor. */
  private static int divisor(int a, int b) {
    return b == 0 ? a : divisor(b, a % b);
  }

  private static Map<String, Tensor> parts(Trace whole, String plate, Tensor subset) {
    Map<String, Tensor> parts = new HashMap<>();
    parts.put(plate, subset);
    for (Entry.Sampled entry : whole.latents()) {
      Tensor value = entry.value();
      for (Frame.Vectorised frame : entry.site().place().vectorised()) {
        if (frame.plate().equals(plate)) {
          int eventDim = entry.site().distribution().eventDim();
          value =
              new Indices(plate, subset, frame.fullSize(), frame.dim()).subsample(value, eventDim);
        }
      }
      parts.put(entry.name(), value);
    }
    return parts;
  }
}
