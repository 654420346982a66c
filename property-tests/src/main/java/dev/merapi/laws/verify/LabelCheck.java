package dev.merapi.laws.verify;

import dev.merapi.effects.Frame;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.laws.internal.verify.Sentences;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The elements of a plate get other numbers: element i becomes i + 1, the last one the first, in
 * all values along the plate and in the columns that hold numbers of elements. The density stays.
 */
final class LabelCheck {
  private LabelCheck() {}

  static Outcome run(Subject subject, String plate, Set<String> columns, Key key) {
    Trace run = Trace.run(key, subject.whole()).trace();
    int size = 0;
    Map<String, Tensor> latents = new LinkedHashMap<>();
    Map<String, Tensor> data = new LinkedHashMap<>(subject.data());
    for (Entry.Sampled entry : run.sites()) {
      if (entry.site().isIndexSet() || entry.site().isComputed()) {
        continue;
      }
      Tensor value = entry.value();
      for (Frame.Vectorised frame : entry.site().place().vectorised()) {
        if (frame.plate().equals(plate)) {
          size = frame.fullSize();
          value = value.roll(frame.dim() - entry.site().distribution().eventDim(), 1);
        }
      }
      Tensor column = data.get(entry.name());
      if (!entry.site().isObserved()) {
        latents.put(entry.name(), value);
      } else if (column != null && column.shape().equals(value.shape())) {
        data.put(entry.name(), value);
      }
    }
    if (size == 0) {
      return new Outcome.Idle("there is no site in a plate '%s'".formatted(plate));
    }
    double n = size;
    for (String name : columns) {
      data.put(name, Sentences.named(subject.data(), name).plus(1).mod(n));
    }
    double before = run.logProbSum().item();
    double after =
        Trace.run(key, new Condition(latents).on(subject.wholeAt(data)))
            .trace()
            .logProbSum()
            .item();
    return Math.abs(after - before) <= 1e-9 * (1 + Math.abs(before))
        ? new Outcome.Passed("%d elements".formatted(size))
        : new Outcome.Failed(
            "With other numbers for the %d elements of plate '%s' the log density is %.8g, not %.8g. Is an element treated by its number, or does a column that is not named, of those but %s, hold numbers too?"
                .formatted(size, plate, after, before, columns));
  }
}
