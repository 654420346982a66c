package dev.merapi.laws.internal.verify;

import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.effects.internal.IndexSet;

/** All elements of each plate that would choose some. */
public enum Whole implements Rewrite {
  /** The only one. */
  INSTANCE;

  @Override
  public Site site(Site site) {
    return site.distribution() instanceof IndexSet set && !site.isObserved()
        ? site.distributed(set.choosing(set.fullSize()))
        : site;
  }
}
