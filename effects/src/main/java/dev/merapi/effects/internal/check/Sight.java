package dev.merapi.effects.internal.check;

import dev.merapi.effects.Frame;
import dev.merapi.effects.MarkovStep;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Place;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Expansion;
import dev.merapi.effects.internal.Provenance;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refuses a program in which a site depends on an enumerated variable that is out of its sight: on
 * a step of a Markov chain before its history, or on another turn of a sequential plate. To be put
 * outside of {@code EnumerateParallel}, for one run on numbers.
 *
 * <p>The check is exact, whatever the dims: the program goes on with each enumerated value as an
 * input of a graph that carries its numbers, so what a density is computed from is read off its
 * graph. The shapes alone do not tell, since a chain uses its dims again.
 *
 * <p>Law: the identity on programs whose histories are long enough.
 */
public record Sight() implements Expansion<Map<String, Place>> {
  @Override
  public Map<String, Place> start() {
    return HashMap.empty();
  }

  @Override
  public Model<Outcome<Map<String, Place>, Tensor>> site(Map<String, Place> homes, Site site) {
    if (!homes.isEmpty()) {
      requireInSight(homes, site);
    }
    if (!site.place().dims().containsValue(site.name())) {
      return unchanged(homes, site);
    }
    Map<String, Place> longer = homes.put(site.name(), site.place());
    return Models.sample(site)
        .map(value -> new Outcome<>(longer, Symbolic.Input.recorded(site.name(), value.dense())));
  }

  private static void requireInSight(Map<String, Place> homes, Site site) {
    for (String name : Provenance.behind(site.distribution(), site.value().toOptional())) {
      homes
          .get(name)
          .filter(_ -> !site.place().dims().containsValue(name))
          .forEach(
              home -> {
                throw outOfSight(site, name, home);
              });
    }
  }

  private static ModelException outOfSight(Site site, String name, Place home) {
    return new ModelException(
        "Site '%s' in %s depends on the enumerated site '%s' in %s, %s."
            .formatted(
                site.name(),
                site.place().describe(),
                name,
                home.describe(),
                reason(home, site.place())));
  }

  /** Why a variable drawn at {@code home} is out of sight, and what to do; without a full stop. */
  public static String reason(Place home, Place place) {
    return Stream.concat(
            home.chains().stream().map(step -> tooOld(step, place)),
            home.frames().stream().map(frame -> otherTurn(frame, place)))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("which is out of its sight");
  }

  private static Optional<String> tooOld(MarkovStep from, Place place) {
    Optional<MarkovStep> to =
        place.chains().stream().filter(step -> step.chain().equals(from.chain())).findFirst();
    if (to.isEmpty()) {
      return Optional.of(
          "a step of the Markov chain '%s', which is over here; put the site into the chain, or fold over the steps without markov"
              .formatted(from.chain()));
    }
    if (!Vector.ofAll(to.get().branch()).startsWith(from.branch())) {
      return Optional.of(
          "in another branch of the Markov tree '%s'; branches are independent given where they part, so carry the value down from there"
              .formatted(from.chain()));
    }
    int age = to.get().position() - from.position();
    return age > to.get().history()
        ? Optional.of(
            "%d steps before it in the Markov chain '%s', which declares a history of %d. Declare a history of %d, or leave the old step out"
                .formatted(age, from.chain(), to.get().history(), age))
        : Optional.empty();
  }

  private static Optional<String> otherTurn(Frame frame, Place place) {
    return frame instanceof Frame.Sequential && !place.frames().contains(frame)
        ? Optional.of(
            "another turn of the plate '%s', whose turns are independent; use fold where they are not"
                .formatted(frame.plate()))
        : Optional.empty();
  }
}
