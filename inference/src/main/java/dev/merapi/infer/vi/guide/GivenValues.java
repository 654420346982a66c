package dev.merapi.infer.vi.guide;

import dev.merapi.effects.ModelException;
import dev.merapi.tensor.Tensor;
import java.util.Map;

/** Values that were given for the sites of a guide. */
final class GivenValues {
  private GivenValues() {}

  /** That of a site; a sentence where there is none. */
  static Tensor of(Map<String, ? extends Tensor> values, String site) {
    Tensor value = values.get(site);
    if (value == null) {
      throw new ModelException(
          "The density of a guide needs a value of every site, but site '%s' has none; there are values for %s."
              .formatted(site, values.keySet()));
    }
    return value;
  }
}
