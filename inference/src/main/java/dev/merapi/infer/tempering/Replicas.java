package dev.merapi.infer.tempering;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.mcmc.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the chains of all temperatures are.
 *
 * @param points of each level, under its density
 * @param works ln target − ln reference at each
 * @param replica which replica is at each level
 * @param rising whether each replica was at the reference last, and not at the target
 * @param iteration the steps made
 * @param trips how often a replica has come from the reference to the target
 */
record Replicas(
    List<Point> points,
    List<Double> works,
    List<Integer> replica,
    List<Boolean> rising,
    long iteration,
    long trips) {
  static final Codec<Replicas> CODEC = Codec.of(Replicas::write, Replicas::read);

  Replicas {
    points = List.copyOf(points);
    works = List.copyOf(works);
    replica = List.copyOf(replica);
    rising = List.copyOf(rising);
  }

  private static void write(Replicas replicas, Encoder out) {
    out.writeInt(replicas.points.size());
    for (int k = 0; k < replicas.points.size(); k++) {
      Point.CODEC.write(replicas.points.get(k), out);
      out.writeDouble(replicas.works.get(k));
      out.writeInt(replicas.replica.get(k));
      out.writeBoolean(replicas.rising.get(k));
    }
    out.writeLong(replicas.iteration);
    out.writeLong(replicas.trips);
  }

  private static Replicas read(Decoder in) {
    int levels = in.readCount(1);
    List<Point> points = new ArrayList<>();
    List<Double> works = new ArrayList<>();
    List<Integer> replica = new ArrayList<>();
    List<Boolean> rising = new ArrayList<>();
    for (int k = 0; k < levels; k++) {
      points.add(Point.CODEC.read(in));
      works.add(in.readDouble());
      replica.add(in.readInt());
      rising.add(in.readBoolean());
    }
    return new Replicas(points, works, replica, rising, in.readLong(), in.readLong());
  }
}
