package dev.merapi.distributions.definition;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record of a distribution does not exist with a parameter outside of its set. */
class ConstructorLaws {
  static List<Specimen> specimens() {
    return Specimens.all().stream().filter(each -> each.distribution() instanceof Record).toList();
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void noConstructorTakesWhatIsNoNumber(Specimen specimen) throws ReflectiveOperationException {
    Record record = (Record) specimen.distribution();
    Class<?> type = record.getClass();
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Object[] values = values(record, components);
      @Nullable Object bad = broken(values[i]);
      if (bad != null) {
        values[i] = bad;
        String sentence = refusal(type, components, values);
        assertTrue(
            sentence.startsWith(type.getSimpleName() + ": ")
                && sentence.contains("must be")
                && sentence.contains("NaN"),
            () -> type.getSimpleName() + ": " + sentence);
      }
    }
  }

  @Test
  void theSentenceNamesDistributionParameterValueAndSet() {
    var error =
        assertThrows(
            ArgumentException.class,
            () -> new Normal(Tensor.scalar(0), Tensor.of(1, -1), Shape.of(2)));
    assertTrue(
        error
            .getMessage()
            .equals("Normal: scale must be a finite number > 0, but it is -1.0 at index [1]"),
        error::getMessage);
  }

  @Test
  void theBatchShapeIsOneToWhichTheParametersBroadcast() {
    assertThrows(
        ShapeException.class, () -> new Normal(Tensor.of(0, 1), Tensor.scalar(1), Shape.of(3)));
  }

  /** What was checked once is not looked at again. */
  @Test
  void expandDoesNotLookAtNumbers() {
    Normal unchecked =
        Validation.off(() -> new Normal(Tensor.scalar(0), Tensor.scalar(-1), Shape.of()));
    assertTrue(unchecked.expand(Shape.of(2)).batchShape().equals(Shape.of(2)));
  }

  private static Object[] values(Record record, RecordComponent[] components)
      throws ReflectiveOperationException {
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].getAccessor().invoke(record);
    }
    return values;
  }

  private static @Nullable Object broken(Object value) {
    return switch (value) {
      case Dense tensor -> nan(tensor);
      case Chance.OfProbs(Tensor probs) -> new Chance.OfProbs(nan(probs));
      case Chance.OfLogits(Tensor logits) -> new Chance.OfLogits(nan(logits));
      case Weights.OfProbs(Tensor probs) -> new Weights.OfProbs(nan(probs));
      case Weights.OfLogits(Tensor logits) -> new Weights.OfLogits(nan(logits));
      default -> null;
    };
  }

  private static Tensor nan(Tensor tensor) {
    double[] numbers = tensor.toArray();
    numbers[numbers.length - 1] = Double.NaN;
    return Tensor.of(numbers, tensor.shape());
  }

  private static String refusal(Class<?> type, RecordComponent[] components, Object[] values)
      throws ReflectiveOperationException {
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    try {
      constructor.newInstance(values);
      return "nothing was refused in " + Arrays.toString(values);
    } catch (InvocationTargetException thrown) {
      return String.valueOf(thrown.getCause().getMessage());
    }
  }
}
