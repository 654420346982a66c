package dev.merapi.infer.vi;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Indices;
import dev.merapi.effects.Model;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A small model and a guide of it, made from a seed: perhaps a number and a switch outside of a
 * plate, in either order in the guide; in the plate, perhaps in minibatches, one of several kinds
 * of site; observations in it and behind it; a parameter of both programs, and one of the model.
 *
 * @param wide whether there is a number outside of the plate
 * @param flag whether there is a switch outside of the plate
 * @param turned whether the guide draws the switch first
 * @param local what is latent in each row
 * @param rows the size of the plate
 * @param batch how many rows a minibatch has
 * @param expects whether the guide has baselines
 * @param c how strongly each depends on each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GeneratedPair(
    boolean wide,
    boolean flag,
    boolean turned,
    Local local,
    int rows,
    int batch,
    boolean expects,
    double[] c) {

  /** What is latent in a row. */
  enum Local {
    NOTHING,
    SWITCH,
    PARTLY_OBSERVED,
    NUMBER,
    SUMMED
  }

  static GeneratedPair of(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Local local = Local.values()[seed % 5];
    boolean number = local == Local.NUMBER;
    boolean wide = random.nextBoolean();
    boolean flag = random.nextBoolean() || (!wide && local == Local.NOTHING);
    boolean small = local != Local.SUMMED && random.nextBoolean();
    int rows = number ? 2 : 3;
    return new GeneratedPair(
        wide && !(number && flag),
        flag,
        random.nextBoolean(),
        local,
        rows,
        small ? rows - 1 : rows,
        random.nextBoolean(),
        random.doubles(20, -1, 1).toArray());
  }

  /** Whether some draw is a number. */
  boolean hasNumbers() {
    return wide || local == Local.NUMBER;
  }

  /** Whether some draw is a switch. */
  boolean hasSwitches() {
    return flag || local == Local.SWITCH || local == Local.PARTLY_OBSERVED;
  }

  private Tensor mix(int from, Tensor a, Tensor b) {
    return a.times(c[from]).plus(b.times(c[from + 1])).plus(c[from + 2] / 2);
  }

  private Model<Tensor> maybe(boolean there, Model<Tensor> model) {
    return there ? model : pure(Tensor.scalar(0));
  }

  private Model<Integer> each(Tensor indices, Function<Indices, Model<?>> body) {
    return indices.shape().count() == 0
        ? plate("rows", rows).subsampleSize(batch).each(part -> body.apply(part).map(_ -> 0))
        : plate("rows", rows).indices(indices).each(part -> body.apply(part).map(_ -> 0));
  }

  private Tensor data(int from) {
    return Tensor.arange(rows).times(c[from] * 2).plus(c[from + 1]);
  }

  private Tensor mask() {
    return Tensor.arange(rows).eq(1);
  }

  // @formatter:off
  /** The model; in minibatches that are drawn, or in this one. */
  Model<?> model(Tensor indices) {
    return let(param("level", 0.8), param("both", 0.4), (level, both) ->
           let(maybe(wide, sample("u", normal(both, 1.2))), u ->
           let(maybe(flag, sample("a", Bernoulli.ofLogits(u.times(c[0]).plus(c[1])))), a ->
           let(each(indices, part ->
               let(row(part, a, u), z ->
               observe("y", normal(z.times(level).plus(mix(5, a, u)), 1), part.subsample(data(18))))), _ ->
           observe("t", normal(mix(8, a, u), 0.8), 0.7)))));
  }

  private Model<Tensor> row(Indices part, Tensor a, Tensor u) {
    Bernoulli flags = Bernoulli.ofLogits(mix(2, a, u));
    return switch (local) {
      case NOTHING -> pure(Tensor.scalar(0.5));
      case SWITCH -> sample("z", flags);
      case PARTLY_OBSERVED -> observe("z", flags, part.subsample(Tensor.ones(Shape.of(rows))), part.subsample(mask()));
      case NUMBER -> sample("z", normal(mix(2, a, u), 0.9));
      case SUMMED -> sample(Site.latent("z", flags).inferred(i -> i.enumerate(new Enumeration.Parallel())));
    };
  }

  /** The guide. */
  Model<?> guide(Tensor indices) {
    return let(param("both", 0.4), both ->
           turned
               ? let(maybe(flag, first(both)), a -> let(maybe(wide, number(a)), u -> inRows(indices, a, u)))
               : let(maybe(wide, number(both)), u -> let(maybe(flag, first(u)), a -> inRows(indices, a, u))));
  }

  private Model<Tensor> first(Tensor before) {
    return let(param("p", c[11]), p -> expecting("a", Bernoulli.ofLogits(before.times(c[12]).plus(p)), before));
  }

  private Model<Tensor> number(Tensor before) {
    return let(param("m", c[13]), param("s", 0.7, Constraints.positive()), (m, s) ->
           sample("u", normal(before.times(c[14]).plus(m), s)));
  }

  private Model<Integer> inRows(Tensor indices, Tensor a, Tensor u) {
    return each(indices, part ->
           let(param("q", _ -> data(15), Constraints.real(), 0), q ->
           let(param("w", 0.6, Constraints.positive()), w -> {
             Tensor at = q.plus(a.times(c[16])).plus(u.times(c[17]));
             return switch (local) {
               case NOTHING, SUMMED -> pure(at);
               case SWITCH -> expecting("z", Bernoulli.ofLogits(at), part.subsample(data(15)).plus(u));
               case PARTLY_OBSERVED -> sample("z_unobserved", Bernoulli.ofLogits(at));
               case NUMBER -> sample("z", normal(at, w));
             };
           })));
  }

  private Model<Tensor> expecting(String name, Bernoulli flags, Tensor known) {
    return expects
        ? let(param(name + ".baseline", -2), b ->
          sample(Site.latent(name, flags).inferred(i -> i.baseline(known.times(0.3).plus(b)))))
        : sample(name, flags);
  }
  // @formatter:on
}
