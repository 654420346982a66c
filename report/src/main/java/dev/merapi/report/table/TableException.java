package dev.merapi.report.table;

import dev.merapi.tensor.MerapiException;

/** A table that cannot be used as asked, in a sentence that names file, line and column. */
public final class TableException extends MerapiException {
  private static final long serialVersionUID = 1L;

  TableException(String sentence) {
    super(sentence);
  }

  TableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
