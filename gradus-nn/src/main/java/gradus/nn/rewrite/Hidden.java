package gradus.nn.rewrite;

import gradus.nn.layer.Activated;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.DropoutLayer;
import gradus.nn.layer.Flatten;
import gradus.nn.layer.GlobalPooled;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Pooled;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The units between two affine layers: each channel that the first puts out and the second reads.
///
/// @param draft the network
/// @param first the layer that makes them
/// @param between what is done to each of them alone
/// @param second the layer that reads them
record Hidden(Draft draft, Step first, List<Layer> between, Step second) {

  /// All hidden units, from the input on.
  static List<Hidden> all(Draft draft) {
    List<Hidden> all = new ArrayList<>();
    for (Step step : draft.steps()) {
      if (isPlain(step)) {
        after(draft, step).ifPresent(all::add);
      }
    }
    return all;
  }

  private static boolean isPlain(Step step) {
    return step.layer() instanceof Linear
        || (step.layer() instanceof Convolve c && c.groups() == 1);
  }

  private static Optional<Hidden> after(Draft draft, Step first) {
    List<Layer> between = new ArrayList<>();
    Optional<Step> next = draft.onlyReader(first.name());
    while (next.isPresent() && isSeparate(next.get().layer())) {
      between.add(next.get().layer());
      next = draft.onlyReader(next.get().name());
    }
    boolean isVector = first.layer() instanceof Convolve || draft.shape(first.name()).rank() == 1;
    return next.filter(it -> isPlain(it) && isVector && readsUnits(draft, it))
        .map(second -> new Hidden(draft, first, between, second));
  }

  /// Whether a layer reads a column for each unit: a linear one reads the last axis, which in a
  /// signal is no channel.
  private static boolean readsUnits(Draft draft, Step second) {
    return second.layer() instanceof Convolve || draft.shape(second.from().getFirst()).rank() == 1;
  }

  private static boolean isSeparate(Layer layer) {
    return switch (layer) {
      case Activated a ->
          a.function() != Activated.Kind.SOFTMAX && a.function() != Activated.Kind.LOG_SOFTMAX;
      case DropoutLayer _, Flatten _, Pooled _, GlobalPooled _ -> true;
      default -> false;
    };
  }

  /// How many there are.
  int count() {
    return draft.weight(first).type().shape().size(0);
  }

  /// The weights into each unit, `[units, …]`.
  Node fanIn() {
    Node weight = draft.weight(first);
    return weight.reshape(Shape.of(count(), weight.type().shape().elements() / count()));
  }

  /// The weights out of each unit, `[outputs, units, …]`.
  Node fanOut() {
    Node weight = draft.weight(second);
    int outputs = weight.type().shape().size(0);
    int each = weight.type().shape().elements() / outputs / count();
    return weight.reshape(Shape.of(outputs, count(), each));
  }

  /// The activations between.
  List<Activated.Kind> functions() {
    return between.stream()
        .filter(Activated.class::isInstance)
        .map(layer -> ((Activated) layer).function())
        .toList();
  }

  boolean hasMaximum() {
    return between.stream()
        .anyMatch(
            layer ->
                (layer instanceof Pooled p && p.statistic() == Pooled.Statistic.MAX)
                    || (layer instanceof GlobalPooled g && g.kind().equals("globalMaxPool")));
  }

  /// Multiplies what goes into each unit by a factor, and divides what comes out.
  void scale(double[] factors) {
    double[] inverses = new double[factors.length];
    for (int i = 0; i < factors.length; i++) {
      inverses[i] = 1 / factors[i];
    }
    draft.weight(first, Rows.scaled(draft.weight(first), vector(factors)));
    if (draft.hasBias(first)) {
      draft.bias(first, draft.bias(first).times(vector(factors)));
    }
    Shape shape = draft.weight(second).type().shape();
    Node out = fanOut().times(vector(inverses).reshape(Shape.of(1, count(), 1)));
    draft.weight(second, out.reshape(shape));
  }

  static Node vector(double[] values) {
    return Node.constant(Tensor.of(new TensorType(DType.F64, Shape.of(values.length)), values));
  }

  /// Keeps these units, in this order.
  void keep(List<Integer> units) {
    Node order =
        Node.constant(
            Tensor.of(
                Shape.of(units.size()), units.stream().mapToInt(Integer::intValue).toArray()));
    Node out = fanOut().gather(1, order);
    Shape old = draft.weight(second).type().shape();
    int columns = old.size(1) / count() * units.size();
    draft.weight(second, out.reshape(old.with(1, columns)));
    draft.weight(first, draft.weight(first).gather(0, order));
    if (draft.hasBias(first)) {
      draft.bias(first, draft.bias(first).gather(0, order));
    }
    draft.replace(
        first.name(), Rows.withOutputs(draft.find(first.name()).orElseThrow(), units.size()));
  }
}
