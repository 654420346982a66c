package dev.merapi.infer.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.mcmc.Targets;
import dev.merapi.tensor.Key;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** What a file may do, and what it may not. */
final class CheckpointLaws {
  private static final Targets.EightSchools TARGET = new Targets.EightSchools();
  private static final Sampler SAMPLER =
      Sampler.nuts().chains(2).threads(2).warmUp(60).draws(40).thinning(2);
  private static final int HEAD = 20;

  private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeTry
  void open() throws IOException {
    folder = Files.createTempDirectory("checkpoint");
    file = folder.resolve("run.checkpoint");
  }

  @AfterTry
  void close() throws IOException {
    for (Path path : files()) {
      Files.delete(path);
    }
    Files.delete(folder);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private Chains run(Sampler sampler, long key) {
    return sampler.run(TARGET, Key.of(key), Start.uniform(), Progress.NONE, saving());
  }

  private Saving saving() {
    return Saving.to(file).everyIterations(1);
  }

  private String refusal() {
    String message =
        assertThrows(CheckpointException.class, () -> Checkpoint.read(file)).getMessage();
    assertTrue(String.valueOf(message).contains(file.toString()), message);
    return String.valueOf(message);
  }

  /** A thousand flipped bits are a thousand sentences. */
  @Example
  void aFlippedBitIsASentence() throws IOException {
    run(SAMPLER.draws(10), 1);
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      int bit = i < 8 * HEAD ? i : random.nextInt(8 * good.length);
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, bad);
      refusal();
    }
  }

  @Example
  void aPieceOfAFileIsASentence() throws IOException {
    run(SAMPLER.draws(10), 1);
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length += 1 + good.length / 200) {
      Files.write(file, Arrays.copyOf(good, length));
      refusal();
    }
    Files.write(file, Arrays.copyOf(good, good.length + 1));
    refusal();
  }

  /** A right checksum over lengths that are not true. */
  @Example
  void aHostileLengthAsksForNoMemory() throws IOException {
    for (int claim : new int[] {Integer.MAX_VALUE, -1, 1 << 28}) {
      Encoder body = new Encoder();
      body.writeText("");
      body.writeText("");
      body.writeText("");
      body.writeLong(1);
      body.writeLong(1);
      body.writeInt(2);
      body.writeInt(1);
      body.writeInt(1);
      body.writeInt(claim);
      Files.write(file, sealed(body.bytes()));
      assertTrue(refusal().contains("claims"));
    }
  }

  /** The bytes with a head and a checksum that fit them. */
  private static byte[] sealed(byte[] content) {
    ByteBuffer all = ByteBuffer.allocate(HEAD + content.length + 32);
    all.putLong(0x4d65_7261_7069_4d43L).putInt(3).putLong(content.length).put(content);
    var digest = Fingerprint.sha256();
    digest.update(all.array(), 0, all.position());
    return all.put(digest.digest()).array();
  }

  @Example
  void garbageAndOldVersionsAreNamed() throws IOException {
    Files.writeString(file, "parameter,mean,sd");
    assertTrue(refusal().contains("is not a checkpoint"));
    Files.write(file, ByteBuffer.allocate(100).putLong(0x4d65_7261_7069_4d43L).putInt(1).array());
    assertTrue(refusal().contains("version 1"));
    Files.delete(file);
    assertTrue(refusal().contains("cannot be read"));
  }

  /** Another target, kernel, key, number of chains or thinning is not this run. */
  @Example
  void anotherRunIsRefused() {
    run(SAMPLER, 1);
    assertTrue(foreign(SAMPLER, 2).contains("another key"));
    assertTrue(foreign(SAMPLER.targetAcceptance(0.9), 1).contains("another kernel"));
    assertTrue(foreign(SAMPLER.chains(3), 1).contains("of 2 chains, here 3"));
    assertTrue(foreign(SAMPLER.thinning(1), 1).contains("2 iterations a draw"));
    String other =
        assertThrows(
                CheckpointException.class,
                () ->
                    SAMPLER.run(
                        new Targets.Normals(1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                        Key.of(1),
                        Start.uniform(),
                        Progress.NONE,
                        saving()))
            .getMessage();
    assertTrue(String.valueOf(other).contains("another model or other data"), other);
  }

  private String foreign(Sampler sampler, long key) {
    String message = assertThrows(CheckpointException.class, () -> run(sampler, key)).getMessage();
    assertTrue(String.valueOf(message).contains(file.toString()), message);
    return String.valueOf(message);
  }

  /**
   * Whatever of the file is there at whatever moment, the run goes on from it to the same bytes.
   * The watched run has one thread: with two, a chain may be through while the other waits for its
   * disk.
   */
  @Example
  void everyMomentGoesOnToTheSameBytes() throws IOException {
    List<Path> moments = new ArrayList<>();
    Chains whole =
        SAMPLER
            .threads(1)
            .run(
                TARGET,
                Key.of(1),
                Start.uniform(),
                progress -> {
                  if (progress.iteration() % 7 == 0 && Files.exists(file)) {
                    moments.add(copy(moments.size()));
                  }
                },
                saving());
    assertTrue(moments.size() > 10, "copies");
    for (Path moment : moments) {
      Files.copy(moment, file, StandardCopyOption.REPLACE_EXISTING);
      Chains again = run(SAMPLER, 1);
      assertTrue(Arrays.deepEquals(whole.draws(), again.draws()), moment.toString());
      assertEquals(whole.last(), again.last());
      for (int c = 0; c < 2; c++) {
        assertArrayEquals(whole.chains().get(c).statistics(), again.chains().get(c).statistics());
        assertEquals(whole.chains().get(c).warmUp(), again.chains().get(c).warmUp());
        assertEquals(whole.chains().get(c).divergences(), again.chains().get(c).divergences());
      }
    }
  }

  private Path copy(int number) {
    try {
      return Files.copy(file, folder.resolve("moment" + number));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  /** Two that write one file leave one of the two, whole, and nothing else. */
  @Example
  void writersDoNotTear() throws IOException, InterruptedException {
    Chains one = SAMPLER.run(TARGET, Key.of(1));
    Fingerprint fingerprint = new Fingerprint("", "", "", Key.of(1), 2, 1);
    Checkpoint first = new Checkpoint(fingerprint, one.chains());
    Checkpoint second = new Checkpoint(fingerprint, one.chains().subList(0, 1));
    first.write(file);
    Thread other = Thread.ofPlatform().start(() -> writeOften(second));
    for (int i = 0; i < 100; i++) {
      first.write(file);
      int found = Checkpoint.read(file).chains().size();
      assertTrue(found == 1 || found == 2);
    }
    other.join();
    assertEquals(1, files().size());
  }

  private void writeOften(Checkpoint checkpoint) {
    for (int i = 0; i < 100; i++) {
      checkpoint.write(file);
    }
  }

  /** Where no file can be written the run goes on. */
  @Example
  void aFullDiskCostsNoDraws() {
    Saving nowhere = Saving.to(folder.resolve("missing").resolve("run")).everyIterations(50);
    Chains chains = SAMPLER.run(TARGET, Key.of(1), SAMPLER.start(), Progress.NONE, nowhere);
    assertTrue(chains.isComplete());
    assertTrue(Arrays.deepEquals(SAMPLER.run(TARGET, Key.of(1)).draws(), chains.draws()), "draws");
  }
}
