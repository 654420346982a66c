package dev.merapi.infer.vi.optim;

import dev.merapi.infer.mcmc.Coordinate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A rule of its own for each parameter. */
record ByName(Function<String, Optimiser> choice) implements Optimiser {
  /** A rule, and copies of the numbers of its parameter. */
  @SuppressWarnings("ArrayRecordComponent") // never leaves the file
  private record Part(Rule rule, int offset, double[] position, double[] direction) {}

  @Override
  public Rule on(List<Coordinate> parameters) {
    List<Part> parts = new ArrayList<>();
    int memory = 0;
    for (Coordinate parameter : parameters) {
      Coordinate alone = new Coordinate(parameter.site(), parameter.shape(), parameter.free(), 0);
      Rule rule = choice.apply(parameter.site()).on(List.of(alone));
      int n = parameter.size();
      parts.add(new Part(rule, parameter.offset(), new double[n], new double[n]));
      memory = Math.addExact(memory, rule.memory());
    }
    return new Parts(
        List.copyOf(parts), parameters.stream().mapToInt(Coordinate::size).sum(), memory);
  }

  private record Parts(List<Part> parts, int size, int memory) implements Rule {
    @Override
    public void apply(long step, double[] position, double[] direction, double[] memory, int from) {
      Memory.require(size, this.memory, position, direction, memory, from);
      int at = from;
      for (int k = 0; k < parts.size(); k++) {
        Part part = parts.get(k);
        int n = part.direction().length;
        System.arraycopy(position, part.offset(), part.position(), 0, n);
        System.arraycopy(direction, part.offset(), part.direction(), 0, n);
        part.rule().apply(step, part.position(), part.direction(), memory, at);
        System.arraycopy(part.direction(), 0, direction, part.offset(), n);
        at += part.rule().memory();
      }
    }
  }
}
