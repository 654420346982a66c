package dev.merapi.distributions.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static method of a distribution that {@code Distributions} offers under a name of its
 * own, for every mix of tensors and numbers.
 */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface Factory {
  /** The name of the method in {@code Distributions}. */
  String value();

  /** The tensors that are vectors or matrices, for which no number can stand. */
  String[] arrays() default {};

  /** Whether the last tensor, a vector, may also be given as a list of numbers. */
  boolean list() default false;
}
