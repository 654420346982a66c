package dev.merapi.infer.internal.program;

import dev.merapi.effects.Model;
import dev.merapi.effects.trace.Entry;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a posterior tells of a run: latent and computed values by name. */
public final class ReportedValues {
  private static final Key FIXED = Key.of(0);

  private ReportedValues() {}

  /** The values at given free numbers, dense or symbolic. */
  public static Map<String, Tensor> of(Model<?> model, Map<String, ? extends Tensor> free) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Entry.Sampled entry :
        Unconstrained.run(model, FIXED, site -> Sites.part(free, site)).trace().trace().sites()) {
      if (Sites.isReported(entry.site())) {
        values.put(entry.name(), Sites.reported(entry));
      }
    }
    return values;
  }
}
