package dev.merapi.report.store;

import dev.merapi.tensor.MerapiException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that cannot be read or written, in a sentence that names it. */
public final class FileException extends MerapiException {
  private static final long serialVersionUID = 1L;

  /** The error that the sentence describes. */
  public FileException(String message) {
    super(message);
  }

  private FileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file that could not be written; nothing of it is left. */
  static FileException unwritten(Path file, Exception why) {
    return new FileException(
        "%s cannot be written (%s); nothing is left of it. Give a folder that can be written and has room."
            .formatted(file, reason(why)),
        why);
  }

  /** A file that could not be read. */
  static FileException unread(Path file, Exception why) {
    if (why instanceof NoSuchFileException && Files.exists(file)) {
      return new FileException(
          "%s cannot be read: there is no %s in it, so it is none of the stores that are read here."
              .formatted(file, why.getMessage()),
          why);
    }
    return why instanceof NoSuchFileException
        ? new FileException("There is no file %s.".formatted(file), why)
        : new FileException("%s cannot be read: %s".formatted(file, reason(why)), why);
  }

  /** A file whose content is not what it should be. */
  static FileException wrong(Path file, String what) {
    return new FileException("%s cannot be read: %s".formatted(file, what));
  }

  private static String reason(Exception why) {
    return why instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(why.getMessage()).lines().findFirst().orElse("");
  }
}
