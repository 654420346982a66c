package dev.merapi.tensor.internal.op;

/**
 * A primitive made ready for inputs of known shapes: reads row-major arrays and overwrites the
 * output. It allocates nothing; it may own scratch memory, so one instance serves one thread.
 */
@FunctionalInterface
public interface Kernel {
  /** Fills the output from the inputs, all row-major; allocates nothing. */
  void run(double[][] inputs, double[] output);
}
