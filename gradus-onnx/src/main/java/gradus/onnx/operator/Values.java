package gradus.onnx.operator;

import gradus.op.Node;
import gradus.op.source.Constant;
import gradus.op.source.Draw;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.Source;
import gradus.op.source.State;
import gradus.reference.Judge;
import gradus.tensor.ShapeException;
import gradus.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is known of values while a graph is built: constants, and what is fed.
///
/// Mutable: it remembers what it worked out, and which inputs it had to look at. Each operation is
/// worked out by the judge and rounded to its type.
public final class Values {

  /// Constants above this size are left to the plan.
  private static final int FOLDED = 65_536;

  /// What decides a shape is small; values are worked out by the judge, one by one.
  private static final int LARGEST = 1 << 22;

  private final Map<String, Tensor> fed;
  private final Map<Node, Tensor> initial = new LinkedHashMap<>();
  private final Map<Node, Tensor> known = new LinkedHashMap<>();
  private final Map<Node, Boolean> constant = new LinkedHashMap<>();
  private final Set<String> looked = new TreeSet<>();

  /// Values of a graph whose inputs hold these tensors, or others of their types where none is
  /// given.
  public Values(Map<String, Tensor> fed) {
    this.fed = Collections.unmodifiableMap(new LinkedHashMap<>(fed));
  }

  /// A new parameter that begins with this value.
  public Node parameter(String name, Tensor value) {
    Node node = Parameter.of(name, value.type());
    initial.put(node, value);
    return node;
  }

  /// The first values of all parameters.
  public Map<Node, Tensor> parameters() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(initial));
  }

  /// The inputs whose values decided what was built: for others a new graph must be made.
  public Set<String> looked() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(looked));
  }

  /// Whether a node's value is the same whatever is fed and trained.
  public boolean isConstant(Node node) {
    Deque<Node> stack = new ArrayDeque<>(List.of(node));
    while (!stack.isEmpty()) {
      Node top = stack.peek();
      if (constant.containsKey(top)) {
        stack.pop();
        continue;
      }
      Boolean answer = answer(top, stack);
      if (answer != null) {
        constant.put(top, answer);
        stack.pop();
      }
    }
    return constant.getOrDefault(node, false);
  }

  /// Whether a node is constant, or null where an input is on the stack to be answered first.
  private @org.jspecify.annotations.Nullable Boolean answer(Node node, Deque<Node> stack) {
    if (node.op() instanceof Source) {
      return node.op() instanceof Constant;
    }
    if (node.inputs().stream().anyMatch(input -> Boolean.FALSE.equals(constant.get(input)))) {
      return false;
    }
    boolean waits = false;
    for (Node input : node.inputs()) {
      if (!constant.containsKey(input)) {
        stack.push(input);
        waits = true;
      }
    }
    return waits ? null : true;
  }

  /// The node itself, or a constant in its place where it is one of integers or truth values.
  public Node folded(Node node) {
    boolean foldable =
        !(node.op() instanceof Source)
            && !node.type().dtype().isFloat()
            && node.type().shape().elements() <= FOLDED
            && isConstant(node)
            && tooLarge(node).isEmpty();
    if (!foldable) {
      return node;
    }
    Node literal = Node.constant(evaluated(node));
    return node.label().isEmpty() ? literal : literal.labelled(node.label());
  }

  /// The value of a node; empty where it depends on an input for which none is given.
  public Optional<Tensor> of(Node node) {
    if (node.op() instanceof Constant(Tensor value)) {
      return Optional.of(value);
    }
    if (known.containsKey(node)) {
      return Optional.of(known.get(node));
    }
    for (Node below : Node.inputsFirst(List.of(node))) {
      if (below.op() instanceof Draw || below.op() instanceof State) {
        return Optional.empty();
      }
      if (below.op() instanceof Input(String label, _)) {
        looked.add(label);
        if (!fed.containsKey(label)) {
          return Optional.empty();
        }
      }
    }
    tooLarge(node)
        .ifPresent(
            large -> {
              throw new ShapeException(
                  "values: expected at most %d elements in what a shape depends on, found %s. Use smaller tensors there."
                      .formatted(LARGEST, large.type()));
            });
    return Optional.of(evaluated(node));
  }

  /// A node below, or the node itself, that is too large to be worked out here.
  private static Optional<Node> tooLarge(Node node) {
    return Node.inputsFirst(List.of(node)).stream()
        .filter(below -> below.type().shape().elements() > LARGEST)
        .findFirst();
  }

  private Tensor evaluated(Node node) {
    for (Node below : Node.inputsFirst(List.of(node))) {
      if (!known.containsKey(below)) {
        known.put(below, value(below));
      }
    }
    return known(node);
  }

  private Tensor known(Node node) {
    return Objects.requireNonNull(known.get(node), () -> "no value of " + node);
  }

  /// The value of a node whose inputs are known: one operation by the judge, rounded to the node's
  /// type, so that what is floored to a length is what a plan would have floored.
  private Tensor value(Node node) {
    return switch (node.op()) {
      case Constant(Tensor value) -> value;
      case Input(String label, _) -> Objects.requireNonNull(fed.get(label), label);
      case Parameter _ -> Objects.requireNonNull(initial.get(node), node.label());
      default -> {
        List<Node> inputs = new ArrayList<>();
        node.inputs().forEach(input -> inputs.add(Node.constant(known(input))));
        yield Judge.inDouble().evaluate(node.over(inputs), Map.of()).as(node.type().dtype());
      }
    };
  }
}
