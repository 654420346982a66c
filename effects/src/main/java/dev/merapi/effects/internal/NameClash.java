package dev.merapi.effects.internal;

/** What to say where two things of one run have the same name. */
public final class NameClash {
  private NameClash() {}

  /** A site named {@code name}, after another site or a parameter of that name. */
  public static String site(
      String name, boolean afterSite, String placeOfFirst, String placeOfSecond) {
    return "%s named '%s' occur in one run: one in %s, the other in %s. Every site needs a name of its own; in a loop, put the number of the turn into it."
        .formatted(
            afterSite ? "Two sample sites" : "A parameter and a sample site",
            name,
            placeOfFirst,
            placeOfSecond);
  }

  /** A parameter named {@code name}, after a site of that name. */
  public static String parameter(String name, String placeOfSite, String placeOfParameter) {
    return "A sample site and a parameter named '%s' occur in one run: one in %s, the other in %s. Give one of them another name."
        .formatted(name, placeOfSite, placeOfParameter);
  }
}
