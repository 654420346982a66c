package dev.merapi.tensor.internal.specimen;

import static dev.merapi.tensor.internal.specimen.Specimen.on;
import static dev.merapi.tensor.internal.specimen.Specimen.positions;
import static dev.merapi.tensor.internal.specimen.Specimen.real;
import static dev.merapi.tensor.internal.specimen.Specimen.reals;
import static dev.merapi.tensor.internal.specimen.Specimen.words;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.loop.Branch;
import dev.merapi.tensor.internal.loop.Scan;
import dev.merapi.tensor.internal.loop.Until;
import dev.merapi.tensor.internal.ode.Accuracy;
import dev.merapi.tensor.internal.ode.OdeAdjoint;
import dev.merapi.tensor.internal.ode.OdeSolve;
import dev.merapi.tensor.internal.op.Abs;
import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.And;
import dev.merapi.tensor.internal.op.ArgMax;
import dev.merapi.tensor.internal.op.ArgMin;
import dev.merapi.tensor.internal.op.Argsort;
import dev.merapi.tensor.internal.op.Atan;
import dev.merapi.tensor.internal.op.Atan2;
import dev.merapi.tensor.internal.op.Axes;
import dev.merapi.tensor.internal.op.BesselI0e;
import dev.merapi.tensor.internal.op.BesselI1e;
import dev.merapi.tensor.internal.op.BetaI;
import dev.merapi.tensor.internal.op.BetaIInverse;
import dev.merapi.tensor.internal.op.BetaISlope;
import dev.merapi.tensor.internal.op.Ceil;
import dev.merapi.tensor.internal.op.Cholesky;
import dev.merapi.tensor.internal.op.CholeskyAdjoint;
import dev.merapi.tensor.internal.op.Concat;
import dev.merapi.tensor.internal.op.Cos;
import dev.merapi.tensor.internal.op.Cumprod;
import dev.merapi.tensor.internal.op.Cumsum;
import dev.merapi.tensor.internal.op.Diagonal;
import dev.merapi.tensor.internal.op.Digamma;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.EigenPacked;
import dev.merapi.tensor.internal.op.Elementwise1;
import dev.merapi.tensor.internal.op.Elementwise2;
import dev.merapi.tensor.internal.op.Elementwise3;
import dev.merapi.tensor.internal.op.Embed;
import dev.merapi.tensor.internal.op.Equal;
import dev.merapi.tensor.internal.op.Erf;
import dev.merapi.tensor.internal.op.Erfc;
import dev.merapi.tensor.internal.op.Erfinv;
import dev.merapi.tensor.internal.op.Exp;
import dev.merapi.tensor.internal.op.Expand;
import dev.merapi.tensor.internal.op.Expm1;
import dev.merapi.tensor.internal.op.Finite;
import dev.merapi.tensor.internal.op.Floor;
import dev.merapi.tensor.internal.op.Fold;
import dev.merapi.tensor.internal.op.GammaP;
import dev.merapi.tensor.internal.op.GammaPInverse;
import dev.merapi.tensor.internal.op.GammaPSlope;
import dev.merapi.tensor.internal.op.GammaQ;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.GatherAt;
import dev.merapi.tensor.internal.op.HmmLogSum;
import dev.merapi.tensor.internal.op.HmmPosterior;
import dev.merapi.tensor.internal.op.Interval;
import dev.merapi.tensor.internal.op.IsNan;
import dev.merapi.tensor.internal.op.KeyedNoise;
import dev.merapi.tensor.internal.op.Lbeta;
import dev.merapi.tensor.internal.op.Less;
import dev.merapi.tensor.internal.op.LessOrEqual;
import dev.merapi.tensor.internal.op.Lgamma;
import dev.merapi.tensor.internal.op.Log;
import dev.merapi.tensor.internal.op.Log1p;
import dev.merapi.tensor.internal.op.Log1pSquare;
import dev.merapi.tensor.internal.op.LogAddExp;
import dev.merapi.tensor.internal.op.LogBesselI0;
import dev.merapi.tensor.internal.op.LogBetaI;
import dev.merapi.tensor.internal.op.LogBetaISlope;
import dev.merapi.tensor.internal.op.LogBetaInverse;
import dev.merapi.tensor.internal.op.LogBetaPower;
import dev.merapi.tensor.internal.op.LogCumSumExp;
import dev.merapi.tensor.internal.op.LogGammaInverse;
import dev.merapi.tensor.internal.op.LogGammaP;
import dev.merapi.tensor.internal.op.LogGammaQ;
import dev.merapi.tensor.internal.op.LogGammaSlope;
import dev.merapi.tensor.internal.op.LogRising;
import dev.merapi.tensor.internal.op.LogSigmoid;
import dev.merapi.tensor.internal.op.LogSumExp;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.Max;
import dev.merapi.tensor.internal.op.Maximum;
import dev.merapi.tensor.internal.op.Min;
import dev.merapi.tensor.internal.op.Minimum;
import dev.merapi.tensor.internal.op.Modulo;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.MultiplyAdd;
import dev.merapi.tensor.internal.op.Neg;
import dev.merapi.tensor.internal.op.NormalCdf;
import dev.merapi.tensor.internal.op.NormalIcdf;
import dev.merapi.tensor.internal.op.NormalLogCdf;
import dev.merapi.tensor.internal.op.NormalLogQuantile;
import dev.merapi.tensor.internal.op.Not;
import dev.merapi.tensor.internal.op.NotEqual;
import dev.merapi.tensor.internal.op.Or;
import dev.merapi.tensor.internal.op.Permute;
import dev.merapi.tensor.internal.op.Polygamma;
import dev.merapi.tensor.internal.op.Power;
import dev.merapi.tensor.internal.op.Prod;
import dev.merapi.tensor.internal.op.QrPacked;
import dev.merapi.tensor.internal.op.Reciprocal;
import dev.merapi.tensor.internal.op.Recurrence;
import dev.merapi.tensor.internal.op.Reduction;
import dev.merapi.tensor.internal.op.Reshape;
import dev.merapi.tensor.internal.op.Round;
import dev.merapi.tensor.internal.op.ScatterAdd;
import dev.merapi.tensor.internal.op.ScatterAt;
import dev.merapi.tensor.internal.op.Sigmoid;
import dev.merapi.tensor.internal.op.Sign;
import dev.merapi.tensor.internal.op.Sin;
import dev.merapi.tensor.internal.op.Slice;
import dev.merapi.tensor.internal.op.Softplus;
import dev.merapi.tensor.internal.op.SolveTriangular;
import dev.merapi.tensor.internal.op.Sqrt;
import dev.merapi.tensor.internal.op.Square;
import dev.merapi.tensor.internal.op.Subset;
import dev.merapi.tensor.internal.op.Subtract;
import dev.merapi.tensor.internal.op.Sum;
import dev.merapi.tensor.internal.op.Tan;
import dev.merapi.tensor.internal.op.Tanh;
import dev.merapi.tensor.internal.op.Trigamma;
import dev.merapi.tensor.internal.op.Where;
import dev.merapi.tensor.internal.op.Xlogy;
import dev.merapi.tensor.internal.random.NoiseDraw;
import dev.merapi.tensor.internal.specimen.Specimen.Operand;
import dev.merapi.tensor.internal.specimen.Specimen.Values;
import java.util.List;
import java.util.stream.Stream;

/** All primitives, each on at least one set of operands. Being listed here is being tested. */
public final class Primitives {
  private static final Shape MATRIX = Shape.of(3, 4);
  private static final Shape CUBE = Shape.of(2, 3, 4);
  private static final Interval POSITIVE = Interval.above(0);
  private static final Interval NEGATIVE = Interval.open(Double.NEGATIVE_INFINITY, 0);
  private static final Interval UNIT = Interval.open(0, 1);

  private Primitives() {}

  /** Every primitive, in families. */
  public static List<Specimen> all() {
    return Stream.of(
            elementwise1(),
            elementwise2(),
            reductions(),
            running(),
            arrangements(),
            loops(),
            equations(),
            indexed(),
            algebra(),
            random())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Specimen> elementwise1() {
    return Stream.<Elementwise1>of(
            new Abs(),
            new Atan(),
            new BesselI0e(),
            new BesselI1e(),
            new Ceil(),
            new Cos(),
            new Digamma(),
            new Erf(),
            new Erfc(),
            new Erfinv(),
            new Exp(),
            new Expm1(),
            new Finite(),
            new Floor(),
            new IsNan(),
            new Lgamma(),
            new Log(),
            new Log1p(),
            new Log1pSquare(),
            new LogBesselI0(),
            new LogSigmoid(),
            new Neg(),
            new NormalCdf(),
            new NormalIcdf(),
            new NormalLogCdf(),
            new NormalLogQuantile(),
            new Not(),
            new Polygamma(2),
            new Polygamma(3),
            new Reciprocal(),
            new Round(),
            new Sigmoid(),
            new Sign(),
            new Sin(),
            new Softplus(),
            new Sqrt(),
            new Square(),
            new Tan(),
            new Tanh(),
            new Trigamma())
        .map(function -> on(function, real(function.domain(), MATRIX)))
        .toList();
  }

  private static List<Specimen> elementwise2() {
    Shape left = Shape.of(2, 1, 4);
    Shape right = Shape.of(3, 1);
    Stream<Specimen> reals =
        Stream.<Elementwise2>of(
                new Atan2(),
                new LogAddExp(),
                new Add(),
                new And(),
                new Divide(),
                new Equal(),
                new Less(),
                new LessOrEqual(),
                new Maximum(),
                new Minimum(),
                new Multiply(),
                new NotEqual(),
                new Or(),
                new Subtract())
            .flatMap(
                function ->
                    Stream.of(
                        reals(function, left, right),
                        reals(function, CUBE, CUBE),
                        reals(function, right, CUBE)));
    Stream<Specimen> others =
        Stream.of(
            on(new Power(), real(POSITIVE, left), real(Interval.REAL, right)),
            on(new Lbeta(), real(POSITIVE, left), real(Interval.above(9), right)),
            on(new Lbeta(), real(POSITIVE, left), real(POSITIVE, right)),
            on(new GammaP(), real(POSITIVE, left), real(POSITIVE, right)),
            on(new GammaQ(), real(POSITIVE, left), real(POSITIVE, right)),
            on(new GammaPSlope(), real(POSITIVE, left), real(POSITIVE, right)),
            on(new GammaPInverse(), real(Interval.above(0.5), left), real(UNIT, right)),
            on(new BetaI(), real(POSITIVE, left), real(POSITIVE, right), real(UNIT, Shape.of(4))),
            on(
                new BetaISlope(true),
                real(POSITIVE, left),
                real(POSITIVE, right),
                real(UNIT, Shape.of(4))),
            on(
                new BetaISlope(false),
                real(POSITIVE, left),
                real(POSITIVE, right),
                real(UNIT, Shape.of(4))),
            on(
                new BetaIInverse(),
                real(Interval.above(0.5), left),
                real(Interval.above(0.5), right),
                real(UNIT, Shape.of(4))),
            on(new LogGammaP(), real(POSITIVE, left), real(POSITIVE, right)),
            on(new LogGammaQ(), real(POSITIVE, left), real(POSITIVE, right)),
            on(new LogGammaSlope(true), real(POSITIVE, left), real(POSITIVE, right)),
            on(new LogGammaSlope(false), real(POSITIVE, left), real(POSITIVE, right)),
            on(new LogGammaInverse(true), real(POSITIVE, left), real(NEGATIVE, right)),
            on(new LogGammaInverse(false), real(POSITIVE, left), real(NEGATIVE, right)),
            on(new LogRising(), real(POSITIVE, left), real(POSITIVE, right)),
            beta(new LogBetaI(), Interval.REAL),
            beta(new LogBetaISlope(true), Interval.REAL),
            beta(new LogBetaISlope(false), Interval.REAL),
            beta(new LogBetaPower(), Interval.REAL),
            beta(new LogBetaInverse(), NEGATIVE),
            on(new Modulo(), real(Interval.REAL, left), real(Interval.above(1), right)),
            on(new Xlogy(), real(Interval.REAL, left), real(POSITIVE, right)),
            on(
                new MultiplyAdd(),
                real(Interval.REAL, left),
                real(Interval.REAL, right),
                real(Interval.REAL, Shape.SCALAR)),
            on(
                new Where(),
                new Operand(left, new Values.Flags()),
                real(Interval.REAL, right),
                real(Interval.REAL, Shape.SCALAR)));
    return Stream.concat(reals, others).toList();
  }

  private static Specimen beta(Elementwise3 function, Interval third) {
    Operand a = real(POSITIVE, Shape.of(2, 1, 4));
    return on(function, a, real(POSITIVE, Shape.of(3, 1)), real(third, Shape.of(4)));
  }

  private static List<Specimen> reductions() {
    return Stream.of(
            new Axes(List.of(-1)),
            new Axes(List.of(-2)),
            new Axes(List.of(-3, -1)),
            new Axes(List.of(-3, -2, -1)))
        .flatMap(
            axes ->
                Stream.<Reduction>of(
                    new Sum(axes),
                    new Prod(axes),
                    new Max(axes),
                    new Min(axes),
                    new ArgMax(axes),
                    new ArgMin(axes),
                    new LogSumExp(axes)))
        .map(reduction -> reals(reduction, CUBE))
        .toList();
  }

  private static List<Specimen> running() {
    return Stream.of(-1, -2)
        .flatMap(
            axis ->
                Stream.of(
                    reals(new Cumsum(axis), CUBE),
                    reals(new Cumprod(axis), CUBE),
                    reals(new LogCumSumExp(axis), CUBE),
                    reals(new Argsort(axis), CUBE),
                    reals(new Recurrence(axis), CUBE, CUBE)))
        .toList();
  }

  private static List<Specimen> arrangements() {
    return List.of(
        reals(new Reshape(Shape.of(4, 6)), CUBE),
        reals(new Expand(Shape.of(5, 2, 3, 4)), Shape.of(2, 1, 4)),
        reals(new Permute(List.of(1, 2, 0)), CUBE),
        reals(new Slice(-2, 2, 2, -1), CUBE),
        reals(new Slice(-1, 0, 2, 3), CUBE),
        reals(new Diagonal(), Shape.of(2, 3, 3)),
        reals(new Embed(-2, 1, 2, 7), CUBE),
        reals(new Concat(-2), CUBE, Shape.of(2, 1, 4), CUBE));
  }

  private static List<Specimen> indexed() {
    Shape table = Shape.of(5, 4);
    return List.of(
        on(new Gather(), real(Interval.REAL, table), positions(5, 2, 3)),
        on(new ScatterAdd(5), real(Interval.REAL, CUBE), positions(5, 2, 3)),
        on(
            new GatherAt(1),
            real(Interval.REAL, Shape.of(3, 5, 4, 2)),
            positions(5, 6, 1),
            positions(4, 3)),
        on(
            new ScatterAt(Shape.of(3, 5, 4), 1),
            real(Interval.REAL, Shape.of(6, 3, 4)),
            positions(5, 6, 3)));
  }

  private static List<Specimen> algebra() {
    Operand right = real(Interval.REAL, Shape.of(2, 1, 3, 2));
    return Stream.concat(
            Stream.of(
                reals(new MatMul(false, false), Shape.of(2, 1, 3, 4), Shape.of(5, 4, 2)),
                reals(new MatMul(true, false), Shape.of(4, 3), Shape.of(4, 2)),
                reals(new MatMul(false, true), Shape.of(2, 3, 4), Shape.of(2, 2, 4)),
                reals(new MatMul(true, true), Shape.of(4, 3), Shape.of(2, 4)),
                reals(new HmmLogSum(), Shape.of(2, 3), Shape.of(2, 3, 3), Shape.of(2, 4, 3)),
                reals(new HmmLogSum(), Shape.of(3), Shape.of(2, 3, 3), Shape.of(4, 3)),
                reals(new HmmPosterior(), Shape.of(2, 3), Shape.of(2, 3, 3), Shape.of(2, 4, 3)),
                reals(new HmmPosterior(), Shape.of(2), Shape.of(3, 2, 2), Shape.of(4, 2)),
                on(new Cholesky(), new Operand(Shape.of(2, 4, 4), new Values.Definite())),
                reals(new QrPacked(), Shape.of(2, 4, 3)),
                reals(new QrPacked(), Shape.of(3, 3)),
                reals(new QrPacked(), Shape.of(2, 3, 5)),
                on(new EigenPacked(), new Operand(Shape.of(2, 3, 3), new Values.Definite())),
                on(
                    new CholeskyAdjoint(),
                    new Operand(Shape.of(2, 4, 4), new Values.Triangular(true)),
                    real(Interval.REAL, Shape.of(2, 4, 4)))),
            Stream.of(true, false)
                .flatMap(
                    lower ->
                        Stream.of(true, false)
                            .map(
                                transposed ->
                                    on(
                                        new SolveTriangular(lower, transposed),
                                        new Operand(
                                            Shape.of(4, 3, 3), new Values.Triangular(lower)),
                                        right))))
        .toList();
  }

  private static List<Specimen> loops() {
    Symbolic.Input carry = Symbolic.Input.of("carry", Shape.of(2));
    Symbolic.Input count = Symbolic.Input.of("count", Shape.SCALAR);
    Symbolic.Input element = Symbolic.Input.of("element", Shape.of(2));
    Symbolic.Input free = Symbolic.Input.of("free", Shape.of(2, 2));
    Tensor next = free.matmul(carry).plus(element).tanh();
    Graph body =
        Graph.of(
            List.of(carry, count, element, free),
            List.of(next, count.plus(next.sum()), next.times(element), count.times(2)));
    Stream<Specimen> scans =
        Stream.of(true, false)
            .flatMap(
                backwards ->
                    Stream.of(true, false).map(keep -> new Scan(body, 2, 1, 4, backwards, keep)))
            .map(scan -> reals(scan, Shape.of(2), Shape.SCALAR, Shape.of(4, 2), Shape.of(2, 2)));
    Branch branch =
        new Branch(
            Graph.of(List.of(element, free), List.of(free.matmul(element.sin()))),
            Graph.of(List.of(element), List.of(element.square())));
    Operand condition = new Operand(Shape.SCALAR, new Values.Flags());
    Operand pair = real(Interval.REAL, Shape.of(2));
    Specimen choice = on(branch, condition, pair, real(Interval.REAL, Shape.of(2, 2)), pair);
    Symbolic.Input number = Symbolic.Input.of("attempt", Shape.SCALAR);
    Tensor tried = element.times(number).plus(free);
    Graph attempt = Graph.of(List.of(number, element, free), List.of(tried, tried.sum(-1).gt(1)));
    Operand flags = new Operand(Shape.of(2), new Values.Flags());
    Operand counts = positions(4, 2, 2);
    Specimen again = on(new Until(attempt, 1, 6, ""), counts, flags, positions(4, 2), counts);
    return Stream.concat(scans, Stream.of(choice, again)).toList();
  }

  /** y′ = tanh(A y) + sin t, by both methods, very exact. */
  private static List<Specimen> equations() {
    Symbolic.Input time = Symbolic.Input.of("time", Shape.SCALAR);
    Symbolic.Input state = Symbolic.Input.of("state", Shape.of(2));
    Symbolic.Input free = Symbolic.Input.of("free", Shape.of(2, 2));
    Tensor slope = free.matmul(state).tanh().plus(time.sin());
    Graph graph = Graph.of(List.of(time, state, free), List.of(slope));
    Operand times = real(Interval.closed(0, 0.4), Shape.of(3));
    Operand start = real(Interval.closed(-1, 1), Shape.of(2));
    Operand matrix = real(Interval.closed(-1, 1), Shape.of(2, 2));
    Operand weights = real(Interval.REAL, Shape.of(3, 2));
    OdeSolve explicit = new OdeSolve(graph, new Accuracy(false, 1e-10, 1e-10, 1000));
    OdeSolve implicit = new OdeSolve(graph, new Accuracy(true, 1e-10, 1e-10, 1000));
    return List.of(
        on(explicit, times, start, matrix),
        on(implicit, times, start, matrix),
        on(new OdeAdjoint(explicit), times, start, matrix, weights));
  }

  private static List<Specimen> random() {
    Stream<Specimen> noises =
        Stream.of(NoiseDraw.Kind.values())
            .flatMap(
                kind ->
                    Stream.of(
                        on(new KeyedNoise(kind, Shape.SCALAR), words(3)),
                        on(new KeyedNoise(kind, Shape.of(3)), words()),
                        on(new KeyedNoise(kind, Shape.of(7, 5)), words(2, 2)),
                        on(new KeyedNoise(kind, Shape.of(300)), words())));
    Stream<Specimen> others =
        Stream.of(
            on(new Fold(), words(), words()),
            on(new Fold(), words(2, 1), words(3)),
            on(new Fold(), words(), words(5)),
            on(new Subset(9, 4), words(2)),
            on(new Subset(5, 5), words()),
            on(new Subset(100, 3), words(3, 1)));
    return Stream.concat(noises, others).toList();
  }
}
