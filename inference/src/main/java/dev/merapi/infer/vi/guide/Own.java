package dev.merapi.infer.vi.guide;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A guide that was written as a program. */
record Own(Model<?> draws) implements GuideProgram {
  @Override
  public List<String> sites() {
    return List.of();
  }

  @Override
  public Optional<Model<?>> quantile(double p) {
    return Optional.empty();
  }

  @Override
  public Model<?> at(Map<String, ? extends Tensor> values) {
    return new Substitute(values).on(draws);
  }
}
