package gradus.runtime.plan;

import gradus.op.contraction.MatMul;
import gradus.op.elementwise.Add;
import gradus.op.elementwise.Mul;
import gradus.op.elementwise.Relu;
import gradus.op.elementwise.Sub;
import gradus.op.window.Convolution;
import gradus.runtime.plan.Task.Link;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Joins a convolution or a matrix product with a chain that makes of its results what a kernel's
/// epilogue can: a bias or a batch normalisation, a tensor added, a rectifier (decisions 0026 and
/// 0057). A convolution's own results are then never stored; a product has no normalisation.
final class Epilogues {

  private final List<Task> order;
  private final Map<Value, Integer> makers = new HashMap<>();
  private final Map<Value, Set<Task>> readers = new HashMap<>();

  /// The tasks, with one in place of each convolution or product and its chain; homes must be known
  /// by now.
  static List<Task> join(List<Task> order) {
    Epilogues epilogues = new Epilogues(order);
    Set<Task> gone = new HashSet<>();
    List<Task> result = new ArrayList<>();
    for (int i = order.size() - 1; i >= 0; i--) {
      Task task = order.get(i);
      List<Task.Finished> finished =
          task instanceof Task.Chain chain ? epilogues.finished(chain, i) : List.of();
      finished.forEach(each -> gone.add(each.single));
      if (finished.isEmpty() && !gone.contains(task)) {
        result.add(task);
      }
      result.addAll(finished);
    }
    return result.reversed();
  }

  private Epilogues(List<Task> order) {
    this.order = order;
    for (int i = 0; i < order.size(); i++) {
      Task task = order.get(i);
      for (Value value : task.writes) {
        makers.put(value, i);
      }
      for (Value value : task.reads) {
        readers.computeIfAbsent(value, _ -> new LinkedHashSet<>()).add(task);
      }
    }
  }

  /// The convolutions and products that take a whole chain over, the last to run first; none where
  /// they cannot.
  private List<Task.Finished> finished(Task.Chain chain, int place) {
    if (chain.once || chain.links.isEmpty()) {
      return List.of();
    }
    Value out = chain.links.getLast().value();
    Task.Finished last = finish(chain, place, out);
    if (last == null) {
      return List.of();
    }
    List<Task.Finished> all = new ArrayList<>(List.of(last));
    Set<Value> stored = new HashSet<>(Set.of(out));
    if (last.rest != null && chain.writes.contains(last.rest.base)) {
      Task.Finished before = finish(chain, place, last.rest.base);
      if (before == null || (before.rest != null && chain.writes.contains(before.rest.base))) {
        return List.of();
      }
      all.add(before);
      stored.add(last.rest.base);
    }
    int links = all.stream().mapToInt(each -> each.links.size()).sum();
    boolean alone =
        chain.writes.stream()
            .allMatch(
                value -> value.home == null && (stored.contains(value) || isInner(value, chain)));
    boolean keepsOwn =
        all.stream()
            .flatMap(each -> all.stream().map(other -> other.single.output))
            .noneMatch(own -> all.stream().anyMatch(each -> each.reads.contains(own)));
    return links == chain.links.size() && alone && keepsOwn ? all : List.of();
  }

  /// Whether a value is needed within one task alone.
  private boolean isInner(Value value, Task task) {
    return !value.pinned
        && value.home == null
        && readers.getOrDefault(value, Set.of()).stream().allMatch(each -> each == task);
  }

  /// A convolution or product whose results, after the links before it, are a value of the chain.
  private Task.@Nullable Finished finish(Task.Chain chain, int place, Value value) {
    Map<Value, Link> made = new HashMap<>();
    chain.links.forEach(link -> made.put(link.value(), link));
    Link last = Objects.requireNonNull(made.get(value));
    if (value.type.dtype() != DType.F32) {
      return null;
    }
    List<Link> links = new ArrayList<>();
    View at = View.of(value);
    boolean rectified = last.node().op() instanceof Relu;
    if (rectified) {
      links.add(last);
      at = last.inputs().getFirst();
    }
    Task.Finished plain = affine(chain, place, made, links, at, null, rectified, value);
    Link sum = made.get(at.base);
    if (plain != null || sum == null || !(sum.node().op() instanceof Add) || !at.whole()) {
      return plain;
    }
    links.add(sum);
    View left = sum.inputs().getFirst();
    View right = sum.inputs().getLast();
    if (!left.whole() || !right.whole()) {
      return null;
    }
    Task.Finished first = affine(chain, place, made, links, left, right, rectified, value);
    return first != null ? first : affine(chain, place, made, links, right, left, rectified, value);
  }

  /// The same, once what is added and the rectifier are known.
  private Task.@Nullable Finished affine(
      Task.Chain chain,
      int place,
      Map<Value, Link> made,
      List<Link> after,
      View from,
      @Nullable View rest,
      boolean rectified,
      Value output) {
    List<Link> links = new ArrayList<>(after);
    List<Class<?>> wanted = List.of(Add.class, Mul.class, Sub.class);
    Map<Class<?>, View> numbers = new HashMap<>();
    View at = from;
    for (Class<?> op : wanted) {
      Link link = made.get(at.base);
      if (link == null || !op.isInstance(link.node().op()) || !at.whole()) {
        continue;
      }
      View number = number(link, chain);
      if (number != null) {
        View left = link.inputs().getFirst();
        numbers.put(op, number);
        links.add(link);
        at = left == number ? link.inputs().getLast() : left;
      }
    }
    Integer maker = makers.get(at.base);
    if (!at.whole()
        || links.isEmpty()
        || maker == null
        || !(order.get(maker) instanceof Task.Single single)
        || !takes(single, maker, chain, place)
        || !numbers.values().stream().allMatch(number -> isPerChannel(number, single))
        || (single.node.op() instanceof MatMul && isScaled(numbers))) {
      return null;
    }
    return new Task.Finished(
        single,
        links,
        numbers.get(Sub.class),
        numbers.get(Mul.class),
        numbers.get(Add.class),
        rest,
        rectified,
        output,
        chain);
  }

  /// The operand of a link that is no tensor of the chain's size; the right one of a difference.
  private static @Nullable View number(Link link, Task.Chain chain) {
    View left = link.inputs().getFirst();
    View right = link.inputs().getLast();
    if (!right.whole() || right.base.elements() != chain.elements) {
      return right;
    }
    boolean turns = !(link.node().op() instanceof Sub);
    return turns && (!left.whole() || left.base.elements() != chain.elements) ? left : null;
  }

  private static boolean isScaled(Map<Class<?>, View> numbers) {
    return numbers.containsKey(Mul.class) || numbers.containsKey(Sub.class);
  }

  /// Whether a task is a convolution or a product for this chain alone that may wait until the
  /// chain's place.
  private boolean takes(Task.Single single, int from, Task.Chain chain, int to) {
    if (!(single.node.op() instanceof Convolution || single.node.op() instanceof MatMul)
        || single.once
        || single.output.type.dtype() != DType.F32
        || !isInner(single.output, chain)) {
      return false;
    }
    Set<Value> read = new HashSet<>();
    single.reads.forEach(value -> read.add(value.root()));
    return order.subList(from + 1, to).stream()
        .flatMap(task -> task.writes.stream())
        .noneMatch(value -> read.contains(value.root()));
  }

  /// Whether a view repeats one number for each channel of a convolution's results, or column of a
  /// product's.
  private static boolean isPerChannel(View view, Task.Single single) {
    Shape shape = single.node.type().shape();
    if (single.node.op() instanceof MatMul) {
      int[] sizes = {shape.elements() / Math.max(1, shape.size(-1)), shape.size(-1)};
      return view.base.type.dtype() == DType.F32
          && view.walk().equals(Walk.of(sizes, new int[] {0, 1}));
    }
    int plane = shape.elements() / Math.max(1, shape.size(0) * shape.size(1));
    int[] sizes = {shape.size(0), shape.size(1), plane};
    return view.base.type.dtype() == DType.F32
        && view.walk().equals(Walk.of(sizes, new int[] {0, 1, 0}));
  }
}
