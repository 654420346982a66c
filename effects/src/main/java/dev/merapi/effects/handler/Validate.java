package dev.merapi.effects.handler;

import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Site;
import dev.merapi.effects.Source;
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

  /** The program with checks, and without plate steps. */
  public static <A> Model<A> on(Model<A> model) {
    return from(Trace.EMPTY, located(Trace.EMPTY, () -> Plates.vectorize(model)));
  }

  private static <A> Model<A> from(Trace trace, Model<A> model) {
    return switch (located(trace, model::step)) {
      case Pure<A> pure -> pure;
      case Sample<A>(Site site, var next) ->
          new Sample<>(
              site,
              value -> {
                Trace longer = located(trace, () -> checked(trace, site, value));
                return from(longer, located(longer, () -> next.apply(value)));
              });
      case Param<A>(Parameter parameter, var next) ->
          new Param<>(
              parameter,
              value -> {
                Trace longer = located(trace, () -> checked(trace, parameter, value));
                return from(longer, located(longer, () -> next.apply(value)));
              });
      case Plate<?, A> plate -> from(trace, Plates.vectorize(plate));
    };
  }

  private static Trace checked(Trace trace, Site site, Tensor value) {
    SiteCheck.of(site, value).run();
    return trace.plus(site, value);
  }

  private static Trace checked(Trace trace, Parameter parameter, Tensor value) {
    if (parameter.constraint().check(value) instanceof Dense holds && holds.all().item() == 0) {
      throw new ModelException(
          "Parameter '%s' in %s has value %s, but it is declared to be %s. Start it there, or set it to such a value."
              .formatted(
                  parameter.name(),
                  parameter.place().describe(),
                  value,
                  parameter.constraint().describe()));
    }
    return trace.plus(parameter, value);
  }

  /** What {@code part} gives; the table of shapes goes with the message where it fails. */
  private static <T> T located(Trace trace, Supplier<T> part) {
    try {
      return part.get();
    } catch (LocatedException located) {
      throw located;
    } catch (ArgumentException error) {
      throw new LocatedException(error, trace);
    }
  }

  /** An error that carries its table already. */
  private static final class LocatedException extends ModelException {
    private static final long serialVersionUID = 1L;

    LocatedException(ArgumentException cause, Trace trace) {
      super(
          "%s%s%n%nThe run up to here:%n%s"
              .formatted(
                  cause.getMessage(),
                  Source.of(cause).map(" (%s)"::formatted).getOrElse(""),
                  ShapeTable.shapes(trace)),
          cause);
    }
  }
}
