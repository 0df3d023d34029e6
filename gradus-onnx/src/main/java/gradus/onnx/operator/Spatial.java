package gradus.onnx.operator;

import gradus.op.window.Placement;
import gradus.op.window.Placement.Mode;
import java.util.Collections;
import java.util.List;

/// The attributes that convolutions and poolings share.
///
/// @param kernel the length of the window on each spatial axis
/// @param placement strides, dilations and padding
record Spatial(List<Integer> kernel, Placement placement) {

  /// The windows over spatial axes of these sizes.
  ///
  /// @param kernel the lengths; those of an attribute `kernel_shape` must be the same
  static Spatial of(Call call, List<Integer> kernel, List<Integer> sizes) {
    int rank = sizes.size();
    requireKernel(call, kernel, rank);
    List<Integer> strides = list(call, "strides", rank, 1);
    List<Integer> dilations = list(call, "dilations", rank, 1);
    Placement bare = Placement.valid(rank).withStrides(strides).withDilations(dilations);
    String pad = call.word("auto_pad", "NOTSET", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER");
    List<Integer> pads = list(call, "pads", 2 * rank, 0);
    return new Spatial(
        kernel,
        switch (pad) {
          case "SAME_UPPER" -> bare.padded(Mode.SAME_UPPER, kernel, sizes);
          case "SAME_LOWER" -> bare.padded(Mode.SAME_LOWER, kernel, sizes);
          case "VALID" -> bare;
          default -> bare.withPadding(pads.subList(0, rank), pads.subList(rank, 2 * rank));
        });
  }

  /// Windows of the lengths in `kernel_shape`.
  static Spatial of(Call call, List<Integer> sizes) {
    List<Integer> kernel =
        call.sizes("kernel_shape")
            .orElseThrow(
                () ->
                    call.wrong(
                        "attribute 'kernel_shape'",
                        "a length for each spatial axis",
                        "none",
                        "Give the lengths."));
    return of(call, kernel, sizes);
  }

  private static void requireKernel(Call call, List<Integer> kernel, int rank) {
    List<Integer> given = call.sizes("kernel_shape").orElse(kernel);
    if (!given.equals(kernel) || kernel.size() != rank || rank == 0) {
      throw call.wrong(
          "attribute 'kernel_shape'",
          rank + " lengths that fit the weights, " + kernel,
          given.toString(),
          "Give the shape of the kernel.");
    }
  }

  /// Numbers of an attribute, one an axis.
  static List<Integer> list(Call call, String name, int length, int fallback) {
    List<Integer> list =
        call.sizes(name)
            .filter(all -> !all.isEmpty())
            .orElseGet(() -> Collections.nCopies(length, fallback));
    if (list.size() != length) {
      throw call.wrong(
          "attribute '" + name + "'", length + " numbers", list.toString(), "Give one an axis.");
    }
    return list;
  }

  /// The spatial sizes of a shape `[batch, channels, spatial…]`.
  static List<Integer> sizes(Call call, gradus.op.Node x) {
    var shape = x.type().shape();
    if (shape.rank() < 2) {
      throw call.wrong(
          "input 0", "axes for batch and channels", x.type().toString(), "Reshape it.");
    }
    return shape.slice(2, shape.rank()).sizes();
  }
}
