package gradus.explain.derive;

import gradus.formula.Condition.Compare;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.Placement;
import gradus.op.window.Placement.Mode;
import gradus.reference.Value;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A closed form over whole tensors, read back as a graph over their values: what is shown is what
/// is calculated. Products, transposes, masks, reshapes, and convolutions of either convention.
///
/// @param tensors the values by name
/// @param wanted the shape of the whole form
record WholeValue(Map<String, Value<Double>> tensors, Shape wanted) {

  /// The graph; empty where a sign in the form is not known here.
  Optional<Node> of(Formula form) {
    return switch (form) {
      case Formula.Var(String name) -> Optional.ofNullable(tensors.get(name)).map(WholeValue::node);
      case Formula.Add(var terms) -> joined(terms, Node::plus);
      case Formula.Neg(Formula inner) -> of(inner).map(Node::negated);
      case Formula.Mul(var factors) -> joined(factors, WholeValue::product);
      case Formula.Call(String function, var arguments) when arguments.size() == 1 ->
          of(arguments.getFirst()).flatMap(it -> unary(function, it));
      case Formula.Call(String function, var arguments) when arguments.size() == 2 ->
          binary(function, arguments.get(0), arguments.get(1));
      case Formula.Call _, Formula.Num _, Formula.Named _, Formula.Entry _ -> Optional.empty();
      case Formula.Div _, Formula.Power _, Formula.Fold _ -> Optional.empty();
      case Formula.Iverson _, Formula.Choose _ -> Optional.empty();
    };
  }

  private static Node node(Value<Double> value) {
    double[] elements = new double[value.elements().size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = value.at(i);
    }
    return Node.constant(Tensor.of(value.type(), elements));
  }

  private Optional<Node> joined(
      List<Formula> terms, java.util.function.BinaryOperator<Node> operation) {
    List<Node> nodes = new ArrayList<>();
    terms.forEach(term -> of(term).ifPresent(nodes::add));
    boolean alike = nodes.stream().map(it -> it.type().shape().rank()).distinct().count() == 1;
    return nodes.size() == terms.size() && alike
        ? nodes.stream().reduce(operation)
        : Optional.empty();
  }

  private static Node product(Node left, Node right) {
    return left.matmul(right);
  }

  private Optional<Node> unary(String function, Node argument) {
    return switch (function) {
      case "transpose" ->
          argument.type().shape().rank() == 2
              ? Optional.of(argument.transpose())
              : Optional.empty();
      case "reshape" ->
          argument.type().shape().elements() == wanted.elements()
              ? Optional.of(argument.reshape(wanted))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<Node> binary(String function, Formula left, Formula right) {
    if (function.equals("hadamard")) {
      return right instanceof Formula.Iverson(Compare(Relation relation, Formula x, Formula zero))
              && relation == Relation.GT
              && zero.equals(Formula.ZERO)
          ? masked(left, x)
          : joined(List.of(left, right), Node::times);
    }
    if (!function.matches("(corr|conv)_(valid|full|same)")) {
      return Optional.empty();
    }
    boolean flipped = right instanceof Formula.Call(String name, var _) && name.equals("flip");
    return flipped
        ? of(left)
            .flatMap(
                x ->
                    of(((Formula.Call) right).arguments().getFirst())
                        .map(w -> convolved(function, x, turned(w))))
        : of(left)
            .flatMap(x -> of(right).map(d -> swapped(convolved(function, swapped(x), swapped(d)))));
  }

  private Optional<Node> masked(Formula delta, Formula x) {
    return of(delta).flatMap(d -> of(x).map(it -> it.greater(it.filled(0)).choose(d, d.filled(0))));
  }

  /// A filter from outputs back to inputs, each of its rows the other way round.
  private static Node turned(Node filter) {
    int rank = filter.type().shape().rank();
    return swapped(filter.flip(IntStream.range(2, rank).boxed().toList()));
  }

  /// The first two axes in each other's place.
  private static Node swapped(Node node) {
    List<Integer> axes =
        new ArrayList<>(IntStream.range(0, node.type().shape().rank()).boxed().toList());
    axes.set(0, 1);
    axes.set(1, 0);
    return node.permute(axes);
  }

  private static Node convolved(String function, Node x, Node w) {
    Mode mode =
        function.endsWith("valid")
            ? Mode.VALID
            : function.endsWith("full") ? Mode.FULL : Mode.SAME_UPPER;
    Convention convention =
        function.startsWith("conv") ? Convention.CONVOLUTION : Convention.CROSS_CORRELATION;
    Shape shape = x.type().shape();
    Shape kernel = w.type().shape();
    Placement placement =
        Placement.valid(shape.rank() - 2)
            .padded(
                mode, kernel.slice(2, kernel.rank()).sizes(), shape.slice(2, shape.rank()).sizes());
    return Node.of(new Convolution(convention, placement, 1), List.of(x, w));
  }
}
