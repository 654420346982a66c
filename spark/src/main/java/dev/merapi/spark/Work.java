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
import dev.merapi.tensor.internal.emit.Compiler;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;

/** Fits, as executors make them. */
record Work(String model, long k0, long k1, String folder) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Code of one structure serves all data sets of a JVM; after so many fits it is forgotten. */
  private static final int FORGET = 10_000;

  private static final AtomicReference<Compiler> COMPILER = new AtomicReference<>(new Compiler());
  private static final AtomicInteger FITS = new AtomicInteger();

  private Key key(String name) {
    return new Key.Known(k0, k1).fold(name);
  }

  private GroupModel program() {
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
    try {
      Map<String, Tensor> drawn = program.simulate(key(name).fold("simulated"));
      return fit(program, name, drawn, drawn);
    } catch (MerapiException refused) {
      return FitResult.failed(name, 0, sentence(refused));
    }
  }

  /** A group. */
  FitResult group(String name, Map<String, Tensor> data) {
    return fit(program(), name, data, Map.of());
  }

  private FitResult fit(
      GroupModel program, String name, Map<String, Tensor> data, Map<String, Tensor> truth) {
    long print = print(data);
    Optional<FitFolder> kept =
        folder.isEmpty()
            ? Optional.empty()
            : Optional.of(new FitFolder(folder, new Configuration()));
    Optional<FitResult> known =
        kept.flatMap(files -> files.read(name)).filter(fit -> fit.print() == print);
    if (known.isPresent()) {
      return known.get().light();
    }
    FitResult fit = made(program, name, print, data, truth);
    kept.ifPresent(files -> files.write(fit));
    return fit.light();
  }

  private FitResult made(
      GroupModel program,
      String name,
      long print,
      Map<String, Tensor> data,
      Map<String, Tensor> truth) {
    try {
      return FitResult.of(name, print, posterior(program, name, data), truth);
    } catch (MerapiException | IllegalArgumentException refused) {
      return FitResult.failed(name, print, sentence(refused));
    }
  }

  private Posterior posterior(GroupModel program, String name, Map<String, Tensor> data) {
    ModelForm form = ModelForm.of(program.model(data));
    GraphPotential potential =
        GraphPotential.of(form.density(), compiler().start(form.density()), form.coordinates());
    Sampler sampler = program.sampler().threads(1);
    Chains chains = sampler.run(potential, key(name), sampler.start(), Progress.NONE);
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("The task was stopped, so this fit is not whole.");
    }
    return form.reported().posterior(form.coordinates(), chains);
  }

  private static Compiler compiler() {
    if (FITS.incrementAndGet() % FORGET == 0) {
      COMPILER.set(new Compiler());
    }
    return COMPILER.get();
  }

  private static String sentence(Exception refused) {
    String message = refused.getMessage();
    return message == null ? refused.toString() : message.lines().findFirst().orElse(message);
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
