package dev.merapi.infer.internal.sum;

import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;

/** Variables summed out together. Its text says over what, and at what cost. */
public sealed interface Summation permits SumStep, MarkovChain, Counting {

  /** The variables that are gone after it. */
  Vector<Axis.Variable> variables();

  /** The number of table entries that are summed. */
  double cost();

  /** The log-weights by which the variables are chosen on the way back. */
  Vector<Tensor> tables();

  /** The same sum over other numbers: tables of the shapes of {@link #tables}. */
  Summation with(Vector<Tensor> tables);
}
