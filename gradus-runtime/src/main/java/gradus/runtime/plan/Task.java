package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.contraction.MatMul;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What will be one step: which values it reads and writes, and what must come before it.
abstract sealed class Task {

  /// Values that this task reads, whole or in part.
  final Set<Value> reads = new LinkedHashSet<>();

  /// Values that it makes.
  final Set<Value> writes = new LinkedHashSet<>();

  /// Tasks that must have run before, besides those that make what it reads.
  final Set<Task> after = new LinkedHashSet<>();

  /// The place in the graph of its last node: tasks run in this order where nothing else decides.
  int rank;

  /// The place in the graph of its first node.
  int begin;

  /// Whether it runs once, when the plan is made, since it reads constants only.
  boolean once;

  /// Bytes of what it reads and writes, each value once.
  long bytes() {
    long bytes = 0;
    for (Value value : reads) {
      bytes += (long) value.elements() * value.type.dtype().bytes();
    }
    for (Value value : writes) {
      bytes += (long) value.elements() * value.type.dtype().bytes();
    }
    return bytes;
  }

  /// One node that is not elementwise. A sum of rows with two inputs sums their product ({@link
  /// ProductSums}).
  static final class Single extends Task {
    final Node node;
    final List<View> inputs;
    final Value output;

    Single(Node node, List<View> inputs, Value output) {
      this.node = node;
      this.inputs = inputs;
      this.output = output;
      inputs.forEach(view -> reads.add(view.base));
      writes.add(output);
    }
  }

  /// One node of a chain.
  ///
  /// @param node what is computed
  /// @param number the node's place in the graph
  /// @param inputs where its operands are found
  /// @param value its result
  record Link(Node node, int number, List<View> inputs, Value value) {}

  /// Elementwise nodes over equally many elements, in order.
  static final class Chain extends Task {
    final int elements;
    final List<Link> links = new ArrayList<>();

    Chain(Link first) {
      this.elements = first.value().elements();
      links.add(first);
      writes.add(first.value());
      first.inputs().forEach(view -> reads.add(view.base));
    }

    /// Takes over the nodes of another chain, which came before or beside this one's.
    void absorb(Chain other) {
      links.addAll(other.links);
      links.sort((a, b) -> Integer.compare(a.number(), b.number()));
      writes.addAll(other.writes);
      reads.addAll(other.reads);
      reads.removeAll(writes);
      rank = Math.max(rank, other.rank);
      begin = Math.min(begin, other.begin);
    }

    /// Gives a link up.
    void remove(Link link) {
      links.remove(link);
      writes.remove(link.value());
      read();
    }

    /// Takes a link over that another chain has given up.
    void take(Link link) {
      links.add(link);
      links.sort((a, b) -> Integer.compare(a.number(), b.number()));
      writes.add(link.value());
      begin = Math.min(begin, link.number());
      read();
    }

    private void read() {
      reads.clear();
      for (Link link : links) {
        link.inputs().forEach(view -> reads.add(view.base));
      }
      reads.removeAll(writes);
    }
  }

  /// The gradient of a maximum of windows, with the maxima found again from the input.
  static final class PoolGradient extends Task {
    final Node indices;
    final View cotangent;
    final View x;
    final Value output;

    /// @param indices the node that says where the maxima lie
    /// @param scatter the task that gives each cotangent to its maximum
    PoolGradient(Node indices, View x, Single scatter) {
      this.indices = indices;
      this.x = x;
      this.cotangent = scatter.inputs.getFirst();
      this.output = scatter.output;
      reads.add(x.base);
      reads.add(cotangent.base);
      writes.add(output);
      rank = scatter.rank;
      begin = scatter.begin;
      once = scatter.once;
    }
  }

  /// A convolution or a matrix product, and what is made of each of its results at once: {@link
  /// gradus.runtime.kernel.Epilogue}.
  static final class Finished extends Task {
    final Single single;
    final List<Link> links;
    final @Nullable View minus;
    final @Nullable View times;
    final @Nullable View plus;
    final @Nullable View rest;
    final boolean rectified;
    final Value output;

    /// @param links the operations on the results, the last one first
    /// @param chain the chain that they are of, in whose place this task runs
    Finished(
        Single single,
        List<Link> links,
        @Nullable View minus,
        @Nullable View times,
        @Nullable View plus,
        @Nullable View rest,
        boolean rectified,
        Value output,
        Chain chain) {
      this.single = single;
      this.links = List.copyOf(links);
      this.minus = minus;
      this.times = times;
      this.plus = plus;
      this.rest = rest;
      this.rectified = rectified;
      this.output = output;
      reads.addAll(single.reads);
      Stream.of(minus, times, plus, rest)
          .flatMap(Stream::ofNullable)
          .forEach(view -> reads.add(view.base));
      writes.add(output);
      rank = chain.rank;
      begin = single.begin;
    }

    /// Whether it is a matrix product, whose channels are columns; else it is a convolution.
    boolean isProduct() {
      return single.node.op() instanceof MatMul;
    }

    /// The operations on the results, in order.
    String what() {
      return links.reversed().stream()
          .map(link -> link.node().op().name())
          .collect(Collectors.joining(" "));
    }
  }

  /// Tasks that are taken through a few rows at a time, one after the other.
  static final class Band extends Task {
    final List<Task> tasks;
    final int rows;

    /// How many rows are taken through all tasks together.
    final int few;

    /// Into how many parts the rows are cut.
    final int parts;

    /// @param few how many rows are taken together
    /// @param parts into how many parts the rows are cut, each but the last a multiple of `few`
    Band(List<Task> tasks, int rows, int few, int parts) {
      this.tasks = tasks;
      this.rows = rows;
      this.few = few;
      this.parts = parts;
      tasks.forEach(task -> writes.addAll(task.writes));
      tasks.forEach(task -> reads.addAll(task.reads));
      reads.removeAll(writes);
    }

    /// Gives values that are needed within the band alone, row by row, places for a few rows.
    void keepFew(List<Task> order) {
      for (Value value : writes) {
        boolean within =
            value.elements() > rows
                && !value.pinned
                && order.stream()
                    .allMatch(task -> tasks.contains(task) || !task.reads.contains(value));
        if (within) {
          value.window = few * (value.elements() / rows);
          value.windows = parts;
        }
      }
    }
  }

  /// Elements copied from a view: a broadcast that must be stored, or an update.
  static final class Copy extends Task {
    final View source;
    final Value target;

    Copy(View source, Value target) {
      this.source = source;
      this.target = target;
      reads.add(source.base);
      writes.add(target);
    }
  }
}
