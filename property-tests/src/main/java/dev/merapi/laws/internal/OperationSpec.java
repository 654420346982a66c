package dev.merapi.laws.internal;

import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.categoricalLogits;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.oneHotCategorical;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A finite program that computes with its discrete values as with any others: a list of lines, of
 * which each has a value that later ones use. Plate "p" has 2 elements along dim −1, plate "q" has
 * 3 along dim −2.
 *
 * @param lines the lines, in the order of the program
 */
public record OperationSpec(List<Line> lines) {
  private static final int[] SIZES = {2, 3};

  /** What a line is. */
  public enum Kind {
    /** A variable in {0, 1}. */
    FLIP(2),
    /** A variable in {0, 1, 2}. */
    CHOICE(3),
    /** A unit vector of three numbers. */
    UNIT(3),
    /** A variable in {0, 1}, observed at some elements. */
    PARTLY(2),
    /** A normal variable, observed. */
    DATUM(0),
    /** A value that is computed. */
    VALUE(0);

    private final int count;

    Kind(int count) {
      this.count = count;
    }

    /** The number of values of a discrete variable; 0 for others. */
    public int count() {
      return count;
    }
  }

  /**
   * A line.
   *
   * @param plates the plates of a site, as bits
   * @param first the line whose value it uses, counted back from this one, modulo what there is
   * @param second another one
   * @param operation what a computed value is
   * @param number a number in it
   */
  public record Line(
      Kind kind, int plates, int first, int second, Operation operation, double number) {
    /** The plates as batch dims. */
    Shape batch() {
      int depth = plates >= 2 ? 2 : plates;
      int[] sizes = new int[depth];
      Arrays.setAll(sizes, i -> isIn(depth - 1 - i) ? SIZES[depth - 1 - i] : 1);
      return Shape.of(sizes);
    }

    private boolean isIn(int plate) {
      return (plates >> plate & 1) == 1;
    }

    /** The number of elements. */
    public int elements() {
      return batch().count();
    }
  }

  /** Copies the list. */
  public OperationSpec {
    lines = List.copyOf(lines);
  }

  /** The program. */
  public Model<?> toModel() {
    return Models.fold(
        Vector.ofAll(lines).zipWithIndex(),
        Vector.of(Tensor.scalar(0.4)),
        (known, next) ->
            statement(
                    next._1, "x" + next._2, at(known, next._1.first()), at(known, next._1.second()))
                .map(known::append));
  }

  /**
   * A guide: some of its discrete sites, with other probabilities that are computed in the same
   * way.
   *
   * @param chosen the lines of the sites, as bits
   */
  public OperationSpec guide(int chosen) {
    List<Line> guide = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean kept =
          (chosen >> i & 1) == 1 && line.kind().count() > 0 && line.kind() != Kind.PARTLY;
      guide.add(
          new Line(
              kept ? line.kind() : Kind.VALUE,
              line.plates(),
              line.first(),
              line.second(),
              line.operation(),
              0.3 - line.number()));
    }
    return new OperationSpec(guide);
  }

  private static Tensor at(Vector<Tensor> known, int back) {
    return known.get(known.size() - 1 - Math.floorMod(back, known.size()));
  }

  private static Model<Tensor> statement(Line line, String name, Tensor a, Tensor b) {
    return line.kind() == Kind.VALUE
        ? Models.pure(line.operation().of(a, b))
        : inPlates(line, 1, draw(line, name, fitted(a, line.batch()).tanh().plus(line.number())));
  }

  /** A value as a parameter in plates: as it is where it fits, else by its sum. */
  private static Tensor fitted(Tensor value, Shape batch) {
    return value.shape().broadcastsTo(batch) ? value : value.sum();
  }

  private static Model<Tensor> draw(Line line, String name, Tensor slope) {
    Tensor slopes = slope.unsqueeze(-1).times(Tensor.arange(3));
    return switch (line.kind()) {
      case FLIP -> Models.sample(name, bernoulliLogits(slope));
      case CHOICE -> Models.sample(name, categoricalLogits(slopes));
      case UNIT -> Models.sample(name, oneHotCategorical(slopes.exp()));
      case PARTLY -> partly(line, name, slope);
      case DATUM -> Models.observe(name, normal(slope, 1), 0.7);
      case VALUE -> Models.pure(slope);
    };
  }

  private static Model<Tensor> partly(Line line, String name, Tensor slope) {
    int n = line.elements();
    double[] mask = new double[n];
    Arrays.setAll(mask, i -> i % 2);
    Tensor data = Tensor.ones(line.batch());
    return Models.observe(name, bernoulliLogits(slope), data, Tensor.of(mask, line.batch()));
  }

  private static Model<Tensor> inPlates(Line line, int plate, Model<Tensor> body) {
    if (plate < 0) {
      return body;
    }
    Model<Tensor> inner = inPlates(line, plate - 1, body);
    return line.isIn(plate)
        ? Models.plate(plate == 0 ? "p" : "q", SIZES[plate]).dim(-1 - plate).each(_ -> inner)
        : inner;
  }

  /** The number of assignments of its discrete variables. */
  public double assignments() {
    double all = 1;
    for (Line line : lines) {
      if (line.kind().count() > 0) {
        all *= Math.pow(line.kind().count(), line.elements());
      }
    }
    return all;
  }
}
