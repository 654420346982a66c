package dev.merapi.infer.trace;

import dev.merapi.effects.ModelException;
import dev.merapi.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run and auxiliary draws beside it: what an involution maps onto another pair of them.
 *
 * @param values the latent values of the model by site
 * @param auxiliary the values of the auxiliary program by site
 */
public record Augmented(Map<String, Tensor> values, Map<String, Tensor> auxiliary) {
  /** Copies the maps. */
  public Augmented {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    auxiliary = Collections.unmodifiableMap(new LinkedHashMap<>(auxiliary));
  }

  /**
   * The value of a site of the model.
   *
   * @throws ModelException if there is none
   */
  public Tensor value(String site) {
    return in(values, site, "run");
  }

  /**
   * The value of an auxiliary site.
   *
   * @throws ModelException if there is none
   */
  public Tensor auxiliary(String site) {
    return in(auxiliary, site, "auxiliary program");
  }

  private static Tensor in(Map<String, Tensor> map, String site, String where) {
    Tensor value = map.get(site);
    if (value == null) {
      throw new ModelException(
          "The involution asks for site '%s', which the %s has not; it has %s."
              .formatted(site, where, map.keySet()));
    }
    return value;
  }

  /** With another value of a site of the model, there before or not. */
  public Augmented with(String site, Tensor value) {
    return new Augmented(put(values, site, value), auxiliary);
  }

  /** With another value of an auxiliary site, there before or not. */
  public Augmented withAuxiliary(String site, Tensor value) {
    return new Augmented(values, put(auxiliary, site, value));
  }

  /** Without a site of the model. */
  public Augmented without(String site) {
    Map<String, Tensor> rest = new LinkedHashMap<>(values);
    rest.remove(site);
    return new Augmented(rest, auxiliary);
  }

  /** Without an auxiliary site. */
  public Augmented withoutAuxiliary(String site) {
    Map<String, Tensor> rest = new LinkedHashMap<>(auxiliary);
    rest.remove(site);
    return new Augmented(values, rest);
  }

  private static Map<String, Tensor> put(Map<String, Tensor> map, String site, Tensor value) {
    Map<String, Tensor> more = new LinkedHashMap<>(map);
    more.put(site, value);
    return more;
  }
}
