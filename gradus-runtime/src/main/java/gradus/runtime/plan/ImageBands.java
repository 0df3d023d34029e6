package gradus.runtime.plan;

import gradus.op.window.AveragePool;
import gradus.op.window.AveragePoolTranspose;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.MaxPool;
import gradus.tensor.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Joins neighbouring convolutions, poolings, their gradients, and the elementwise chains between
/// them, into a band that takes a few images of a large batch through all of them, so that what one
/// makes is still near when the next one reads it (decision 0038).
final class ImageBands {

  /// Bytes of a batch's results up to which the caches hold them anyway.
  private static final long MUCH = 8L << 20;

  /// Bytes of a few images' results, which the second-level cache holds.
  private static final long NEAR = 1L << 20;

  private final List<Task> order;
  private final int threads;
  private final List<Task> result = new ArrayList<>();

  /// The tasks with bands in place of what they join.
  static List<Task> join(List<Task> order, int threads) {
    ImageBands bands = new ImageBands(order, threads);
    int next = 0;
    while (next < order.size()) {
      next = bands.take(next);
    }
    return bands.result;
  }

  private ImageBands(List<Task> order, int threads) {
    this.order = order;
    this.threads = threads;
  }

  /// Takes the longest band that begins at a place, or the one task there.
  private int take(int start) {
    int images = images(order.get(start));
    int end = start;
    Set<Value> made = new HashSet<>();
    while (end < order.size() && images > 1 && belongs(order.get(end), images, made)) {
      made.addAll(order.get(end).writes);
      end++;
    }
    List<Task> tasks = List.copyOf(order.subList(start, end));
    long bytes = tasks.stream().mapToLong(ImageBands::written).sum();
    if (tasks.size() < 2 || bytes <= MUCH) {
      result.add(order.get(start));
      return start + 1;
    }
    int few = few(images, bytes / images);
    // a part for each thread: the kernels promise the same bits for every cut
    Task.Band band = new Task.Band(tasks, images, few, Math.min(threads, images / few));
    band.keepFew(order);
    result.add(band);
    return end;
  }

  private static long written(Task task) {
    return task.writes.stream()
        .mapToLong(value -> (long) value.elements() * value.type.dtype().bytes())
        .sum();
  }

  /// The most images that divide their number and whose results are near.
  private static int few(int images, long bytes) {
    int few = 1;
    for (int count = 2; count <= images; count++) {
      few = images % count == 0 && count * bytes <= NEAR ? count : few;
    }
    return few;
  }

  /// The images that a task with windows goes over, 0 for any other task.
  private static int images(Task task) {
    return switch (task) {
      case Task.Single single -> hasWindows(single) ? single.output.type.shape().size(0) : 0;
      case Task.Finished finished ->
          finished.rest == null && !finished.isProduct() ? finished.output.type.shape().size(0) : 0;
      case Task.PoolGradient gradient -> gradient.output.type.shape().size(0);
      case Task.Chain _, Task.Copy _, Task.Band _ -> 0;
    };
  }

  private static boolean hasWindows(Task.Single single) {
    return switch (single.node.op()) {
      case Convolution _, ConvolutionTranspose _ -> true;
      case MaxPool _, AveragePool _, AveragePoolTranspose _ -> true;
      default -> false;
    };
  }

  private static boolean belongs(Task task, int images, Set<Value> made) {
    boolean fits =
        switch (task) {
          case Task.Chain chain ->
              chain.elements >= images
                  && chain.elements % images == 0
                  && readsOwnImages(chain, made);
          case Task.Single single ->
              images(single) == images && isFirst(single.inputs, made) && isF32(single.output);
          case Task.Finished finished ->
              images(finished) == images
                  && isFirst(finished.single.inputs, made)
                  && isFirst(finished, made);
          case Task.PoolGradient gradient ->
              images(gradient) == images
                  && isF32(gradient.output)
                  && isWhole(gradient.cotangent, made)
                  && isWhole(gradient.x, made);
          case Task.Copy _, Task.Band _ -> false;
        };
    boolean free = task.writes.stream().allMatch(each -> each.home == null && !each.isStored());
    return fits && free && !task.once;
  }

  private static boolean isF32(Value value) {
    return value.type.dtype() == DType.F32;
  }

  /// Whether of a task's operands the band makes the first at most, as a whole.
  private static boolean isFirst(List<View> operands, Set<Value> made) {
    return isWhole(operands.getFirst(), made)
        && operands.stream().skip(1).noneMatch(view -> made.contains(view.base));
  }

  /// Whether what is read beside the operands is not made by the band.
  private static boolean isFirst(Task.Finished finished, Set<Value> made) {
    Set<Value> beside = new HashSet<>(finished.reads);
    beside.removeAll(finished.single.reads);
    return beside.stream().noneMatch(made::contains);
  }

  private static boolean isWhole(View view, Set<Value> made) {
    return !made.contains(view.base) || view.whole();
  }

  /// Whether a chain needs, of what the band makes, the same elements alone.
  private static boolean readsOwnImages(Task.Chain chain, Set<Value> made) {
    return chain.links.stream()
        .flatMap(link -> link.inputs().stream())
        .allMatch(
            view ->
                !made.contains(view.base)
                    || chain.writes.contains(view.base)
                    || (view.whole() && view.base.elements() == chain.elements));
  }
}
