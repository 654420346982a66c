package dev.merapi.tensor.internal.loop;

import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.simplify.Simplify;
import java.util.ArrayList;
import java.util.List;

/**
 * The adjoint of a {@link Scan} as a scan in the opposite direction. It carries λ, the sensitivity
 * to the carries, and the sums of the sensitivities to the free tensors; it reads the kept carries,
 * the sequences and the adjoints of carries and outputs; one step is the gradient of ⟨λ + dcₛ₊₁,
 * cₛ₊₁⟩ + ⟨dyₜ, yₜ⟩.
 */
final class ScanReverse {
  private final Scan scan;
  private final ScanPack pack;

  ScanReverse(Scan scan) {
    this.scan = scan;
    this.pack = ScanPack.of(scan);
  }

  Tensor adjoint(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    List<Tensor> operands = new ArrayList<>();
    List<Tensor> free = inputs.subList(scan.carries() + scan.sequences(), inputs.size());
    for (int i = 0; i < scan.carries(); i++) {
      operands.add(Tensor.zeros(inputs.get(i).shape()));
    }
    free.forEach(tensor -> operands.add(Tensor.zeros(tensor.shape())));
    for (int i = 0; i < scan.carries(); i++) {
      operands.add(inOrderOfSequences(pack.carries(output, i, 0)));
    }
    operands.addAll(inputs.subList(scan.carries(), scan.carries() + scan.sequences()));
    for (int i = 0; i < scan.carries(); i++) {
      operands.add(inOrderOfSequences(pack.carries(adjoint, i, 1)));
    }
    for (int i = scan.carries(); i < scan.results().size(); i++) {
      operands.add(pack.output(adjoint, i));
    }
    operands.addAll(free);
    int carried = scan.carries() + free.size();
    int read = operands.size() - carried - free.size();
    Scan reverse =
        new Scan(body(free.size()), carried, read, scan.steps(), !scan.backwards(), false);
    List<Tensor> parts = reverse.unpack(reverse.on(operands.toArray(Tensor[]::new)));
    if (operand < scan.carries()) {
      return parts.get(operand).plus(pack.carry(adjoint, operand, 0));
    }
    int sequence = operand - scan.carries();
    return sequence < scan.sequences()
        ? parts.get(carried + sequence)
        : parts.get(scan.carries() + sequence - scan.sequences());
  }

  /** Rows of carries follow the steps; the sequences follow t. */
  private Tensor inOrderOfSequences(Tensor rows) {
    return scan.backwards() ? rows.flip(0) : rows;
  }

  private Graph body(int free) {
    List<Equation.Argument> given = scan.body().inputs();
    List<Symbolic.Input> own = given.stream().map(x -> input(x.name(), x.shape())).toList();
    List<Tensor> results = scan.body().apply(own);
    List<Symbolic.Input> adjoints = results.stream().map(x -> input("adjoint", x.shape())).toList();
    List<Symbolic.Input> carried = new ArrayList<>();
    for (int i = 0; i < scan.carries(); i++) {
      carried.add(input("carried", results.get(i).shape()));
    }
    List<Symbolic.Input> fromOutside = own.subList(own.size() - free, own.size());
    fromOutside.forEach(x -> carried.add(input("sum", x.shape())));
    Tensor total = Tensor.scalar(0);
    for (int i = 0; i < results.size(); i++) {
      Tensor weight = i < scan.carries() ? carried.get(i).plus(adjoints.get(i)) : adjoints.get(i);
      total = total.plus(weight.times(results.get(i)).sum());
    }
    List<Tensor> gradients = Gradient.of(total, own);
    List<Tensor> outputs = new ArrayList<>(gradients.subList(0, scan.carries()));
    for (int i = 0; i < free; i++) {
      outputs.add(carried.get(scan.carries() + i).plus(gradients.get(own.size() - free + i)));
    }
    outputs.addAll(gradients.subList(scan.carries(), own.size() - free));
    List<Symbolic.Input> inputs = new ArrayList<>(carried);
    inputs.addAll(own.subList(0, own.size() - free));
    inputs.addAll(adjoints);
    inputs.addAll(fromOutside);
    return Simplify.apply(Graph.of(inputs, outputs));
  }

  private static Symbolic.Input input(String name, Shape shape) {
    return Symbolic.Input.of(name, shape);
  }
}
