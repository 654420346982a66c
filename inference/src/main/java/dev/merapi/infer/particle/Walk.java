package dev.merapi.infer.particle;

import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Site;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import java.util.Optional;

/**
 * A program on its way to the next stop: the first draw outside of all plates that comes after
 * evidence, or the end. Draws alone would be chosen in vain before, and evidence that follows
 * evidence is weighed together with it.
 *
 * <p>Each site has ln p of its value where that was decided from outside; 0 where it was drawn from
 * its own distribution, but for what a scale or a mask makes of it; and ln p − ln q where a
 * proposal has drawn it.
 */
final class Walk<A> {
  private final Stops stops;
  private final Key run;
  private final Key own;
  private final Ground ground;
  private Model<A> rest;
  private History draws;
  private Optional<Proposal> proposal;
  private int evidence;
  private String last;
  private boolean stopped;

  private Walk(Stops stops, Particle<A> from, Key run, Key own, Ground ground) {
    this.stops = stops;
    this.run = run;
    this.own = own;
    this.ground = ground;
    this.rest = from.rest();
    this.draws = from.draws();
    this.proposal = from.proposal();
    this.evidence = from.evidence();
    this.last = from.last();
  }

  /** The particle at its next stop; a dead one stays where it is. */
  static <A> Particle<A> on(Stops stops, Particle<A> from, Key run, Key own) {
    Numbers numbers = new Numbers(from.gain());
    Particle<A> arrived = on(stops, from, run, own, numbers);
    return arrived.gaining(numbers.gain());
  }

  /** What the particle is at its next stop, but for its gain, which the ground knows. */
  static <A> Particle<A> on(Stops stops, Particle<A> from, Key run, Key own, Ground ground) {
    return from.isDead() ? from : new Walk<>(stops, from, run, own, ground).arrived();
  }

  private Particle<A> arrived() {
    while (!stopped && !ground.isDead()) {
      step();
    }
    return ground.isDead()
        ? new Particle<>(rest, History.EMPTY, proposal, 0, 0, last)
        : new Particle<>(rest, draws, proposal, 0, evidence, last);
  }

  private void step() {
    switch (rest.step()) {
      case Pure<A> end -> {
        rest = end;
        stopped = true;
        proposal.ifPresent(Proposal::requireUsed);
      }
      case Param<A>(Parameter parameter, var next) -> rest = next.apply(parameter.valueUnder(run));
      case Plate<?, A> plate -> rest = Plates.vectorize(plate);
      case Sample<A> sample -> sample(sample);
    }
  }

  private void sample(Sample<A> sample) {
    Site site = sample.site();
    Optional<Tensor> decided = site.value().toOptional();
    if (decided.isPresent()) {
      decided(site, decided.get());
      goOn(sample, decided.get());
    } else if (evidence > 0 && stops.mayStopBefore(site)) {
      rest = sample;
      stopped = true;
    } else {
      goOn(sample, drawn(site));
    }
  }

  /** A program is not asked what comes after what cannot be. */
  private void goOn(Sample<A> sample, Tensor value) {
    rest = ground.isDead() ? sample : sample.next().apply(value);
  }

  private void decided(Site site, Tensor value) {
    if (site.isHidden()) {
      return;
    }
    boolean factor = site.distribution() instanceof Certain point && point.isFactor();
    Entry.Sampled entry = new Entry.Sampled(site, value);
    if (!site.isIndexSet() && (factor || !site.isComputed())) {
      weigh(site, value, entry.logProb().sum());
    }
    if (factor || site.isObserved()) {
      evidence += stops.isEvidence(site) ? 1 : 0;
      last = site.name();
    }
    report(entry);
  }

  private Tensor drawn(Site site) {
    if (site.isIndexSet()) {
      return site.distribution().sample(site.keyUnder(run));
    }
    if (site.isHidden()) {
      return ground.draw(site, site.keyUnder(own));
    }
    if (proposal.isPresent()) {
      return proposed(site, proposal.get());
    }
    Tensor value = ground.draw(site, site.keyUnder(own));
    Entry.Sampled entry = new Entry.Sampled(site, value);
    if (!site.weight().isUnscaled() || site.weight().mask().isPresent()) {
      Tensor prior = site.distribution().logProb(value).sum();
      weigh(site, value, entry.logProb().sum().minus(prior));
    }
    report(entry);
    return value;
  }

  private Tensor proposed(Site site, Proposal asked) {
    Tuple2<Entry.Sampled, Proposal> answer = asked.drawFor(site, own, run, ground);
    proposal = Optional.of(answer._2);
    Tensor value = answer._1.value();
    stops.requireSupport(site, answer._1.site(), own);
    Entry.Sampled entry = new Entry.Sampled(site.replayed(answer._1.interior()), value);
    weigh(site, value, entry.logProb().sum().minus(answer._1.logProb().sum()));
    report(entry);
    return value;
  }

  private void weigh(Site site, Tensor value, Tensor logWeight) {
    ground.weigh(site, value, logWeight);
    if (ground.isDead()) {
      last = site.name();
    }
  }

  private void report(Entry.Sampled entry) {
    if (Sites.isReported(entry.site())) {
      draws = draws.plus(entry.name(), Sites.reported(entry));
    }
  }
}
