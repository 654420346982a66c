package dev.merapi.effects.enumerate;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.Validate;
import dev.merapi.effects.Value;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;

/**
 * Goes through all values of the sites marked {@link Enumeration.Sequential}, by resuming the rest
 * of the program once for each; nothing before the site runs again. The program may branch on
 * values. A site with a batch takes all K^B assignments. Sites that are not marked are drawn, each
 * world with the same key.
 *
 * <p>Each world is a run of its own: it is checked by itself where the settings ask for checks, and
 * handlers stand inside, since sites that several worlds share are hidden from those outside.
 *
 * <p>Law: for a program whose latent sites are all marked, the weights are the exact joint density.
 * The density of a site that is gone through is not masked, or each of its values would count 1.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="enumerateSequential"}
 */
public final class EnumerateSequential {
  private static final int LIMIT = 1 << 20;

  private EnumerateSequential() {}

  /**
   * All worlds of a program whose every latent site with a finite support is gone through.
   *
   * @throws ModelException when it runs, if a latent site has no finite support
   */
  public static <A> Model<Worlds<A>> all(Model<A> model) {
    return worlds(new ConfigEnumerate(new Enumeration.Sequential()).on(model));
  }

  /** The worlds of a program with marks. */
  public static <A> Model<Worlds<A>> worlds(Model<A> model) {
    return Models.pure(model)
        .flatMap(all -> from(Trace.EMPTY, checked(all)))
        .map(worlds -> new Worlds<>(worlds.asJava()));
  }

  private static <A> Model<A> checked(Model<A> model) {
    return Settings.current().validation() ? Validate.on(model) : Plates.vectorize(model);
  }

  private static <A> Model<Vector<World<A>>> from(Trace trace, Model<A> model) {
    return switch (model.step()) {
      case Pure<A>(A value) -> Models.pure(Vector.of(new World<>(trace, value)));
      case Sample<A> sample -> visit(trace, sample);
      case Param<A>(Parameter parameter, var next) ->
          new Param<>(parameter, value -> from(trace.plus(parameter, value), next.apply(value)));
      case Plate<?, A> plate -> from(trace, Plates.vectorize(plate));
    };
  }

  private static <A> Model<Vector<World<A>>> visit(Trace trace, Sample<A> sample) {
    Site site = sample.site();
    if (site.value() instanceof Value.Latent && isMarked(site)) {
      Sample<A> open = new Sample<>(site.unmasked(), sample.next());
      return Models.traverse(assignments(site), value -> resume(trace, open, value))
          .map(worlds -> Vector.ofAll(worlds).flatMap(each -> each));
    }
    return site.value()
        .toOptional()
        .map(value -> Models.pure(value).flatMap(known -> resume(trace, sample, known)))
        .orElseGet(
            () -> Models.sample(site.hidden()).flatMap(drawn -> resume(trace, sample, drawn)));
  }

  private static <A> Model<Vector<World<A>>> resume(Trace trace, Sample<A> sample, Tensor value) {
    return from(trace.plus(sample.site(), value), sample.next().apply(value));
  }

  private static boolean isMarked(Site site) {
    return site.infer().enumerate().filter(Enumeration.Sequential.class::isInstance).isPresent();
  }

  /** All ways to give each batch element one of the K values. */
  private static Vector<Tensor> assignments(Site site) {
    Distribution law = site.distribution();
    Tensor support = Support.of(site);
    int k = support.size(0);
    Tensor values = support.reshape(Shape.of(k).append(law.eventShape()));
    int n = law.batchShape().count();
    double count = Math.pow(k, n);
    if (count > LIMIT) {
      throw new ModelException(
          ("Site '%s' in %s has %d values at each of %d batch elements: %.3g assignments are too"
                  + " many to go through one by one. Enumerate it in parallel, or use a sequential"
                  + " plate.")
              .formatted(site.name(), site.place().describe(), k, n, count));
    }
    return Vector.range(0, (int) count)
        .map(number -> values.get(Tensor.of(digits(number, k, n), law.batchShape())));
  }

  private static double[] digits(int number, int k, int n) {
    double[] digits = new double[n];
    int rest = number;
    for (int i = n - 1; i >= 0; i--) {
      digits[i] = rest % k;
      rest /= k;
    }
    return digits;
  }
}
