package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.vi.Bound;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.KeyedNoise;
import dev.merapi.tensor.internal.random.NoiseDraw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where a bound under a fixed key jumps. Its gradient through the draws does not see a jump, so the
 * mean of gradients is not the gradient of the mean. Along a line of parameters the bound is
 * compared with what its slopes at both ends of a piece expect, (d₁ + d₂) h/2; the piece that is
 * furthest off is halved again and again, and a difference that stays when nothing is left to halve
 * is a jump.
 */
final class Jumps {
  private static final int KEYS = 4;
  private static final int PIECES = 16;
  private static final int TRIED = 4;
  private static final int HALVINGS = 44;

  /** How far a line goes, in every free number, in the mean. */
  private static final double REACH = 0.5;

  /** A difference that rounding makes, beside a bound of size 1. */
  private static final double ROUNDING = 1e-9;

  /** A difference that no rounding makes. */
  private static final double JUMP = 1e-7;

  private final Fitting fitting;
  private final Bound bound;
  private final double[] position;
  private final double[] gradient;

  private Jumps(Fitting fitting, double[] position) {
    this.fitting = fitting;
    this.bound = fitting.bound();
    this.position = position;
    this.gradient = new double[position.length];
  }

  /** In a sentence, if one is found near a position. */
  static Optional<String> near(Fitting fitting, double[] position) {
    return fitting.bound().mayJump() ? new Jumps(fitting, position).search() : Optional.empty();
  }

  /** The bound and its slope at a place of a line. */
  private record Place(double at, double value, double slope) {
    /** What is left of the difference to another place after the slopes of both. */
    double excess(Place other) {
      double expected = (slope + other.slope) * (other.at - at) / 2;
      double found = Math.abs(other.value - value - expected);
      return Double.isFinite(found) ? found : 0;
    }
  }

  private Optional<String> search() {
    Key key = fitting.init().key().fold("jumps");
    for (int i = 0; i < KEYS; i++) {
      Key.Known own = (Key.Known) key.fold(i);
      Tensor direction =
          KeyedNoise.of(NoiseDraw.Kind.NORMAL, own.fold("direction"), Shape.of(position.length));
      Line line = new Line(own, direction.times(REACH).toArray());
      Optional<String> found = line.search();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private final class Line {
    private final Key.Known key;
    private final double[] direction;

    Line(Key.Known key, double[] direction) {
      this.key = key;
      this.direction = direction;
    }

    private double[] position(double at) {
      double[] moved = position.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += at * direction[i];
      }
      return moved;
    }

    private Place place(double at) {
      double value = bound.at(key, position(at), gradient);
      double slope = 0;
      for (int i = 0; i < gradient.length; i++) {
        slope += gradient[i] * direction[i];
      }
      return new Place(at, value, slope);
    }

    Optional<String> search() {
      List<Place> places = new ArrayList<>();
      for (int i = 0; i <= PIECES; i++) {
        places.add(place((double) i / PIECES));
      }
      return IntStream.range(0, PIECES)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -excess(places, i)))
          .limit(TRIED)
          .flatMap(i -> halved(places.get(i), places.get(i + 1)).stream())
          .findFirst();
    }

    private static double excess(List<Place> places, int i) {
      return places.get(i).excess(places.get(i + 1));
    }

    private Optional<String> halved(Place from, Place to) {
      Place left = from;
      Place right = to;
      for (int i = 0; i < HALVINGS; i++) {
        if (left.excess(right) < ROUNDING * (1 + Math.abs(left.value()))) {
          return Optional.empty();
        }
        double middle = (left.at() + right.at()) / 2;
        if (middle <= left.at() || middle >= right.at()) {
          break;
        }
        Place half = place(middle);
        if (left.excess(half) > half.excess(right)) {
          right = half;
        } else {
          left = half;
        }
      }
      double jump = right.value() - left.value();
      return Math.abs(jump) > JUMP * (1 + Math.abs(left.value()))
          ? sentence(left, right, Math.abs(jump))
          : Optional.empty();
    }

    /** None where a draw that has its score may have made the jump. */
    private Optional<String> sentence(Place left, Place right, double jump) {
      Optional<String> cause = cause(left, right, jump);
      return cause.isEmpty() && fitting.hasJumpingDraws()
          ? Optional.empty()
          : Optional.of(sentence(cause.map("a draw of '%s'"::formatted).orElse("a draw"), jump));
    }

    private static String sentence(String draws, double jump) {
      return "The bound jumps by %.3g where %s passes a number that the program compares it with, and gradients through draws do not see jumps: they are biased. Mark the site in the guide with infer(…).pathwise(false), which takes its score instead, or make the comparison smooth."
          .formatted(jump, draws);
    }

    /** The site of the guide whose draw alone makes more than half of the jump. */
    private Optional<String> cause(Place left, Place right, double jump) {
      try {
        return Settings.current()
            .validation(false)
            .in(
                () -> {
                  Trace before = guide(left);
                  Trace after = guide(right);
                  double base = model(before, left);
                  return before.latents().stream()
                      .filter(entry -> moves(entry.site()))
                      .filter(entry -> after.sampled(entry.name()).isPresent())
                      .filter(
                          entry ->
                              Math.abs(model(with(before, entry, after), left) - base) > jump / 2)
                      .map(Entry.Sampled::name)
                      .findFirst();
                });
      } catch (MerapiException refused) {
        return Optional.empty();
      }
    }

    private static boolean moves(Site site) {
      boolean drawn = site.value() instanceof Value.Latent && !site.isIndexSet();
      boolean point = site.distribution() instanceof Certain known && !known.isFactor();
      return point || (drawn && !Roughness.isJumping(site));
    }

    private static Trace with(Trace trace, Entry.Sampled moved, Trace after) {
      Trace changed = Trace.EMPTY;
      for (Entry.Sampled entry : trace.sites()) {
        boolean own = entry.name().equals(moved.name());
        changed = changed.plus(entry.site(), own ? after.value(entry.name()) : entry.value());
      }
      return changed;
    }

    private Trace guide(Place place) {
      Model<?> guide = fitting.guide().draws();
      return Trace.run(key, new Substitute(values(place)).on(guide)).trace();
    }

    private double model(Trace draws, Place place) {
      Model<?> model = new Substitute(values(place)).on(fitting.model());
      return Trace.run(key, new Replay(draws).on(model)).trace().logProbSum().item();
    }

    private Map<String, Tensor> values(Place place) {
      return fitting.values(position(place.at()));
    }
  }
}
