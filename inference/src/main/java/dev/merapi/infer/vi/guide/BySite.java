package dev.merapi.infer.vi.guide;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.tensor.Key;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A guide for each site; sites that are given the same one are a group of it. */
record BySite(Function<String, Guide> choice) implements Guide {
  @Override
  public GuideProgram on(Model<?> model, Key key) {
    Prototype all = Prototype.of(model, Guide.START, key);
    Map<Guide, List<String>> groups = new LinkedHashMap<>();
    for (String site : all.starts().keySet()) {
      Guide guide = choice.apply(site);
      groups.computeIfAbsent(guide, _ -> new ArrayList<>()).add(site);
    }
    Vector<Rewritten.Group> parts = Vector.empty();
    for (Map.Entry<Guide, List<String>> group : groups.entrySet()) {
      String prefix = parts.isEmpty() ? "latent" : "latent" + parts.size();
      parts = parts.append(part(prefix, group.getKey().on(model, key), group.getValue()));
    }
    return new Rewritten(model, parts);
  }

  private static Rewritten.Group part(String prefix, GuideProgram guide, List<String> sites) {
    if (!(guide instanceof Rewritten(_, Vector<Rewritten.Group> own)) || own.size() != 1) {
      throw new ModelException(
          "Guide.bySite gives the sites %s a guide that is not made site by site (%s). Delta, normal, diagonal, multivariate, low-rank and flow guides can be combined; a guide of one's own is a program for all sites."
              .formatted(sites, guide.getClass().getSimpleName()));
    }
    return new Rewritten.Group(prefix, own.head().sites().of(sites), own.head().family());
  }
}
