package dev.merapi.tensor;

import dev.merapi.tensor.internal.base.Vocabulary;

/**
 * The words that the fluent methods of {@link Tensor} are written in. Primitives are written in
 * those methods, since a gradient rule is an expression, so they lie above this package; their one
 * implementation is found by name, once.
 */
final class Language {
  static final Vocabulary<Tensor, Shape> WORDS = found();

  private Language() {}

  @SuppressWarnings("unchecked") // the one implementation is a vocabulary of tensors
  private static Vocabulary<Tensor, Shape> found() {
    String name = Language.class.getPackageName() + ".internal.binding.PrimitiveVocabulary";
    try {
      Object words = Class.forName(name).getDeclaredConstructor().newInstance();
      return (Vocabulary<Tensor, Shape>) words;
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(
          name + " is not on the class path; is the jar of tensor-simd complete?", missing);
    }
  }
}
