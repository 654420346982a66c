package dev.merapi.laws.verify;

import dev.merapi.effects.Frame;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.laws.internal.verify.Sentences;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What rows of data are that can be exchanged and are independent given the latent sites. With g(S)
 * the log density at fixed values of these and the rows S: the order of S does not matter; each row
 * counts; g(ABC) + g(B) = g(AB) + g(BC), which is Bayes' rule for data in two parts; rows one after
 * another are all rows at once; a row of weight 2 is the row twice, and one that is masked is left
 * out.
 */
final class RowCheck {
  private static final double TOLERANCE = 1e-9;
  private static final int MOST = 24;

  private final Subject subject;
  private final Set<String> columns;
  private final int rows;
  private final Trace run;
  private final Key key;

  private RowCheck(Subject subject, Set<String> columns, Key key) {
    this.subject = subject;
    this.columns = columns;
    this.rows = Sentences.named(subject.data(), columns.iterator().next()).size(0);
    this.run = Trace.run(key, subject.whole()).trace();
    this.key = key;
  }

  static Outcome run(Subject subject, Set<String> columns, Key key) {
    try {
      return new RowCheck(subject, columns, key).run();
    } catch (MerapiException refused) {
      return new Outcome.Failed(
          "The program does not run for some of the rows: " + Sentences.first(refused));
    }
  }

  private Outcome run() {
    if (rows < 3) {
      return new Outcome.Idle("there are fewer than three rows");
    }
    int[] all = IntStream.range(0, rows).toArray();
    int[] few = rows > MOST ? IntStream.range(0, MOST).toArray() : all;
    return first(
            () -> order(all),
            () -> counts(all),
            () -> parts(few),
            () -> oneByOne(few),
            () -> weights(few))
        .<Outcome>map(Outcome.Failed::new)
        .orElseGet(() -> new Outcome.Passed("%d rows".formatted(rows)));
  }

  @SafeVarargs
  private static Optional<String> first(Supplier<Optional<String>>... questions) {
    for (var question : questions) {
      Optional<String> answer = question.get();
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }

  private Optional<String> order(int[] all) {
    int[] back = IntStream.range(0, rows).map(i -> rows - 1 - i).toArray();
    double there = density(all, Rewrite.identity());
    double turned = density(back, Rewrite.identity());
    if (near(there, turned)) {
      return Optional.empty();
    }
    int[] small =
        smaller(
            all,
            3,
            rows -> {
              int[] reversed =
                  IntStream.range(0, rows.length).map(i -> rows[rows.length - 1 - i]).toArray();
              return gap(density(rows, Rewrite.identity()), density(reversed, Rewrite.identity()));
            });
    return Optional.of(
        "The order of the rows matters: rows %s have log density %.8g, in reverse order %.8g. Does a row use its neighbour, or a number of another row?"
            .formatted(text(small), there, turned));
  }

  private Optional<String> counts(int[] all) {
    if (run.sites().stream().anyMatch(entry -> entry.site().weight().mask().isPresent())) {
      return Optional.empty();
    }
    double whole = density(all, Rewrite.identity());
    int step = Math.max(1, rows / MOST);
    for (int i = 0; i < rows; i += step) {
      int left = i;
      int[] others = IntStream.range(0, rows).filter(r -> r != left).toArray();
      if (density(others, Rewrite.identity()) == whole) {
        return Optional.of(
            "Row %d of %d does not count: the log density is %.8g with it and without."
                .formatted(i, rows, whole));
      }
    }
    int last = rows - 1;
    int[] others = IntStream.range(0, last).toArray();
    return density(others, Rewrite.identity()) == whole
        ? Optional.of(
            "The last row, %d, does not count: the log density is %.8g with it and without."
                .formatted(last, whole))
        : Optional.empty();
  }

  private Optional<String> parts(int[] some) {
    double defect = split(some);
    if (defect <= 0) {
      return Optional.empty();
    }
    int[] small = smaller(some, 3, this::split);
    return Optional.of(
        "Data in two parts do not add up: for rows %s, taken as %s and the rest, the log densities of both parts and of the whole differ by %.6g. Is a row compared with every other (a shape [n, 1] beside [n]), a term of the prior inside the plate or a term of the data outside, or a scale by hand?"
            .formatted(text(small), text(new int[] {small[0]}), split(small)));
  }

  /**
   * The plate gone through one row after another: with g(∅) = g(A) + g(B) − g(AB), the sum of g −
   * g(∅) over single rows is that over all. Nothing is asked of a program that cannot do with one
   * row.
   */
  private Optional<String> oneByOne(int[] some) {
    try {
      double none =
          density(new int[] {some[0]}, Rewrite.identity())
              + density(new int[] {some[1]}, Rewrite.identity())
              - density(new int[] {some[0], some[1]}, Rewrite.identity());
      double sum = none;
      for (int row : some) {
        sum += density(new int[] {row}, Rewrite.identity()) - none;
      }
      double together = density(some, Rewrite.identity());
      return gap(sum, together) == 0
          ? Optional.empty()
          : Optional.of(
              "Rows one after another have the log density %.8g, and all %d at once %.8g. Do elements of a plate see each other, or how many they are?"
                  .formatted(sum, some.length, together));
    } catch (MerapiException needsMore) {
      return Optional.empty();
    }
  }

  /** How far g(ABC) + g(B) is from g(AB) + g(BC) for A the first row, C the last; 0 if near. */
  private double split(int[] some) {
    int n = some.length;
    double abc = density(some, Rewrite.identity());
    double b = density(Arrays.copyOfRange(some, 1, n - 1), Rewrite.identity());
    double ab = density(Arrays.copyOfRange(some, 0, n - 1), Rewrite.identity());
    double bc = density(Arrays.copyOfRange(some, 1, n), Rewrite.identity());
    return gap(abc + b, ab + bc);
  }

  private Optional<String> weights(int[] some) {
    if (isLocal()) {
      return Optional.empty();
    }
    int n = some.length;
    int[] twice = Arrays.copyOf(some, n + 1);
    twice[n] = some[0];
    double[] weight = new double[n];
    Arrays.fill(weight, 1);
    weight[0] = 2;
    double weighted = density(some, weighing(site -> site.scaled(Tensor.of(weight))));
    double doubled = density(twice, Rewrite.identity());
    if (!near(weighted, doubled)) {
      return Optional.of(
          "Row %d with weight 2 gives the log density %.8g, but twice in the data %.8g."
              .formatted(some[0], weighted, doubled));
    }
    double[] mask = new double[n];
    Arrays.fill(mask, 1);
    mask[0] = 0;
    double masked = density(some, weighing(site -> site.masked(Tensor.of(mask))));
    double left = density(Arrays.copyOfRange(some, 1, n), Rewrite.identity());
    return near(masked, left)
        ? Optional.empty()
        : Optional.of(
            "Row %d masked gives the log density %.8g, but left out %.8g."
                .formatted(some[0], masked, left));
  }

  /** A change of the observed sites that have one batch dim, along the rows. */
  private Rewrite weighing(UnaryOperator<Site> change) {
    return site -> site.isObserved() && !site.isIndexSet() ? change.apply(site) : site;
  }

  /** Whether there are latent sites for each row, or data that lie along no plate of rows. */
  private boolean isLocal() {
    return run.latents().stream().anyMatch(this::isAlongRows)
        || run.sites().stream().anyMatch(RowCheck::isTerm)
        || run.sites().stream()
            .filter(entry -> entry.site().isObserved() && !entry.site().isIndexSet())
            .anyMatch(
                entry ->
                    entry.site().place().vectorised().size() != 1
                        || entry.site().place().vectorised().getFirst().dim() != -1
                        || !isAlongRows(entry));
  }

  private static boolean isTerm(Entry.Sampled entry) {
    return entry.site().distribution() instanceof Certain term && term.isFactor();
  }

  private boolean isAlongRows(Entry.Sampled entry) {
    return entry.site().place().vectorised().stream().anyMatch(this::isOfRows);
  }

  private boolean isOfRows(Frame.Vectorised frame) {
    return frame.fullSize() == rows;
  }

  /** The log density for some rows, at the latent values of the first run. */
  private double density(int[] chosen, Rewrite change) {
    Tensor index = Tensor.of(chosen);
    Map<String, Tensor> data = new LinkedHashMap<>(subject.data());
    columns.forEach(name -> data.put(name, Sentences.named(subject.data(), name).take(0, index)));
    Map<String, Tensor> latents = new HashMap<>();
    for (Entry.Sampled entry : run.latents()) {
      Tensor value = entry.value();
      for (Frame.Vectorised frame : entry.site().place().vectorised()) {
        if (isOfRows(frame)) {
          int axis = frame.dim() - entry.site().distribution().eventDim();
          value = value.take(axis, index);
        }
      }
      latents.put(entry.name(), value);
    }
    var model = change.on(subject.wholeAt(data));
    return Trace.run(key, new Condition(latents).on(model)).trace().logProbSum().item();
  }

  private static boolean near(double a, double b) {
    return gap(a, b) <= 0;
  }

  /** |a − b| where that is more than rounding, else 0. */
  private static double gap(double a, double b) {
    double gap = Math.abs(a - b);
    return gap <= TOLERANCE * (1 + Math.abs(a) + Math.abs(b)) ? 0 : gap;
  }

  /** Fewer rows for which a defect remains. */
  private int[] smaller(int[] some, int least, ToDoubleFunction<int[]> defect) {
    int[] left = some;
    for (int i = some.length - 1; i >= 0 && left.length > least; i--) {
      int row = some[i];
      int[] tried = IntStream.of(left).filter(r -> r != row).toArray();
      left = defect.applyAsDouble(tried) > 0 ? tried : left;
    }
    return left;
  }

  private static String text(int[] rows) {
    return Arrays.toString(rows);
  }
}
