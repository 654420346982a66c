/**
 * A translated expression.
 *
 * @param isNot whether a mask is the opposite of what the code says
 */
record LaneCode(String text, Kind kind, boolean isNot) {
  /** What an expression is, once it is on vectors. */
  enum Kind {
    /** A number that is the same for all lanes. */
    CONSTANT,
    DOUBLES,
    LONGS,
    /** A mask over doubles. */
    MASK
  }

  LaneCode(String text, Kind kind) {
    this(text, kind, false);
  }

  /** As a vector of doubles. */
  String doubles() {
    return kind == Kind.CONSTANT ? "broadcast(S, " + text + ")" : text;
  }

  String mask() {
    return isNot ? text + ".not()" : text;
  }

  /** An operation of which one side may be a number; that one changes places where it may. */
  static LaneCode sides(String operation, LaneCode left, LaneCode right, boolean commutes) {
    if (left.kind == Kind.CONSTANT && right.kind == Kind.CONSTANT) {
      throw new IllegalArgumentException("Two numbers: " + left + ", " + right);
    }
    Kind kind = left.kind == Kind.CONSTANT ? right.kind : left.kind;
    if (left.kind == Kind.CONSTANT && commutes) {
      return new LaneCode(right.text + "." + operation + "(" + left.text + ")", kind);
    }
    return new LaneCode(left.doubles() + "." + operation + "(" + right.text + ")", kind);
  }

  static LaneCode lanewise(LaneCode left, String operation, LaneCode right) {
    return new LaneCode(
        left.text + ".lanewise(VectorOperators." + operation + ", " + right.text + ")", Kind.LONGS);
  }

  static LaneCode compare(LaneCode left, String operation, LaneCode right) {
    return new LaneCode(
        left.text + ".compare(VectorOperators." + operation + ", " + right.text + ")", Kind.MASK);
  }

  /** Of the factors, a vector comes first. */
  static LaneCode fma(LaneCode a, LaneCode b, LaneCode c) {
    if (a.kind == Kind.CONSTANT) {
      return fma(b, a, c);
    }
    return new LaneCode(a.text + ".fma(" + b.doubles() + ", " + c.doubles() + ")", Kind.DOUBLES);
  }
}
