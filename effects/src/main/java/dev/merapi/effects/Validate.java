package dev.merapi.effects;

import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;
import java.util.function.Supplier;

/**
 * Checks each site as it is reached (see {@link SiteCheck}), and adds the table of shapes up to
 * that point to the message of anything that goes wrong later in the program.
 *
 * <p>Law: the identity on programs in which everything fits. Idempotent.
 */
public final class Validate {
  private Validate() {}

  /**
   * The program with checks, and without plate steps.
   *
   * @throws ModelException when it runs, with the table of shapes up to there, if something does
   *     not fit
   */
  public static <A> Model<A> on(Model<A> model) {
    return from(Visited.NOTHING, located(Visited.NOTHING, () -> Plates.vectorize(model)));
  }

  private static <A> Model<A> from(Visited visited, Model<A> model) {
    return switch (located(visited, model::step)) {
      case Pure<A> pure -> pure;
      case Sample<A>(Site site, var next) ->
          new Sample<>(
              site,
              value -> {
                Visited longer = located(visited, () -> checked(visited, site, value));
                return from(longer, located(longer, () -> next.apply(value)));
              });
      case Param<A>(Parameter parameter, var next) ->
          new Param<>(
              parameter,
              value -> {
                Visited longer = located(visited, () -> checked(visited, parameter, value));
                return from(longer, located(longer, () -> next.apply(value)));
              });
      case Plate<?, A> plate -> from(visited, Plates.vectorize(plate));
    };
  }

  private static Visited checked(Visited visited, Site site, Tensor value) {
    SiteCheck.of(site, value).run();
    return visited.plus(site, value);
  }

  private static Visited checked(Visited visited, Parameter parameter, Tensor value) {
    if (parameter.constraint().check(value) instanceof Dense holds && holds.all().item() == 0) {
      throw new ModelException(
          "Parameter '%s' in %s has value %s, but it is declared to be %s. Start it there, or set it to such a value."
              .formatted(
                  parameter.name(),
                  parameter.place().describe(),
                  value,
                  parameter.constraint().describe()));
    }
    return visited.plus(parameter, value);
  }

  /** What {@code part} gives; the table of shapes goes with the message where it fails. */
  private static <T> T located(Visited visited, Supplier<T> part) {
    try {
      return part.get();
    } catch (LocatedException located) {
      throw located;
    } catch (ArgumentException error) {
      throw new LocatedException(error, visited);
    }
  }

  /** An error that carries its table already. */
  private static final class LocatedException extends ModelException {
    private static final long serialVersionUID = 1L;

    LocatedException(ArgumentException cause, Visited visited) {
      super(
          "%s%s%n%nThe run up to here:%n%s"
              .formatted(
                  cause.getMessage(),
                  Source.of(cause).map(" (%s)"::formatted).orElse(""),
                  visited.shapes()),
          cause);
    }
  }
}
