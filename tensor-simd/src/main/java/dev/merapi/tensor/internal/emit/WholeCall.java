package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.op.Kernel;

/** A kernel bound to the arrays it works on. */
@SuppressWarnings("ArrayRecordComponent") // bound to memory, never compared
record WholeCall(Kernel kernel, double[][] inputs, double[] output) {
  void run() {
    kernel.run(inputs, output);
  }
}
