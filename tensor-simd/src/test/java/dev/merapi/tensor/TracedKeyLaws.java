package dev.merapi.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.op.KeyedNoise;
import dev.merapi.tensor.internal.op.Subset;
import dev.merapi.tensor.internal.random.NoiseDraw;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What is derived from a traced key, or drawn under it, has the bits of a known key. */
class TracedKeyLaws {
  private static final long EXACT = 1L << 53;

  /** A function of a key, traced, at a key: interpreted and compiled. */
  private static Dense traced(Function<Key, Tensor> function, Key key) {
    Symbolic.Input words = Symbolic.Input.of("key", Shape.of(4));
    Tensor output = function.apply(Key.ofWords(words));
    Graph graph = Graph.of(List.of(words), List.of(output));
    double[][] given = {key.words().toArray()};
    double[][] interpreted = {new double[output.shape().count()]};
    double[][] compiled = {new double[output.shape().count()]};
    Interpreter.of(graph).run(given, interpreted);
    Compiled.of(graph).run(given, compiled);
    assertArrayEquals(interpreted[0], compiled[0]);
    return new Dense(compiled[0], output.shape());
  }

  private static void same(Function<Key, Tensor> function, Key key) {
    assertEquals(function.apply(key).dense(), traced(function, key));
  }

  @Property(tries = 100)
  void wordsAreTheKey(@ForAll long k0, @ForAll long k1) {
    Key key = new Key.Known(k0, k1);
    assertEquals(key, Key.ofWords(key.words()));
  }

  @Property(tries = 100)
  void derivationsAreThoseOfAKnownKey(
      @ForAll long seed, @ForAll long n, @ForAll String name, @ForAll @IntRange(max = 3) int i) {
    same(key -> key.fold(n).fold(name).split(i + 1).get(i).words(), Key.of(seed));
  }

  @Property(tries = 200)
  void computedNumbersAreFoldedLikeKnownOnes(
      @ForAll long seed, @ForAll @LongRange(min = -EXACT, max = EXACT) long n) {
    Key key = Key.of(seed);
    assertEquals(key.fold(n), key.fold(Tensor.scalar((double) n)));
    assertEquals(key.fold(n).words(), key.fold(Tensor.of(1, (double) n)).words().get(1));
    Symbolic.Input number = Symbolic.Input.of("n", Shape.SCALAR);
    Graph graph = Graph.of(List.of(number), List.of(key.fold(number).words()));
    assertEquals(key.fold(n).words(), graph.apply(List.of(Tensor.scalar((double) n))).getFirst());
  }

  @Property(tries = 60)
  void noiseAndSubsetsAreThoseOfAKnownKey(
      @ForAll long seed, @ForAll @IntRange(max = 600) int n, @ForAll @IntRange(max = 40) int k) {
    Key key = Key.of(seed);
    for (NoiseDraw.Kind kind : NoiseDraw.Kind.values()) {
      same(at -> KeyedNoise.of(kind, at.fold("x"), Shape.of(n)), key);
      same(at -> KeyedNoise.of(kind, at.fold("x"), Shape.SCALAR), key);
    }
    same(at -> Subset.of(at, n, Math.min(n, k)), key);
  }

  @Property(tries = 60)
  void aBatchOfKeysIsOneAfterTheOther(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int n) {
    Key key = Key.of(seed);
    Key batch = key.fold(Tensor.arange(n));
    Tensor normals = KeyedNoise.of(NoiseDraw.Kind.NORMAL, batch.fold("x"), Shape.of(2, 3));
    Tensor subsets = Subset.of(batch, 50, 2);
    for (int i = 0; i < n; i++) {
      Key one = key.fold(i);
      assertEquals(one.words(), batch.words().get(i));
      assertEquals(
          KeyedNoise.of(NoiseDraw.Kind.NORMAL, one.fold("x"), Shape.of(2, 3)), normals.get(i));
      assertEquals(Subset.of(one, 50, 2), subsets.get(i));
    }
  }

  @Example
  void equalDerivationsAreOneLine() {
    Symbolic.Input words = Symbolic.Input.of("key", Shape.of(4));
    Key key = Key.ofWords(words);
    Graph graph =
        Graph.of(
            List.of(words), List.of(key.fold("a").words(), Key.ofWords(words).fold("a").words()));
    assertEquals(graph.outputs().get(0), graph.outputs().get(1));
    Graph different = Graph.of(List.of(words), List.of(key.fold(1).words(), key.fold(2).words()));
    assertTrue(!different.outputs().get(0).equals(different.outputs().get(1)));
  }

  @Example
  void aTracedKeyHasNoNumbers() {
    Key key = Key.ofWords(Symbolic.Input.of("the key", Shape.of(4)));
    var none = assertThrows(SymbolicValueException.class, () -> key.fold("x").k0());
    assertTrue(none.getMessage().contains("the key"), none.getMessage());
    Key recorded = Key.ofWords(Symbolic.Input.recorded("key", Key.of(3).words().dense()));
    assertEquals(Key.of(3).fold("x").k1(), recorded.fold("x").k1());
    assertThrows(ShapeException.class, () -> Key.ofWords(Tensor.of(1, 2, 3)));
    assertThrows(ShapeException.class, () -> Key.of(1).fold(Tensor.of(1, 2)).k0());
  }
}
