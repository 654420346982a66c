package dev.merapi.examples.discrete;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.uniform;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.markov;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static java.util.stream.IntStream.range;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Mask;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Collections;
import java.util.List;

/**
 * How many dippers survive a year? Birds were caught, marked and caught again in the seven years
 * from 1981 to 1987. One that is not seen may be dead, or alive and missed.
 *
 * <p>The model of Cormack, Jolly and Seber with constant rates: phi, p ~ Uniform(0, 1); for each
 * bird and each year after its first capture alive(t) ~ Bernoulli(phi · alive(t − 1)) and seen(t) ~
 * Bernoulli(p · alive(t)). The birds are a plate, and the years a Markov chain in it.
 *
 * <p>Known answer: the likelihood is greatest at phi = 0.560 and p = 0.903. Data: 294 European
 * dippers of G. Marzolin, as published by Lebreton, Burnham, Clobert and Anderson, <em>Modeling
 * survival and testing biological hypotheses using marked animals</em>, Ecological Monographs
 * 62(1), 1992.
 *
 * @param seen 1 where a bird was caught, [birds, years]
 */
public record Dippers(Tensor seen) {
  private static final int FIRST_YEAR = 1981;
  private static final Tensor ALIVE = Tensor.of(0, 1);

  /** The birds of the table, one row for each. */
  static Dippers read() {
    List<double[]> birds =
        DataFile.rows("dippers.csv").stream()
            .flatMap(row -> Collections.nCopies(Integer.parseInt(row[2]), history(row[0])).stream())
            .toList();
    return new Dippers(Tensor.of(birds.toArray(double[][]::new)));
  }

  private static double[] history(String digits) {
    return digits.chars().mapToDouble(digit -> digit - '0').toArray();
  }

  private int birds() {
    return seen.size(0);
  }

  int years() {
    return seen.size(1);
  }

  /** The name of the site that says which birds are alive in a year. */
  static String alive(int year) {
    return "alive_" + (FIRST_YEAR + year);
  }

  /** A column of the histories. */
  private Tensor seenIn(int year) {
    return seen.permute(1, 0).get(year);
  }

  /** 1 for birds that were caught before a year. */
  private Tensor marked(int year) {
    return seen.permute(1, 0).cumsum(0).get(year - 1).gt(0);
  }

  /** The model of the histories. */
  Model<Tensor> model() {
    // @formatter:off
    return let(sample("phi", uniform(0, 1)), sample("p", uniform(0, 1)), (phi, p) ->
           plate("birds", birds(), _ ->
           markov("years", 1, range(1, years()).boxed().toList(), Tensor.scalar(1), (before, year) ->
           let(sample(alive(year), categorical(fate(phi, before, year))), alive ->
           new Mask(marked(year)).on(
               observe("seen_" + (FIRST_YEAR + year), bernoulli(chance(p).get(alive)), seenIn(year)))
           .map(_ -> alive)))));
    // @formatter:on
  }

  /** The probabilities of being dead and alive; a bird without a mark is alive until it has one. */
  private Tensor fate(Tensor phi, Tensor before, int year) {
    Tensor dead = Tensor.of(1, 0);
    Tensor survives = Tensor.stack(0, phi.unaryMinus().plus(1), phi);
    return Tensor.where(
        marked(year).unsqueeze(-1), Tensor.stack(0, dead, survives).get(before), ALIVE);
  }

  /** The probability of being seen, by whether the bird is alive. */
  private static Tensor chance(Tensor p) {
    return Tensor.stack(0, Tensor.scalar(0), p);
  }

  /** For each year the number of marked birds that are alive in each draw, [draws, years − 1]. */
  Tensor population(Posterior posterior) {
    return Tensor.stack(
        1,
        range(1, years())
            .mapToObj(year -> posterior.get(alive(year)).times(marked(year)).sum(1))
            .toArray(Tensor[]::new));
  }

  /** Prints the posterior, and how many of the marked birds are alive each year. */
  public static void main(String[] arguments) {
    Dippers dippers = read();
    Posterior posterior =
        Posterior.sample(
            Sampler.nuts().chains(2).warmUp(300).draws(300), dippers.model(), Key.of(1));
    System.out.printf("%d dippers%n%n%s%n", dippers.birds(), Report.of(posterior, "phi", "p"));
    System.out.println("marked before and alive, of them caught:");
    Tensor population = dippers.population(posterior).mean(0);
    for (int year = 1; year < dippers.years(); year++) {
      double caught = dippers.seenIn(year).times(dippers.marked(year)).sum().item();
      System.out.printf(
          "  %d  %5.1f  %3.0f%n", FIRST_YEAR + year, population.at(year - 1).item(), caught);
    }
  }
}
