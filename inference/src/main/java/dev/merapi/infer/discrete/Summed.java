package dev.merapi.infer.discrete;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.infer.internal.discrete.OneWorld;
import dev.merapi.infer.internal.discrete.SummedOut;
import dev.merapi.infer.internal.sum.Phrases;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program in which discrete sites are summed out exactly, given the others: whatever runs it sees
 * p(y | x) = Σ p(y, z | x) in place of p(y | x, z), one factor for each site of evidence, called as
 * that site is. A population of particles of it has evidence of less variance for as many particles
 * (Rao and Blackwell), and its weights do not depend on luck with z; the program is one as any
 * other, for particle Gibbs, moves and streams too.
 *
 * <p>Sites of evidence that share no summed site are summed by themselves. Those that do, as along
 * a hidden Markov chain, are summed together again at each of them, so that a chain of T steps
 * costs T² of one.
 *
 * {@snippet :
 * Particles<Tensor> filtered = Smc.of(100).run(Summed.of(model).program(), Key.of(1));
 * }
 *
 * @param model the program
 * @param sites the names of those that are summed out
 */
public record Summed<A>(Model<A> model, Set<String> sites) {
  /** Copies the names. */
  public Summed {
    sites = Collections.unmodifiableSet(new LinkedHashSet<>(sites));
  }

  /**
   * All discrete sites with finitely many values are summed out, unless the distribution of a site
   * that cannot be summed depends on them, or the program looks at their numbers: found by a run.
   */
  public static <A> Summed<A> of(Model<A> model) {
    return new Summed<>(model, SummedOut.sites(model));
  }

  /**
   * These are summed out.
   *
   * @throws ModelException if one is no site with finitely many values, the distribution of a site
   *     that is drawn depends on it, or the program looks at its number
   */
  public static <A> Summed<A> of(Model<A> model, String... sites) {
    Set<String> chosen = new LinkedHashSet<>(List.of(sites));
    Set<String> possible = SummedOut.sites(model);
    Set<String> others = new LinkedHashSet<>(chosen);
    others.removeAll(possible);
    if (!others.isEmpty()) {
      throw new ModelException(
          ("The sites %s cannot be summed out: that can be done with %s. A summed site has finitely"
                  + " many values, no site that is drawn depends on it, and the program looks at no"
                  + " number of it.")
              .formatted(
                  Phrases.quoted(others), possible.isEmpty() ? "none" : Phrases.quoted(possible)));
    }
    return new Summed<>(model, chosen);
  }

  /**
   * The program without these sites. What it returns must not depend on them, and computed sites
   * that do are gone; {@link #draw} has them.
   */
  public Model<A> program() {
    return SummedOut.from(marked());
  }

  private Model<A> marked() {
    return OneWorld.MARKED.on(SummedOut.marks(sites).on(model));
  }

  /** What is sampled, what is summed, and how: in what order, over which tables. */
  public String explain() {
    return SummedOut.explain(marked());
  }

  /**
   * An exact draw of the summed sites given the others: of a particle, for example.
   *
   * @param values of all other latent sites
   */
  public Map<String, Tensor> draw(Map<String, Tensor> values, Key key) {
    return InferDiscrete.draw(new Substitute(values).on(model), key);
  }
}
