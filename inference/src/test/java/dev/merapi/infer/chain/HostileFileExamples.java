package dev.merapi.infer.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.codec.Encoder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were made to hurt, read by a JVM of 64 MB: a sentence each, and it lives. */
class HostileFileExamples {
  private static final long MAGIC = 0x4d65_7261_7069_4d43L;
  private static final int HEAD = 20;

  /** Variables that a JVM takes further flags from. */
  private static final Set<String> FLAGS =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  @TempDir private Path folder;

  @Test
  void aSmallJvmReadsThemAll() throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>();
    for (int claim : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1 << 28, 0}) {
      files.add(sealed("claim" + claim, claimed(claim).bytes()));
    }
    files.add(sealed("empty", new byte[0]));
    files.add(sealed("zeros", new byte[15 << 20]));
    files.add(sealed("words", words(4_000_000)));
    files.add(sealed("long", new byte[30 << 20]));
    files.add(vast());
    List<String> sentences = read(files);
    assertEquals(files.size(), sentences.size(), () -> String.join("\n", sentences));
    for (int i = 0; i < files.size(); i++) {
      String sentence = sentences.get(i);
      assertTrue(sentence.contains(files.get(i).toString()), sentence);
    }
  }

  private List<String> read(List<Path> files) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FileReader.class.getName()));
    files.forEach(file -> command.add(file.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeAll(FLAGS);
    Process process = builder.start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertEquals(0, process.waitFor());
    return lines;
  }

  /** A fingerprint, two chains, and a number of things that are not there. */
  private static Encoder claimed(int claim) {
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
    return body;
  }

  /** Names without letters: as objects ten times as large as in the file. */
  private static byte[] words(int count) {
    byte[] head = claimed(count).bytes();
    return ByteBuffer.allocate(head.length + 4 * count).put(head).array();
  }

  /** The content with a head and a checksum that fit it. */
  private Path sealed(String name, byte[] content) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(HEAD + content.length + 32);
    all.putLong(MAGIC).putInt(3).putLong(content.length).put(content);
    var digest = Fingerprint.sha256();
    digest.update(all.array(), 0, all.position());
    return Files.write(folder.resolve(name), all.put(digest.digest()).array());
  }

  /** A quarter of a gigabyte of zeros that takes no room on the disk, under a right head. */
  private Path vast() throws IOException {
    Path file = folder.resolve("vast");
    long length = 1L << 28;
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(HEAD + length + 32);
      open.writeLong(MAGIC);
      open.writeInt(3);
      open.writeLong(length);
    }
    return file;
  }
}
