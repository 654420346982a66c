package dev.merapi.spark;

import dev.merapi.tensor.internal.emit.Compiler;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The code of many fits. As a broadcast variable there is one in each executor, so that a structure
 * is compiled once in each JVM, and none is left when the run has ended. After many fits what is
 * known is forgotten: data sets of ever other sizes have ever other structures.
 */
final class SharedCode implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int FORGET = 10_000;

  private transient @Nullable Compiler compiler;
  private transient int fits;

  /** The compiler of one more fit. */
  synchronized Compiler compiler() {
    Compiler known = compiler;
    if (known == null || fits == FORGET) {
      known = new Compiler();
      compiler = known;
      fits = 0;
    }
    fits++;
    return known;
  }
}
