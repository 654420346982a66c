package dev.merapi.infer.internal.rows;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.continuous.Normal;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Executor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is told of each row has the number of the row integrated out of it. */
class EachRowLaws {
  private static final double[] Y = {0.3, -1.2, 2.5};
  private static final Map<String, Tensor> ROWS = Map.of("y", Tensor.of(Y));

  private static Tensor y(Map<String, Tensor> rows) {
    return rows.getOrDefault("y", Tensor.scalar(0));
  }

  private static RowProgram of(Function<Tensor, Function<Tensor, Model<Tensor>>> body) {
    return new RowProgram(
        "rows",
        rows ->
            sample("m", normal(0, 1))
                .flatMap(
                    m ->
                        plate(
                            "rows",
                            y(rows).size(0),
                            _ -> sample("u", normal(m, 2)).flatMap(body.apply(y(rows))))));
  }

  private static final RowProgram MEASURED =
      of(y -> u -> observe("y", normal(u.times(0.5), 0.7), y));

  private static Executor run(EachRow each, Key key) {
    Executor code = each.graphs().outputs(3, new double[][] {Y}, new Compiler());
    code.argument(0)[0] = 0.4;
    System.arraycopy(key.words().toArray(), 0, code.argument(1), 0, 4);
    code.run();
    return code;
  }

  @Test
  void theLikelihoodOfARowIsThatOfItsDataAlone() {
    EachRow each = EachRow.of(MEASURED, ROWS, List.of(3), false);
    assertEquals(List.of("y"), each.names());
    double[] found = run(each, Key.of(1)).result(0);
    for (int i = 0; i < 3; i++) {
      Tensor right =
          Normal.of(Tensor.scalar(0.2), Tensor.scalar(1.49).sqrt()).logDensity(Tensor.scalar(Y[i]));
      assertEquals(right.item(), found[i], 1e-12);
    }
  }

  @Test
  void predictionsDrawItAnew() {
    EachRow each = EachRow.of(MEASURED, ROWS, List.of(3), true);
    assertEquals(List.of("u", "y"), each.names());
    double one = run(each, Key.of(1)).result(0)[1];
    assertNotEquals(one, run(each, Key.of(2)).result(0)[1]);
    assertEquals(one, run(each, Key.of(1)).result(0)[1]);
  }

  @Test
  void sitesThatShareItAreNamed() {
    RowProgram two =
        of(y -> u -> observe("y", normal(u, 1), y).flatMap(_ -> observe("again", normal(u, 1), y)));
    String said =
        assertThrows(ModelException.class, () -> EachRow.of(two, ROWS, List.of(3), false))
            .getMessage();
    assertTrue(
        said.startsWith("Sites [y, again] have a log likelihood for each row together"), said);
  }
}
