package dev.merapi.infer.particle;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Settings;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A population whose particles have been moved by a kernel. */
final class Rejuvenated {
  private Rejuvenated() {}

  static <A> Particles<A> of(
      Smc smc, Particles<A> before, Model<A> model, Kernel<Map<String, Tensor>, ?> kernel) {
    Key key = before.run().fold(before.step()).fold("moves");
    Stops nowhere = Smc.importance(smc.particles()).stops();
    List<Particle<A>> moved =
        Settings.current()
            .validation(false)
            .in(
                () -> {
                  List<Particle<A>> all = new ArrayList<>();
                  for (int i = 0; i < before.size(); i++) {
                    Crew.requireUninterrupted();
                    all.add(one(before, i, nowhere, model, kernel, key.fold(i)));
                  }
                  return all;
                });
    return new Particles<>(
        before.run(),
        before.step(),
        new Forked<>(moved),
        before.base(),
        before.earlierEvidence(),
        before.lineage(),
        before.allSteps());
  }

  private static <A> Particle<A> one(
      Particles<A> before,
      int i,
      Stops nowhere,
      Model<A> model,
      Kernel<Map<String, Tensor>, ?> kernel,
      Key key) {
    Particle<A> from = before.swarm().forked().particles().get(i);
    if (from.isDead()) {
      return from;
    }
    Map<String, Tensor> values = before.values(i);
    if (values.isEmpty()) {
      throw new ModelException(
          "Particle %d has no values that could be moved: has the population forgotten its past?"
              .formatted(i));
    }
    Map<String, Tensor> next = kernel.step(key, values).state();
    Reference told = new Reference(next, false);
    Particle<A> again =
        Walk.on(nowhere, Particle.before(model, Optional.empty()), before.run(), key, told);
    if (told.isDead()) {
      throw new ModelException(
          "The values of particle %d, which the kernel has moved, are no run of the program: %s."
              .formatted(i, next.keySet()));
    }
    return new Particle<>(
        again.rest(), again.draws(), Optional.empty(), from.gain(), from.evidence(), from.last());
  }
}
