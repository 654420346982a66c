package dev.merapi.effects.handler;

import dev.merapi.effects.Parameter;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Hides sites from the handlers further out; handlers further in have acted already. A hidden site
 * is still drawn by whoever runs the program, with the key it always has.
 *
 * <p>Laws: idempotent; {@code run(k, block on m) = run(k, m)}; a rewrite outside of a block that
 * hides everything is the identity. Does not commute with any rewrite that changes a hidden site.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="block"}
 */
public record Block(Predicate<Site> sites, Predicate<Parameter> parameters, Set<String> names)
    implements Rewrite {
  /** Copies the names. */
  public Block {
    names = Set.copyOf(names);
  }

  /** Hides everything. */
  public static Block all() {
    return new Block(_ -> true, _ -> true, Set.of());
  }

  /** Hides the sites and parameters of these names. */
  public static Block hide(String... names) {
    Set<String> hidden = Set.copyOf(List.of(names));
    return new Block(site -> hidden.contains(site.name()), p -> hidden.contains(p.name()), hidden);
  }

  /** Hides all but the sites and parameters of these names. */
  public static Block expose(String... names) {
    Set<String> shown = Set.copyOf(List.of(names));
    return new Block(site -> !shown.contains(site.name()), p -> !shown.contains(p.name()), shown);
  }

  /** Hides the sites that fulfil {@code condition}; no parameter. */
  public static Block where(Predicate<Site> condition) {
    return new Block(condition, _ -> false, Set.of());
  }

  @Override
  public Site site(Site site) {
    return sites.test(site) ? site.hidden() : site;
  }

  @Override
  public Parameter parameter(Parameter parameter) {
    return parameters.test(parameter) ? parameter.hidden() : parameter;
  }
}
