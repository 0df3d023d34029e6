package gradus.op.window;

import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// What the three faces of one convolution share: `Σ ȳ[n,o,i] · x[n,c,i·s+j·d−p] · w[o,c,j]`.
///
/// @param convention which of two operations
/// @param placement how the kernel is placed
/// @param groups into how many separate groups the channels are cut, 1 or more
public record Filter(Convention convention, Placement placement, int groups) {

  public Filter {
    if (groups < 1) {
      throw new IllegalArgumentException(
          "Filter(groups=%d): expected 1 or more groups, found %d. Use 1 for an ordinary convolution."
              .formatted(groups, groups));
    }
  }

  /// The type of `y` for `x` and `w`.
  TensorType output(String call, TensorType x, TensorType w) {
    int rank = placement.rank() + 2;
    if (x.shape().rank() != rank || w.shape().rank() != rank) {
      throw new ShapeException(
          "%s(x=%s, w=%s): expected rank %d for both (batch or outputs, channels, %d spatial axes), found %d and %d. Reshape them."
              .formatted(
                  call, x.shape(), w.shape(), rank, rank - 2, x.shape().rank(), w.shape().rank()));
    }
    if (x.dtype() != w.dtype() || !(x.dtype().isFloat() || x.dtype().isInteger())) {
      throw new GraphException(
          "%s(x=%s, w=%s): expected one number type, found %s and %s. Cast one to the other."
              .formatted(call, x, w, x.dtype(), w.dtype()));
    }
    channels(call, x.shape(), w.shape());
    List<Integer> kernel = w.shape().slice(2, rank).sizes();
    if (kernel.contains(0)) {
      throw new ShapeException(
          "%s(x=%s, w=%s): expected a kernel of length 1 or more, found 0. Check the shape of w."
              .formatted(call, x.shape(), w.shape()));
    }
    List<Integer> sizes = new ArrayList<>(List.of(x.shape().size(0), w.shape().size(0)));
    sizes.addAll(placement.counts(x.shape().slice(2, rank).sizes(), kernel));
    return x.with(new Shape(sizes));
  }

  private void channels(String call, Shape x, Shape w) {
    int wanted = w.size(1) * groups;
    if (x.size(1) != wanted) {
      boolean last = x.size(-1) == wanted;
      throw new ShapeException(
          "%s(x=%s, w=%s, groups=%d): expected %d channels on axis 1 of x (%d from w × %d groups), found %d. %s"
              .formatted(
                  call,
                  x,
                  w,
                  groups,
                  wanted,
                  w.size(1),
                  groups,
                  x.size(1),
                  last && x.rank() == 4
                      ? "If x is NHWC, transpose it to NCHW with permute(0, 3, 1, 2)."
                      : "Check the channels of x and w."));
    }
    if (w.size(0) % groups != 0) {
      throw new ShapeException(
          "%s(x=%s, w=%s, groups=%d): expected outputs divisible by the groups on axis 0 of w, found %d. Change the groups."
              .formatted(call, x, w, groups, w.size(0)));
    }
  }

  Node forward(Node x, Node w) {
    return Node.of(new Convolution(convention, placement, groups), List.of(x, w));
  }

  Node transpose(Node y, Node w, List<Integer> sizes) {
    return Node.of(new ConvolutionTranspose(convention, placement, groups, sizes), List.of(y, w));
  }

  Node weight(Node x, Node y, List<Integer> kernel) {
    return Node.of(new ConvolutionWeight(convention, placement, groups, kernel), List.of(x, y));
  }

  static List<Integer> spatial(Node tensor) {
    Shape shape = tensor.type().shape();
    return shape.slice(2, shape.rank()).sizes();
  }

  /// Indices `name0`, `name1`, … for the spatial axes.
  List<Formula.Var> indices(String name) {
    List<Formula.Var> indices = new ArrayList<>();
    for (int axis = 0; axis < placement.rank(); axis++) {
      indices.add(Formula.var(placement.rank() == 1 ? name : name + axis));
    }
    return indices;
  }

  /// The index into `w` of tap `j`: flipped for a true convolution.
  List<Formula> taps(List<? extends Formula> j, List<Formula> kernel) {
    List<Formula> taps = new ArrayList<>();
    for (int axis = 0; axis < placement.rank(); axis++) {
      taps.add(
          convention == Convention.CROSS_CORRELATION
              ? j.get(axis)
              : kernel.get(axis).minus(Formula.ONE).minus(j.get(axis)));
    }
    return taps;
  }

  /// `Σ` over several indices, the first outermost.
  static Formula sum(List<Formula.Var> indices, List<Formula> sizes, Formula body) {
    Formula folded = body;
    for (int i = indices.size() - 1; i >= 0; i--) {
      folded = Formula.fold(Combination.SUM, indices.get(i), sizes.get(i), folded);
    }
    return folded;
  }

  /// The first of `parts` in the group of a channel: `⌊channel / perGroup⌋ · parts`, 0 for one
  /// group.
  Formula groupStart(Formula channel, Formula perGroup, Formula parts) {
    return groups == 1 ? Formula.ZERO : Formula.call("floordiv", channel, perGroup).times(parts);
  }

  static List<Formula> spatialSizes(Indexed tensor) {
    return tensor.sizes().subList(2, tensor.rank());
  }

  static List<Formula> join(Formula first, Formula second, List<? extends Formula> rest) {
    List<Formula> index = new ArrayList<>(List.of(first, second));
    index.addAll(rest);
    return index;
  }
}
