package dev.merapi.effects.handler;

import dev.merapi.distributions.Distribution;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Point;
import dev.merapi.effects.Run;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Diagram.Edge;
import dev.merapi.effects.handler.Diagram.Kind;
import dev.merapi.effects.handler.Diagram.Node;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds which sites a site is computed from: the program goes on with each value as an input of a
 * graph that carries its number, and the inputs behind a log-density are its parents. What control
 * flow reads from a number is not seen.
 */
final class Provenance {
  private Provenance() {}

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
            parameter.place().frames());
    return known ? sofar : new Diagram(sofar.nodes().append(node), sofar.edges());
  }

  private static Diagram with(Diagram sofar, Site site, Tensor value) {
    boolean isFactor = site.distribution() instanceof Point p && p.isFactor();
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
            site.place().frames());
    Tensor own = kind == Kind.COMPUTED ? value : input(site.name(), value);
    Tensor traced = kind == Kind.COMPUTED ? value : site.distribution().logDensity(own);
    Vector<Edge> edges =
        Vector.ofAll(inputs(traced))
            .filter(name -> !name.equals(site.name()))
            .map(name -> new Edge(name, site.name()));
    return new Diagram(sofar.nodes().append(node), sofar.edges().appendAll(edges));
  }

  /** Whether the density of a site is computed from the input of this name. */
  static boolean isBehind(String input, Site site) {
    return behind(site).contains(input);
  }

  /** The inputs behind the density of a site, at the value that is decided already, or anywhere. */
  static Set<String> behind(Site site) {
    Distribution law = site.distribution();
    Shape shape = law.shape(Shape.SCALAR);
    Tensor value =
        site.value().toOption().getOrElse(() -> law.support().interior(shape).expand(shape));
    return inputs(law.logDensity(value));
  }

  /** The names of the inputs behind a tensor, in the order in which they are met. */
  static Set<String> inputs(Tensor tensor) {
    Set<String> names = new LinkedHashSet<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> open = new ArrayDeque<>();
    open.push(tensor);
    while (!open.isEmpty()) {
      Tensor node = open.pop();
      if (seen.add(node)) {
        switch (node) {
          case Dense _ -> {}
          case Symbolic.Input input -> names.add(input.name());
          case Symbolic.Apply apply -> apply.inputs().reversed().forEach(open::push);
        }
      }
    }
    return names;
  }
}
