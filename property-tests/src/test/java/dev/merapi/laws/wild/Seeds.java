package dev.merapi.laws.wild;

import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.tensor.Index;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Objects of which calls can be made before any other. */
final class Seeds {
  private Seeds() {}

  static List<Object> all() {
    List<Object> seeds = new ArrayList<>();
    for (Specimen specimen : Specimens.all()) {
      seeds.add(specimen.distribution());
      seeds.add(specimen.distribution().support());
    }
    seeds.add(Tensor.of(1, 2, 3));
    seeds.add(Tensor.scalar(0.5));
    seeds.add(Tensor.eye(3));
    seeds.add(Symbolic.Input.of("traced", Shape.of(3)));
    seeds.add(Symbolic.Input.recorded("recorded", Tensor.of(0.5, 2, 3).dense()));
    seeds.add(Shape.of(3));
    seeds.add(Index.ALL);
    seeds.add(Index.ELLIPSIS);
    seeds.add(Index.NEW_AXIS);
    return seeds;
  }
}
