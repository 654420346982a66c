package dev.merapi.effects.handler;

import dev.merapi.effects.Parameter;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sets parameters and latent sites by name, without making evidence of them. The values may be
 * symbolic: the program then computes a graph of its log-density.
 *
 * <p>Laws: idempotent; disjoint values commute; on overlap the outermost wins; evidence and
 * computed sites stay as they are.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="substitute"}
 */
public record Substitute(Map<String, ? extends Tensor> values) implements Rewrite {
  /** Copies the values. */
  public Substitute {
    values = Map.copyOf(values);
  }

  /** One parameter or latent site, set to a value. */
  public static Substitute of(String name, Tensor value) {
    return new Substitute(Map.of(name, value));
  }

  /** One parameter or latent site, set to a value. */
  public static Substitute of(String name, double value) {
    return of(name, Tensor.scalar(value));
  }

  /** One parameter or latent site, set to a value. */
  public static Substitute of(String name, int value) {
    return of(name, Tensor.scalar(value));
  }

  @Override
  public Set<String> names() {
    return values.keySet();
  }

  @Override
  public Site site(Site site) {
    return Optional.<Tensor>ofNullable(values.get(site.name())).map(site::replayed).orElse(site);
  }

  @Override
  public Parameter parameter(Parameter parameter) {
    return Optional.<Tensor>ofNullable(values.get(parameter.name()))
        .map(parameter::set)
        .orElse(parameter);
  }
}
