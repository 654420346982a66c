package dev.merapi.tensor.internal.matrix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/**
 * Matrix products and Cholesky factors by OpenBLAS, off by default: it is faster on large matrices,
 * but adds in an order of its own, so results are no longer the same bit for bit on every machine.
 *
 * <p>The system property {@code merapi.openblas} turns it on: {@code true} looks for the library
 * under its usual names, anything else but {@code false} is the path of the library. If it cannot
 * be used, a line says so and our own kernels run. Start the JVM with {@code
 * --enable-native-access=ALL-UNNAMED} to allow it without a warning. It runs in the calling thread
 * only, and reads Java arrays in place, so garbage collection waits for the end of a call.
 */
final class OpenBlas {
  /** Fewer multiplications than this are left to our own kernels. */
  static final long WORTHWHILE = 1L << 21;

  private static final int ROW_MAJOR = 101;
  private static final int AS_IS = 111;
  private static final int TRANSPOSED = 112;
  private static final List<String> NAMES =
      List.of("libopenblas.so.0", "libopenblas.so", "libopenblas.dylib", "libopenblas.dll");

  private static final Optional<OpenBlas> CHOSEN =
      chosen(System.getProperty("merapi.openblas", "false"));

  private final MethodHandle dgemm;
  private final MethodHandle dpotrf;

  private OpenBlas(MethodHandle dgemm, MethodHandle dpotrf) {
    this.dgemm = dgemm;
    this.dpotrf = dpotrf;
  }

  /** The library, if it was asked for and is there, for a task of so many multiplications. */
  static Optional<OpenBlas> forTask(long multiplications) {
    return multiplications < WORTHWHILE ? Optional.empty() : CHOSEN;
  }

  private static Optional<OpenBlas> chosen(String choice) {
    if (choice.equals("false")) {
      return Optional.empty();
    }
    Optional<OpenBlas> found = find(choice);
    if (found.isEmpty()) {
      System.getLogger(OpenBlas.class.getName()).log(Level.WARNING, missing(choice));
    }
    return found;
  }

  /** The library at a path, or, for {@code true}, under one of its usual names. */
  static Optional<OpenBlas> find(String choice) {
    return (choice.equals("true") ? NAMES : List.of(choice))
        .stream().map(OpenBlas::load).flatMap(Optional::stream).findFirst();
  }

  static String missing(String choice) {
    return "OpenBLAS was asked for by merapi.openblas="
        + choice
        + ", but no library with cblas_dgemm and dpotrf_ could be loaded; our own kernels run"
        + " instead. Install it (Debian: apt install libopenblas0) or give the path of"
        + " libopenblas.so.";
  }

  @SuppressWarnings("restricted") // loading the library is what the user asked for
  private static Optional<OpenBlas> load(String name) {
    try {
      SymbolLookup library = SymbolLookup.libraryLookup(name, Arena.global());
      Linker linker = Linker.nativeLinker();
      Linker.Option inPlace = Linker.Option.critical(true);
      linker
          .downcallHandle(
              library.findOrThrow("openblas_set_num_threads"), FunctionDescriptor.ofVoid(JAVA_INT))
          .invokeWithArguments(1);
      MethodHandle dgemm =
          linker.downcallHandle(
              library.findOrThrow("cblas_dgemm"),
              FunctionDescriptor.ofVoid(
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_DOUBLE,
                  ADDRESS,
                  JAVA_INT,
                  ADDRESS,
                  JAVA_INT,
                  JAVA_DOUBLE,
                  ADDRESS,
                  JAVA_INT),
              inPlace);
      MethodHandle dpotrf =
          linker.downcallHandle(
              library.findOrThrow("dpotrf_"),
              FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS),
              inPlace);
      return Optional.of(new OpenBlas(dgemm, dpotrf));
    } catch (Throwable absent) {
      return Optional.empty();
    }
  }

  /** {@code C = alpha·op(A)·op(B) + beta·C}; arguments as in {@link GemmKernel}. */
  void gemm(
      double[] a,
      int ao,
      int lda,
      boolean ta,
      double[] b,
      int bo,
      int ldb,
      boolean tb,
      double[] c,
      int co,
      int ldc,
      int m,
      int n,
      int k,
      double alpha,
      double beta) {
    try {
      dgemm.invokeExact(
          ROW_MAJOR,
          ta ? TRANSPOSED : AS_IS,
          tb ? TRANSPOSED : AS_IS,
          m,
          n,
          k,
          alpha,
          at(a, ao),
          lda,
          at(b, bo),
          ldb,
          beta,
          at(c, co),
          ldc);
    } catch (Throwable failure) {
      throw new IllegalStateException("OpenBLAS cannot be called; unset merapi.openblas.", failure);
    }
  }

  /**
   * The lower Cholesky factor in place; other elements are left alone. Returns 0 or the order of
   * the first leading minor that is not positive definite. The rows of a lower triangle are the
   * columns of an upper one, which is what LAPACK is asked for.
   */
  int cholesky(double[] l, int lo, int n) {
    int[] order = {n};
    int[] info = {0};
    try {
      dpotrf.invokeExact(
          MemorySegment.ofArray(new byte[] {'U'}),
          MemorySegment.ofArray(order),
          at(l, lo),
          MemorySegment.ofArray(order),
          MemorySegment.ofArray(info));
    } catch (Throwable failure) {
      throw new IllegalStateException("OpenBLAS cannot be called; unset merapi.openblas.", failure);
    }
    return info[0];
  }

  private static MemorySegment at(double[] array, int offset) {
    return MemorySegment.ofArray(array).asSlice((long) offset * Double.BYTES);
  }
}
