package dev.merapi.examples;

import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.report.table.Categories;
import dev.merapi.report.table.Table;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * How heavy is a penguin with a flipper of a given length? Body mass in kg is linear in the length
 * of the flipper, with a slope that all species share and an intercept for each:
 *
 * <p>mu ~ Normal(4, 2), tau ~ Gamma(4, 8), beta ~ Normal(0, 1), sigma ~ HalfNormal(1); for each
 * species alpha ~ Normal(mu, tau); for each bird mass ~ Normal(alpha[species] + beta length,
 * sigma). The length is in cm and measured from its mean, so an intercept is the mass of a bird of
 * average length.
 *
 * @param species the names of the species, in the order of the intercepts
 * @param kind for each bird the position of its species
 * @param length for each bird the length of its flipper, in cm from the mean
 * @param mass for each bird its mass in kg
 */
record Penguins(List<String> species, Tensor kind, Tensor length, Tensor mass) {

  /** The birds of a table with the columns species, flipper_length_mm and body_mass_g. */
  static Penguins of(Table table) {
    Categories species = table.categories("species");
    Tensor flipper = Tensor.of(table.numbers("flipper_length_mm")).div(10);
    return new Penguins(
        species.labels(),
        species.indices(),
        flipper.minus(flipper.mean()),
        Tensor.of(table.numbers("body_mass_g")).div(1000));
  }

  /** The model of the masses. */
  Model<Tensor> model() {
    // @formatter:off
    return sample("mu", normal(4, 2)).flatMap(mu ->
           sample("tau", gamma(4, 8)).flatMap(tau ->
           sample("beta", normal(0, 1)).flatMap(beta ->
           sample("sigma", halfNormal(1)).flatMap(sigma ->
           plate("species", species, _ -> sample("alpha", normal(mu, tau))).flatMap(alpha ->
           plate("birds", mass.size(0), _ ->
           observe("mass", normal(alpha.get(kind).plus(beta.times(length)), sigma), mass)))))));
    // @formatter:on
  }
}
