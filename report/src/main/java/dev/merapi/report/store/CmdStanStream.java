package dev.merapi.report.store;

import dev.merapi.effects.Model;
import dev.merapi.effects.Settings;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Quantity;
import dev.merapi.infer.chain.ChainProgress;
import dev.merapi.infer.chain.Drawn;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.dims.Dims;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Draws that are written as they are made: a file for each chain, and one write of a whole line for
 * each draw, so whoever kills the run leaves all draws that were made, and at most a part of a
 * line. A file that cannot be written costs a warning, and its last whole line stays its end; the
 * run goes on.
 */
final class CmdStanStream implements Progress, Closeable {
  private final Progress next;
  private final List<Lane> lanes = new ArrayList<>();

  /** New files; those that are there are kept, and nothing is begun. */
  CmdStanStream(
      CmdStanCsv run, Model<?> model, int draws, Map<String, String> attributes, Progress next) {
    this.next = next;
    List<Path> files = run.files();
    for (Path file : files) {
      if (Files.exists(file)) {
        throw new FileException(
            "There is something at %s already, which may be what a run that was killed has left: delete it, or give another name."
                .formatted(file));
      }
    }
    LogDensity target = LogDensity.of(model);
    Dims dims =
        Dims.of(Settings.current().validation(false).in(() -> Trace.run(Key.of(0), model).trace()));
    try {
      for (Path file : files) {
        lanes.add(new Lane(file, lanes.size(), target, dims, draws, attributes, run.warmUp()));
      }
    } catch (IOException e) {
      close();
      throw FileException.unwritten(files.get(lanes.size()), e);
    }
  }

  @Override
  public void drawn(Drawn draw) {
    lanes.get(draw.chain()).write(draw);
    next.drawn(draw);
  }

  @Override
  public void warmedUp(Drawn draw) {
    lanes.get(draw.chain()).writeWarmUp(draw);
    next.warmedUp(draw);
  }

  @Override
  public void update(ChainProgress progress) {
    next.update(progress);
  }

  @Override
  public void close() {
    lanes.forEach(Lane::close);
  }

  /** The file of a chain; used by the thread of the chain. */
  private static final class Lane {
    private final Path file;
    private final int chain;
    private final LogDensity target;
    private final Dims dims;
    private final int draws;
    private final Map<String, String> attributes;
    private final boolean keepsWarmUp;
    private final FileChannel channel;
    private Optional<CmdStanText> text = Optional.empty();
    private Optional<BiFunction<double[], Key, Map<String, Dense>>> constrainer = Optional.empty();
    private long head;
    private long end;
    private int written;
    private int warmUps;
    private boolean broken;

    Lane(
        Path file,
        int chain,
        LogDensity target,
        Dims dims,
        int draws,
        Map<String, String> attributes,
        boolean keepsWarmUp)
        throws IOException {
      this.file = file;
      this.chain = chain;
      this.target = target;
      this.dims = dims;
      this.draws = draws;
      this.attributes = attributes;
      this.keepsWarmUp = keepsWarmUp;
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      this.channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** A draw; if draws before it turn out to be warm-up, they are withdrawn, or kept as such. */
    void write(Drawn draw) {
      guarded(
          draw,
          line -> {
            if (draw.draw() != written) {
              end = keepsWarmUp ? end : head;
              warmUps += written;
              written = 0;
              channel.truncate(end);
            }
            if (written == 0 && keepsWarmUp) {
              overwrite(CmdStanText.warmUps(warmUps), text.get().warmUpsAt());
            }
            append(line);
            written++;
          });
    }

    void writeWarmUp(Drawn draw) {
      if (keepsWarmUp) {
        guarded(
            draw,
            line -> {
              append(line);
              warmUps++;
            });
      }
    }

    /** Does something with a line, below the head; whatever cannot be written ends the file. */
    private void guarded(Drawn draw, Writing writing) {
      if (broken) {
        return;
      }
      BiFunction<double[], Key, Map<String, Dense>> values =
          constrainer.orElseGet(target::constrainer);
      constrainer = Optional.of(values);
      Map<String, Dense> sites = values.apply(draw.position(), draw.key());
      try {
        if (text.isEmpty()) {
          text = Optional.of(CmdStanText.of(draw.columns(), layout(sites)));
          append(text.get().head(chain, draws, keepsWarmUp, attributes));
          head = end;
        }
        writing.write(text.get().line(draw.figures(), row(text.get().layout(), sites)));
      } catch (IOException full) {
        broken = true;
        System.getLogger(CmdStanStream.class.getName())
            .log(
                Level.WARNING,
                "The run goes on, but %s has its first %d draws only. %s"
                    .formatted(file, written, full.getMessage()));
        cut();
      }
    }

    /** What is done with a line. */
    @FunctionalInterface
    private interface Writing {
      void write(String line) throws IOException;
    }

    private void overwrite(String text, long from) throws IOException {
      long at = from;
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    }

    private void append(String line) throws IOException {
      overwrite(line, end);
      end += line.getBytes(StandardCharsets.UTF_8).length;
    }

    private void cut() {
      try {
        channel.truncate(end);
      } catch (IOException _) {
        // Whoever reads the file leaves out a line without its end.
      }
    }

    private List<Quantity> layout(Map<String, Dense> sites) {
      List<Quantity> layout = new ArrayList<>();
      int offset = 0;
      for (Map.Entry<String, Dense> site : sites.entrySet()) {
        Shape shape = site.getValue().shape();
        layout.add(new Quantity(site.getKey(), shape, offset, dims.axes(site.getKey(), shape)));
        offset += shape.count();
      }
      return layout;
    }

    private static double[] row(List<Quantity> layout, Map<String, Dense> sites) {
      double[] row = new double[layout.getLast().offset() + layout.getLast().shape().count()];
      for (Quantity quantity : layout) {
        Dense value = sites.get(quantity.name());
        if (value != null) {
          double[] numbers = value.rowMajorArray();
          System.arraycopy(numbers, 0, row, quantity.offset(), numbers.length);
        }
      }
      return row;
    }

    void close() {
      try {
        channel.close();
      } catch (IOException e) {
        System.getLogger(CmdStanStream.class.getName())
            .log(Level.WARNING, "%s cannot be closed: %s".formatted(file, e.getMessage()));
      }
    }
  }
}
