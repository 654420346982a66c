package dev.merapi.infer.process;

import dev.merapi.tensor.Tensor;
import java.util.Arrays;

/** A covariance of some columns of the inputs. */
@SuppressWarnings("ArrayRecordComponent") // copied where it came in, and never compared
record OnColumns(Covariance covariance, int[] columns) implements Covariance {
  @Override
  public Tensor between(Tensor x, Tensor y) {
    return covariance.between(chosen(x), chosen(y));
  }

  @Override
  public Tensor variances(Tensor x) {
    return covariance.variances(chosen(x));
  }

  private Tensor chosen(Tensor x) {
    Tensor rows = Inputs.rows(x);
    return Tensor.concat(
        1,
        Arrays.stream(columns)
            .mapToObj(column -> rows.slice(1, column, column + 1))
            .toArray(Tensor[]::new));
  }
}
