package dev.merapi.infer.internal.rows;

import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Systems P x = g with symmetric positive definite P, one for each row: by P = L D Lᵀ entry by
 * entry, as loops over the rows, where they are small, and else by Cholesky factors.
 *
 * @param solution each number of x, for each row
 * @param logDet ln det P, for each row
 */
record RowEquations(List<Tensor> solution, Tensor logDet) {
  private static final int SMALL = 6;

  /**
   * Solves them.
   *
   * @param matrix P by row and column, each entry for each row
   */
  static RowEquations of(List<List<Tensor>> matrix, List<Tensor> right) {
    return right.size() <= SMALL ? entryByEntry(matrix, right) : factored(matrix, right);
  }

  private static RowEquations entryByEntry(List<List<Tensor>> matrix, List<Tensor> right) {
    int n = right.size();
    Tensor[][] lower = new Tensor[n][n];
    Tensor[] pivots = new Tensor[n];
    Tensor[] x = new Tensor[n];
    Tensor logDet = Tensor.scalar(0);
    for (int j = 0; j < n; j++) {
      Tensor pivot = matrix.get(j).get(j);
      x[j] = right.get(j);
      for (int k = 0; k < j; k++) {
        pivot = pivot.minus(lower[j][k].square().times(pivots[k]));
        x[j] = x[j].minus(lower[j][k].times(x[k]));
      }
      pivots[j] = pivot;
      logDet = j == 0 ? pivot.log() : logDet.plus(pivot.log());
      for (int i = j + 1; i < n; i++) {
        Tensor entry = matrix.get(i).get(j);
        for (int k = 0; k < j; k++) {
          entry = entry.minus(lower[i][k].times(lower[j][k]).times(pivots[k]));
        }
        lower[i][j] = entry.div(pivot);
      }
    }
    for (int j = n - 1; j >= 0; j--) {
      x[j] = x[j].div(pivots[j]);
      for (int i = j + 1; i < n; i++) {
        x[j] = x[j].minus(lower[i][j].times(x[i]));
      }
    }
    return new RowEquations(List.of(x), logDet);
  }

  private static RowEquations factored(List<List<Tensor>> matrix, List<Tensor> right) {
    List<Tensor> lines = new ArrayList<>();
    matrix.forEach(line -> lines.add(Tensor.stack(-1, line.toArray(Tensor[]::new))));
    Tensor factor = Tensor.stack(-2, lines.toArray(Tensor[]::new)).choleskyOrNaN();
    Tensor vector = Tensor.stack(-1, right.toArray(Tensor[]::new)).unsqueeze(-1);
    Tensor x = factor.solveTriangular(factor.solveTriangular(vector, true), true, true);
    List<Tensor> solution = new ArrayList<>();
    for (int k = 0; k < right.size(); k++) {
      solution.add(x.slice(-2, k, k + 1).squeeze(-1).squeeze(-1));
    }
    return new RowEquations(solution, factor.diagonal().log().sum(-1).times(2));
  }
}
