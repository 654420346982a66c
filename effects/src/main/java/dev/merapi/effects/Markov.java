package dev.merapi.effects;

/**
 * Declares that the program is one step of a chain, so that later steps beyond the history do not
 * depend on it. Densities and draws stay as they are.
 *
 * <p>Law: commutes with every rewrite that does not ask for places.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="markov"}
 */
public record Markov(MarkovStep step) implements Rewrite {
  @Override
  public Site site(Site site) {
    return site.placed(site.place().at(step));
  }
}
