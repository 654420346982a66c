package dev.merapi.infer.internal.form;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.dims.Axis;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * A model as bytes, in an {@link Envelope}: the sites (name, shape, free shape), the graph of value
 * and gradients, whether sites are summed out, the names and dims (name, size, labels) of what is
 * reported, and the graph of the values.
 */
public final class ModelCodec implements Codec<ModelForm> {
  /** The codec has no parts. */
  public static final ModelCodec INSTANCE = new ModelCodec();

  /** What stands around a saved model. */
  public static final Envelope ENVELOPE = new Envelope("merapi-m", 1);

  private ModelCodec() {}

  @Override
  public void write(ModelForm model, Encoder out) {
    List<Coordinate> sites = model.coordinates().sites();
    out.writeInt(sites.size());
    for (Coordinate site : sites) {
      out.writeText(site.site());
      PrimitiveForm.writeInts(site.shape().toArray(), out);
      PrimitiveForm.writeInts(site.free().toArray(), out);
    }
    GraphForm.INSTANCE.write(model.density(), out);
    out.writeBoolean(model.discrete());
    Reported reported = model.reported();
    out.writeInt(reported.names().size());
    for (int i = 0; i < reported.names().size(); i++) {
      out.writeText(reported.names().get(i));
      out.writeInt(reported.axes().get(i).size());
      reported.axes().get(i).forEach(axis -> write(axis, out));
    }
    GraphForm.INSTANCE.write(reported.values(), out);
  }

  private static void write(Axis axis, Encoder out) {
    out.writeText(axis.name());
    out.writeInt(axis.size());
    out.writeInt(axis.labels().size());
    axis.labels().forEach(out::writeText);
  }

  @Override
  public ModelForm read(Decoder in) {
    List<Coordinate> sites = new ArrayList<>();
    int count = in.readCount(3 * Integer.BYTES);
    int offset = 0;
    for (int i = 0; i < count; i++) {
      Coordinate site =
          new Coordinate(in.readText(), PrimitiveForm.shape(in), PrimitiveForm.shape(in), offset);
      sites.add(site);
      offset = Math.addExact(offset, site.size());
    }
    Graph density = GraphForm.INSTANCE.read(in);
    boolean discrete = in.readBoolean();
    List<String> names = new ArrayList<>();
    List<List<Axis>> axes = new ArrayList<>();
    int reported = in.readCount(2 * Integer.BYTES);
    for (int i = 0; i < reported; i++) {
      names.add(in.readText());
      List<Axis> own = new ArrayList<>();
      int dims = in.readCount(3 * Integer.BYTES);
      for (int d = 0; d < dims; d++) {
        own.add(axis(in));
      }
      axes.add(own);
    }
    Graph values = GraphForm.INSTANCE.read(in);
    return checked(
        new ModelForm(coordinates(sites), density, discrete, new Reported(names, axes, values)));
  }

  private static Coordinates coordinates(List<Coordinate> sites) {
    try {
      return new Coordinates(sites);
    } catch (MerapiException twice) {
      throw new DamagedException(
          "The sites of a saved model do not fit. " + twice.getMessage(), twice);
    }
  }

  private static Axis axis(Decoder in) {
    String name = in.readText();
    int size = in.readInt();
    List<String> labels = new ArrayList<>();
    int count = in.readCount(Integer.BYTES);
    for (int i = 0; i < count; i++) {
      labels.add(in.readText());
    }
    try {
      return new Axis(name, size, labels);
    } catch (MerapiException misfit) {
      throw new DamagedException(
          "A dim of a saved model does not fit. " + misfit.getMessage(), misfit);
    }
  }

  /** The graphs are those of these sites. */
  private static ModelForm checked(ModelForm model) {
    List<Shape> free = model.coordinates().sites().stream().map(Coordinate::free).toList();
    List<Shape> outputs = new ArrayList<>(List.of(Shape.SCALAR));
    outputs.addAll(free);
    List<Shape> inputs = new ArrayList<>(free);
    inputs.add(Shape.of(4));
    boolean fits =
        shapes(model.density()).equals(free)
            && results(model.density()).equals(outputs)
            && shapes(model.reported().values()).equals(inputs)
            && model.reported().axes().stream()
                .map(own -> Shape.of(own.stream().mapToInt(Axis::size).toArray()))
                .toList()
                .equals(model.reported().shapes());
    if (!fits) {
      throw new DamagedException("The graphs of a saved model are not those of its sites.");
    }
    return model;
  }

  private static List<Shape> shapes(Graph graph) {
    return graph.inputs().stream().map(Equation.Argument::shape).toList();
  }

  private static List<Shape> results(Graph graph) {
    return graph.outputs().stream().map(line -> graph.equations().get(line).shape()).toList();
  }
}
