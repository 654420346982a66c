package dev.merapi.infer.particle;

import dev.merapi.distributions.Distributions;
import dev.merapi.effects.Model;
import dev.merapi.effects.Site;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Programs as continuations, one for each particle: any program will do. */
record Forked<A>(List<Particle<A>> particles) implements Swarm<A> {
  /** Of a particle, at least. */
  private static final long BYTES = 64;

  static <A> Forked<A> of(int n, Model<A> model, Optional<Model<?>> proposal) {
    return new Forked<>(
        Collections.nCopies(Counts.of(n, "particles", BYTES), Particle.before(model, proposal)));
  }

  @Override
  public int size() {
    return particles.size();
  }

  @Override
  public String last(int i) {
    return particles.get(i).last();
  }

  @Override
  public double gain(int i) {
    return particles.get(i).gain();
  }

  @Override
  public int evidence(int i) {
    return particles.get(i).evidence();
  }

  @Override
  public boolean hasEnded(int i) {
    return particles.get(i).hasEnded();
  }

  @Override
  public Optional<A> result(int i) {
    return particles.get(i).result();
  }

  @Override
  public List<History> histories() {
    return particles.stream().map(Particle::draws).toList();
  }

  @Override
  public Forked<A> forked() {
    return this;
  }

  @Override
  public Forked<A> chosen(int[] ancestors) {
    return new Forked<>(Arrays.stream(ancestors).mapToObj(particles::get).toList());
  }

  @Override
  public Forked<A> advanced(Stops stops, Key run, int step, boolean fresh, Crew crew) {
    Key here = run.fold(step);
    List<Particle<A>> arrived = new ArrayList<>(particles);
    crew.each(
        size(),
        i -> {
          Particle<A> from = particles.get(i);
          arrived.set(i, Walk.on(stops, fresh ? from.fresh() : from, run, here.fold(i)));
        });
    return new Forked<>(arrived);
  }

  @Override
  public <B> Forked<B> then(
      Function<? super A, ? extends Model<B>> next,
      Optional<Function<? super A, ? extends Model<?>>> proposal) {
    return new Forked<>(
        particles.stream()
            .map(
                particle ->
                    particle.then(
                        particle.result().<Model<B>>map(next).orElseGet(Forked::nowhere),
                        particle.result().flatMap(a -> proposal.map(f -> f.apply(a)))))
            .toList());
  }

  /** What a dead particle would run: it never does. */
  static <B> Model<B> nowhere() {
    return new Model.Sample<>(
        Site.latent("", Distributions.normal(0, 1)),
        _ -> {
          throw new IllegalStateException("A dead particle was run.");
        });
  }

  @Override
  public Forked<A> forgetting() {
    return new Forked<>(particles.stream().map(Particle::forgetting).toList());
  }
}
