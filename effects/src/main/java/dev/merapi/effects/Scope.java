package dev.merapi.effects;

/**
 * Puts {@code prefix} and a divider before the names of sites, plates, parameters and Markov
 * chains, so that a program can be used twice in another. The outermost prefix comes first.
 *
 * <p>Laws: {@code scope(a) ∘ scope(b) = scope(a + divider + b)}; a handler inside addresses the
 * short names, one outside the long ones.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="scope"}
 */
public record Scope(String prefix, String divider) implements Rewrite {
  /** With "/" between prefix and name. */
  public Scope(String prefix) {
    this(prefix, "/");
  }

  @Override
  public Site site(Site site) {
    return site.renamed(name(site.name())).placed(site.place().renamed(this::name));
  }

  @Override
  public Parameter parameter(Parameter parameter) {
    return parameter.renamed(name(parameter.name())).placed(parameter.place().renamed(this::name));
  }

  private String name(String inner) {
    return prefix + divider + inner;
  }
}
