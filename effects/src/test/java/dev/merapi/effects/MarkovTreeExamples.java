package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.effects.Models.markovTree;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.enumerate.EnumerateParallel;
import dev.merapi.effects.internal.check.Sight;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MarkovTreeExamples {
  /** a with children b and c; b with children d and e, c with the child f. */
  private static final Tree<String> TREE =
      Tree.of("a", Tree.of("b", Tree.of("d"), Tree.of("e")), Tree.of("c", Tree.of("f")));

  private static Model<Tensor> child(Tensor parent, String name) {
    return sample(name, bernoulli(parent.times(0.5).plus(0.25)));
  }

  private static Trace laid(Model<?> model) {
    Model<?> marked = new ConfigEnumerate().on(model);
    return Trace.run(Key.of(1), new Sight().on(EnumerateParallel.leftOf(0).on(marked))).trace();
  }

  private static int dim(Trace trace, String name) {
    return trace.sampled(name).get().site().place().dims().entrySet().stream()
        .filter(dim -> dim.getValue().equals(name))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  @Test
  void twoDimsAreEnoughForATree() {
    Model<Tree<Tensor>> model =
        markovTree("tree", 1, TREE, Tensor.scalar(0), MarkovTreeExamples::child);
    Trace trace = laid(model);
    assertEquals("abdecf", trace.latents().stream().map(Entry::name).collect(Collectors.joining()));
    assertEquals(
        List.of(-1, -2, -1, -1, -2, -1),
        trace.latents().stream().map(entry -> dim(trace, entry.name())).toList());
  }

  @Test
  void theResultsAreATree() {
    Model<Tree<String>> paths =
        markovTree("tree", 1, TREE, "", (above, name) -> pure(above + name));
    assertEquals("(a (ab abd abe) (ac acf))", Run.run(Key.of(1), paths).toString());
  }

  @Test
  void branchesDoNotDependOnEachOther() {
    Tensor[] seen = {Tensor.scalar(0)};
    Model<?> model =
        markovTree(
            "tree",
            1,
            TREE,
            Tensor.scalar(0),
            (parent, name) ->
                child(name.equals("f") ? seen[0] : parent, name)
                    .map(
                        value -> {
                          seen[0] = name.equals("e") ? value : seen[0];
                          return value;
                        }));
    String message =
        String.valueOf(assertThrows(ModelException.class, () -> laid(model)).getMessage());
    assertTrue(message.contains("Site 'f'") && message.contains("'e'"), message);
    assertTrue(message.contains("another branch of the Markov tree 'tree'"), message);
  }

  /**
   * Steps of one depth without a branch see each other, as neighbours that depend on each other.
   */
  @Test
  void stepsOfOneDepthInOneBranchAreInSightOfEachOther() {
    Model<Tensor> left = new Markov(new MarkovStep("tree", 1, 1)).on(child(Tensor.scalar(0), "l"));
    Model<Tensor> both =
        left.flatMap(l -> new Markov(new MarkovStep("tree", 1, 1)).on(child(l, "r")));
    Trace trace = laid(both);
    assertEquals(-1, dim(trace, "l"));
    assertEquals(-2, dim(trace, "r"));
  }

  /** The nodes of the tree as steps that neighbours may depend on, in some order. */
  private static Model<?> neighbours(String order) {
    return Models.traverse(
        Vector.ofAll(order.toCharArray()),
        name -> {
          int depth = name == 'a' ? 0 : name < 'd' ? 1 : 2;
          Model<Tensor> node = sample("" + name, bernoulli(0.5));
          return new Markov(new MarkovStep("tree", depth, 1)).on(node);
        });
  }

  @Test
  void neighboursThatDependOnEachOtherAreVisitedLevelByLevel() {
    Trace trace = laid(neighbours("abcdef"));
    assertEquals(-5, dim(trace, "f"));
    String message =
        String.valueOf(
            assertThrows(ModelException.class, () -> laid(neighbours("abdecf"))).getMessage());
    assertTrue(message.contains("Site 'f'") && message.contains("share dim -1"), message);
    assertTrue(message.contains("'c'") && message.contains("'d'"), message);
    assertTrue(message.contains("use markovTree"), message);
  }
}
