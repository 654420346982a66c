package dev.merapi.laws.internal;

import dev.merapi.infer.LogDensity;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.laws.Equation;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.plan.Plan;
import dev.merapi.tensor.internal.plan.Unrolling;
import java.util.Arrays;
import java.util.List;

/** What compiling a model must not change. */
public final class CompilationEquations {
  private CompilationEquations() {}

  /**
   * Value and gradient at a position by generated code are those of the interpreter, bit for bit.
   */
  public static Equation compiled(LogDensity density, Unrolling unrolling, double[] position) {
    Graph graph = GraphPotential.graph(density.potential()).get();
    return Equation.of(
        bits(Compiled.of(Plan.of(graph, unrolling)), density, position),
        bits(Interpreter.of(graph), density, position));
  }

  /** Value and gradient at a position, row-major, one list a result. */
  private static List<List<Double>> bits(Executor executor, LogDensity density, double[] position) {
    List<Coordinate> sites = density.coordinates();
    double[][] arguments =
        sites.stream()
            .map(site -> Arrays.copyOfRange(position, site.offset(), site.offset() + site.size()))
            .toArray(double[][]::new);
    double[][] results = new double[sites.size() + 1][];
    results[0] = new double[1];
    for (int i = 0; i < sites.size(); i++) {
      results[i + 1] = new double[sites.get(i).size()];
    }
    executor.run(arguments, results);
    return Arrays.stream(results).map(one -> Arrays.stream(one).boxed().toList()).toList();
  }

  /**
   * The greatest difference between the gradient and central differences of the value, relative to
   * the greatest of 1, the gradient, and 10⁻⁴ of the value, whose rounding limits differences.
   */
  public static double gradientDefect(LogDensity density, double[] position) {
    Potential potential = density.potential();
    double[] gradient = new double[position.length];
    double[] unused = new double[position.length];
    double value = potential.logDensityAndGradient(position, gradient);
    double steepest = Arrays.stream(gradient).map(Math::abs).max().orElse(0);
    double size = Math.max(1, Math.max(steepest, 1e-4 * Math.abs(value)));
    double step = 1e-5;
    double worst = Double.isFinite(value) ? 0 : Double.NaN;
    for (int i = 0; i < position.length; i++) {
      double[] moved = position.clone();
      moved[i] = position[i] + step;
      double up = potential.logDensityAndGradient(moved, unused);
      moved[i] = position[i] - step;
      double down = potential.logDensityAndGradient(moved, unused);
      worst = Math.max(worst, Math.abs((up - down) / (2 * step) - gradient[i]) / size);
    }
    return worst;
  }
}
