package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Point;
import dev.merapi.tensor.MerapiException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** No chain can start: the log density or its gradient is not finite. The message says where. */
public final class StartException extends MerapiException {
  private static final long serialVersionUID = 1;

  StartException(String what, @Nullable Point last, Function<double[], String> culprit) {
    super(message(what, last, culprit));
  }

  private static String message(
      String what, @Nullable Point last, Function<double[], String> culprit) {
    String advice =
        " Give starting values inside the support, or look for a constraint that a parameter or"
            + " the data break.";
    if (last == null) {
      return what + advice;
    }
    String named = culprit.apply(last.position());
    return what
        + " At the last one the log density is "
        + last.logDensity()
        + gradient(last)
        + "."
        + (named.isEmpty() ? "" : " " + named)
        + advice;
  }

  private static String gradient(Point point) {
    double[] gradient = point.gradient();
    for (int i = 0; i < gradient.length; i++) {
      if (!Double.isFinite(gradient[i])) {
        return " and entry " + i + " of its gradient is " + gradient[i];
      }
    }
    return "";
  }
}
