package dev.merapi.effects.handler;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;

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
  default Model<Tuple2<Boolean, Tensor>> site(Boolean state, Site site) {
    return site(site).map(value -> new Tuple2<>(state, value));
  }

  @Override
  default Model<Tuple2<Boolean, Tensor>> parameter(Boolean state, Parameter parameter) {
    return parameter(parameter).map(value -> new Tuple2<>(state, value));
  }
}
