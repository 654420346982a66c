package dev.merapi.laws.internal;

import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.categoricalLogits;
import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.handler.Mask;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A model as a list of sites, each in any set of three plates, so that plates are nested or
 * crossed, entered again and again. Site number i is named "x" + i, plate number p "p" + p; plate p
 * has {@code SIZES[p]} elements along dim −1 − p.
 *
 * @param lines the sites, in the order of the program
 */
public record PlatedSpec(List<Line> lines) {
  private static final int[] SIZES = {2, 3, 1};

  /** What a site is. */
  public enum Kind {
    /** A variable in {0, 1} whose logit is the slope. */
    FLIP(2),
    /** A variable in {0, 1, 2} with log-weights j · slope. */
    CHOICE(3),
    /** A normal variable with the slope as location, and scale 1. */
    GAUSS(0),
    /** Such a variable, observed. */
    DATUM(0);

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
   * A site. Its slope is {@code base + weight · Σ parents}.
   *
   * @param plates the numbers of the plates it stands in, as bits
   * @param parents numbers of sites before it in some of its plates
   * @param at the value of a normal variable, for every element
   * @param mask one bit for each element; 0: it does not count
   */
  public record Line(
      Kind kind,
      int plates,
      List<Integer> parents,
      double base,
      double weight,
      double at,
      int mask) {
    public Line {
      parents = List.copyOf(parents);
    }

    boolean isIn(int plate) {
      return (plates >> plate & 1) == 1;
    }

    /** The number of elements along a plate: 1 outside of it. */
    int along(int plate) {
      return isIn(plate) ? SIZES[plate] : 1;
    }

    /** The number of elements. */
    public int elements() {
      return along(0) * along(1) * along(2);
    }

    boolean counts(int element) {
      return (mask >> element & 1) == 1;
    }

    /** The plates as batch dims: from the leftmost one on, size 1 where it stands in none. */
    Shape batch() {
      int depth = 32 - Integer.numberOfLeadingZeros(plates);
      int[] sizes = new int[depth];
      Arrays.setAll(sizes, i -> along(depth - 1 - i));
      return Shape.of(sizes);
    }

    Line with(UnaryOperator<Integer> renumbered) {
      List<Integer> others = parents.stream().map(renumbered).toList();
      return new Line(kind, plates, others, base, weight, at, mask);
    }

    Tensor maskTensor() {
      double[] bits = new double[elements()];
      Arrays.setAll(bits, i -> mask >> i & 1);
      return Tensor.of(bits, batch());
    }
  }

  /** Copies the list. */
  public PlatedSpec {
    lines = List.copyOf(lines);
  }

  /** The model, with a mask around each site. */
  public Model<Vector<Tensor>> toModel() {
    return toModel(Tensor.scalar(1));
  }

  /** The model with all slopes times {@code stretch}. */
  Model<Vector<Tensor>> toModel(Tensor stretch) {
    return Models.fold(
        Vector.ofAll(lines).zipWithIndex(),
        Vector.empty(),
        (known, next) ->
            site(next._1, "x" + next._2, slope(next._1, known).times(stretch)).map(known::append));
  }

  /**
   * A guide for the discrete sites, which depend on each other as in the model, but have slopes of
   * other signs. It knows the values of normal variables.
   */
  Model<Vector<Tensor>> toGuide(Tensor stretch) {
    return Models.fold(
        Vector.ofAll(lines).zipWithIndex(),
        Vector.empty(),
        (known, next) -> {
          Line line = next._1;
          Tensor slope = slope(line, known).minus(0.7).times(stretch).unaryMinus();
          return (line.kind().count() > 0
                  ? site(line, "x" + next._2, slope)
                  : Models.pure(Tensor.scalar(line.at())))
              .map(known::append);
        });
  }

  private static Tensor slope(Line line, Vector<Tensor> known) {
    Tensor slope = Tensor.scalar(line.base());
    for (int parent : line.parents()) {
      slope = slope.plus(known.get(parent).times(line.weight()));
    }
    return slope;
  }

  private static Model<Tensor> site(Line line, String name, Tensor slope) {
    return inPlates(line, 0, new Mask(line.maskTensor()).on(draw(line, name, slope)));
  }

  private static Model<Tensor> draw(Line line, String name, Tensor slope) {
    return switch (line.kind()) {
      case FLIP -> Models.sample(name, bernoulliLogits(slope));
      case CHOICE ->
          Models.sample(name, categoricalLogits(slope.unsqueeze(-1).times(Tensor.arange(3))));
      case GAUSS -> Models.sample(name, normal(slope, 1));
      case DATUM -> Models.observe(name, normal(slope, 1), line.at());
    };
  }

  private static Model<Tensor> inPlates(Line line, int plate, Model<Tensor> body) {
    return plate == SIZES.length
        ? body
        : line.isIn(plate)
            ? Models.plate("p" + plate, SIZES[plate])
                .dim(-1 - plate)
                .each(_ -> inPlates(line, plate + 1, body))
            : inPlates(line, plate + 1, body);
  }

  /** The same model with its sites in another order in which parents come first. */
  public PlatedSpec reordered(Random random) {
    List<Integer> order = new ArrayList<>();
    while (order.size() < lines.size()) {
      int next = random.nextInt(lines.size());
      if (!order.contains(next) && order.containsAll(lines.get(next).parents())) {
        order.add(next);
      }
    }
    return new PlatedSpec(
        order.stream().map(lines::get).map(line -> line.with(order::indexOf)).toList());
  }

  /** The number of assignments of its discrete variables. */
  public double assignments() {
    double all = 1;
    for (Line line : lines) {
      all *= line.kind().count() > 0 ? Math.pow(line.kind().count(), line.elements()) : 1;
    }
    return all;
  }

  /** Whether the plates of two sites are crossed: neither stands in all plates of the other. */
  public boolean isCrossed(int one, int other) {
    int a = lines.get(one).plates();
    int b = lines.get(other).plates();
    return (a & b) != a && (a & b) != b;
  }
}
