package dev.merapi.laws.verify;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.vi.guide.Guide;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The checks that need nothing to be said of a model. */
final class Catalogue {
  /** Whether the program runs at all. */
  static final Check RUNS =
      Check.exact(
          "runs",
          "names used twice, shapes that fit no plate, draws or data outside of a support, state in the program",
          "a model that was not meant",
          RunCheck::run);

  /** What leaves nothing to chance. */
  static final List<Check> EXACT =
      List.of(
          Check.exact(
              "starts",
              "densities and gradients that are not finite",
              "places that no start comes to",
              StartCheck::run),
          Check.exact(
              "gradient",
              "derivatives that are wrong, jumps",
              "a density that is wrong with its gradient",
              SlopeCheck::run),
          Check.exact(
              "bits", "faults of generated code", "faults that both ways share", BitsCheck::run),
          Check.exact(
              "plates",
              "a plate that is not its distributions expanded by hand",
              "a plate that should not be there",
              PlateCheck::run),
          Check.exact(
              "handlers",
              "programs that depend on what they are not told: state, the order of runs",
              "a pure program that was not meant",
              HandlerCheck::run),
          Check.exact(
              "sums",
              "faults in summing out discrete sites",
              "more worlds than can be gone through",
              SumCheck::run),
          Check.exact(
              "forms",
              "a distribution that is not what its non-centred form says",
              "sites that have one form",
              ReparamCheck::run),
          Check.exact(
              "subsamples",
              "a scale lost or given twice, a data term outside of its plate",
              "the model of all elements",
              BatchCheck::run));

  /** What may err. */
  static final List<Check> CHANCE =
      List.of(
          Check.chance(
              "sites",
              "draws or data that do not follow a site's distribution given its parents",
              "factors, sites without distribution function, a site that is missing",
              Profile.INSTANT,
              SiteCheck::run),
          Check.chance(
              "score",
              "a density that is not that of the draws: a lost Jacobian, factor or normaliser, a variance for a standard deviation",
              "discrete models, what the simulator shares with the model",
              Profile.INSTANT,
              ScoreCheck::run));

  private Catalogue() {}

  static Check ranks(Optional<Function<Potential, ? extends PointKernel<?, ?>>> kernel) {
    return Check.chance(
        "ranks",
        "a kernel that does not keep the posterior, a density that is not that of the draws",
        "a kernel that does not move",
        Profile.THOROUGH,
        (subject, key) -> RankCheck.run(subject, kernel, key));
  }

  static Check geweke(Optional<Function<Potential, ? extends PointKernel<?, ?>>> kernel) {
    return Check.chance(
        "geweke",
        "a kernel that does not keep the posterior, reversible or not, over several steps and data sets",
        "a kernel that does not move",
        kernel.isPresent() ? Profile.THOROUGH : Profile.NIGHTLY,
        (subject, key) -> GewekeCheck.run(subject, kernel, key));
  }

  static Check predictions(Sampler sampler) {
    return Check.chance(
        "predictions",
        "data that the model does not expect from the others",
        "misfits that each datum has by itself, few data, data that decide by themselves",
        Profile.NIGHTLY,
        (subject, key) -> PredictionCheck.run(subject, sampler, key));
  }

  static Check calibration(Sampler sampler) {
    return Check.chance(
        "calibration",
        "an inference whose posteriors are not those of the simulated data",
        "data unlike those of the prior",
        Profile.NIGHTLY,
        (subject, key) -> {
          int fits = subject.profile().draws();
          Calibration found = Calibrating.ofPrior(subject, sampler, fits, key);
          return outcome(found.faults(Staged.FALSE_ALARM), fits);
        });
  }

  static Check posteriorCalibration(Sampler sampler) {
    return Check.chance(
        "posterior calibration",
        "an inference whose posteriors are wrong near the data at hand",
        "parts of the prior that these data exclude",
        Profile.NIGHTLY,
        (subject, key) -> {
          int fits = subject.profile().draws() / 4;
          Calibration found = Calibrating.ofPosterior(subject, sampler, fits, key);
          return outcome(found.faults(Staged.FALSE_ALARM), fits);
        });
  }

  private static Outcome outcome(List<String> faults, int fits) {
    return faults.isEmpty()
        ? new Outcome.Passed("%d fits".formatted(fits))
        : new Outcome.Failed(String.join(" ", faults));
  }

  static Check guideCalibration(Guide guide, int threads) {
    return Check.chance(
        "guide calibration",
        "a guide that is far too narrow, or to one side, for data like those of the prior",
        "a truth that is in its central 90 % in more than 70 % of data sets, and off by less than a tenth of all ranks",
        Profile.NIGHTLY,
        (subject, key) -> {
          int fits = subject.profile().draws() / 10;
          Calibration found = Calibrating.ofGuide(subject, guide, fits, threads, key);
          return outcome(found.far(Staged.FALSE_ALARM), fits);
        });
  }

  static Check guide(Guide guide) {
    return new Check(
        "guide",
        "a guide that is narrow where the posterior is wide: a scale forgotten, a site left out",
        "how far the posterior leans or bends away from the family of the guide",
        0,
        Profile.THOROUGH,
        (subject, key) -> GuideCheck.run(subject, guide, key));
  }
}
