package dev.merapi.examples.discrete;

import static dev.merapi.distributions.Distributions.beta;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.markov;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static java.util.stream.IntStream.range;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.discrete.InferDiscrete;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which of two devices runs when? A meter shows only what both take together: a factorial hidden
 * Markov model (Ghahramani and Jordan, <em>Factorial hidden Markov models</em>, Machine Learning
 * 29, 1997), as in the disaggregation of household power.
 *
 * <p>For each device power ~ Normal((150, 400), 50) in watts and stay ~ Beta(9, 1); noise ~
 * HalfNormal(50). In each minute a device stays on or off with its probability stay, and the meter
 * shows ~ Normal(Σ power of devices that are on, noise). All devices are off at first.
 *
 * <p>Known answer: the readings are drawn from the model itself, with {@link #TRUTH} and {@link
 * #KEY}, so the powers and the minutes at which each device ran are known.
 *
 * @param readings the meter, in watts, one number for each minute
 */
public record Devices(Tensor readings) {
  /** What the data are drawn with. */
  static final Map<String, Tensor> TRUTH =
      Map.of(
          "power", Tensor.of(120, 430),
          "stay", Tensor.of(0.9, 0.95),
          "noise", Tensor.scalar(40));

  /** The key that the data are drawn with. */
  static final Key KEY = Key.of(1997);

  /** Draws readings of so many minutes: the sites of the run, and what the meter shows. */
  static Map<String, Tensor> simulated(int minutes) {
    Model<?> model = new Devices(Tensor.zeros(Shape.of(minutes))).model();
    Trace trace = Trace.run(KEY, new Substitute(TRUTH).on(new Uncondition().on(model))).trace();
    return trace.sites().stream().collect(Collectors.toMap(Entry::name, Entry::value));
  }

  /** What the meter shows in a run. */
  static Devices of(Map<String, Tensor> run, int minutes) {
    return new Devices(series(run, "meter", minutes));
  }

  /** The values of the sites prefix_0, prefix_1, …, one for each minute. */
  static Tensor series(Map<String, Tensor> run, String prefix, int minutes) {
    return Tensor.stack(
        0, range(0, minutes).mapToObj(t -> run.get(prefix + "_" + t)).toArray(Tensor[]::new));
  }

  int minutes() {
    return readings.size(0);
  }

  /** The model of the readings. */
  Model<?> model() {
    // @formatter:off
    return let(plate("devices", 2, _ -> sample("power", normal(Tensor.of(150, 400), 50))),
               plate("devices", 2, _ -> sample("stay", beta(9, 1))),
               sample("noise", halfNormal(50)), (power, stay, noise) ->
           markov("minutes", 1, range(0, minutes()).boxed().toList(), Both.OFF, (before, t) ->
           let(sample("small_" + t, categorical(moves(stay.get(0)).get(before.small()))),
               sample("large_" + t, categorical(moves(stay.get(1)).get(before.large()))), (small, large) ->
           observe("meter_" + t, normal(small.times(power.get(0)).plus(large.times(power.get(1))), noise),
                   readings.get(t))
           .map(_ -> new Both(small, large)))));
    // @formatter:on
  }

  /** Whether each device is on. */
  private record Both(Tensor small, Tensor large) {
    static final Both OFF = new Both(Tensor.scalar(0), Tensor.scalar(0));
  }

  /** From off and on to off and on. */
  private static Tensor moves(Tensor stay) {
    Tensor leave = stay.unaryMinus().plus(1);
    return Tensor.stack(0, Tensor.stack(0, stay, leave), Tensor.stack(0, leave, stay));
  }

  /** The most probable states of both devices together, at the means of the other sites. */
  Map<String, Tensor> states(Posterior posterior) {
    Map<String, Tensor> means =
        Map.of(
            "power", posterior.get("power").mean(0),
            "stay", posterior.get("stay").mean(0),
            "noise", posterior.get("noise").mean(0));
    return InferDiscrete.mode(new Substitute(means).on(model()), KEY);
  }

  /** Prints the posterior, and when each device ran, beside the truth. */
  public static void main(String[] arguments) {
    int minutes = 100;
    Map<String, Tensor> truth = simulated(minutes);
    Devices devices = of(truth, minutes);
    Posterior posterior =
        Posterior.sample(
            Sampler.nuts().chains(2).warmUp(200).draws(100), devices.model(), Key.of(1));
    System.out.printf("%d minutes; drawn with %s%n%n", minutes, TRUTH);
    System.out.println(Report.of(posterior, "power", "stay", "noise"));
    Map<String, Tensor> states = devices.states(posterior);
    for (String device : List.of("small", "large")) {
      System.out.printf("%s device, found and true:%n", device);
      System.out.printf("  %s%n", line(series(states, device, minutes)));
      System.out.printf("  %s%n", line(series(truth, device, minutes)));
    }
  }

  private static String line(Tensor states) {
    return Arrays.stream(states.toArray())
        .mapToObj(on -> on > 0 ? "#" : ".")
        .collect(Collectors.joining());
  }
}
