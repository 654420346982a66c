package dev.merapi.effects.picture;

import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.Models;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Run;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Seed;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.internal.Provenance;
import dev.merapi.effects.picture.Diagram.Edge;
import dev.merapi.effects.picture.Diagram.Kind;
import dev.merapi.effects.picture.Diagram.Node;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;

/**
 * Finds which sites a site is computed from: the program goes on with each value as an input of a
 * graph that carries its number, and the inputs behind a log-density are its parents. What control
 * flow reads from a number is not seen.
 */
final class Dependence {
  private Dependence() {}

  static Diagram of(Key key, Model<?> model) {
    Model<?> seeded = new Seed(key).on(model);
    return Run.run(
        key,
        from(new Diagram(Vector.empty(), Vector.empty()), seeded),
        Settings.current().validation(false));
  }

  private static <A> Model<Diagram> from(Diagram sofar, Model<A> model) {
    return switch (model.step()) {
      case Pure<A> _ -> Models.pure(sofar);
      case Sample<A>(Site site, var next) ->
          new Sample<>(
              site,
              value ->
                  site.isIndexSet() || site.isHidden()
                      ? from(sofar, next.apply(value))
                      : from(with(sofar, site, value), next.apply(input(site.name(), value))));
      case Param<A>(Parameter parameter, var next) ->
          new Param<>(
              parameter,
              value ->
                  from(
                      parameter.isHidden() ? sofar : with(sofar, parameter),
                      next.apply(input(parameter.name(), value))));
      case Plate<?, A> plate -> from(sofar, Plates.vectorize(plate));
    };
  }

  private static Tensor input(String name, Tensor value) {
    Dense numbers = value.dense();
    return Symbolic.Input.recorded(name, numbers);
  }

  private static Diagram with(Diagram sofar, Parameter parameter) {
    boolean known = sofar.nodes().exists(node -> node.name().equals(parameter.name()));
    Node node =
        new Node(
            parameter.name(),
            Kind.PARAMETER,
            "",
            parameter.constraint().describe(),
            Vector.ofAll(parameter.place().frames()));
    return known ? sofar : new Diagram(sofar.nodes().append(node), sofar.edges());
  }

  private static Diagram with(Diagram sofar, Site site, Tensor value) {
    boolean isFactor = site.distribution() instanceof Certain p && p.isFactor();
    Kind kind =
        isFactor
            ? Kind.FACTOR
            : site.isComputed() ? Kind.COMPUTED : site.isObserved() ? Kind.OBSERVED : Kind.LATENT;
    Node node =
        new Node(
            site.name(),
            kind,
            kind == Kind.COMPUTED || kind == Kind.FACTOR
                ? ""
                : site.distribution().getClass().getSimpleName(),
            site.distribution().support().describe(),
            Vector.ofAll(site.place().frames()));
    Tensor own = kind == Kind.COMPUTED ? value : input(site.name(), value);
    Tensor traced = kind == Kind.COMPUTED ? value : site.distribution().logDensity(own);
    Vector<Edge> edges =
        Vector.ofAll(Provenance.inputs(traced))
            .filter(name -> !name.equals(site.name()))
            .map(name -> new Edge(name, site.name()));
    return new Diagram(sofar.nodes().append(node), sofar.edges().appendAll(edges));
  }
}
