package dev.merapi.effects.reparam;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.tensor.Tensor;

/**
 * A simpler law for a variable, given auxiliary variables: with those summed out, it has the law
 * that it had. An observed site keeps its name and its value, and has the simpler law; a latent one
 * is drawn from that law at a site of its own.
 */
public interface Augmentation extends Reparametrisation {

  /** The program that draws the auxiliary sites, named after a site, and gives its law then. */
  Model<Distribution> law(Site site);

  /** How the name ends of the site at which a latent variable is drawn. */
  String ending();

  @Override
  default Model<Tensor> draw(Site site) {
    return law(site).flatMap(law -> Models.sample(auxiliary(site, ending(), law)));
  }

  /** A latent site at the place of another and with its weight, named after it. */
  static Site auxiliary(Site site, String ending, Distribution law) {
    return new Site(
        site.name() + ending,
        law,
        Value.LATENT,
        site.weight(),
        site.place(),
        site.infer(),
        site.visibility());
  }
}
