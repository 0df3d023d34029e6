package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.op.movement.Slice;
import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Convolutions. What ONNX calls so is cross-correlation: the kernel is not flipped.
final class ConvolutionOperators {

  static final List<Rule> TABLE =
      List.of(
          one("Conv", ConvolutionOperators::conv, 1, 11, 22),
          one("ConvTranspose", ConvolutionOperators::transpose, 1, 11, 22));

  private ConvolutionOperators() {}

  private static Node conv(Call call) {
    Node x = call.x();
    Node w = call.in(1);
    Spatial spatial = Spatial.of(call, Spatial.sizes(call, w), Spatial.sizes(call, x));
    int groups = call.whole("group", 1);
    return biased(call, x.conv(w, Convention.CROSS_CORRELATION, spatial.placement(), groups));
  }

  private static Node biased(Call call, Node y) {
    if (!call.has(2)) {
      return y;
    }
    Node bias = call.in(2);
    Shape shape = y.type().shape();
    if (!bias.type().shape().equals(Shape.of(shape.size(1)))) {
      throw call.wrong(
          "input 2",
          "a bias of shape [%d]".formatted(shape.size(1)),
          "" + bias.type(),
          "Check it.");
    }
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
    sizes.set(1, shape.size(1));
    return y.plus(bias.reshape(new Shape(sizes)));
  }

  /// The full result, `(n − 1) stride + dilation (k − 1) + 1` long, with `output_padding` zeros put
  /// after it and the padding cut off.
  private static Node transpose(Call call) {
    Node x = call.x();
    Node w = call.in(1);
    List<Integer> sizes = Spatial.sizes(call, x);
    List<Integer> kernel = Spatial.sizes(call, w);
    int rank = sizes.size();
    List<Integer> strides = Spatial.list(call, "strides", rank, 1);
    List<Integer> dilations = Spatial.list(call, "dilations", rank, 1);
    List<Integer> more = Spatial.list(call, "output_padding", rank, 0);
    Placement placement = Placement.valid(rank).withStrides(strides).withDilations(dilations);
    List<Integer> full = placement.spans(sizes, kernel);
    List<Integer> pads = padding(call, full, more, sizes);
    requireKernelShape(call, kernel);
    int groups = call.whole("group", 1);
    Optional<Node> direct = direct(x, w, placement, groups, pads, full, more);
    return biased(
        call,
        direct.orElseGet(
            () ->
                cut(
                    x.convTranspose(w, Convention.CROSS_CORRELATION, placement, groups, full),
                    pads,
                    more)));
  }

  private static void requireKernelShape(Call call, List<Integer> kernel) {
    if (!call.sizes("kernel_shape").orElse(kernel).equals(kernel)) {
      throw call.wrong(
          "attribute 'kernel_shape'",
          kernel.toString(),
          "another",
          "Give the shape of the kernel.");
    }
  }

  /// Padding before and after, from `pads`, `auto_pad` or `output_shape`.
  private static List<Integer> padding(
      Call call, List<Integer> full, List<Integer> more, List<Integer> sizes) {
    int rank = full.size();
    String auto = call.word("auto_pad", "NOTSET", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER");
    List<Integer> given = Spatial.list(call, "pads", 2 * rank, 0);
    Optional<List<Integer>> asked = call.sizes("output_shape").filter(all -> !all.isEmpty());
    List<Integer> strides = Spatial.list(call, "strides", rank, 1);
    if (asked.isEmpty() && auto.equals("NOTSET")) {
      return given;
    }
    if (asked.isEmpty() && auto.equals("VALID")) {
      return Collections.nCopies(2 * rank, 0);
    }
    List<Integer> output =
        asked
            .map(all -> all.subList(Math.max(0, all.size() - rank), all.size()))
            .orElseGet(() -> multiplied(sizes, strides));
    if (output.size() != rank) {
      throw call.wrong(
          "attribute 'output_shape'", rank + " sizes", "" + output, "Give one an axis.");
    }
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      int total = full.get(axis) + more.get(axis) - output.get(axis);
      // an output longer than the full result is filled up at its end
      int shared = Math.max(0, total);
      before.add(auto.equals("SAME_UPPER") ? shared / 2 : shared - shared / 2);
      after.add(total - before.getLast());
    }
    before.addAll(after);
    return before;
  }

  private static List<Integer> multiplied(List<Integer> sizes, List<Integer> strides) {
    List<Integer> output = new ArrayList<>();
    for (int axis = 0; axis < sizes.size(); axis++) {
      output.add(sizes.get(axis) * strides.get(axis));
    }
    return output;
  }

  /// The adjoint of one convolution, where there is one with these sizes.
  private static Optional<Node> direct(
      Node x,
      Node w,
      Placement bare,
      int groups,
      List<Integer> pads,
      List<Integer> full,
      List<Integer> more) {
    int rank = full.size();
    List<Integer> sizes = new ArrayList<>();
    boolean fits = true;
    for (int axis = 0; axis < rank; axis++) {
      int before = pads.get(axis);
      int after = pads.get(rank + axis);
      fits &= before >= 0 && after >= 0 && more.get(axis) < bare.strides().get(axis);
      sizes.add(full.get(axis) + more.get(axis) - before - after);
      fits &= sizes.getLast() > 0;
    }
    if (!fits) {
      return Optional.empty();
    }
    Placement placement = bare.withPadding(pads.subList(0, rank), pads.subList(rank, 2 * rank));
    return Optional.of(x.convTranspose(w, Convention.CROSS_CORRELATION, placement, groups, sizes));
  }

  private static Node cut(Node full, List<Integer> pads, List<Integer> more) {
    int rank = more.size();
    List<Integer> before = new ArrayList<>(List.of(0, 0));
    List<Integer> after = new ArrayList<>(List.of(0, 0));
    List<Integer> starts = new ArrayList<>(List.of(0, 0));
    List<Integer> sizes = new ArrayList<>(full.type().shape().slice(0, 2).sizes());
    for (int axis = 0; axis < rank; axis++) {
      int ahead = pads.get(axis);
      int behind = pads.get(rank + axis);
      int size = full.type().shape().size(axis + 2) + more.get(axis) - ahead - behind;
      before.add(Math.max(0, -ahead));
      after.add(more.get(axis) + Math.max(0, -behind));
      starts.add(Math.max(0, ahead));
      sizes.add(Math.max(0, size));
    }
    Node padded = full.pad(before, after, 0);
    return Node.of(new Slice(starts, sizes, Collections.nCopies(sizes.size(), 1)), List.of(padded));
  }
}
