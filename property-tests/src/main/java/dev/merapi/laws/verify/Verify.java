package dev.merapi.laws.verify;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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
    return of(known -> Subject.of(model, known.said(), known.key()));
  }

  /**
   * A model as a function of data, which are tensors by name. Columns that are called like observed
   * sites are drawn anew with them; others, such as covariates, stay as they are.
   */
  public static Verify that(
      Function<Map<String, Tensor>, ? extends Model<?>> program, Map<String, Tensor> data) {
    return of(known -> Subject.of(program, data, known.said(), known.key()));
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
   * With a generator of other data, of the same columns: other numbers of rows, other covariates.
   * What leaves nothing to chance is asked of three of them too.
   */
  public Verify data(Function<Key, Map<String, Tensor>> generator) {
    return new Verify(known.generator(generator));
  }

  /**
   * Claims that the leading axes of these columns are rows of data that can be exchanged and are
   * independent given the latent sites.
   */
  public Verify rows(String... columns) {
    Set<String> names = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(columns)));
    return new Verify(known.rows(names))
        .check(
            Check.exact(
                "rows",
                "a wrong plate, a row compared with every other, a row left out, a scale lost, a term at the wrong place",
                "what is the same for every row",
                (subject, key) -> RowCheck.run(subject, names, key)));
  }

  /**
   * Claims that elements of a plate may have any numbers.
   *
   * @param columns the columns that hold numbers of elements, 0, 1, …
   */
  public Verify labels(String plate, String... columns) {
    Set<String> names = new LinkedHashSet<>(List.of(columns));
    return check(
        Check.exact(
            "labels of " + plate,
            "an index off by one, an element treated by its number",
            "what all elements share",
            (subject, key) -> LabelCheck.run(subject, plate, names, key)));
  }

  /** Claims that nine times the {@link #rows} tell more of these sites, by two fits. */
  public Verify moreData(String... sites) {
    Set<String> names = new LinkedHashSet<>(List.of(sites));
    return check(
        Check.fitted(
            "more data",
            "a likelihood that is averaged, a site that meets no data",
            "how fast a posterior should become narrow",
            (subject, key) ->
                LimitCheck.moreData(subject, known.inference().sampler(), names, key)));
  }

  /**
   * Claims that the data decide on these sites where their priors are wide, and the priors where
   * they are narrow, by three fits a site.
   */
  public Verify priorLimits(String... sites) {
    Set<String> names = new LinkedHashSet<>(List.of(sites));
    return check(
        Check.fitted(
            "prior limits",
            "a site that no data identify, a prior that does not reach its site",
            "priors without a scale, priors at all that are as wide as they should be",
            (subject, key) -> LimitCheck.priors(subject, known.inference().sampler(), names, key)));
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

  /**
   * With a kernel of the user's own in place of NUTS. The rank test takes it to be reversible;
   * Geweke's test does not.
   */
  public Verify kernel(Function<Potential, ? extends PointKernel<?, ?>> kernel) {
    return new Verify(known.kernel(kernel));
  }

  /** With the sampler whose calibration is looked at, and that claims of posteriors use. */
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

  /** Only the checks of these names, whatever time they take. */
  public Verify only(String... names) {
    return new Verify(known.only(Set.copyOf(List.of(names))));
  }

  /** The checks that this profile has time for, or that are named, in their order. */
  public List<Check> checks() {
    return new Verification(known).checks();
  }

  /** What this run asks, what each check sees and cannot see, its chance of a false alarm. */
  public String explain() {
    Profile profile = known.run().profile();
    return "%s: %s%n".formatted(profile, profile.limits())
        + checks().stream()
            .map(
                check ->
                    "%-22s %s  sees %s; cannot see %s"
                        .formatted(
                            check.name(),
                            check.falseAlarm() == 0
                                ? "never errs"
                                : "errs %.0e".formatted(check.falseAlarm()),
                            check.sees(),
                            check.blind()))
            .collect(Collectors.joining(System.lineSeparator()));
  }

  /** Calibration of the sampler by so many fits of data that are drawn with the prior. */
  public Calibration calibration(int fits) {
    return Calibrating.ofPrior(
        known.begun(), known.inference().sampler(), fits, known.key().fold("calibration"));
  }

  /**
   * Calibration of the sampler near the data at hand: of fits to these and to data drawn from their
   * posterior together. Source: Säilynoja, Schmitt, Bürkner and Vehtari, "Posterior SBC:
   * simulation-based calibration checking conditional on data" (2025).
   */
  public Calibration posteriorCalibration(int fits) {
    return Calibrating.ofPosterior(
        known.begun(), known.inference().sampler(), fits, known.key().fold("calibration"));
  }

  /**
   * Calibration of the fitted guide by so many fits of data that are drawn with the prior. Source:
   * Yao, Vehtari, Simpson and Gelman, "Yes, but did it work? Evaluating variational inference"
   * (2018), section 3.2.
   *
   * @throws dev.merapi.tensor.ArgumentException if there is no {@link #guide}
   */
  public Calibration guideCalibration(int fits) {
    Known.OfInference those = known.inference();
    Guide guide =
        those.guide().orElseThrow(() -> new ArgumentException("Say which guide first: .guide(…)."));
    return Calibrating.ofGuide(
        known.begun(), guide, fits, those.sampler().threads(), known.key().fold("calibration"));
  }

  /**
   * The power of these checks: mistakes are made in the program, one at a time, and each is
   * verified with all that was said of the right one. Its simulator stays as it is; without one the
   * program is held against itself, and most mistakes in it pass.
   */
  public Detection power() {
    return new Verification(known).power();
  }

  /** Runs all checks. Where the program itself does not run, nothing else is asked. */
  public Verdict verdict() {
    return new Verification(known).verdict();
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
   *
   * @throws ReflectiveOperationException if there is no such method
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
