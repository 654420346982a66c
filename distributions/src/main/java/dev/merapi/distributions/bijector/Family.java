package dev.merapi.distributions.bijector;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Networks or bijectors of one form, a member for every value of the {@code weights}: what is
 * learnt are these tensors, of any optimiser, and the rest is a function of them. Weights may be
 * symbolic, and may have batch axes on the left, which belong to the member.
 */
public record Family<T>(List<NetworkWeight> weights, Function<List<Tensor>, ? extends T> member) {
  /** Copies the list. */
  public Family {
    weights = List.copyOf(weights);
  }

  /** A family with the given weights. */
  public static <T> Family<T> of(
      Function<List<Tensor>, ? extends T> member, NetworkWeight... weights) {
    return new Family<>(List.of(weights), member);
  }

  /** The family of one member, without weights. */
  public static <T> Family<T> constant(T only) {
    return of(_ -> only);
  }

  /**
   * The member for some weights, in order.
   *
   * @throws ShapeException if the weights have other shapes than the family wants
   */
  public T at(List<? extends Tensor> values) {
    List<Shape> given = values.stream().map(Tensor::shape).toList();
    if (given.size() != weights.size()
        || !IntStream.range(0, given.size()).allMatch(i -> fits(given.get(i), weights.get(i)))) {
      throw new ShapeException(
          "The weights have shapes %s, but this family wants %s; Family.start gives the first ones"
              .formatted(given, weights));
    }
    return member.apply(List.copyOf(values));
  }

  private static boolean fits(Shape given, NetworkWeight weight) {
    return given.rank() >= weight.shape().rank()
        && given.takeRight(weight.shape().rank()).equals(weight.shape());
  }

  /** The weights to begin with, one tensor each; their keys are folded from their names. */
  public List<Tensor> start(Key key) {
    return weights.stream().map(weight -> weight.start(key.fold(weight.name()))).toList();
  }

  /** How many numbers the weights are. */
  public int size() {
    return weights.stream().mapToInt(weight -> weight.shape().count()).sum();
  }

  /** The member whose weights lie in one vector, one after the other: [.., size] has batch [..]. */
  public T unpacked(Tensor vector) {
    List<Tensor> values = new ArrayList<>();
    int from = 0;
    for (NetworkWeight weight : weights) {
      int to = from + weight.shape().count();
      Shape shape = vector.shape().dropRight(1).append(weight.shape());
      values.add(vector.slice(-1, from, to).reshape(shape));
      from = to;
    }
    return at(values);
  }

  /** What a function makes of the members. */
  public <U> Family<U> map(Function<? super T, ? extends U> function) {
    return new Family<>(weights, values -> function.apply(member.apply(values)));
  }

  /** Both families side by side, each with its own weights, named "0/…" and "1/…". */
  public <U, V> Family<V> with(
      Family<U> other, BiFunction<? super T, ? super U, ? extends V> function) {
    int own = weights.size();
    return new Family<>(
        Stream.concat(within("0"), other.within("1")).toList(),
        values ->
            function.apply(
                member.apply(values.subList(0, own)),
                other.member.apply(values.subList(own, values.size()))));
  }

  /** The family n times, each time with weights of its own, named "0/…", "1/…" and so on. */
  public Family<List<T>> repeated(int n) {
    int own = weights.size();
    return new Family<>(
        IntStream.range(0, n).boxed().flatMap(i -> within(Integer.toString(i))).toList(),
        values ->
            IntStream.range(0, n)
                .mapToObj(i -> (T) member.apply(values.subList(i * own, (i + 1) * own)))
                .toList());
  }

  private Stream<NetworkWeight> within(String scope) {
    return weights.stream().map(weight -> weight.within(scope));
  }
}
