package dev.merapi.effects.handler;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.check.Finding;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Makes all sites that {@code which} picks one variable: the first of them is drawn, and the others
 * are computed from it. Where {@code keepDistributions}, the others count their density at the
 * common value as well, so the program is conditioned on their being equal.
 *
 * <p>Laws: idempotent unless the distributions are kept; the identity if one site at most is
 * picked.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="equalize"}
 */
public record Equalize(Predicate<Site> which, boolean keepDistributions, String described)
    implements Expansion<Optional<Tensor>> {
  /** The sites that fulfil a condition. */
  public Equalize(Predicate<Site> which, boolean keepDistributions) {
    this(which, keepDistributions, "a condition");
  }

  /** The sites whose names match a regular expression. */
  public static Equalize matching(String regex, boolean keepDistributions) {
    Predicate<String> matches = Pattern.compile(regex).asMatchPredicate();
    return new Equalize(
        site -> matches.test(site.name()), keepDistributions, "the names '%s'".formatted(regex));
  }

  @Override
  public <A> Model<A> on(Model<A> model) {
    AtomicBoolean said = new AtomicBoolean(false);
    return from(start(), model)
        .map(
            end -> {
              if (end.state().isEmpty()
                  && Settings.current().validation()
                  && !said.getAndSet(true)) {
                Finding.raise(List.of(none()));
              }
              return end.value();
            });
  }

  private Finding none() {
    return new Finding.Warning(
        "Equalize was given %s, but no site that it sees in this run fits.".formatted(described));
  }

  @Override
  public Optional<Tensor> start() {
    return Optional.empty();
  }

  @Override
  public Model<Outcome<Optional<Tensor>, Tensor>> site(Optional<Tensor> first, Site site) {
    if (!which.test(site) || site.isComputed()) {
      return unchanged(first, site);
    }
    Model<Tensor> value =
        first
            .map(
                common ->
                    keepDistributions
                        ? Models.sample(site.observed(common))
                        : Models.deterministic(site.name(), common, site.distribution().eventDim()))
            .orElseGet(() -> Models.sample(site));
    return value.map(v -> new Outcome<>(Optional.of(first.orElse(v)), v));
  }
}
