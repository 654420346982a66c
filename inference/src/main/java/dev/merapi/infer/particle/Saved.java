package dev.merapi.infer.particle;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The bytes of a population: what particles share is written once, and shared again when read. */
record Saved<A>(Codec<A> result) implements Codec<Particles<A>> {
  private static final int FORMAT = 1;

  @Override
  public void write(Particles<A> particles, Encoder out) {
    Swarm<A> swarm = particles.swarm();
    for (int i = 0; i < swarm.size(); i++) {
      if (!swarm.hasEnded(i) && swarm.gain(i) > Double.NEGATIVE_INFINITY) {
        throw new ModelException(
            "Particle %d has not run to its end, and the rest of a program cannot be saved."
                .formatted(i));
      }
    }
    out.writeInt(FORMAT);
    out.writeLong(particles.run().k0());
    out.writeLong(particles.run().k1());
    out.writeInt(particles.step());
    out.writeDoubles(particles.base());
    out.writeDouble(particles.earlierEvidence());
    lineage(particles.lineage(), out);
    out.writeInt(particles.allSteps().size());
    particles.allSteps().forEach(step -> step(step, out));
    int[] ends = histories(particles.histories(), out);
    for (int i = 0; i < swarm.size(); i++) {
      out.writeInt(ends[i]);
      out.writeDouble(swarm.gain(i));
      out.writeInt(swarm.evidence(i));
      out.writeText(swarm.last(i));
      swarm.result(i).ifPresent(value -> result.write(value, out));
    }
  }

  @Override
  public Particles<A> read(Decoder in) {
    if (in.readInt() != FORMAT) {
      throw new DamagedException("These bytes are no population of particles.");
    }
    Key run = new Key.Known(in.readLong(), in.readLong());
    int step = in.readInt();
    double[] base = in.readDoubles();
    double logEvidence = in.readDouble();
    Lineage lineage = lineage(in);
    Vector<Particles.Step> steps = Vector.fill(in.readCount(17), () -> step(in));
    List<History> histories = histories(in);
    List<Particle<A>> particles = new ArrayList<>();
    for (int i = 0; i < base.length; i++) {
      particles.add(particle(histories.get(in.readInt()), in));
    }
    return new Particles<>(run, step, new Forked<>(particles), base, logEvidence, lineage, steps);
  }

  private Particle<A> particle(History draws, Decoder in) {
    double gain = in.readDouble();
    int evidence = in.readInt();
    String last = in.readText();
    boolean dead = gain == Double.NEGATIVE_INFINITY;
    return new Particle<>(
        dead ? Forked.nowhere() : Models.pure(result.read(in)),
        draws,
        Optional.empty(),
        gain,
        evidence,
        last);
  }

  private static void lineage(Lineage lineage, Encoder out) {
    indices(lineage.eves(), out);
    out.writeInt(lineage.resamplings());
    out.writeInt(lineage.from());
    out.writeInt(lineage.parents().size());
    lineage.parents().forEach(parents -> indices(parents, out));
  }

  private static Lineage lineage(Decoder in) {
    int[] eves = indices(in);
    int resamplings = in.readInt();
    int from = in.readInt();
    return new Lineage(
        eves, resamplings, from, Vector.fill(in.readCount(4 * eves.length), () -> indices(in)));
  }

  private static void indices(int[] indices, Encoder out) {
    out.writeInt(indices.length);
    for (int index : indices) {
      out.writeInt(index);
    }
  }

  private static int[] indices(Decoder in) {
    return IntStream.range(0, in.readCount(Integer.BYTES)).map(_ -> in.readInt()).toArray();
  }

  private static void step(Particles.Step step, Encoder out) {
    out.writeText(step.site());
    out.writeDouble(step.effective());
    out.writeBoolean(step.resampled());
    out.writeDouble(step.logEvidence());
  }

  private static Particles.Step step(Decoder in) {
    return new Particles.Step(in.readText(), in.readDouble(), in.readBoolean(), in.readDouble());
  }

  /** All values, each after what was before it; for each particle, where its newest one is. */
  private static int[] histories(List<History> newest, Encoder out) {
    IdentityHashMap<History, Integer> known = new IdentityHashMap<>();
    known.put(History.EMPTY, 0);
    List<History> order = new ArrayList<>();
    int[] ends = new int[newest.size()];
    for (int i = 0; i < ends.length; i++) {
      List<History> fresh = new ArrayList<>();
      History at = newest.get(i);
      for (; !known.containsKey(at); at = at.before()) {
        fresh.add(at);
      }
      for (History node : fresh.reversed()) {
        order.add(node);
        known.put(node, order.size());
      }
      ends[i] = known.getOrDefault(newest.get(i), 0);
    }
    out.writeInt(order.size());
    for (History node : order) {
      out.writeInt(known.getOrDefault(node.before(), 0));
      out.writeText(node.name());
      out.writeInt(node.value().rank());
      for (int d = 0; d < node.value().rank(); d++) {
        out.writeInt(node.value().size(d));
      }
      out.writeDoubles(node.value().toArray());
    }
    return ends;
  }

  private static List<History> histories(Decoder in) {
    List<History> known = new ArrayList<>(List.of(History.EMPTY));
    int count = in.readCount(16);
    for (int i = 0; i < count; i++) {
      History before = known.get(in.readInt());
      String name = in.readText();
      int[] sizes = indices(in);
      known.add(before.plus(name, Tensor.of(in.readDoubles(), Shape.of(sizes))));
    }
    return known;
  }
}
