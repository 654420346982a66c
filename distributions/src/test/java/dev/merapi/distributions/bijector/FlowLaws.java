package dev.merapi.distributions.bijector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.internal.specimen.Bijectors;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.distributions.transform.Flows;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.compile.Jit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Derivatives of bijectors by what they transform and by their weights, and members in batches. */
class FlowLaws {
  private static final Key KEY = Key.of(5);

  private static Stream<DynamicTest> each(Consumer<Bijectors.Learnt> consumer) {
    return Bijectors.families().stream()
        .map(f -> DynamicTest.dynamicTest(f.toString(), () -> consumer.accept(f)));
  }

  private static Tensor tilted(Tensor x) {
    Tensor tilt = Tensor.arange(x.shape().count()).plus(1).sqrt().reshape(x.shape());
    return x.times(tilt).sum();
  }

  /** The gradient along one direction, against the central difference along it. */
  private static void difference(Function<Tensor, Tensor> function, Tensor at) {
    Tensor direction = BijectorLaws.normals(at.shape(), KEY.fold("direction"));
    double slope = Gradient.at(function, at).times(direction).sum().item();
    double h = 1e-6;
    double up = function.apply(at.plus(direction.times(h))).item();
    double down = function.apply(at.minus(direction.times(h))).item();
    double expected = (up - down) / (2 * h);
    assertEquals(expected, slope, 3e-6 * Math.max(1, Math.abs(expected)));
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfMapAndDeterminantAreDifferences() {
    return BijectorLaws.each(
        s -> {
          Bijector f = s.bijector();
          Bijector onto = BijectTo.of(f.domain());
          Function<Tensor, Tensor> both =
              u -> {
                Tensor x = onto.forward(u);
                Tensor y = f.forward(x);
                return tilted(y).plus(f.logAbsDetJacobian(x, y).sum());
              };
          difference(both, onto.inverse(BijectorLaws.points(s)));
        });
  }

  @TestFactory
  Stream<DynamicTest> gradientsThroughTheInverseUndoThoseThroughTheMap() {
    return BijectorLaws.each(
        s -> {
          Bijector f = s.bijector();
          Bijector onto = BijectTo.of(f.domain());
          Tensor u = onto.inverse(BijectorLaws.points(s));
          Tensor there = Gradient.at(v -> tilted(f.inverse(f.forward(onto.forward(v)))), u);
          BijectorLaws.near("gradient", Gradient.at(v -> tilted(onto.forward(v)), u), there, 1e-7);
        });
  }

  /** ln |det| of f⁻¹ and f⁻¹ itself, at given y, as functions of all weights in one vector. */
  @TestFactory
  Stream<DynamicTest> gradientsByWeightsAreDifferences() {
    return each(
        f -> {
          Tensor y = f.member().bijector().forward(BijectorLaws.points(f.member()));
          difference(weights -> score(f.family().unpacked(weights), y), packed(f));
        });
  }

  private static Tensor score(Bijector f, Tensor y) {
    Tensor x = f.inverse(y);
    return tilted(x).minus(f.logAbsDetJacobian(x, y).expand(y.shape().takeLeft(1)).sum());
  }

  private static Tensor packed(Bijectors.Learnt f) {
    List<Tensor> start = f.family().start(Key.of(4));
    return Tensor.concat(0, start.stream().map(w -> w.reshape(-1)).toArray(Tensor[]::new));
  }

  @TestFactory
  Stream<DynamicTest> compiledScoresAndGradientsAreTheInterpretedOnes() {
    return each(
        f -> {
          Tensor y = f.member().bijector().forward(BijectorLaws.points(f.member()));
          Tensor weights = packed(f);
          Jit jit =
              Jit.of(
                  in -> {
                    Tensor value = score(f.family().unpacked(in.get(0)), in.get(1));
                    return List.of(value, Gradient.of(value, List.of(in.get(0))).getFirst());
                  });
          List<Tensor> compiled = jit.apply(List.of(weights, y));
          Symbolic.Input input = Symbolic.Input.recorded("weights", weights.dense());
          Tensor value = score(f.family().unpacked(input), y);
          Tensor gradient = Gradient.ofRecorded(value, List.of(input)).getFirst();
          BijectorLaws.near("score", value.dense(), compiled.get(0), 1e-11);
          BijectorLaws.near("gradient", gradient.dense(), compiled.get(1), 1e-9);
        });
  }

  /** The conditional twin at many contexts is the twins at each of them. */
  @TestFactory
  Stream<DynamicTest> membersInABatchAreTheMembersOneByOne() {
    return each(
        f -> {
          Family<Conditional> twins = Flows.conditional(f.family(), 2, 4);
          Conditional twin = twins.at(twins.start(KEY));
          Tensor contexts = BijectorLaws.normals(Shape.of(3, 2), KEY.fold("contexts"));
          Tensor x = BijectorLaws.normals(Shape.of(3).append(f.event()), KEY.fold("points"));
          Bijector all = twin.given(contexts);
          Tensor y = all.forward(x);
          Tensor logDet = all.logAbsDetJacobian(x, y).expand(Shape.of(3));
          List<Tensor> forwards = new ArrayList<>();
          List<Tensor> logDets = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            Bijector one = twin.given(contexts.get(i));
            forwards.add(one.forward(x.get(i)));
            logDets.add(one.logAbsDetJacobian(x.get(i), forwards.get(i)));
          }
          BijectorLaws.near("map", Tensor.stack(0, forwards.toArray(Tensor[]::new)), y, 1e-12);
          BijectorLaws.near(
              "ln |det|", Tensor.stack(0, logDets.toArray(Tensor[]::new)), logDet, 1e-12);
          BijectorLaws.near("inverse", x, all.inverse(y), 1e-8);
          Tensor inverse = twin.inverse().given(contexts).forward(y);
          BijectorLaws.near("inverse of the twin", x, inverse, 1e-8);
          assertTrue(
              y.get(0).minus(twin.given(contexts.get(1)).forward(x.get(0))).abs().max().item()
                  > 1e-4);
        });
  }

  @Test
  void weightsOfAnotherShapeAreRefusedInASentence() {
    Family<Bijector> planar = Flows.planar(3);
    List<Tensor> wrong = List.of(Tensor.of(1, 2), Tensor.of(1, 2, 3), Tensor.scalar(0));
    String message = assertThrows(ShapeException.class, () -> planar.at(wrong)).getMessage();
    assertTrue(message.contains("[2]") && message.contains("Family.start"), message);
    assertEquals(7, planar.size());
  }

  @Test
  void familiesKeepTheirWeightsApart() {
    Family<Bijector> three = Flows.iterated(3, Flows.planar(2));
    assertEquals(9, three.weights().size());
    assertEquals("2/bias", three.weights().getLast().name());
    List<Tensor> start = three.start(KEY);
    assertTrue(!start.get(0).equals(start.get(3)));
    assertEquals(start, three.start(KEY));
  }

  @Test
  void aCouplingThatKeepsAllOrNothingIsRefusedInASentence() {
    for (int kept : new int[] {0, 3}) {
      String message =
          assertThrows(ShapeException.class, () -> Flows.coupling(3, kept, 4, Flows.affine()))
              .getMessage();
      assertTrue(message.contains("3 elements") && message.contains("kept is " + kept), message);
    }
  }

  @Test
  void fixedPartsHaveNoWeightsAndRepetitionsShareThem() {
    Permute turn = new Permute(List.of(1, 2, 0));
    Family<Bijector> planar = Flows.planar(3);
    Family<Composition> both = planar.with(Family.constant(turn), Composition::of);
    assertEquals(planar.size(), both.size());
    List<Tensor> start = planar.start(KEY);
    Tensor x = Tensor.of(0.3, -1, 2);
    Tensor once = planar.at(start).forward(x);
    assertEquals(turn.forward(once), both.at(start).forward(x));
    Tensor twice = planar.at(start).forward(once);
    assertEquals(twice, Composition.repeated(2, planar.at(start)).forward(x));
  }

  @Test
  void conditionalMapsAreChainedInOneContext() {
    Conditional shift = context -> new Affine(context, Tensor.scalar(1));
    Conditional scale = context -> new Affine(Tensor.scalar(0), context);
    Tensor context = Tensor.scalar(3);
    assertEquals(15, shift.then(scale).given(context).forward(Tensor.scalar(2)).item());
    assertEquals(2, shift.then(scale).inverse().given(context).forward(Tensor.scalar(15)).item());
  }
}
