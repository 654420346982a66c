package dev.merapi.effects;

/** Two rewrites, in one traversal unless one of them was given names to look for. */
record Composed(Rewrite inner, Rewrite outer) implements Rewrite {
  @Override
  public Site site(Site site) {
    Site changed = inner.site(site);
    return changed.isHidden() ? changed : outer.site(changed);
  }

  @Override
  public Parameter parameter(Parameter parameter) {
    Parameter changed = inner.parameter(parameter);
    return changed.isHidden() ? changed : outer.parameter(changed);
  }

  @Override
  public <A> Model<A> on(Model<A> model) {
    return inner.names().isEmpty() && outer.names().isEmpty()
        ? Rewrite.super.on(model)
        : outer.on(inner.on(model));
  }
}
