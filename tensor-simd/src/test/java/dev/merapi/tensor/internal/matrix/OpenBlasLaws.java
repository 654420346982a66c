package dev.merapi.tensor.internal.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.matrix.GemmKernel.Update;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** OpenBLAS agrees with our own kernels up to rounding; skipped where it is not installed. */
class OpenBlasLaws {
  @Test
  void productsAgree() {
    OpenBlas library = library();
    Key key = Key.of(40);
    int m = 37;
    int n = 41;
    int k = 43;
    double[] a = Matrices.uniform(key.fold("a"), 3 + m * k);
    double[] b = Matrices.uniform(key.fold("b"), 3 + n * k);
    for (int bits = 0; bits < 4; bits++) {
      boolean ta = (bits & 1) == 1;
      boolean tb = (bits & 2) == 2;
      int lda = ta ? m : k;
      int ldb = tb ? k : n;
      double[] expected = Matrices.uniform(key.fold("c"), 2 + m * n);
      double[] c = expected.clone();
      GemmKernel.apply(a, 3, lda, ta, b, 3, ldb, tb, expected, 2, n, m, n, k, Update.SUBTRACT);
      library.gemm(a, 3, lda, ta, b, 3, ldb, tb, c, 2, n, m, n, k, -1, 1);
      Matrices.assertClose(expected, c, 1e-13);
    }
  }

  @Test
  void choleskyFactorsAgree() {
    OpenBlas library = library();
    int n = 60;
    double[] a = Matrices.positiveDefinite(Key.of(41), n);
    double[] expected = new double[n * n];
    CholeskyKernel.scalar(a, 0, expected, 0, n);
    double[] l = new double[n * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(a, i * n, l, i * n, i + 1);
    }
    assertEquals(0, library.cholesky(l, 0, n));
    Matrices.assertClose(expected, l, 1e-12);
    a[17 * (n + 1)] = -1;
    assertEquals(18, library.cholesky(a, 0, n));
  }

  @Test
  void aMissingLibraryIsASentence() {
    assertEquals(Optional.empty(), OpenBlas.find("/no/such/libopenblas.so"));
    String sentence = OpenBlas.missing("/no/such/libopenblas.so");
    assertTrue(sentence.contains("/no/such/libopenblas.so"), sentence);
    assertTrue(sentence.contains("our own kernels run instead"), sentence);
  }

  @Test
  void offUnlessAskedFor() {
    Assumptions.assumeTrue(System.getProperty("merapi.openblas") == null);
    assertEquals(Optional.empty(), OpenBlas.forTask(Long.MAX_VALUE));
  }

  private static OpenBlas library() {
    Optional<OpenBlas> library = OpenBlas.find("true");
    Assumptions.assumeTrue(library.isPresent(), "OpenBLAS is not installed");
    return library.orElseThrow();
  }
}
