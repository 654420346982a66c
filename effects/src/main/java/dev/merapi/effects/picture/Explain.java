package dev.merapi.effects.picture;

import dev.merapi.effects.Frame;
import dev.merapi.effects.Handler;
import dev.merapi.effects.Model;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A model and its handlers as text: for each site its law, its plates and dims, and what each
 * handler has done to it, from the inside out. Handlers are told apart by what they change, so any
 * handler can be explained. The program is run once under {@code key} with each number of handlers
 * around it.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="explain"}
 */
public record Explain(Key key, List<Handler> handlers) {
  /** Copies the handlers. */
  public Explain {
    handlers = List.copyOf(handlers);
  }

  /** With the handlers from the innermost to the outermost. */
  public static Explain of(Key key, Handler... innermostFirst) {
    return new Explain(key, List.of(innermostFirst));
  }

  /** The report, a paragraph for each site. */
  public String text(Model<?> model) {
    Trace plain = Trace.run(key, model).trace();
    Vector<Trace> traces = Vector.of(plain);
    Model<?> handled = model;
    for (Handler handler : handlers) {
      handled = handler.on(handled);
      traces = traces.append(Trace.run(key, handled).trace());
    }
    Vector<Trace> stages = traces;
    return stages
        .flatMap(trace -> trace.entries().keySet())
        .distinct()
        .map(name -> paragraph(name, stages))
        .mkString("\n");
  }

  private String paragraph(String name, Vector<Trace> stages) {
    StringBuilder text = new StringBuilder(name);
    Option<Entry> before = Option.of(stages.head().entries().get(name));
    before.forEach(entry -> text.append(": ").append(declared(entry)));
    for (int i = 1; i < stages.size(); i++) {
      Option<Entry> after = Option.of(stages.get(i).entries().get(name));
      String label = handlers.get(i - 1).label();
      changes(before, after)
          .forEach(change -> text.append("\n  ").append(label).append(": ").append(change));
      before = after;
    }
    return text.toString();
  }

  private static String declared(Entry entry) {
    return switch (entry) {
      case Entry.Declared(var parameter, var value) ->
          "parameter of shape %s, %s".formatted(value.shape(), parameter.constraint().describe());
      case Entry.Sampled(Site site, _) ->
          "%s with batch %s and event %s in %s; %s%s"
              .formatted(
                  site.distribution().getClass().getSimpleName(),
                  site.distribution().batchShape(),
                  site.distribution().eventShape(),
                  site.place().plates(),
                  decided(site.value()),
                  subsampled(site));
    };
  }

  private static String subsampled(Site site) {
    return site.place().frames().stream()
        .filter(frame -> frame.scale() != 1)
        .map(Explain::scaled)
        .collect(Collectors.joining());
  }

  private static String scaled(Frame frame) {
    return "; plate '%s' scales by %d/%d".formatted(frame.plate(), frame.fullSize(), frame.size());
  }

  private static String decided(Value value) {
    return switch (value) {
      case Value.Latent _ -> "drawn";
      case Value.Observed _ -> "observed";
      case Value.Replayed _ -> "set, not as evidence";
      case Value.Computed _ -> "computed";
    };
  }

  private static Vector<String> changes(Option<Entry> before, Option<Entry> after) {
    if (before.isEmpty()) {
      return after.map(entry -> "new: " + declared(entry)).toVector();
    }
    if (after.isEmpty()) {
      return Vector.of("hidden, or gone");
    }
    return before.get() instanceof Entry.Sampled(Site old, var was)
            && after.get() instanceof Entry.Sampled(Site site, var is)
        ? Vector.of(
                note(
                    !old.value().getClass().equals(site.value().getClass()), decided(site.value())),
                note(!was.shape().equals(is.shape()), "value of shape " + is.shape()),
                note(was.shape().equals(is.shape()) && !was.equals(is), "another value"),
                note(
                    !old.weight().scale().equals(site.weight().scale()),
                    "scale " + site.weight().scale()),
                note(!old.weight().mask().equals(site.weight().mask()), "masked"),
                note(
                    !old.place().dims().equals(site.place().dims()),
                    "enumerated dims " + dims(site)),
                note(!old.infer().equals(site.infer()), "other options for inference"))
            .flatMap(each -> each)
        : Vector.empty();
  }

  private static String dims(Site site) {
    return site.place().dims().entrySet().stream()
        .map(dim -> "%d of '%s'".formatted(dim.getKey(), dim.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static Option<String> note(boolean when, String text) {
    return Option.when(when, text);
  }
}
