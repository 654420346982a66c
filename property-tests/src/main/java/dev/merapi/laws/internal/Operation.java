package dev.merapi.laws.internal;

import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * Something that a program may do with its values. Where the shapes do not allow it, the first
 * value goes on as it is; numbers stay small.
 */
public enum Operation {
  /** All elements together. */
  SUM {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.sum();
    }
  },
  /** The sum along the last axis. */
  SUM_LAST {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.sum(-1);
    }
  },
  /** The mean along the first axis. */
  MEAN_FIRST {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.mean(0);
    }
  },
  /** The product of all elements, each moved away from zero. */
  PROD {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.plus(0.5).prod();
    }
  },
  /** The largest element. */
  MAX {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.max();
    }
  },
  /** The smallest element along the last axis. */
  MIN_LAST {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.min(-1);
    }
  },
  /** The place of the largest element. */
  ARGMAX {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.argmax();
    }
  },
  /** ln Σ eˣ along the last axis. */
  LOG_SUM_EXP {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.logSumExp(-1);
    }
  },
  /** The softmax along the last axis. */
  SOFTMAX {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.softmax(-1);
    }
  },
  /** The first row. */
  GET_FIRST {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.get(0);
    }
  },
  /** The last row. */
  GET_LAST {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.get(-1);
    }
  },
  /** All but the first along the last axis. */
  SLICE {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 || a.size(-1) < 2 ? a : a.slice(-1, 1, a.size(-1));
    }
  },
  /** Differences of neighbours along the last axis. */
  DIFFERENCES {
    @Override
    Tensor on(Tensor a, Tensor b) {
      int n = a.rank() == 0 ? 0 : a.size(-1);
      return n < 2 ? a : a.slice(-1, 1, n).minus(a.slice(-1, 0, n - 1));
    }
  },
  /** The last axis in reverse. */
  FLIP {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.flip(-1);
    }
  },
  /** The last axis, one step on. */
  ROLL {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.roll(-1, 1);
    }
  },
  /** Sums so far along the last axis. */
  CUMSUM {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.cumsum(-1);
    }
  },
  /** Products so far along the first axis. */
  CUMPROD_FIRST {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.plus(0.3).cumprod(0);
    }
  },
  /** The last axis in ascending order. */
  SORT {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.sort(-1);
    }
  },
  /** All elements as a vector. */
  FLAT {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.reshape(-1);
    }
  },
  /** The last two axes exchanged. */
  TRANSPOSE {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() < 2 ? a : a.transpose();
    }
  },
  /** A vector as a column. */
  COLUMN {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() > 1 ? a : a.unsqueeze(-1);
    }
  },
  /** The last axis twice. */
  REPEAT {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 || a.size(-1) > 3 ? a : a.repeat(-1, 2);
    }
  },
  /** A zero at the end of the last axis. */
  PAD {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 || a.size(-1) > 3 ? a : a.pad(-1, 1, 0);
    }
  },
  /** Both values, one after the other. */
  CONCAT {
    @Override
    Tensor on(Tensor a, Tensor b) {
      Tensor x = a.reshape(-1);
      Tensor y = b.reshape(-1);
      return x.size(0) + y.size(0) > 6 ? a : Tensor.concat(0, x, y);
    }
  },
  /** The value and its square, as rows. */
  STACK {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() > 1 ? a : Tensor.stack(0, a, a.square());
    }
  },
  /** The sum of both values. */
  PLUS {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return fit(a, b) ? a.plus(b) : a;
    }
  },
  /** The product of both values. */
  TIMES {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return fit(a, b) ? a.times(b) : a;
    }
  },
  /** One value or the other, element by element. */
  WHERE {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return fit(a, b) ? Tensor.where(a.gt(0.4), b, a.minus(1)) : a;
    }
  },
  /** A number times a vector of constants. */
  VECTOR {
    @Override
    Tensor on(Tensor a, Tensor b) {
      int n = a.rank() == 0 ? 2 : a.size(-1);
      return n == 1 ? a : a.times(Tensor.arange(n).plus(0.5));
    }
  },
  /** The outer product of two vectors. */
  OUTER {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 1 && b.rank() == 1 && a.size(0) * b.size(0) <= 9 ? a.outer(b) : a;
    }
  },
  /** A matrix of constants times the value. */
  MATMUL {
    @Override
    Tensor on(Tensor a, Tensor b) {
      if (a.rank() == 0) {
        return a;
      }
      int n = a.size(-1);
      return Tensor.arange(3 * n).sin().reshape(3, n).matmul(a.rank() == 1 ? a : a.transpose());
    }
  },
  /** A contraction over the last axis. */
  EINSUM {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() != 2 ? a : Tensor.einsum("ij,kj->ik", a, a.plus(1));
    }
  },
  /** A constant, looked up by the value. */
  TABLE {
    @Override
    Tensor on(Tensor a, Tensor b) {
      Tensor number = a.gt(0.5);
      return Tensor.of(0.3, -1.1).get(number);
    }
  },
  /** The last row and the first. */
  ROWS {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.get(Tensor.of(a.size(0) - 1.0, 0));
    }
  },
  /** A row that the other value chooses. */
  ROW_BY_VALUE {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 || a.size(0) < 2 ? a : a.get(b.sum().gt(0.6));
    }
  },
  /** Row sums of the Cholesky factor of a positive definite matrix. */
  CHOLESKY {
    @Override
    Tensor on(Tensor a, Tensor b) {
      if (a.rank() != 1 || a.size(0) > 3) {
        return a;
      }
      return a.outer(a).plus(Tensor.eye(a.size(0))).cholesky().sum(-1);
    }
  },
  /** The lower triangle. */
  TRIANGLE {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() != 2 ? a : a.tril();
    }
  },
  /** The diagonal. */
  DIAGONAL {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() != 2 || a.size(0) != a.size(1) ? a : a.diagonal();
    }
  },
  /** The end of a loop over the first axis. */
  SCAN {
    @Override
    Tensor on(Tensor a, Tensor b) {
      Tensor start = Tensor.zeros(a.rank() == 0 ? a.shape() : a.shape().dropLeft(1));
      return a.rank() == 0 ? a : Loop.fold(start, a, (state, x) -> state.times(0.5).plus(x).tanh());
    }
  };

  /** All of them. */
  public static final List<Operation> ALL = List.of(values());

  abstract Tensor on(Tensor a, Tensor b);

  /** The result, kept small. */
  Tensor of(Tensor a, Tensor b) {
    Tensor result = on(a, b);
    return result.times(0.8);
  }

  private static boolean fit(Tensor a, Tensor b) {
    for (int i = 1; i <= Math.min(a.rank(), b.rank()); i++) {
      if (a.size(-i) != b.size(-i) && a.size(-i) != 1 && b.size(-i) != 1) {
        return false;
      }
    }
    return Math.max(a.rank(), b.rank()) < 3;
  }
}
