package gradus.runtime.plan;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.elementwise.Elementwise;
import gradus.op.movement.Broadcast;
import gradus.op.movement.Reshape;
import gradus.op.movement.Slice;
import gradus.op.source.Constant;
import gradus.op.source.Draw;
import gradus.op.source.Source;
import gradus.runtime.plan.Value.Kind;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Cuts a prepared graph into tasks: what is a view, what is fused, what is copied.
final class Planner {

  private static final int LONGEST_CHAIN = 128;

  private final boolean fuse;
  private final boolean frozen;
  private final Map<Node, Integer> numbers;
  private final Map<Node, View> views = new HashMap<>();
  private final Map<Value, Task> makers = new HashMap<>();
  private final Dependencies dependencies = new Dependencies(makers);
  private final List<Task> tasks = new ArrayList<>();
  private final Map<Node, Value> sources = new LinkedHashMap<>();

  Planner(Graph graph, PlanOptions options) {
    this.fuse = options.fuses();
    this.frozen = options.frozen();
    this.numbers = graph.numbers();
    for (Node node : graph.nodes()) {
      views.put(node, place(node));
    }
  }

  /// The values of inputs, parameters, states and constants.
  Map<Node, Value> sources() {
    return sources;
  }

  /// The value of an input, parameter, state or constant.
  Value source(Node node) {
    return Objects.requireNonNull(sources.get(node));
  }

  List<Task> tasks() {
    return tasks;
  }

  Dependencies dependencies() {
    return dependencies;
  }

  View view(Node node) {
    return Objects.requireNonNull(views.get(node));
  }

  /// The place of a node in the graph.
  int number(Node node) {
    return Objects.requireNonNull(numbers.get(node));
  }

  private View place(Node node) {
    return switch (node.op()) {
      case Draw _ -> single(node);
      case Source source -> View.of(source(node, source));
      case Reshape _ -> view(node.input(0));
      case Broadcast broadcast -> repeated(node, broadcast);
      case Slice slice -> slice(node, slice);
      case Elementwise _ -> chained(node);
      default -> single(node);
    };
  }

  private Value source(Node node, Source source) {
    Kind kind =
        switch (source) {
          case gradus.op.source.Input _ -> Kind.INPUT;
          case Constant _ -> Kind.CONSTANT;
          default -> frozen ? Kind.FROZEN : Kind.VARIABLE;
        };
    Value value = new Value(node.type(), kind);
    sources.put(node, value);
    return value;
  }

  private View repeated(Node node, Broadcast broadcast) {
    Node input = node.input(0);
    Shape shape = input.type().shape();
    View view = view(input);
    if (!view.full && !view.hasShape(shape)) {
      view = contiguous(input);
    }
    return view.repeated(broadcast, shape);
  }

  private View slice(Node node, Slice slice) {
    View view = view(node.input(0));
    Shape whole = node.input(0).type().shape();
    int start = 0;
    int[] strides = whole.strides();
    boolean cut = false;
    for (int axis = whole.rank() - 1; axis >= 0; axis--) {
      start += slice.starts().get(axis) * strides[axis];
      // contiguous: whole inner axes, then one cut axis, then single positions
      boolean outerMustBeSingle = cut && slice.sizes().get(axis) > 1;
      boolean steps = slice.sizes().get(axis) > 1 && slice.steps().get(axis) > 1;
      if (outerMustBeSingle || steps) {
        return single(node);
      }
      cut |= slice.sizes().get(axis) != whole.size(axis);
    }
    return view.full && !node.type().shape().isEmpty()
        ? View.of(view.base, view.start + start, node.type().shape())
        : single(node);
  }

  /// A full view of a node, with a copy made where there is none.
  View contiguous(Node node) {
    View view = view(node);
    if (view.full) {
      return view;
    }
    View copied = copied(view, node);
    views.put(node, copied);
    return copied;
  }

  /// A copy of a view in a place of its own.
  View copied(View view, Node node) {
    Value value = new Value(node.type(), Kind.TEMPORARY);
    add(new Task.Copy(view, value), number(node));
    return View.of(value);
  }

  private View single(Node node) {
    List<View> inputs = new ArrayList<>();
    for (Node input : node.inputs()) {
      inputs.add(contiguous(input));
    }
    Value output = new Value(node.type(), Kind.TEMPORARY);
    add(new Task.Single(node, inputs, output), number(node));
    return View.of(output);
  }

  private View chained(Node node) {
    List<View> inputs = new ArrayList<>();
    for (Node input : node.inputs()) {
      inputs.add(view(input));
    }
    Value output = new Value(node.type(), Kind.TEMPORARY);
    Task.Chain chain = new Task.Chain(new Task.Link(node, number(node), inputs, output));
    chain.rank = number(node);
    chain.begin = chain.rank;
    chain.once = constant(chain);
    if (fuse) {
      for (View input : inputs) {
        if (makers.get(input.base) instanceof Task.Chain other && joins(chain, other, input)) {
          other.absorb(chain);
          other.writes.forEach(value -> makers.put(value, other));
          tasks.remove(chain);
          chain = other;
        }
      }
    }
    if (!tasks.contains(chain)) {
      tasks.add(chain);
    }
    makers.put(output, chain);
    return View.of(output);
  }

  /// Whether a chain can take this one over: the same elements, and nothing between that waits for
  /// the one and is waited for by the other.
  private boolean joins(Task.Chain chain, Task.Chain other, View input) {
    if (other == chain
        || other.elements != chain.elements
        || other.links.size() + chain.links.size() > LONGEST_CHAIN
        || !input.whole()
        || other.once != chain.once) {
      return false;
    }
    return !between(chain, other) && !between(other, chain);
  }

  /// Whether something that `later` waits for, besides `earlier` itself, waits for `earlier`.
  private boolean between(Task later, Task earlier) {
    for (Task task : dependencies.of(later)) {
      if (task != earlier && dependencies.needs(task, earlier)) {
        return true;
      }
    }
    return false;
  }

  private boolean constant(Task task) {
    return task.reads.stream().allMatch(this::constant);
  }

  /// Whether a value is known while the plan is made.
  boolean constant(Value value) {
    Task maker = makers.get(value);
    return value.kind == Kind.CONSTANT
        || value.kind == Kind.FROZEN
        || (maker != null && maker.once);
  }

  /// The task that makes a value, if one does.
  @Nullable Task maker(Value value) {
    return makers.get(value);
  }

  /// Says that another task makes a value now.
  void made(Value value, Task task) {
    makers.put(value, task);
  }

  void add(Task task, int rank) {
    task.rank = rank;
    task.begin = rank;
    task.once = constant(task);
    for (Value value : task.writes) {
      if (value.kind == Kind.TEMPORARY) {
        makers.put(value, task);
      }
    }
    tasks.add(task);
  }
}
