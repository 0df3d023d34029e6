package gradus.jacobian;

import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.reference.Numbers;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The structure of convolutions by their kernels: the signal is the kernel of a Toeplitz matrix.
///
/// On each axis row `i`, tap `t` holds `x[i · stride + dilation · t − before]`: the signal
/// backwards takes the place of the kernel, the taps backwards that of the signal, and the dilation
/// is the distance of the columns. The examples are the output channels of that matrix. It is the
/// same for each output channel of a group, so that the whole is `I ⊗ M` for a group, one such
/// block after another for all, and a permutation that puts the examples first.
///
/// @param numbers the kind of number
record KernelRecipes<T>(Numbers<T> numbers) {

  /// The recipe; nothing where the signal is empty.
  Optional<Recipe<T>> of(Convolution op, Node node) {
    Shape signal = node.input(0).type().shape();
    Shape kernel = node.input(1).type().shape();
    if (signal.elements() == 0 || kernel.elements() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        Recipe.from(
            node.input(0),
            x -> {
              List<Jacobian<T>> blocks = new ArrayList<>();
              int outputs = kernel.size(0) / op.groups();
              for (int group = 0; group < op.groups(); group++) {
                Jacobian<T> one = ofGroup(op, x, signal, kernel, group);
                blocks.add(KroneckerProduct.of(new Identity<>(numbers, outputs), one));
              }
              Jacobian<T> byChannel = BlockDiagonal.of(numbers, blocks);
              return examplesFirst(node.type().shape()).after(byChannel);
            }));
  }

  /// The matrix of one output channel: rows are examples and positions, columns the channels of the
  /// group and the taps.
  private Jacobian<T> ofGroup(Convolution op, List<T> x, Shape signal, Shape kernel, int group) {
    int channels = kernel.size(1);
    int block = signal.slice(2, signal.rank()).elements();
    List<T> taps = new ArrayList<>();
    for (int example = 0; example < signal.size(0); example++) {
      for (int channel = 0; channel < channels; channel++) {
        int start = (example * signal.size(1) + group * channels + channel) * block;
        taps.addAll(x.subList(start, start + block).reversed());
      }
    }
    boolean plain = signal.rank() == 3 && signal.size(0) == 1 && channels == 1;
    Shape shape = Shape.of(signal.size(0), channels).followedBy(signal.slice(2, signal.rank()));
    Jacobian<T> flipped =
        plain
            ? new BandedToeplitz<>(numbers, taps, bands(op, signal, kernel).getFirst())
            : new BlockToeplitz<>(numbers, shape, taps, 1, bands(op, signal, kernel));
    return op.convention() == Convention.CONVOLUTION ? flipped : flipped.after(backwards(kernel));
  }

  /// Where the signal backwards stands on each axis.
  private static List<Band> bands(Convolution op, Shape signal, Shape kernel) {
    List<Band> bands = new ArrayList<>();
    for (int axis = 0; axis < signal.rank() - 2; axis++) {
      int length = signal.size(axis + 2);
      Band band = Band.of(op.placement(), axis, length, kernel.size(axis + 2));
      Band.Steps steps = new Band.Steps(band.steps().stride(), 1, band.steps().dilation());
      int before = length - 1 - band.reach() + band.before();
      bands.add(new Band(band.rows(), band.taps(), length, steps, before));
    }
    return bands;
  }

  /// The taps of each channel in reverse order.
  private Jacobian<T> backwards(Shape kernel) {
    int block = kernel.slice(2, kernel.rank()).elements();
    List<Integer> sources =
        IntStream.range(0, kernel.size(1) * block)
            .mapToObj(i -> i / block * block + block - 1 - i % block)
            .toList();
    return Selection.of(numbers, sources, sources.size());
  }

  /// From channels, examples and positions to examples, channels and positions.
  private Jacobian<T> examplesFirst(Shape output) {
    int examples = output.size(0);
    int channels = output.size(1);
    int positions = output.slice(2, output.rank()).elements();
    List<Integer> sources = new ArrayList<>();
    for (int example = 0; example < examples; example++) {
      for (int channel = 0; channel < channels; channel++) {
        for (int position = 0; position < positions; position++) {
          sources.add((channel * examples + example) * positions + position);
        }
      }
    }
    return Selection.of(numbers, sources, sources.size());
  }
}
