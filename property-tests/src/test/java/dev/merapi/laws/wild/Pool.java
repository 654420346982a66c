package dev.merapi.laws.wild;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Arguments of every type: what calls have made so far, and the makers of plain values. */
final class Pool {
  private static final int MOST = 40;
  private static final int MOST_DRAWS = 10_000;
  private static final String[] TEXTS = {
    "", "x", "mu", "a b", "x[1]", "ij,jk->ik", "\u0000", "y/z"
  };

  private final long seed;
  private final Random random;
  private final Numbers numbers;
  private final double nulls;
  private final List<Object> seeds;
  private final Map<Class<?>, List<Object>> made = new HashMap<>();
  private final Map<Class<?>, List<Object>> known = new HashMap<>();

  /**
   * @param nulls the probability of a null in place of an argument or an element
   * @param seeds objects that there are before the first call
   */
  Pool(long seed, double nulls, Collection<?> seeds) {
    this.seed = seed;
    this.random = new Random(seed);
    this.numbers = new Numbers(random);
    this.nulls = nulls;
    this.seeds = List.copyOf(seeds);
  }

  /** What is given next depends on the turn, and little on the turns before. */
  void turn(int function, int round) {
    random.setSeed(seed + 31L * function + 1_000_003L * round);
  }

  Numbers numbers() {
    return numbers;
  }

  Random random() {
    return random;
  }

  /** Keeps an object for later calls; of generic types only the seeds are used. */
  void keep(Object object) {
    if (object.getClass().getTypeParameters().length > 0
        || (object instanceof Tensor tensor && isLarge(tensor.shape()))
        || (object instanceof Posterior posterior && posterior.size() > MOST_DRAWS)) {
      return;
    }
    List<Object> like = made.computeIfAbsent(object.getClass(), _ -> new ArrayList<>());
    if (like.size() < MOST) {
      like.add(object);
      known.clear();
    } else {
      like.set(random.nextInt(MOST), object);
    }
  }

  private static boolean isLarge(Shape shape) {
    double count = 1;
    for (int size : shape.toArray()) {
      count *= size;
    }
    return count > 1000 || shape.rank() > 8;
  }

  /** An object of a class, that is not null. */
  Object any(Class<?> type) {
    List<Object> there = known.computeIfAbsent(type, this::allOf);
    List<Object> fresh = made.getOrDefault(type, List.of());
    int i = random.nextInt(Math.max(1, there.size() + fresh.size()));
    if (there.isEmpty() && fresh.isEmpty()) {
      throw new NoSuchElementException(type.getName());
    }
    return i < there.size() ? there.get(i) : fresh.get(i - there.size());
  }

  private List<Object> allOf(Class<?> type) {
    return Stream.concat(
            seeds.stream(),
            made.entrySet().stream()
                .filter(entry -> entry.getKey() != type)
                .sorted((a, b) -> a.getKey().getName().compareTo(b.getKey().getName()))
                .flatMap(entry -> entry.getValue().stream().limit(3)))
        .filter(type::isInstance)
        .toList();
  }

  /** An argument of a type; the variables of types are as bound, or tensors. */
  @Nullable Object of(Type type, Map<TypeVariable<?>, Type> bound) {
    if (!(type instanceof Class<?> plain && plain.isPrimitive()) && random.nextDouble() < nulls) {
      return null;
    }
    return switch (type) {
      case Class<?> plain -> ofClass(plain);
      case GenericArrayType array -> arrayOf(array.getGenericComponentType(), bound);
      case ParameterizedType generic -> ofGeneric(generic, bound);
      case WildcardType wildcard ->
          of(
              wildcard.getLowerBounds().length > 0
                  ? wildcard.getLowerBounds()[0]
                  : wildcard.getUpperBounds()[0],
              bound);
      case TypeVariable<?> variable ->
          of(
              bound.getOrDefault(
                  variable,
                  variable.getBounds()[0] == Object.class ? Tensor.class : variable.getBounds()[0]),
              bound);
      default -> throw new NoSuchElementException(type.getTypeName());
    };
  }

  /** An argument of a type that is not null. */
  private Object given(Type type, Map<TypeVariable<?>, Type> bound) {
    Object any = of(type, bound);
    if (any instanceof Kernel) {
      throw new ArgumentException("A kernel that is not of the potential that it should be of");
    }
    return any == null ? given(type, bound) : any;
  }

  private @Nullable Object ofClass(Class<?> type) {
    if (type.isArray()) {
      return arrayOf(type.getComponentType(), Map.of());
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }
    if (type == double.class || type == Double.class || type == Number.class) {
      return numbers.number();
    } else if (type == int.class || type == Integer.class) {
      return numbers.whole();
    } else if (type == long.class) {
      return random.nextInt(8) == 0 ? random.nextLong() : (long) numbers.whole();
    } else if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    } else if (type == byte.class) {
      return (byte) random.nextInt();
    } else if (type == String.class) {
      return TEXTS[random.nextInt(TEXTS.length)];
    } else if (type == Tensor.class || type == Object.class) {
      return random.nextInt(12) == 0 ? any(Tensor.class) : numbers.tensor();
    } else if (type == Dense.class) {
      return numbers.tensor().dense();
    } else if (type == Shape.class) {
      return numbers.shape();
    } else if (type == Key.class || type == Key.Known.class) {
      return Key.of(random.nextLong());
    }
    return isFunction(type) && !type.getName().startsWith("dev.merapi")
        ? function(type, type, Map.of())
        : any(type);
  }

  private Object arrayOf(Type component, Map<TypeVariable<?>, Type> bound) {
    int n = random.nextInt(4);
    Object array = Array.newInstance(raw(component), n);
    for (int i = 0; i < n; i++) {
      Array.set(array, i, of(component, bound));
    }
    return array;
  }

  private Object ofGeneric(ParameterizedType type, Map<TypeVariable<?>, Type> bound) {
    Class<?> raw = raw(type);
    Type[] parts = type.getActualTypeArguments();
    if (raw == Map.class || raw == SortedMap.class) {
      Map<Object, Object> map = raw == Map.class ? new HashMap<>() : new TreeMap<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        Object key = of(parts[0], bound);
        if (key != null || raw == Map.class) {
          map.put(key, of(parts[1], bound));
        }
      }
      return map;
    } else if (raw == List.class || raw == Iterable.class || raw == Collection.class) {
      List<Object> list = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        list.add(of(parts[0], bound));
      }
      return list;
    } else if (raw == Set.class) {
      Set<Object> set = new HashSet<>();
      set.add(of(parts[0], bound));
      return set;
    } else if (raw == Optional.class) {
      return random.nextBoolean() ? Optional.empty() : Optional.ofNullable(of(parts[0], bound));
    }
    return isFunction(raw)
            && (!raw.getName().startsWith("dev.merapi") || raw.getName().contains("$"))
        ? function(raw, type, bound)
        : any(raw);
  }

  private static boolean isFunction(Class<?> type) {
    return type.isInterface() && !type.isSealed() && single(type) != null;
  }

  private static @Nullable Method single(Class<?> type) {
    List<Method> open =
        Arrays.stream(type.getMethods())
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .filter(method -> !method.getName().equals("equals"))
            .toList();
    return open.size() == 1 ? open.getFirst() : null;
  }

  /** A function that heeds no argument, and gives null now and then. */
  private Object function(Class<?> raw, Type type, Map<TypeVariable<?>, Type> outer) {
    Map<TypeVariable<?>, Type> bound = new HashMap<>(outer);
    if (type instanceof ParameterizedType generic) {
      for (int i = 0; i < raw.getTypeParameters().length; i++) {
        bound.put(raw.getTypeParameters()[i], generic.getActualTypeArguments()[i]);
      }
      for (Type parent : raw.getGenericInterfaces()) {
        if (parent instanceof ParameterizedType other) {
          for (int i = 0; i < raw(other).getTypeParameters().length; i++) {
            bound.put(raw(other).getTypeParameters()[i], other.getActualTypeArguments()[i]);
          }
        }
      }
    }
    return Proxy.newProxyInstance(
        raw.getClassLoader() == null ? Pool.class.getClassLoader() : raw.getClassLoader(),
        new Class<?>[] {raw},
        (self, method, given) -> {
          if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
              case "equals" -> System.identityHashCode(self) == System.identityHashCode(given[0]);
              case "hashCode" -> System.identityHashCode(self);
              default -> "a wild " + raw.getSimpleName();
            };
          }
          if (method.isDefault()) {
            return java.lang.reflect.InvocationHandler.invokeDefault(self, method, given);
          }
          if (!method.getReturnType().isPrimitive() && random.nextInt(8) == 0) {
            return null;
          }
          try {
            return method.getReturnType() == void.class
                ? null
                : given(method.getGenericReturnType(), bound);
          } catch (NoSuchElementException none) {
            throw new ArgumentException("There is none of " + none.getMessage());
          }
        });
  }

  static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      case GenericArrayType array ->
          Array.newInstance(raw(array.getGenericComponentType()), 0).getClass();
      case WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
      case TypeVariable<?> variable ->
          variable.getBounds()[0] == Object.class ? Tensor.class : raw(variable.getBounds()[0]);
      default -> throw new NoSuchElementException(type.getTypeName());
    };
  }
}
