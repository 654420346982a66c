package dev.merapi.laws.verify;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.vi.guide.Guide;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What has been said of a model. */
record Known(
    Function<Known, Subject> subject,
    Optional<Simulator> simulator,
    List<Check> claims,
    Optional<Function<Potential, ? extends PointKernel<?, ?>>> kernel,
    Sampler sampler,
    Optional<Guide> guide,
    Profile profile,
    long seed,
    Set<String> only) {
  static Known of(Function<Known, Subject> subject) {
    return new Known(
        subject,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Sampler.nuts().warmUp(200).draws(200),
        Optional.empty(),
        Profile.THOROUGH,
        1,
        Set.of());
  }

  Known claim(Check check) {
    List<Check> all = Stream.concat(claims.stream(), Stream.of(check)).toList();
    return new Known(subject, simulator, all, kernel, sampler, guide, profile, seed, only);
  }

  Known simulator(Simulator other) {
    return new Known(
        subject, Optional.of(other), claims, kernel, sampler, guide, profile, seed, only);
  }

  Known kernel(Function<Potential, ? extends PointKernel<?, ?>> other) {
    return new Known(
        subject, simulator, claims, Optional.of(other), sampler, guide, profile, seed, only);
  }

  Known sampler(Sampler other) {
    return new Known(subject, simulator, claims, kernel, other, guide, profile, seed, only);
  }

  Known guide(Guide other) {
    return new Known(
        subject, simulator, claims, kernel, sampler, Optional.of(other), profile, seed, only);
  }

  Known profile(Profile other) {
    return new Known(subject, simulator, claims, kernel, sampler, guide, other, seed, only);
  }

  Known seed(long other) {
    return new Known(subject, simulator, claims, kernel, sampler, guide, profile, other, only);
  }

  Known only(Set<String> other) {
    return new Known(subject, simulator, claims, kernel, sampler, guide, profile, seed, other);
  }
}
