package dev.merapi.laws.verify;

import dev.merapi.effects.handler.Block;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.Do;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * The laws of condition, replay, block and do on this program: what a handler does not name keeps
 * its value and its log-probability, bit for bit.
 */
final class HandlerCheck {
  private static final int MOST = 8;

  private HandlerCheck() {}

  static Outcome run(Subject subject, Key key) {
    Trace run = Trace.run(key, subject.model()).trace();
    Map<String, Tensor> values = new HashMap<>();
    run.latents().forEach(entry -> values.put(entry.name(), entry.value()));
    Key other = key.fold("other");
    Trace conditioned = Trace.run(key, new Condition(values).on(subject.model())).trace();
    String wrong = difference("condition", run, conditioned, "");
    if (wrong.isEmpty()) {
      Trace replayed = Trace.run(other, new Replay(run).on(subject.model())).trace();
      wrong = difference("replay", run, replayed, "");
    }
    for (Entry.Sampled entry : run.latents().stream().limit(MOST).toList()) {
      if (!wrong.isEmpty()) {
        break;
      }
      String name = entry.name();
      Trace hidden = Trace.run(key, Block.hide(name).on(subject.model())).trace();
      wrong = difference("block of '" + name + "'", run, hidden, name);
      if (wrong.isEmpty()) {
        Tensor value = Trace.run(other, subject.model()).trace().value(name);
        Trace did = Trace.run(key, Do.of(name, value).on(subject.model())).trace();
        Trace fixed = Trace.run(key, Condition.of(name, value).on(subject.model())).trace();
        wrong = difference("do of '" + name + "'", fixed, did, name);
      }
    }
    return wrong.isEmpty()
        ? new Outcome.Passed("%d sites".formatted(run.sites().size()))
        : new Outcome.Failed(wrong);
  }

  private static String difference(String handler, Trace expected, Trace found, String except) {
    for (Entry.Sampled entry : expected.sites()) {
      if (entry.name().equals(except) || entry.site().isIndexSet()) {
        continue;
      }
      var same = found.sampled(entry.name());
      if (same.isEmpty()
          || !same.get().value().equals(entry.value())
          || !same.get().logProb().equals(entry.logProb())) {
        return "Under %s site '%s' is %s with log-probability %s, where %s with %s is right. Does the program keep state or look at which run it is?"
            .formatted(
                handler,
                entry.name(),
                same.map(Entry.Sampled::value).orElse(Tensor.scalar(Double.NaN)),
                same.map(Entry.Sampled::logProb).orElse(Tensor.scalar(Double.NaN)),
                entry.value(),
                entry.logProb());
      }
    }
    return "";
  }
}
