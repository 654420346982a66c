package dev.merapi.effects.handler;

import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fixes named sites as observations, also ones that are observed already.
 *
 * <p>Laws: idempotent; disjoint data commute; on overlap the outermost wins; {@code condition({x:
 * v}) on sample("x", d) = observe("x", d, v)}. A computed site stays as it is.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="condition"}
 */
public record Condition(Map<String, Tensor> data) implements Rewrite {
  /** Copies the data. */
  public Condition {
    data = Map.copyOf(data);
  }

  /** One site, observed at a value. */
  public static Condition of(String name, Tensor value) {
    return new Condition(Map.of(name, value));
  }

  /** One site, observed at a value. */
  public static Condition of(String name, double value) {
    return of(name, Tensor.scalar(value));
  }

  /** One site, observed at a value. */
  public static Condition of(String name, int value) {
    return of(name, Tensor.scalar(value));
  }

  @Override
  public Set<String> names() {
    return data.keySet();
  }

  @Override
  public Site site(Site site) {
    return Optional.ofNullable(data.get(site.name())).map(site::observed).orElse(site);
  }
}
