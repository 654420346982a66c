package dev.merapi.spark;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.internal.form.ModelForm;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Tensor;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;

/** Fits, as executors make them. */
record Work(String model, long k0, long k1, String folder, Broadcast<SharedCode> code, Tally tally)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** The key of the fit of this name. */
  Key key(String name) {
    return new Key.Known(k0, k1).fold(name);
  }

  /** A new object of the class. */
  GroupModel program() {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return Class.forName(model, true, loader)
          .asSubclass(GroupModel.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException missing) {
      throw new ArgumentException(
          "An executor cannot make a %s: %s. Give it the jar of that class."
              .formatted(model, missing));
    }
  }

  /** Replication i. */
  FitResult replication(int i) {
    String name = Integer.toString(i);
    GroupModel program = program();
    Map<String, Tensor> drawn;
    try {
      drawn = program.simulate(key(name).fold("simulated"));
    } catch (RuntimeException refused) {
      return tally.count(failed(name, 0, refused));
    }
    return fit(program, name, drawn, drawn);
  }

  /** A group. */
  FitResult group(String name, Map<String, Tensor> data) {
    return fit(program(), name, data, Map.of());
  }

  private FitResult fit(
      GroupModel program, String name, Map<String, Tensor> data, Map<String, Tensor> truth) {
    return whole(program, name, data, truth).light();
  }

  /** A fit with its draws. */
  FitResult whole(
      GroupModel program, String name, Map<String, Tensor> data, Map<String, Tensor> truth) {
    long print = print(data);
    Optional<FitFolder> kept =
        folder.isEmpty() ? Optional.empty() : Optional.of(FitFolder.of(folder));
    Optional<FitResult> known =
        kept.flatMap(files -> files.read(name)).filter(fit -> fit.print() == print);
    if (known.isPresent()) {
      return tally.countFound(known.get());
    }
    FitResult fit = tally.count(made(program, name, print, data, truth));
    kept.ifPresent(files -> files.write(fit));
    return fit;
  }

  private FitResult made(
      GroupModel program,
      String name,
      long print,
      Map<String, Tensor> data,
      Map<String, Tensor> truth) {
    try {
      return FitResult.of(name, print, posterior(program, name, data), truth);
    } catch (RuntimeException refused) {
      return failed(name, print, refused);
    }
  }

  private Posterior posterior(GroupModel program, String name, Map<String, Tensor> data) {
    ModelForm form = ModelForm.of(program.model(data));
    GraphPotential potential =
        GraphPotential.of(
            form.density(), code.value().compiler().start(form.density()), form.coordinates());
    Sampler sampler = program.sampler().threads(1);
    Chains chains = sampler.run(potential, key(name), sampler.start(), Progress.NONE);
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("The task was stopped, so this fit is not whole.");
    }
    return form.reported().posterior(form.coordinates(), chains);
  }

  /**
   * What a program or the library threw ends this fit and no other; what was thrown since the task
   * is being stopped ends the task.
   */
  static FitResult failed(String name, long print, RuntimeException refused) {
    if (Thread.currentThread().isInterrupted()) {
      throw refused;
    }
    return FitResult.failed(name, print, sentence(refused));
  }

  /** The first line of what is said of an exception, and its name if it is not of this library. */
  static String sentence(RuntimeException refused) {
    String message = refused.getMessage();
    String said =
        refused instanceof MerapiException && message != null ? message : refused.toString();
    return said.lines().findFirst().orElse(said);
  }

  /** Class, key and data as a number. */
  private long print(Map<String, Tensor> data) {
    long hash = model.hashCode();
    hash = 31 * (31 * hash + k0) + k1;
    for (Map.Entry<String, Tensor> column : data.entrySet()) {
      hash = 0x9E3779B97F4A7C15L * (hash ^ column.getKey().hashCode());
      for (double number : column.getValue().toArray()) {
        hash = 0x9E3779B97F4A7C15L * (hash ^ (hash >>> 29) ^ Double.doubleToLongBits(number));
      }
    }
    return hash;
  }
}
