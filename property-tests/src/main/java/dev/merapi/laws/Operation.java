package dev.merapi.laws;

import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * Something that a program may do with its values. Where the shapes do not allow it, the first
 * value goes on as it is; numbers stay small.
 */
public enum Operation {
  SUM {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.sum();
    }
  },
  SUM_LAST {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.sum(-1);
    }
  },
  MEAN_FIRST {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.mean(0);
    }
  },
  PROD {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.plus(0.5).prod();
    }
  },
  MAX {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.max();
    }
  },
  MIN_LAST {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.min(-1);
    }
  },
  ARGMAX {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.argmax();
    }
  },
  LOG_SUM_EXP {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.logSumExp(-1);
    }
  },
  SOFTMAX {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.softmax(-1);
    }
  },
  GET_FIRST {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.get(0);
    }
  },
  GET_LAST {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.get(-1);
    }
  },
  SLICE {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 || a.size(-1) < 2 ? a : a.slice(-1, 1, a.size(-1));
    }
  },
  DIFFERENCES {
    @Override
    Tensor on(Tensor a, Tensor b) {
      int n = a.rank() == 0 ? 0 : a.size(-1);
      return n < 2 ? a : a.slice(-1, 1, n).minus(a.slice(-1, 0, n - 1));
    }
  },
  FLIP {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.flip(-1);
    }
  },
  ROLL {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.roll(-1, 1);
    }
  },
  CUMSUM {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.cumsum(-1);
    }
  },
  CUMPROD_FIRST {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.plus(0.3).cumprod(0);
    }
  },
  SORT {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.sort(-1);
    }
  },
  FLAT {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.reshape(-1);
    }
  },
  TRANSPOSE {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() < 2 ? a : a.transpose();
    }
  },
  COLUMN {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() > 1 ? a : a.unsqueeze(-1);
    }
  },
  REPEAT {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 || a.size(-1) > 3 ? a : a.repeat(-1, 2);
    }
  },
  PAD {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 || a.size(-1) > 3 ? a : a.pad(-1, 1, 0);
    }
  },
  CONCAT {
    @Override
    Tensor on(Tensor a, Tensor b) {
      Tensor x = a.reshape(-1);
      Tensor y = b.reshape(-1);
      return x.size(0) + y.size(0) > 6 ? a : Tensor.concat(0, x, y);
    }
  },
  STACK {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() > 1 ? a : Tensor.stack(0, a, a.square());
    }
  },
  PLUS {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return fit(a, b) ? a.plus(b) : a;
    }
  },
  TIMES {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return fit(a, b) ? a.times(b) : a;
    }
  },
  WHERE {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return fit(a, b) ? Tensor.where(a.gt(0.4), b, a.minus(1)) : a;
    }
  },
  VECTOR {
    @Override
    Tensor on(Tensor a, Tensor b) {
      int n = a.rank() == 0 ? 2 : a.size(-1);
      return n == 1 ? a : a.times(Tensor.arange(n).plus(0.5));
    }
  },
  OUTER {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 1 && b.rank() == 1 && a.size(0) * b.size(0) <= 9 ? a.outer(b) : a;
    }
  },
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
  EINSUM {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() != 2 ? a : Tensor.einsum("ij,kj->ik", a, a.plus(1));
    }
  },
  TABLE {
    @Override
    Tensor on(Tensor a, Tensor b) {
      Tensor number = a.gt(0.5);
      return Tensor.of(0.3, -1.1).get(number);
    }
  },
  ROWS {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 ? a : a.get(Tensor.of(a.size(0) - 1.0, 0));
    }
  },
  ROW_BY_VALUE {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() == 0 || a.size(0) < 2 ? a : a.get(b.sum().gt(0.6));
    }
  },
  CHOLESKY {
    @Override
    Tensor on(Tensor a, Tensor b) {
      if (a.rank() != 1 || a.size(0) > 3) {
        return a;
      }
      return a.outer(a).plus(Tensor.eye(a.size(0))).cholesky().sum(-1);
    }
  },
  TRIANGLE {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() != 2 ? a : a.tril();
    }
  },
  DIAGONAL {
    @Override
    Tensor on(Tensor a, Tensor b) {
      return a.rank() != 2 || a.size(0) != a.size(1) ? a : a.diagonal();
    }
  },
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
