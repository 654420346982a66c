package dev.merapi.tensor.compile;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.simplify.Simplify;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A function of tensors that is traced and compiled at its first call, and again only for arguments
 * of other shapes. The function must be built from tensor operations; one that asks for numbers
 * fails with a sentence. Safe for many threads.
 */
public final class Jit implements Function<List<? extends Tensor>, List<Tensor>> {
  private final Function<List<Tensor>, List<Tensor>> function;
  private final UnaryOperator<Graph> simplify;
  private final Compiler compiler = new Compiler();
  private final Map<List<Shape>, Compiled> traced = new ConcurrentHashMap<>();

  /** Executors that no thread uses at the moment, as many as there were threads at once. */
  private final Map<List<Shape>, Queue<Compiled>> idle = new ConcurrentHashMap<>();

  private Jit(Function<List<Tensor>, List<Tensor>> function, UnaryOperator<Graph> simplify) {
    this.function = function;
    this.simplify = simplify;
  }

  /** The compiled form of a function of several tensors with several results. */
  public static Jit of(Function<List<Tensor>, List<Tensor>> function) {
    return new Jit(function, Simplify::apply);
  }

  /** As {@link #of}, with the bits of the function as it is written: for what draws. */
  public static Jit keepingBits(Function<List<Tensor>, List<Tensor>> function) {
    return new Jit(function, Simplify::keepingBits);
  }

  /** The compiled form of a function of one tensor. */
  public static Function<Tensor, Tensor> ofOne(Function<Tensor, Tensor> function) {
    Jit jit = of(arguments -> List.of(function.apply(arguments.getFirst())));
    return argument -> {
      ArgumentException.ifNoResult(argument, "Jit");
      return jit.apply(List.of(argument)).getFirst();
    };
  }

  /**
   * The results for these arguments.
   *
   * @throws dev.merapi.tensor.SymbolicValueException if the function asks an argument for numbers
   *     while it is traced
   */
  @Override
  public List<Tensor> apply(List<? extends Tensor> arguments) {
    List<Shape> signature = arguments.stream().map(Tensor::shape).toList();
    Queue<Compiled> waiting = idle.computeIfAbsent(signature, _ -> new ConcurrentLinkedQueue<>());
    Compiled free = waiting.poll();
    Compiled code = free == null ? compiled(signature).fork() : free;
    Graph graph = code.plan().graph();
    double[][] given =
        arguments.stream()
            .map(argument -> argument.dense().rowMajorArray())
            .toArray(double[][]::new);
    List<Shape> shapes =
        graph.outputs().stream().map(line -> graph.equations().get(line).shape()).toList();
    double[][] results =
        shapes.stream().map(shape -> Primitive.room(shape.count())).toArray(double[][]::new);
    try {
      code.run(given, results);
    } finally {
      waiting.add(code);
    }
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      tensors.add(new Dense(results[i], shapes.get(i)));
    }
    return tensors;
  }

  /**
   * What the function became for arguments of the given shapes, in text: the lines of its graph,
   * the stages that they are computed in, and the size of the generated code.
   */
  public String explain(List<Shape> shapes) {
    Compiled code = compiled(shapes);
    return "%s%nGenerated: %d bytes of code".formatted(code.plan(), code.codeSize());
  }

  private Compiled compiled(List<Shape> shapes) {
    return traced.computeIfAbsent(
        List.copyOf(shapes),
        known -> {
          List<Symbolic.Input> inputs = new ArrayList<>();
          for (Shape shape : known) {
            inputs.add(Symbolic.Input.of("argument " + inputs.size(), shape));
          }
          List<Tensor> results = function.apply(List.copyOf(inputs));
          ArgumentException.ifNoResult(results, "Jit");
          results.forEach(result -> ArgumentException.ifNoResult(result, "Jit"));
          return compiler.compile(simplify.apply(Graph.of(inputs, results)));
        });
  }
}
