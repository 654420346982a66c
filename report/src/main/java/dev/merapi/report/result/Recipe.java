package dev.merapi.report.result;

import dev.merapi.effects.Model;
import dev.merapi.effects.Settings;
import dev.merapi.effects.picture.Diagram;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Fingerprint;
import dev.merapi.tensor.Key;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What draws depend on, in texts that files keep, so that code can say whether the same program
 * would make them again: {@code program} is the graph of the program in the language of Graphviz,
 * {@code data} a hash of what it observes, {@code density} a hash of its log density and gradient
 * at a few positions, {@code sampler} the kernel and its settings, and there are the key, the
 * numbers of chains and draws, and the version. A start that is given by hand is not in it.
 *
 * @param entries the texts by name
 */
public record Recipe(Map<String, String> entries) {
  private static final String PREFIX = "merapi_";

  /** Copies the map. */
  public Recipe {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** The recipe of {@code Posterior.sample(sampler, model, key)}. */
  public static Recipe of(Model<?> model, Sampler sampler, Key key) {
    LogDensity target = LogDensity.of(model);
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(
        "version",
        Optional.ofNullable(Recipe.class.getPackage().getImplementationVersion())
            .orElse("without a version"));
    entries.put("key", key.k0() + " " + key.k1());
    entries.put("chains", Integer.toString(sampler.chains()));
    entries.put("draws", Integer.toString(sampler.draws()));
    entries.put("thinning", Integer.toString(sampler.thinning()));
    entries.put("until", sampler.until().map(Record::toString).orElse(""));
    entries.put("sampler", sampler.kernel().apply(target.potential(), sampler.warmUp()).identity());
    entries.put("density", Fingerprint.of(target.potential(), target.coordinates().toString()));
    entries.put("data", data(model));
    entries.put(
        "program", Diagram.of(Key.of(0), model).toDot(true).replaceAll("\\s+", " ").strip());
    return new Recipe(entries);
  }

  /** SHA-256 of names, shapes and bits of what is observed. */
  private static String data(Model<?> model) {
    Trace trace =
        Settings.current().validation(false).in(() -> Trace.run(Key.of(0), model).trace());
    MessageDigest digest = sha256();
    for (Entry.Sampled entry : trace.sites()) {
      if (entry.site().isObserved() && !entry.site().isIndexSet()) {
        digest.update((entry.name() + entry.value().shape()).getBytes(StandardCharsets.UTF_8));
        double[] values = entry.value().toArray();
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
        for (double value : values) {
          bytes.putLong(Double.doubleToLongBits(value));
        }
        digest.update(bytes.array());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JVM has SHA-256.", impossible);
    }
  }

  /** The recipe that is among attributes, if there is one. */
  public static Optional<Recipe> in(Map<String, String> attributes) {
    Map<String, String> entries = new LinkedHashMap<>();
    attributes.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            entries.put(name.substring(PREFIX.length()), value);
          }
        });
    return entries.isEmpty() ? Optional.empty() : Optional.of(new Recipe(entries));
  }

  /** As attributes, each under its name with {@code merapi_} before it. */
  public Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    entries.forEach((name, value) -> attributes.put(PREFIX + name, value));
    return attributes;
  }

  /** What differs from another recipe, in a sentence; nothing if nothing does. */
  public Optional<String> difference(Recipe other) {
    return entries.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(other.entries.get(entry.getKey())))
        .findFirst()
        .map(
            entry ->
                "The %s of one is '%s', that of the other '%s'."
                    .formatted(
                        entry.getKey(), entry.getValue(), other.entries.get(entry.getKey())));
  }

  /**
   * Computes kept draws again and compares them bit by bit.
   *
   * @param kept results with a recipe
   * @return what differs, in a sentence; nothing if the recipe and all draws are the same
   */
  public static Optional<String> repeat(Results kept, Model<?> model, Sampler sampler, Key key) {
    Optional<Recipe> recipe = kept.recipe();
    if (recipe.isEmpty()) {
      return Optional.of("The results do not say how they were made; keep them with a recipe.");
    }
    Optional<String> difference = recipe.get().difference(of(model, sampler, key));
    return difference.isPresent()
        ? difference
        : draws(kept, Results.of(Posterior.sample(sampler, model, key)));
  }

  private static Optional<String> draws(Results kept, Results again) {
    Group before = kept.group(Results.POSTERIOR);
    Group after = again.group(Results.POSTERIOR);
    if (!before.variables().keySet().equals(after.variables().keySet())) {
      return Optional.of(
          "The draws are of %s, but computed again of %s."
              .formatted(before.variables().keySet(), after.variables().keySet()));
    }
    for (Map.Entry<String, Variable> entry : before.variables().entrySet()) {
      double[] old = entry.getValue().values().toArray();
      double[] fresh =
          Objects.requireNonNull(after.variables().get(entry.getKey())).values().toArray();
      for (int i = 0; i < Math.max(old.length, fresh.length); i++) {
        if (old.length != fresh.length
            || Double.doubleToLongBits(old[i]) != Double.doubleToLongBits(fresh[i])) {
          return Optional.of(
              "The draws of '%s' are not those that are computed again.".formatted(entry.getKey()));
        }
      }
    }
    return Optional.empty();
  }
}
