package dev.merapi.effects;

import dev.merapi.distributions.bijector.Family;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.internal.KeyWords;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * The statements of the language, for {@code import static}; comprehensions are in {@link Let}.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="models"}
 */
public final class Models extends Let {
  private Models() {}

  /** The program that does nothing and returns {@code value}. */
  public static <A> Model<A> pure(A value) {
    return new Pure<>(value);
  }

  /** A latent random variable. */
  public static Model<Tensor> sample(String name, Distribution distribution) {
    return sample(Site.latent(name, distribution));
  }

  /** The random variable that {@code site} describes. */
  public static Model<Tensor> sample(Site site) {
    return new Sample<>(site, Pure::new);
  }

  /** Evidence: the variable has this value, shape [B.. E..] or one that broadcasts to it. */
  public static Model<Tensor> observe(String name, Distribution distribution, Tensor value) {
    return sample(Site.of(name, distribution, new Value.Observed(value)));
  }

  /** Evidence: the variable has this value. */
  public static Model<Tensor> observe(String name, Distribution distribution, double value) {
    return observe(name, distribution, Tensor.scalar(value));
  }

  /** Evidence: the variable has this value. */
  public static Model<Tensor> observe(String name, Distribution distribution, int value) {
    return observe(name, distribution, Tensor.scalar(value));
  }

  /** Measured numbers, as the parameters of distributions and operations of tensors take them. */
  public static Tensor data(double... numbers) {
    return Tensor.of(numbers);
  }

  /** Evidence: the elements of a vector. */
  public static Model<Tensor> observe(String name, Distribution distribution, double[] values) {
    return observe(name, distribution, Tensor.of(values));
  }

  /**
   * Evidence where {@code mask} [B..] is 1, and a latent variable elsewhere: the sites {@code
   * name_observed} and {@code name_unobserved}, joined at {@code name}. Missing values may be NaN.
   */
  public static Model<Tensor> observe(
      String name, Distribution distribution, Tensor value, Tensor mask) {
    return new PartlyObserved(name, distribution, value, mask).model();
  }

  /**
   * Evidence in which NaN stands for a number that is not known. For numbers each missing one is a
   * latent variable ({@code name_unobserved}, of these alone), joined with the data at {@code
   * name}; missing counts without a greatest value drop out, since their probabilities sum to 1.
   * For normal vectors, and for independent numbers that are declared to be one event, the elements
   * that are there count by their marginal distribution.
   */
  public static Model<Tensor> observeWithMissing(
      String name, Distribution distribution, Tensor value) {
    return new WithMissing(name, distribution, value).model();
  }

  /** As {@link #observeWithMissing(String, Distribution, Tensor)}, of the elements of a vector. */
  public static Model<Tensor> observeWithMissing(
      String name, Distribution distribution, double[] values) {
    return observeWithMissing(name, distribution, Tensor.of(values));
  }

  /** Adds {@code logFactor} [B..] to the log-density; plates, scale and mask apply to it. */
  public static Model<Tensor> factor(String name, Tensor logFactor) {
    Certain point = Certain.factor(logFactor);
    return sample(Site.of(name, point, new Value.Computed(point.value())));
  }

  /** Adds a number to the log-density; plates, scale and mask apply to it. */
  public static Model<Tensor> factor(String name, double logFactor) {
    return factor(name, Tensor.scalar(logFactor));
  }

  /** Adds a whole number to the log-density; plates, scale and mask apply to it. */
  public static Model<Tensor> factor(String name, int logFactor) {
    return factor(name, Tensor.scalar(logFactor));
  }

  /** Records a number in the trace; adds nothing to the density. */
  public static Model<Tensor> deterministic(String name, double value) {
    return deterministic(name, Tensor.scalar(value));
  }

  /** Records a whole number in the trace; adds nothing to the density. */
  public static Model<Tensor> deterministic(String name, int value) {
    return deterministic(name, Tensor.scalar(value));
  }

  /**
   * Records a value in the trace; adds nothing to the density. All its dims belong to one element.
   */
  public static Model<Tensor> deterministic(String name, Tensor value) {
    return deterministic(name, value, value.rank());
  }

  /** Records a value whose rightmost {@code eventDim} dims belong to one element. */
  public static Model<Tensor> deterministic(String name, Tensor value, int eventDim) {
    return sample(Site.of(name, Certain.value(value, eventDim), new Value.Computed(value)));
  }

  /**
   * A key of the run for draws that are no part of the model, such as the order of data: folded
   * from the name, so that no other draw moves. Handlers do not see it. Plates do not divide it: it
   * is one key for all elements.
   */
  public static Model<Key> key(String name) {
    return sample(Site.latent(name, KeyWords.distribution()).hidden())
        .map(drawn -> drawn.reshape(-1))
        .map(numbers -> Key.of(numbers.get(0)).fold(numbers.get(1)));
  }

  /** A value to be learned, which starts at {@code start}. */
  public static Model<Tensor> param(String name, Tensor start) {
    return param(name, start, Constraints.real());
  }

  /** A number to be learned, which starts at {@code start}. */
  public static Model<Tensor> param(String name, double start) {
    return param(name, Tensor.scalar(start));
  }

  /** A number to be learned, which starts at {@code start}. */
  public static Model<Tensor> param(String name, int start) {
    return param(name, Tensor.scalar(start));
  }

  /** A number to be learned within {@code constraint}, which starts at {@code start}. */
  public static Model<Tensor> param(String name, double start, Constraint constraint) {
    return param(name, Tensor.scalar(start), constraint);
  }

  /** A number to be learned within {@code constraint}, which starts at {@code start}. */
  public static Model<Tensor> param(String name, int start, Constraint constraint) {
    return param(name, Tensor.scalar(start), constraint);
  }

  /** A value to be learned within {@code constraint}, which starts at {@code start}. */
  public static Model<Tensor> param(String name, Tensor start, Constraint constraint) {
    return param(name, _ -> start, constraint);
  }

  /** A value to be learned, whose start is drawn from a key of its own when it is first needed. */
  public static Model<Tensor> param(
      String name, Function<Key, Tensor> start, Constraint constraint) {
    return param(Parameter.of(name, start, constraint, Optional.empty()));
  }

  /**
   * A value to be learned whose rightmost {@code eventDim} dims belong to one element: inside a
   * subsampled plate the program receives the part of the elements that take part.
   */
  public static Model<Tensor> param(
      String name, Function<Key, Tensor> start, Constraint constraint, int eventDim) {
    return param(Parameter.of(name, start, constraint, Optional.of(eventDim)));
  }

  /** The value to be learned that {@code parameter} describes. */
  public static Model<Tensor> param(Parameter parameter) {
    return new Param<>(parameter, Pure::new);
  }

  /** A plate of {@code size} elements, to be given options and a body. */
  public static Plating plate(String name, int size) {
    return Plating.of(name, size);
  }

  /**
   * The body, once, for {@code size} independent elements along the rightmost free batch dim.
   *
   * @throws ModelException if the size is below 1; when it runs, if two plates collide at a dim
   */
  public static <B> Model<B> plate(String name, int size, Function<Indices, Model<B>> body) {
    return plate(name, size).each(body);
  }

  /**
   * A plate with an element for each label, to be given options and a body; results carry the
   * labels, as in {@code theta[Choate]}.
   */
  public static Plating plate(String name, List<String> labels) {
    return Plating.of(name, labels);
  }

  /**
   * The body, once, for independent elements with labels along the rightmost free batch dim.
   *
   * @throws ModelException if the size is below 1; when it runs, if two plates collide at a dim
   */
  public static <B> Model<B> plate(
      String name, List<String> labels, Function<Indices, Model<B>> body) {
    return plate(name, labels).each(body);
  }

  /**
   * The body in a stack of plates, one for each size, named {@code prefix_0}, {@code prefix_1}, …,
   * along neighbouring dims; the last size is the rightmost, at dim −1.
   */
  public static <B> Model<B> plateStack(
      String prefix, Shape sizes, Function<List<Indices>, Model<B>> body) {
    return plateStack(prefix, sizes, Vector.empty(), body);
  }

  private static <B> Model<B> plateStack(
      String prefix, Shape sizes, Vector<Indices> outer, Function<List<Indices>, Model<B>> body) {
    int i = outer.size();
    return i == sizes.rank()
        ? body.apply(outer.asJava())
        : plate(prefix + "_" + i, sizes.size(i))
            .dim(i - sizes.rank())
            .each(indices -> plateStack(prefix, sizes, outer.append(indices), body));
  }

  /**
   * A program inside of a plate's body that is the same for all its elements: its sites are neither
   * broadcast nor scaled by that plate, and do not belong to it. Other plates are as they were.
   *
   * @throws ModelException when it runs outside of the body of that plate
   */
  public static <B> Model<B> blockPlate(Indices plate, Model<B> body) {
    return new Model.Plate<>(Extent.of(new Extent.Outside(plate)), _ -> body, Pure::new);
  }

  /** A network as a function; its parameters are declared as {@code name/…}. */
  public static Model<UnaryOperator<Tensor>> module(String name, Network network) {
    return new Scope(name).on(network.model());
  }

  /**
   * A member of a family, such as a flow of {@code Flows}; its weights are declared as parameters
   * {@code name/…}, which start as the family says.
   */
  public static <T> Model<T> member(String name, Family<T> family) {
    return traverse(
            family.weights(),
            weight -> param(name + "/" + weight.name(), weight::start, Constraints.real()))
        .map(values -> family.at(values));
  }

  /**
   * The body for one of {@code size} independent elements after the other; the results in order.
   */
  public static <B> Model<List<B>> plateSequential(
      String name, int size, IntFunction<Model<B>> body) {
    return plate(name, size).sequentially(body);
  }

  /** One program after the other for each element; the results in order. */
  public static <X, B> Model<List<B>> traverse(
      Iterable<? extends X> elements, Function<? super X, Model<B>> body) {
    return fold(elements, Vector.<B>empty(), (results, x) -> body.apply(x).map(results::append))
        .map(Vector::asJava);
  }

  /** A state carried through one program after the other. */
  public static <X, S> Model<S> fold(
      Iterable<? extends X> elements, S start, BiFunction<S, ? super X, Model<S>> body) {
    return fold(Vector.ofAll(elements), 0, start, body);
  }

  /**
   * A state carried through the steps of a Markov chain: what happens at one step depends on the
   * results of the last {@code history ≥ 1} steps and on nothing before, which the body has to
   * honour. Enumeration then needs history + 1 dims for a chain of any length.
   */
  public static <X, S> Model<S> markov(
      String chain,
      int history,
      Iterable<? extends X> elements,
      S start,
      BiFunction<S, ? super X, Model<S>> body) {
    requireHistory(chain, history);
    return fold(
        Vector.ofAll(elements).zipWithIndex(),
        start,
        (state, next) ->
            new Markov(new MarkovStep(chain, next._2, history)).on(body.apply(state, next._1)));
  }

  /**
   * A state carried down a tree, from each node to its children; the results as a tree. What
   * happens at a node depends on the results of its last {@code history ≥ 1} ancestors. Branches do
   * not depend on each other, so enumeration needs history + 1 dims for a tree of any size.
   */
  public static <X, S> Model<Tree<S>> markovTree(
      String name, int history, Tree<X> tree, S start, BiFunction<S, ? super X, Model<S>> body) {
    requireHistory(name, history);
    return descend(new MarkovStep(name, 0, history), tree, start, body);
  }

  private static <X, S> Model<Tree<S>> descend(
      MarkovStep step, Tree<X> node, S state, BiFunction<S, ? super X, Model<S>> body) {
    boolean forks = node.children().size() > 1;
    return new Markov(step)
        .on(body.apply(state, node.value()))
        .flatMap(
            own ->
                traverse(
                        Vector.ofAll(node.children()).zipWithIndex(),
                        child -> descend(step.below(forks, child._2), child._1, own, body))
                    .map(below -> new Tree<>(own, below)));
  }

  private static void requireHistory(String chain, int history) {
    if (history < 1) {
      throw new ModelException(
          "The Markov chain '%s' has history %d; a step depends on at least 1 step before, so use a plate for independent steps"
              .formatted(chain, history));
    }
  }

  private static <X, S> Model<S> fold(
      Vector<? extends X> elements, int i, S state, BiFunction<S, ? super X, Model<S>> body) {
    return i == elements.size()
        ? pure(state)
        : body.apply(state, elements.get(i))
            .flatMap(changed -> fold(elements, i + 1, changed, body));
  }
}
