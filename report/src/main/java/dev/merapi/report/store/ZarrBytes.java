package dev.merapi.report.store;

import dev.merapi.report.result.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The bytes of a chunk of zarr v3: the codecs {@code bytes}, {@code vlen-utf8} and {@code gzip}.
 */
final class ZarrBytes {
  /** The data type of texts. */
  static final String TEXT = "string";

  /** The codec of texts. */
  static final String TEXTS = "vlen-utf8";

  private ZarrBytes() {}

  static String type(Kind kind) {
    return switch (kind) {
      case REAL -> "float64";
      case WHOLE -> "int64";
      case FLAG -> "bool";
    };
  }

  static Kind kind(String type) throws IOException {
    return switch (type) {
      case "float64" -> Kind.REAL;
      case "int64" -> Kind.WHOLE;
      case "bool" -> Kind.FLAG;
      default -> throw new IOException("numbers of type '" + type + "' are not read");
    };
  }

  static Object fill(Kind kind) {
    return switch (kind) {
      case REAL -> "NaN";
      case WHOLE -> 0;
      case FLAG -> false;
    };
  }

  static byte[] of(Kind kind, double[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * (kind == Kind.FLAG ? 1 : Long.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      switch (kind) {
        case REAL -> bytes.putLong(Double.doubleToRawLongBits(value));
        case WHOLE -> bytes.putLong((long) value);
        case FLAG -> bytes.put((byte) (value == 0 ? 0 : 1));
      }
    }
    return bytes.array();
  }

  static double[] numbers(Kind kind, byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[bytes.length / (kind == Kind.FLAG ? 1 : Long.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (kind) {
            case REAL -> Double.longBitsToDouble(from.getLong());
            case WHOLE -> from.getLong();
            case FLAG -> from.get();
          };
    }
    return values;
  }

  /** Their number, then each with its length before it. */
  static byte[] of(List<String> texts) {
    List<byte[]> each = texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    ByteBuffer bytes =
        ByteBuffer.allocate(
                Integer.BYTES + each.stream().mapToInt(b -> Integer.BYTES + b.length).sum())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(texts.size());
    each.forEach(b -> bytes.putInt(b.length).put(b));
    return bytes.array();
  }

  static List<String> texts(byte[] bytes) throws IOException {
    ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int n = from.getInt();
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        byte[] text = new byte[Math.clamp(from.getInt(), 0, from.remaining())];
        from.get(text);
        texts.add(new String(text, StandardCharsets.UTF_8));
      }
      return texts;
    } catch (BufferUnderflowException cut) {
      throw new IOException("a chunk of texts is too short", cut);
    }
  }

  static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }

  /** Fails where the check sum does not fit. */
  static byte[] unzipped(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }
}
