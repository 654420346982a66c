package dev.merapi.laws.verify;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Frame;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** Sites in plates are distributions expanded by hand: shapes, draws, log-probabilities. */
final class PlateCheck {
  private PlateCheck() {}

  static Outcome run(Subject subject, Key key) {
    Map<String, Distribution> written = new HashMap<>();
    Rewrite reads =
        site -> {
          written.put(site.name(), site.distribution());
          return site;
        };
    Trace trace = Trace.run(key, Plates.vectorize(reads.on(subject.whole()))).trace();
    int seen = 0;
    for (Entry.Sampled entry : trace.sites()) {
      Site site = entry.site();
      Distribution distribution = written.get(entry.name());
      if (site.place().vectorised().isEmpty()
          || site.isIndexSet()
          || site.isComputed()
          || distribution == null) {
        continue;
      }
      Shape shape = distribution.batchShape();
      for (Frame.Vectorised frame : site.place().vectorised()) {
        shape = shape.padLeft(Math.max(shape.rank(), -frame.dim())).with(frame.dim(), frame.size());
      }
      Distribution byHand = distribution.expand(shape);
      Tensor mask = site.weight().mask().orElse(Tensor.scalar(1));
      boolean same =
          byHand.mask(mask).logProb(entry.value()).equals(entry.unscaledLogProb())
              && (!site.isLatent() || byHand.sample(site.keyUnder(key)).equals(entry.value()));
      if (!same) {
        return new Outcome.Failed(
            "Site '%s' in %s is not its distribution expanded by hand to %s."
                .formatted(entry.name(), site.place().describe(), shape));
      }
      seen++;
    }
    return seen == 0
        ? new Outcome.Idle("there is no plate")
        : new Outcome.Passed("%d sites".formatted(seen));
  }
}
