package dev.merapi.laws.internal.verify;

import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import java.util.Optional;
import java.util.function.Function;

/**
 * A change of the user's program: one mistake at one site.
 *
 * @param name the mistake
 * @param site where
 * @param change the site with the mistake; none where it cannot be made
 */
public record Mutant(String name, String site, Function<Site, Optional<Site>> change)
    implements Rewrite {
  @Override
  public Site site(Site other) {
    return other.name().equals(site) ? change.apply(other).orElse(other) : other;
  }

  @Override
  public String toString() {
    return name + " at '" + site + "'";
  }
}
