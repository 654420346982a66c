package dev.merapi.infer.particle;

import dev.merapi.effects.ModelException;
import dev.merapi.tensor.Key;
import io.vavr.collection.Vector;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A population on its way from stop to stop. */
record March(Smc smc, Crew crew) {

  /** From the start of programs to their end. */
  <A> Particles<A> from(Key run, Swarm<A> programs) {
    int n = programs.size();
    Particles<A> start =
        new Particles<>(run, 0, programs, new double[n], 0, Lineage.of(n), Vector.empty());
    return toEnd(
        smc.filter() == Smc.Filter.ALIVE
            ? reported(new Alive(smc, crew).next(start, 0, start.lineage()), true)
            : arrived(start, false));
  }

  /** From where a population has ended, through the programs that come after. */
  <A> Particles<A> onwards(Particles<?> before, Swarm<A> programs) {
    return toEnd(
        arrived(
            new Particles<>(
                before.run(),
                before.step(),
                programs,
                before.base(),
                before.earlierEvidence(),
                before.lineage(),
                before.allSteps()),
            false));
  }

  private <A> Particles<A> toEnd(Particles<A> stopped) {
    Particles<A> at = stopped;
    while (!hasEnded(at.swarm())) {
      at =
          smc.filter() == Smc.Filter.ALIVE
              ? reported(
                  new Alive(smc, crew).next(chosenFrom(at), at.step() + 1, at.lineage()), true)
              : arrived(chosen(at), true);
    }
    return at;
  }

  static boolean hasEnded(Swarm<?> swarm) {
    return swarm.hasEnded(firstAlive(swarm));
  }

  private static int firstAlive(Swarm<?> swarm) {
    int i = 0;
    while (swarm.gain(i) == Double.NEGATIVE_INFINITY) {
      i++;
    }
    return i;
  }

  /** The population that goes on from a stop. */
  private <A> Particles<A> chosen(Particles<A> at) {
    int n = at.size();
    double[] scores =
        smc.filter() == Smc.Filter.AUXILIARY ? Typical.scores(smc, crew, at) : at.logWeights();
    if (Weights.effective(scores) < smc.threshold() * n) {
      Key key = at.run().fold(at.step()).fold("resampling");
      double[] chances = Weights.normalised(scores);
      int[] ancestors = smc.resampling().ancestors(key, chances, n);
      boolean ahead = smc.filter() == Smc.Filter.AUXILIARY;
      double[] left = new double[n];
      if (ahead) {
        double[] logWeights = at.logWeights();
        Arrays.setAll(left, i -> logWeights[ancestors[i]] - Math.log(n * chances[ancestors[i]]));
      }
      return new Particles<>(
          at.run(),
          at.step() + 1,
          at.swarm().chosen(ancestors),
          left,
          ahead ? at.earlierEvidence() : at.logEvidence(),
          at.lineage().chosen(ancestors),
          chosenFrom(at).allSteps());
    }
    return new Particles<>(
        at.run(),
        at.step() + 1,
        at.swarm(),
        at.logWeights(),
        at.earlierEvidence(),
        at.lineage().kept(),
        at.allSteps());
  }

  /** The same population, whose last step says that it was chosen from. */
  private static <A> Particles<A> chosenFrom(Particles<A> at) {
    Particles.Step last = at.allSteps().last();
    return new Particles<>(
        at.run(),
        at.step(),
        at.swarm(),
        at.base(),
        at.earlierEvidence(),
        at.lineage(),
        at.allSteps()
            .init()
            .append(new Particles.Step(last.site(), last.effective(), true, last.logEvidence())));
  }

  /** The population at its next stop. */
  private <A> Particles<A> arrived(Particles<A> leaving, boolean fresh) {
    Swarm<A> swarm =
        leaving.swarm().advanced(smc.stops(), leaving.run(), leaving.step(), fresh, crew);
    Particles<A> at =
        new Particles<>(
            leaving.run(),
            leaving.step(),
            swarm,
            leaving.base(),
            leaving.earlierEvidence(),
            leaving.lineage(),
            leaving.allSteps());
    requireAlive(leaving, at);
    requireTogether(swarm);
    return reported(at, fresh);
  }

  /** With a report on where it has stopped, in place of the last one if it is the same stretch. */
  private static <A> Particles<A> reported(Particles<A> at, boolean fresh) {
    Swarm<A> swarm = at.swarm();
    Particles.Step here =
        new Particles.Step(swarm.last(firstAlive(swarm)), at.effective(), false, at.logEvidence());
    Vector<Particles.Step> steps = at.allSteps();
    boolean again = steps.size() > 0 && !fresh;
    return new Particles<>(
        at.run(),
        at.step(),
        swarm,
        at.base(),
        at.earlierEvidence(),
        at.lineage(),
        (again ? steps.init() : steps).append(here));
  }

  private static <A> void requireAlive(Particles<A> before, Particles<A> now) {
    double[] after = now.logWeights();
    if (Weights.largest(after) > Double.NEGATIVE_INFINITY) {
      return;
    }
    double[] weights = before.base();
    double best = Weights.largest(weights);
    int whose =
        IntStream.range(0, weights.length).filter(i -> weights[i] == best).findFirst().orElse(0);
    throw new ModelException(
        ("All %d particles have lost their weight in step %d: that of the best one, particle %d with"
                + " log-weight %s before, at site '%s'. Has the site this value under any draw? If so,"
                + " take more particles, or a proposal that looks at the data.")
            .formatted(after.length, now.step(), whose, best, now.swarm().last(whose)));
  }

  /** What has met less evidence than others would be chosen for having met less. */
  static void requireTogether(Swarm<?> swarm) {
    int first = firstAlive(swarm);
    for (int i = first + 1; i < swarm.size(); i++) {
      boolean alive = swarm.gain(i) > Double.NEGATIVE_INFINITY;
      if (alive
          && (swarm.evidence(i) != swarm.evidence(first)
              || swarm.hasEnded(i) != swarm.hasEnded(first))) {
        throw new ModelException(
            ("Particle %d %s, but particle %d %s, so their weights cannot be compared. Name the"
                    + " evidence that all runs meet, Smc.at(…), or take Smc.importance, which weighs"
                    + " runs at their ends only.")
                .formatted(first, phrase(swarm, first), i, phrase(swarm, i)));
      }
    }
  }

  private static String phrase(Swarm<?> swarm, int i) {
    return "has met %d %s of evidence since the last stop, the last of them '%s', and %s"
        .formatted(
            swarm.evidence(i),
            swarm.evidence(i) == 1 ? "site" : "sites",
            swarm.last(i),
            swarm.hasEnded(i) ? "has ended" : "goes on");
  }
}
