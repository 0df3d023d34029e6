package gradus.onnx.write;

import gradus.nn.data.Standardiser;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;

/// A preparation of data as nodes, with the bits of {@link Standardiser}.
///
/// @param graph where the nodes go
/// @param standardiser the means and deviations
record Standardisation(GraphDraft graph, Standardiser standardiser) {

  /// Whether it changes anything.
  boolean isNeeded() {
    return !standardiser.moments().equals(Standardiser.IDENTITY.moments());
  }

  /// `(x − mean) / deviation`.
  Value applied(Value x) {
    String centred = graph.free(x.name() + "/centred");
    graph.node("Sub", List.of(x.name(), means(x)), centred, List.of());
    String standardised = graph.free(x.name() + "/standardised");
    graph.node("Div", List.of(centred, deviations(x)), standardised, List.of());
    return new Value(standardised, x.type());
  }

  /// `y · deviation + mean`, under a name that is kept for it.
  Value restored(Value y, String name) {
    String scaled = graph.free(y.name() + "/scaled");
    graph.node("Mul", List.of(y.name(), deviations(y)), scaled, List.of());
    graph.node("Add", List.of(scaled, means(y)), name, List.of());
    return new Value(name, y.type());
  }

  private String means(Value x) {
    return graph.constant(x.name() + "/mean", spread(x, standardiser.moments().means()));
  }

  private String deviations(Value x) {
    return graph.constant(x.name() + "/deviation", spread(x, standardiser.moments().deviations()));
  }

  /// One number a group, shaped to be broadcast over an example.
  private static Tensor spread(Value x, List<Double> numbers) {
    Shape example = x.shape().slice(1, x.shape().rank());
    int groups = numbers.size();
    if (groups == 1) {
      return Tensor.scalar((float) (double) numbers.getFirst());
    }
    if (example.elements() % groups != 0) {
      throw new IllegalArgumentException(
          "preparation of \"%s\": expected a number of groups that divides the %d elements of an example, found %d groups. Take the preparation that belongs to the network."
              .formatted(x.name(), example.elements(), groups));
    }
    int leading = 0;
    while (leading < example.rank() && example.slice(0, leading).elements() < groups) {
      leading++;
    }
    boolean whole = example.slice(0, leading).elements() != groups;
    Shape shape = example;
    for (int axis = leading; axis < example.rank() && !whole; axis++) {
      shape = shape.with(axis, 1);
    }
    float[] values = new float[shape.elements()];
    int length = values.length / groups;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (double) numbers.get(i / length);
    }
    return Tensor.of(shape, values);
  }
}
