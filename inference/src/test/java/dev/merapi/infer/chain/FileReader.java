package dev.merapi.infer.chain;

import java.nio.file.Path;

/** Reads files one after the other, and prints what is said of each. */
final class FileReader {
  private FileReader() {}

  public static void main(String[] files) {
    for (String file : files) {
      try {
        System.out.println("read " + Checkpoint.read(Path.of(file)).chains().size());
      } catch (CheckpointException sentence) {
        System.out.println(sentence.getMessage());
      }
    }
  }
}
