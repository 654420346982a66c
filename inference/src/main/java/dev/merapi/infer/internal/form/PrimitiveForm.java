package dev.merapi.infer.internal.form;

import dev.merapi.distributions.internal.special.StraightThrough;
import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.loop.Scan;
import dev.merapi.tensor.internal.ode.Accuracy;
import dev.merapi.tensor.internal.ode.OdeSolve;
import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.Axes;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.random.NoiseDraw;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A primitive as its name and its components in order. All primitives are records of numbers,
 * texts, shapes, axes and graphs, so one rule for each type of component serves all of them.
 *
 * <p>A name is looked up among the primitives of the library alone: bytes cannot name other
 * classes.
 */
final class PrimitiveForm {
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{0,40}");
  private static final List<String> ROOMS =
      List.of(
          Add.class.getPackageName(),
          Scan.class.getPackageName(),
          OdeSolve.class.getPackageName(),
          StraightThrough.class.getPackageName());

  private PrimitiveForm() {}

  static void write(Primitive primitive, Encoder out) {
    out.writeText(primitive.getClass().getSimpleName());
    for (RecordComponent component : primitive.getClass().getRecordComponents()) {
      try {
        write(component.getAccessor().invoke(primitive), out);
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException("A record of the library can be read.", impossible);
      }
    }
  }

  private static void write(Object value, Encoder out) {
    switch (value) {
      case Integer number -> out.writeInt(number);
      case Boolean yes -> out.writeBoolean(yes);
      case Double number -> out.writeDouble(number);
      case String text -> out.writeText(text);
      case Shape shape -> writeInts(shape.toArray(), out);
      case Axes axes -> write(axes.fromRight(), out);
      case List<?> list -> writeInts(list.stream().mapToInt(i -> (Integer) i).toArray(), out);
      case Graph graph -> GraphForm.INSTANCE.write(graph, out);
      case NoiseDraw.Kind kind -> out.writeText(kind.name());
      case Accuracy accuracy -> {
        out.writeBoolean(accuracy.implicit());
        out.writeDouble(accuracy.relative());
        out.writeDouble(accuracy.absolute());
        out.writeInt(accuracy.most());
      }
      case Primitive inner -> write(inner, out);
      default -> throw new IllegalStateException("No form for a " + value.getClass());
    }
  }

  static Primitive read(Decoder in, int depth) {
    Class<?> type = named(in.readText());
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] = read(types[i], in, depth);
    }
    try {
      return (Primitive) type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException refused) {
      throw new DamagedException(
          "The primitive %s cannot have the parts %s."
              .formatted(type.getSimpleName(), Arrays.toString(values)),
          refused);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("A record of the library can be made.", impossible);
    }
  }

  private static Class<?> named(String name) {
    if (NAME.matcher(name).matches()) {
      for (String room : ROOMS) {
        Optional<Class<?>> type = loaded(room + "." + name);
        if (type.isPresent()) {
          return type.get();
        }
      }
    }
    throw new DamagedException(
        "There is no primitive '%s' in this version of the library."
            .formatted(name.length() > 40 ? name.substring(0, 40) + "…" : name));
  }

  private static Optional<Class<?>> loaded(String name) {
    try {
      Class<?> type = Class.forName(name, false, PrimitiveForm.class.getClassLoader());
      return Optional.<Class<?>>of(type)
          .filter(c -> c.isRecord() && Primitive.class.isAssignableFrom(c));
    } catch (ClassNotFoundException | LinkageError elsewhere) {
      return Optional.empty();
    }
  }

  private static Object read(Class<?> type, Decoder in, int depth) {
    if (type == int.class) {
      return in.readInt();
    } else if (type == boolean.class) {
      return in.readBoolean();
    } else if (type == double.class) {
      return in.readDouble();
    } else if (type == String.class) {
      return in.readText();
    } else if (type == Shape.class) {
      return shape(in);
    } else if (type == Axes.class) {
      return new Axes(readInts(in));
    } else if (type == List.class) {
      return readInts(in);
    } else if (type == Graph.class) {
      return GraphForm.read(in, depth + 1);
    } else if (type == NoiseDraw.Kind.class) {
      String kind = in.readText();
      return Arrays.stream(NoiseDraw.Kind.values())
          .filter(known -> known.name().equals(kind))
          .findFirst()
          .orElseThrow(() -> new DamagedException("There is no noise of this kind."));
    } else if (type == Accuracy.class) {
      return new Accuracy(in.readBoolean(), in.readDouble(), in.readDouble(), in.readInt());
    } else if (Primitive.class.isAssignableFrom(type)) {
      Primitive inner = read(in, depth);
      if (type.isInstance(inner)) {
        return inner;
      }
      throw new DamagedException(
          "There is a %s where a %s has to be."
              .formatted(inner.getClass().getSimpleName(), type.getSimpleName()));
    }
    throw new IllegalStateException("No form for a " + type);
  }

  static void writeInts(int[] numbers, Encoder out) {
    out.writeInt(numbers.length);
    for (int number : numbers) {
      out.writeInt(number);
    }
  }

  static List<Integer> readInts(Decoder in) {
    int count = in.readCount(Integer.BYTES);
    List<Integer> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      numbers.add(in.readInt());
    }
    return numbers;
  }

  /** A shape whose number of elements is an int. */
  static Shape shape(Decoder in) {
    List<Integer> sizes = readInts(in);
    long elements = 1;
    for (int size : sizes) {
      elements = size < 0 ? -1 : size == 0 ? 0 : elements * size;
      if (elements < 0 || elements > Integer.MAX_VALUE) {
        throw new DamagedException("There is no shape %s.".formatted(sizes));
      }
    }
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }
}
