package dev.merapi.examples;

import static dev.merapi.dist.Distributions.halfCauchy;
import static dev.merapi.dist.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.chain.Sampler;
import dev.merapi.infer.predict.Predictive;
import dev.merapi.infer.program.Posterior;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code of the README runs, and is word for word the code between the markers in this file. */
class ReadmeExamples {
  // @formatter:off
  static Model<Tensor> schools(Tensor effect, Tensor error) {
    return sample("mu", normal(0, 5)).flatMap(mu ->
           sample("tau", halfCauchy(5)).flatMap(tau ->
           plate("schools", effect.size(0), _ ->
           sample("z", normal(0, 1)).flatMap(z ->
           deterministic("theta", mu.plus(tau.times(z)), 0).flatMap(theta ->
           observe("y", normal(theta, error), effect))))));
  }

  // @formatter:on

  @Test
  void theFirstModelRuns() {
    // @formatter:off
    Tensor effect = Tensor.of(28, 8, -3, 7, -1, 1, 18, 12);
    Tensor error = Tensor.of(15, 10, 16, 11, 9, 11, 10, 18);
    Model<Tensor> model = schools(effect, error);

    Posterior posterior = Posterior.sample(Sampler.nuts(), model, Key.of(1));
    System.out.println(posterior.summary());
    Tensor replicated = Predictive.posterior(model, posterior, Key.of(2)).get("y");
    // @formatter:on
    assertEquals(Shape.of(4000, 8), replicated.shape());
  }

  @Test
  void theReadmeShowsThisCode() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    for (String snippet : snippets()) {
      assertTrue(readme.contains("```java\n" + snippet + "```"), snippet);
    }
  }

  private static List<String> snippets() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/dev/merapi/examples/ReadmeExamples.java"));
    return Pattern.compile(
            "^ *// @formatter:off\n(.*?)^ *// @formatter:on$", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(source)
        .results()
        .map(snippet -> snippet.group(1).stripTrailing().stripIndent() + "\n")
        .toList();
  }
}
