package dev.merapi.distributions.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Shapes of distributions follow from the shapes of their parameters, without numbers. */
class InferredShapesLaws {
  @TestFactory
  Stream<DynamicTest> shapesFollowFromShapes() {
    return Specimens.all().stream().map(s -> DynamicTest.dynamicTest(s.name(), () -> shapes(s)));
  }

  private static void shapes(Specimen s) {
    Shape[] shapes = s.parameters().stream().map(Tensor::shape).toArray(Shape[]::new);
    Distribution distribution = s.distribution();
    InferredShapes expected =
        new InferredShapes(distribution.batchShape(), distribution.eventShape());
    assertEquals(expected, InferredShapes.of(p -> s.builder().apply(List.of(p)), shapes));
  }

  @Test
  void parametersBroadcast() {
    InferredShapes shapes =
        InferredShapes.of(p -> Normal.of(p[0], p[1]), Shape.of(3, 1), Shape.of(4));
    assertEquals(new InferredShapes(Shape.of(3, 4), Shape.SCALAR), shapes);
  }
}
