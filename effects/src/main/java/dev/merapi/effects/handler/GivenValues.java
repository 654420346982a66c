package dev.merapi.effects.handler;

import dev.merapi.effects.Site;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.Set;

/** First values by name, and another strategy for the sites that have none. */
record GivenValues(Map<String, Tensor> values, InitStrategy others) implements InitStrategy {
  GivenValues {
    values = Map.copyOf(values);
  }

  @Override
  public Tensor value(Key key, Site site) {
    Tensor given = values.get(site.name());
    return given == null ? others.value(key, site) : given;
  }

  @Override
  public Set<String> names() {
    return values.keySet();
  }
}
