package dev.merapi.laws.verify;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What has been said of a model: of its data, of its inference, and of this run. */
record Known(Function<Known, Subject> subject, OfData data, OfInference inference, Run run) {
  /** What is claimed of data, how they come about, and what others may look like. */
  record OfData(
      Optional<Simulator> simulator,
      Set<String> rows,
      Optional<Function<Key, Map<String, Tensor>>> generator,
      List<Check> claims) {}

  /** What finds posteriors. */
  record OfInference(
      Optional<Function<Potential, ? extends PointKernel<?, ?>>> kernel,
      Sampler sampler,
      Optional<Guide> guide) {}

  /** How much time there is, which random numbers, and which checks; all if none is named. */
  record Run(Profile profile, long seed, Set<String> only) {}

  static Known of(Function<Known, Subject> subject) {
    return new Known(
        subject,
        new OfData(Optional.empty(), Set.of(), Optional.empty(), List.of()),
        new OfInference(Optional.empty(), Sampler.nuts().warmUp(200).draws(200), Optional.empty()),
        new Run(Profile.THOROUGH, 1, Set.of()));
  }

  Subject begun() {
    return subject.apply(this);
  }

  Subject.Said said() {
    return new Subject.Said(data.simulator(), data.rows(), run.profile(), Set.of());
  }

  Key key() {
    return Key.of(run.seed());
  }

  Known claim(Check check) {
    List<Check> all = Stream.concat(data.claims().stream(), Stream.of(check)).toList();
    return with(new OfData(data.simulator(), data.rows(), data.generator(), all));
  }

  private Known with(OfData other) {
    return new Known(subject, other, inference, run);
  }

  private Known with(OfInference other) {
    return new Known(subject, data, other, run);
  }

  private Known with(Run other) {
    return new Known(subject, data, inference, other);
  }

  Known simulator(Simulator other) {
    return with(new OfData(Optional.of(other), data.rows(), data.generator(), data.claims()));
  }

  Known generator(Function<Key, Map<String, Tensor>> other) {
    return with(new OfData(data.simulator(), data.rows(), Optional.of(other), data.claims()));
  }

  Known rows(Set<String> columns) {
    return with(new OfData(data.simulator(), columns, data.generator(), data.claims()));
  }

  Known kernel(Function<Potential, ? extends PointKernel<?, ?>> other) {
    return with(new OfInference(Optional.of(other), inference.sampler(), inference.guide()));
  }

  Known sampler(Sampler other) {
    return with(new OfInference(inference.kernel(), other, inference.guide()));
  }

  Known guide(Guide other) {
    return with(new OfInference(inference.kernel(), inference.sampler(), Optional.of(other)));
  }

  Known profile(Profile other) {
    return with(new Run(other, run.seed(), run.only()));
  }

  Known seed(long other) {
    return with(new Run(run.profile(), other, run.only()));
  }

  Known only(Set<String> other) {
    return with(new Run(run.profile(), run.seed(), other));
  }
}
