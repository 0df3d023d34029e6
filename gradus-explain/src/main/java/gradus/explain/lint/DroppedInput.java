package gradus.explain.lint;

import gradus.nn.layer.Convolve;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Padding;
import gradus.nn.layer.Pooled;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.op.window.AveragePool;
import gradus.op.window.Convolution;
import gradus.op.window.MaxPool;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Windows whose stride leaves the end of the input unread, or positions between them; source: spec
/// 4.1.
public record DroppedInput() implements Rule {

  /// One position in so many is a loss that nobody minds.
  private static final int SHARE = 20;

  @Override
  public String name() {
    return "dropped-input";
  }

  @Override
  public List<Finding> findings(Place place) {
    Instance instance = place.network().instantiate(Binding.inference(1));
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Finding> findings = new ArrayList<>();
    for (Step step : place.steps()) {
      Node value = Optional.ofNullable(instance.values().get(step.name())).orElseThrow();
      for (Node node : Node.inputsFirst(List.of(value))) {
        if (seen.add(node)) {
          window(node).flatMap(window -> unread(place, step, window)).ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  /// Windows over a signal or picture.
  ///
  /// @param sizes of what is read, along each spatial axis
  /// @param windows how many there are along each
  /// @param kernel the length of each
  /// @param placement where they stand
  private record Windows(
      List<Integer> sizes, List<Integer> windows, List<Integer> kernel, Placement placement) {

    int stride(int axis) {
      return placement.strides().get(axis);
    }

    int dilation(int axis) {
      return placement.dilations().get(axis);
    }

    /// The last position that a window reads.
    int last(int axis) {
      return (windows.get(axis) - 1) * stride(axis) + reach(axis) - placement.before().get(axis);
    }

    private int reach(int axis) {
      return placement.dilations().get(axis) * (kernel.get(axis) - 1);
    }

    int missed(int axis) {
      return sizes.get(axis) - 1 - last(axis);
    }

    /// Positions between a window and the next that neither reads.
    int gap(int axis) {
      return Math.max(0, stride(axis) - reach(axis) - 1);
    }
  }

  private static Optional<Windows> window(Node node) {
    return switch (node.op()) {
      case Convolution c -> {
        Shape w = node.input(1).type().shape();
        yield Optional.of(windows(node, c.placement(), w.slice(2, w.rank()).sizes()));
      }
      case MaxPool(Pooling pooling) ->
          Optional.of(windows(node, pooling.placement(), pooling.kernel()));
      case AveragePool(Pooling pooling, boolean _) ->
          Optional.of(windows(node, pooling.placement(), pooling.kernel()));
      default -> Optional.empty();
    };
  }

  private static Windows windows(Node node, Placement placement, List<Integer> kernel) {
    Shape read = node.input(0).type().shape();
    Shape made = node.type().shape();
    return new Windows(
        read.slice(2, read.rank()).sizes(), made.slice(2, made.rank()).sizes(), kernel, placement);
  }

  private Optional<Finding> unread(Place place, Step step, Windows windows) {
    for (int axis = 0; axis < windows.kernel().size(); axis++) {
      int n = windows.sizes().get(axis);
      int missed = windows.missed(axis);
      if (missed > windows.gap(axis) && SHARE * missed > n) {
        return Optional.of(end(place, step, windows, axis));
      }
      boolean alone = step.from().stream().allMatch(name -> place.readers(name).size() == 1);
      if (windows.gap(axis) > 0 && windows.windows().get(axis) > 1 && alone && isWindow(step)) {
        return Optional.of(between(place, step, windows, axis));
      }
    }
    return Optional.empty();
  }

  private static boolean isWindow(Step step) {
    return step.layer() instanceof Convolve || step.layer() instanceof Pooled;
  }

  private Finding end(Place place, Step step, Windows windows, int axis) {
    int missed = windows.missed(axis);
    List<Integer> after = new ArrayList<>(windows.placement().after());
    for (int i = 0; i < after.size(); i++) {
      if (windows.missed(i) > windows.gap(i)) {
        after.set(i, after.get(i) + windows.stride(i) - windows.missed(i));
      }
    }
    Padding padding = new Padding.Explicit(windows.placement().before(), after);
    return new Finding(
        name(),
        step.name(),
        "The last %d of %d positions on axis %d are never read."
            .formatted(missed, windows.sizes().get(axis), axis + 2),
        "⌊(n + p − d(k − 1) − 1)/s⌋ + 1 windows end at position %d; the division leaves %d."
            .formatted(windows.last(axis), missed),
        "What stands at that edge cannot be learnt.",
        "Pad the end by %d, choose another stride, or cut the input on both sides."
            .formatted(windows.stride(axis) - missed),
        Edit.tried(place.network(), step.name(), layer -> padded(layer, padding)));
  }

  private Finding between(Place place, Step step, Windows windows, int axis) {
    int stride = windows.stride(axis);
    int gap = windows.gap(axis);
    List<Integer> kernel = new ArrayList<>(windows.kernel());
    for (int i = 0; i < kernel.size(); i++) {
      kernel.set(i, kernel.get(i) + Math.ceilDiv(windows.gap(i), windows.dilation(i)));
    }
    return new Finding(
        name(),
        step.name(),
        "%d of every %d positions on axis %d are never read.".formatted(gap, stride, axis + 2),
        "Windows of d(k − 1) + 1 = %d positions begin every s = %d positions: s − d(k − 1) − 1 = %d"
                .formatted(stride - gap, stride, gap)
            + " lie between two of them, and no other layer reads them.",
        "What stands there cannot be learnt.",
        "Make the kernel as long as the stride, or take a smaller stride.",
        Edit.tried(place.network(), step.name(), layer -> longer(layer, kernel)));
  }

  private static Optional<Layer> padded(Layer layer, Padding padding) {
    return switch (layer) {
      case Convolve c -> Optional.of(convolve(c, c.kernel(), padding));
      case Pooled p ->
          Optional.of(new Pooled(p.statistic(), p.kernel(), p.strides(), padding, p.ceil()));
      default -> Optional.empty();
    };
  }

  private static Optional<Layer> longer(Layer layer, List<Integer> kernel) {
    return switch (layer) {
      case Convolve c -> Optional.of(convolve(c, kernel, c.padding()));
      case Pooled p ->
          Optional.of(new Pooled(p.statistic(), kernel, p.strides(), p.padding(), p.ceil()));
      default -> Optional.empty();
    };
  }

  private static Convolve convolve(Convolve c, List<Integer> kernel, Padding padding) {
    return new Convolve(
        c.outputs(),
        kernel,
        c.strides(),
        c.dilations(),
        padding,
        c.groups(),
        c.convention(),
        c.bias(),
        c.initialiser());
  }
}
