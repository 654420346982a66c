package dev.merapi.laws.internal.provider;

import dev.merapi.laws.ModelSpec;
import dev.merapi.laws.jqwik.Generators;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** Keys, small shapes and small programs for parameters of these types: {@code @ForAll Key key}. */
public final class Provider implements ArbitraryProvider {
  private static final int AXES = 3;
  private static final int LARGEST = 4;

  /** Made by jqwik. */
  public Provider() {}

  @Override
  public boolean canProvideFor(TypeUsage type) {
    return type.isOfType(Key.class) || type.isOfType(Shape.class) || type.isOfType(ModelSpec.class);
  }

  @Override
  public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
    return Set.of(
        type.isOfType(Key.class)
            ? Generators.keys()
            : type.isOfType(Shape.class)
                ? Generators.shapes(AXES, LARGEST)
                : Generators.programs());
  }
}
