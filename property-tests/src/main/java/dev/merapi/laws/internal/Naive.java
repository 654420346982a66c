package dev.merapi.laws.internal;

import dev.merapi.laws.ModelSpec;
import dev.merapi.laws.Statement;
import dev.merapi.laws.Statement.Branch;
import dev.merapi.laws.Statement.Choose;
import dev.merapi.laws.Statement.Datum;
import dev.merapi.laws.Statement.Flip;
import dev.merapi.laws.Statement.Gauss;
import dev.merapi.laws.Statement.Repeat;
import dev.merapi.laws.Statement.Term;
import dev.merapi.tensor.ArgumentException;
import io.vavr.collection.Vector;
import java.util.List;

/**
 * The probability of the evidence of a finite model by recursion over its statements, in plain
 * arithmetic: no models, no tensors, no distributions.
 */
final class Naive {
  private Naive() {}

  static double evidence(ModelSpec spec) {
    return sum(spec.body(), Vector.empty(), _ -> 1);
  }

  private interface Rest {
    double weight(Vector<Double> known);
  }

  private static double sum(List<Statement> body, Vector<Double> known, Rest rest) {
    return body.isEmpty()
        ? rest.weight(known)
        : one(body.getFirst(), known, more -> sum(body.subList(1, body.size()), more, rest));
  }

  private static double one(Statement statement, Vector<Double> known, Rest rest) {
    return switch (statement) {
      case Flip(double base, int parent, double weight) ->
          choose(2, base + weight * at(parent, known), known, rest);
      case Choose(int k, double base, int parent, double weight) ->
          choose(k, base + weight * at(parent, known), known, rest);
      case Datum(double value, double base, int parent, double weight) -> {
        double z = value - base - weight * at(parent, known);
        yield Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * rest.weight(known);
      }
      case Term(double base, int parent, double weight) ->
          Math.exp(base + weight * at(parent, known)) * rest.weight(known);
      case Branch(int on, var yes, var no) ->
          sum(
              known.isEmpty() || known.get(on % known.size()) > 0 ? yes : no,
              known,
              _ -> rest.weight(known));
      case Gauss _, Repeat _ ->
          throw new ArgumentException("A finite model has neither normal variables nor plates");
    };
  }

  /**
   * Σⱼ e^(j·slope) / Σᵢ e^(i·slope) · rest(j). A flip is the choice of two with its logit as slope.
   */
  private static double choose(int k, double slope, Vector<Double> known, Rest rest) {
    double normaliser = 0;
    double total = 0;
    for (int j = 0; j < k; j++) {
      double weight = Math.exp(j * slope);
      normaliser += weight;
      total += weight * rest.weight(known.append((double) j));
    }
    return total / normaliser;
  }

  private static double at(int parent, Vector<Double> known) {
    return known.isEmpty() ? 0 : known.get(parent % known.size());
  }
}
