package dev.merapi.laws.verify;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.laws.internal.verify.Sentences;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Tensor;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A model under verification: what is known of it, and which checks that brings. An immutable
 * value; each method that tells more of the model gives another.
 *
 * <p>{@code Verify.that(model).assertHolds()} in a test is enough to begin with. A model alone can
 * only be held against itself. What the author means beside what the program says is told by a
 * {@link #simulator}, by {@link #rows} that can be exchanged, by {@link #units}, and by a second
 * program, {@link #same}.
 */
public final class Verify {
  private final Known known;

  private Verify(Known known) {
    this.known = known;
  }

  /** A model. Its data are the values of its observed sites, and can be drawn anew by itself. */
  public static Verify that(Model<?> model) {
    return of(said -> Subject.of(model, said.simulator(), said.profile(), Key.of(said.seed())));
  }

  /**
   * A model as a function of data, which are tensors by name. Columns that are called like observed
   * sites are drawn anew with them; others, such as covariates, stay as they are.
   */
  public static Verify that(
      Function<Map<String, Tensor>, ? extends Model<?>> program, Map<String, Tensor> data) {
    return of(
        said -> Subject.of(program, data, said.simulator(), said.profile(), Key.of(said.seed())));
  }

  private static Verify of(Function<Known, Subject> subject) {
    return new Verify(Known.of(subject));
  }

  /**
   * Whether two programs are one model: the log densities differ by a constant and the determinant
   * of the map between their positions. The second has the sites of the first as latent or computed
   * ones.
   */
  public static Verdict same(Model<?> first, Model<?> second) {
    Check check =
        Check.exact(
            "same",
            "another prior, another likelihood, a lost Jacobian",
            "a constant factor of the density",
            (subject, key) -> Sameness.of(LogDensity.of(first), LogDensity.of(second), key));
    return that(first).check(check).only("same").verdict();
  }

  /** With another account of how data come about: statistical checks draw from it. */
  public Verify simulator(Simulator simulator) {
    return new Verify(known.simulator(simulator));
  }

  /**
   * Claims that the leading axes of these columns are rows of data that can be exchanged and are
   * independent given the latent sites.
   */
  public Verify rows(String... columns) {
    Set<String> names = new LinkedHashSet<>(List.of(columns));
    return check(
        Check.exact(
            "rows",
            "a wrong plate, a row compared with every other, a row left out, a scale lost, a term at the wrong place",
            "what is the same for every row",
            (subject, key) -> RowCheck.run(subject, names, key)));
  }

  /**
   * Claims that the likelihood does not care for units: the values of these sites and columns times
   * {@code factor} change the log-likelihood by a constant.
   */
  public Verify units(double factor, String... names) {
    Set<String> sites = new LinkedHashSet<>(List.of(names));
    return check(
        Check.exact(
            "units of " + String.join(", ", names),
            "a variance for a standard deviation, a rate for a scale, a wrong link",
            "a prior, a wrong constant",
            (subject, key) -> UnitCheck.run(subject, factor, sites, key)));
  }

  /** With one more check. */
  public Verify check(Check check) {
    return new Verify(known.claim(check));
  }

  /** With a reversible kernel of the user's own under the rank test, in place of NUTS. */
  public Verify kernel(Function<Potential, ? extends PointKernel<?, ?>> kernel) {
    return new Verify(known.kernel(kernel));
  }

  /** With the sampler whose calibration is looked at. */
  public Verify sampler(Sampler sampler) {
    return new Verify(known.sampler(sampler));
  }

  /** With a guide, which is fitted and weighed against the posterior. */
  public Verify guide(Guide guide) {
    return new Verify(known.guide(guide));
  }

  /** With as much time as this; {@link Profile#THOROUGH} if nothing is said. */
  public Verify profile(Profile profile) {
    return new Verify(known.profile(profile));
  }

  /** With other random numbers; one seed brings about one verdict. */
  public Verify seed(long seed) {
    return new Verify(known.seed(seed));
  }

  /** Only the checks of these names. */
  public Verify only(String... names) {
    return new Verify(known.only(Set.copyOf(List.of(names))));
  }

  /** The checks that this profile has time for, in the order in which they run. */
  public List<Check> checks() {
    List<Check> all = new ArrayList<>(Catalogue.EXACT);
    all.addAll(known.claims());
    all.addAll(Catalogue.CHANCE);
    all.add(Catalogue.ranks(known.kernel()));
    all.add(Catalogue.calibration(known.sampler()));
    known.guide().ifPresent(guide -> all.add(Catalogue.guide(guide)));
    return all.stream()
        .filter(check -> check.from().compareTo(known.profile()) <= 0)
        .filter(check -> known.only().isEmpty() || known.only().contains(check.name()))
        .toList();
  }

  /** Calibration of the sampler by so many fits of simulated data. */
  public Calibration calibration(int fits) {
    Sampler sampler = known.sampler();
    Subject subject = known.subject().apply(known);
    Simulation.obstacle(subject)
        .ifPresent(
            obstacle -> {
              throw new ModelException("The model cannot be calibrated by itself: " + obstacle);
            });
    return Calibration.of(
        subject, sampler, fits, sampler.threads(), Key.of(known.seed()).fold("calibration"));
  }

  /**
   * The power of these checks: mistakes are made in the program, one at a time, and each is
   * verified with all that was said of the right one. Its simulator stays as it is; without one the
   * program is held against itself, and most mistakes in it pass.
   */
  public Detection power() {
    Subject subject = known.subject().apply(known);
    List<Detection.Line> lines = new ArrayList<>();
    for (Mutant mutant : Mutations.of(subject)) {
      Set<String> noticed = new LinkedHashSet<>();
      verdict(subject.under(mutant)).failures().forEach(line -> noticed.add(line.check().name()));
      lines.add(new Detection.Line(mutant.toString(), noticed));
    }
    return new Detection(lines);
  }

  /** Runs all checks. Where the program itself does not run, nothing else is asked. */
  public Verdict verdict() {
    Subject subject;
    try {
      subject = known.subject().apply(known);
    } catch (MerapiException refused) {
      Outcome outcome = new Outcome.Failed(Sentences.first(refused));
      return new Verdict(
          List.of(new Verdict.Line(Catalogue.RUNS, outcome, Duration.ZERO)), known.seed());
    }
    return verdict(subject);
  }

  private Verdict verdict(Subject subject) {
    List<Verdict.Line> lines = new ArrayList<>();
    Verdict.Line runs = line(Catalogue.RUNS, subject);
    lines.add(runs);
    if (!(runs.outcome() instanceof Outcome.Failed)) {
      for (Check check : checks()) {
        lines.add(line(check, subject));
      }
    }
    return new Verdict(lines, known.seed());
  }

  private Verdict.Line line(Check check, Subject subject) {
    Key key = Key.of(known.seed()).fold(check.name());
    long start = System.nanoTime();
    Outcome outcome = answered(() -> check.run().apply(subject, key));
    return new Verdict.Line(check, outcome, Duration.ofNanos(System.nanoTime() - start));
  }

  /** What a check says, or why it cannot say anything. */
  private static Outcome answered(Supplier<Outcome> check) {
    try {
      return check.get();
    } catch (MerapiException refused) {
      return new Outcome.Idle("it cannot be asked. " + Sentences.first(refused));
    }
  }

  /**
   * Returns normally if no check fails.
   *
   * @throws AssertionError with a sentence for each check that fails, and how to run it again
   */
  public void assertHolds() {
    verdict().assertHolds();
  }

  /**
   * A quick look from the command line: {@code com.example.Models#schools [seed]} verifies what a
   * static method without parameters returns, and ends with 1 if a check fails.
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    if (args.length < 1 || args[0].indexOf('#') < 1) {
      System.err.println("Say which model: com.example.Models#schools [seed]");
      System.exit(2);
    }
    Verdict verdict = look(args[0]).seed(args.length > 1 ? Long.parseLong(args[1]) : 1).verdict();
    System.out.println(verdict);
    System.exit(verdict.holds() ? 0 : 1);
  }

  static Verify look(String name) throws ReflectiveOperationException {
    int hash = name.indexOf('#');
    Method method =
        Class.forName(name.substring(0, hash)).getDeclaredMethod(name.substring(hash + 1));
    method.setAccessible(true);
    return that((Model<?>) method.invoke(null));
  }
}
