package dev.merapi.effects;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;

/**
 * Runs a program: decided sites have their value, the others are drawn, parameters have their value
 * or their start.
 *
 * <p>The key of each draw is {@link Site#keyUnder} the run's key, so a site that is added, hidden
 * or observed moves no other draw: {@code run(k, block.on(m)) = run(k, m)}. A loop with a constant
 * stack.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="run"}
 */
public final class Run {
  private Run() {}

  /**
   * The result of {@code model} under {@code key}, with the current settings.
   *
   * @throws ModelException if names, shapes, plates or supports do not fit
   */
  public static <A> A run(Key key, Model<A> model) {
    return run(key, model, Settings.current());
  }

  /**
   * The result of {@code model} under {@code key}.
   *
   * @throws ModelException as there, as far as the settings ask for checks
   */
  public static <A> A run(Key key, Model<A> model, Settings settings) {
    return settings.in(
        () -> loop(key, settings.validation() ? Validate.on(model) : Plates.vectorize(model)));
  }

  private static <A> A loop(Key key, Model<A> model) {
    Model<A> rest = model;
    while (true) {
      switch (rest.step()) {
        case Pure<A>(A value) -> {
          return value;
        }
        case Sample<A>(Site site, var next) ->
            rest = next.apply(site.value().toOptional().orElseGet(() -> drawn(key, site)));
        case Param<A>(Parameter parameter, var next) ->
            rest = next.apply(parameter.valueUnder(key));
        case Plate<?, A> plate -> rest = Plates.vectorize(plate);
      }
    }
  }

  private static Tensor drawn(Key key, Site site) {
    Distribution law = site.distribution();
    try {
      return law.sample(site.keyUnder(key));
    } catch (SymbolicValueException symbolic) {
      throw symbolic;
    } catch (MerapiException | IllegalStateException cause) {
      throw new ModelException(
          "Site '%s' in %s cannot be drawn from %s with batch shape %s and event shape %s: %s."
              .formatted(
                  site.name(),
                  site.place().describe(),
                  law.getClass().getSimpleName(),
                  law.batchShape(),
                  law.eventShape(),
                  cause.getMessage()),
          cause);
    }
  }
}
