package dev.merapi.effects;

import io.vavr.collection.Vector;
import java.util.List;

/**
 * One step of a chain around a site: what happens at {@code position} depends on the last {@code
 * history} steps of {@code chain} and on nothing before them.
 *
 * @param chain the name of the chain, or of the tree
 * @param position how many steps are before it on the way here
 * @param history how many of them it may depend on
 * @param branch which way was taken at each fork of a tree; branches that part do not depend on
 *     each other. Empty in a chain
 */
public record MarkovStep(String chain, int position, int history, List<Integer> branch) {
  /**
   * Keeps the branch as a persistent list: the steps of a deep tree share what they have in common.
   */
  public MarkovStep {
    branch = Vector.ofAll(branch).asJava();
  }

  /** A step of a chain without forks. */
  public MarkovStep(String chain, int position, int history) {
    this(chain, position, history, List.of());
  }

  /** Whether what happens at {@code later} may depend on this step. */
  public boolean reaches(MarkovStep later) {
    int age = later.position - position;
    return chain.equals(later.chain)
        && age >= 0
        && age <= later.history
        && Vector.ofAll(later.branch).startsWith(branch);
  }

  /** The step of a child; of a node that forks, the child with this number. */
  MarkovStep below(boolean forks, int child) {
    return new MarkovStep(
        chain, position + 1, history, forks ? Vector.ofAll(branch).append(child).asJava() : branch);
  }

  /** This step of a chain of another name. */
  MarkovStep renamed(String other) {
    return new MarkovStep(other, position, history, branch);
  }
}
