package dev.merapi.effects.handler;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;

/** An expansion without state: a site becomes a program that depends on nothing else. */
@FunctionalInterface
public interface Replacement extends Expansion<Boolean> {

  /** The program that stands for a site; its result is the site's value. */
  Model<Tensor> site(Site site);

  /** The program that stands for a parameter; the parameter itself unless overridden. */
  default Model<Tensor> parameter(Parameter parameter) {
    return Models.param(parameter);
  }

  @Override
  default Boolean start() {
    return true;
  }

  @Override
  default Model<Outcome<Boolean, Tensor>> site(Boolean state, Site site) {
    return site(site).map(value -> new Outcome<>(state, value));
  }

  @Override
  default Model<Outcome<Boolean, Tensor>> parameter(Boolean state, Parameter parameter) {
    return parameter(parameter).map(value -> new Outcome<>(state, value));
  }
}
