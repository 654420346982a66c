package dev.merapi.infer.discrete;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.markovTree;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.Model;
import dev.merapi.effects.Run;
import dev.merapi.effects.Tree;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.infer.LogDensity;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Hidden states down a tree are summed out branch by branch. */
class MarkovTreeExamples {
  private static final Key KEY = Key.of(1);

  private static Model<Tensor> node(Tensor above, int i) {
    return sample("z" + i, bernoulli(above.times(0.6).plus(0.2)))
        .flatMap(z -> observe("y" + i, normal(z, 1), Math.sin(i)).map(_ -> z));
  }

  /** Two children at each node, four levels deep, the last of them with a chain below it. */
  private static Tree<Integer> tree(int number, int depth) {
    return depth == 0
        ? Tree.of(number, Tree.of(number + 100, Tree.of(number + 200)))
        : Tree.of(number, tree(2 * number, depth - 1), tree(2 * number + 1, depth - 1));
  }

  private static Model<?> model(Tree<Integer> tree) {
    return markovTree("tree", 1, tree, Tensor.scalar(0), MarkovTreeExamples::node);
  }

  @Test
  void theSumIsThatOverAllWorlds() {
    Model<?> model = model(tree(1, 1));
    double worlds = Run.run(KEY, EnumerateSequential.all(model)).logEvidence().item();
    double sum = density(model);
    assertEquals(worlds, sum, 1e-10);
  }

  @Test
  void aGreaterTreeIsTheSumOverItsRootOfItsBranches() {
    double both = density(model(tree(1, 4)));
    double root = 0;
    for (int z = 0; z < 2; z++) {
      Tensor value = Tensor.scalar(z);
      double own =
          bernoulli(0.2).logProb(value).item()
              + normal(z, 1).logProb(Tensor.scalar(Math.sin(1))).item();
      double below = 0;
      for (int child = 2; child < 4; child++) {
        Tree<Integer> branch = tree(child, 3);
        below += density(markovTree("tree", 1, branch, value, MarkovTreeExamples::node));
      }
      root += Math.exp(own + below);
    }
    assertEquals(Math.log(root), both, 1e-10);
  }

  private static double density(Model<?> model) {
    return LogDensity.of(model).potential().logDensityAndGradient(new double[0], new double[0]);
  }
}
