package dev.merapi.laws;

import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.categoricalLogits;
import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.laws.Statement.Branch;
import dev.merapi.laws.Statement.Choose;
import dev.merapi.laws.Statement.Datum;
import dev.merapi.laws.Statement.Flip;
import dev.merapi.laws.Statement.Gauss;
import dev.merapi.laws.Statement.Repeat;
import dev.merapi.laws.Statement.Term;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.Arrays;
import java.util.List;

/**
 * A model as data: it prints, it shrinks, and it can be read in several ways. Sites are named by
 * the path of their statement, as "x0" or "x2.1"; plates as "p2".
 *
 * @param body the statements
 */
public record ModelSpec(List<Statement> body) {

  /** How a repeated body is written down. */
  public enum Style {
    /** With a vectorised plate. */
    VECTORISED,
    /** With a sequential plate; site names get the element's number. */
    SEQUENTIAL,
    /** With a plain loop, knowing nothing of plates; names as in a sequential plate. */
    UNROLLED,
    /** With every distribution expanded by hand, knowing nothing of plates. */
    EXPANDED
  }

  /** The model, with vectorised plates; returns its top-level variables. */
  public Model<List<Tensor>> toModel() {
    return toModel(Style.VECTORISED);
  }

  /** The model in a style; returns its top-level variables. */
  public Model<List<Tensor>> toModel(Style style) {
    return new Reading(style, "", "", Shape.SCALAR).all(body, Vector.empty()).map(Vector::asJava);
  }

  /**
   * The model as a continuation: its sites are named after {@code prefix}, and it sees {@code
   * known}.
   */
  public Model<List<Tensor>> after(String prefix, List<Tensor> known) {
    return new Reading(Style.VECTORISED, prefix, "", Shape.SCALAR)
        .all(body, Vector.ofAll(known))
        .map(Vector::asJava);
  }

  /**
   * One way to read the statements, at one depth: the prefix and suffix of names, the batch shape
   * so far.
   */
  private record Reading(Style style, String prefix, String suffix, Shape batch) {

    Model<Vector<Tensor>> all(List<Statement> statements, Vector<Tensor> sight) {
      return Models.fold(
          Vector.ofAll(statements).zipWithIndex(),
          sight,
          (known, next) -> one(next._1, prefix + next._2, known));
    }

    private Model<Vector<Tensor>> one(Statement statement, String path, Vector<Tensor> known) {
      String name = "x" + path + suffix;
      return switch (statement) {
        case Flip(double base, int parent, double weight) ->
            Models.sample(name, law(bernoulliLogits(affine(base, parent, weight, known))))
                .map(known::append);
        case Choose(int k, double base, int parent, double weight) ->
            Models.sample(name, law(choice(k, affine(base, parent, weight, known))))
                .map(known::append);
        case Gauss(double base, int parent, double weight) ->
            Models.sample(name, law(normal(affine(base, parent, weight, known), 1)))
                .map(known::append);
        case Datum(double value, double base, int parent, double weight) ->
            Models.observe(name, law(normal(affine(base, parent, weight, known), 1)), value)
                .map(_ -> known);
        case Term(double base, int parent, double weight) ->
            Models.factor(
                    name, affine(base, parent, weight, known).expand(factorShape(known, parent)))
                .map(_ -> known);
        case Repeat repeat -> repeated(repeat, path, known).map(_ -> known);
        case Branch(int on, var yes, var no) ->
            known.isEmpty() || known.get(on % known.size()).item() > 0
                ? at(path + ".").all(yes, known).map(_ -> known)
                : at(path + "!").all(no, known).map(_ -> known);
      };
    }

    private Model<?> repeated(Repeat repeat, String path, Vector<Tensor> known) {
      String plate = "p" + path;
      Reading inner = at(path + ".");
      return switch (style) {
        case VECTORISED ->
            Models.plate(plate, repeat.size())
                .subsampleSize(repeat.chosen())
                .each(
                    indices ->
                        inner.all(
                            repeat.body(), known.append(along(indices.values(), indices.dim()))));
        case SEQUENTIAL ->
            Models.plate(plate, repeat.size())
                .subsampleSize(repeat.chosen())
                .sequentially(
                    i -> inner.turn(i).all(repeat.body(), known.append(Tensor.scalar(i))));
        case UNROLLED ->
            Models.traverse(
                Vector.range(0, repeat.size()),
                i -> inner.turn(i).all(repeat.body(), known.append(Tensor.scalar(i))));
        case EXPANDED -> {
          Shape wider = Shape.of(repeat.size()).append(batch);
          Tensor numbers = along(Tensor.arange(repeat.size()), -wider.rank());
          yield new Reading(style, inner.prefix, suffix, wider)
              .all(repeat.body(), known.append(numbers));
        }
      };
    }

    private Distribution law(Distribution distribution) {
      return style == Style.EXPANDED
          ? distribution.expand(Shape.broadcast(distribution.batchShape(), batch))
          : distribution;
    }

    private Shape factorShape(Vector<Tensor> known, int parent) {
      Shape own = known.isEmpty() ? Shape.SCALAR : known.get(parent % known.size()).shape();
      return style == Style.EXPANDED ? Shape.broadcast(own, batch) : own;
    }

    private Reading at(String path) {
      return new Reading(style, path, suffix, batch);
    }

    private Reading turn(int i) {
      return new Reading(style, prefix, suffix + "[" + i + "]", batch);
    }
  }

  private static Tensor affine(double base, int parent, double weight, Vector<Tensor> known) {
    return known.isEmpty()
        ? Tensor.scalar(base)
        : known.get(parent % known.size()).times(weight).plus(base);
  }

  private static Distribution choice(int k, Tensor slope) {
    return categoricalLogits(slope.unsqueeze(-1).times(Tensor.arange(k)));
  }

  /** The vector along a batch dim. */
  private static Tensor along(Tensor vector, int dim) {
    int[] sizes = new int[-dim];
    Arrays.fill(sizes, 1);
    sizes[0] = vector.size(0);
    return vector.reshape(sizes);
  }
}
