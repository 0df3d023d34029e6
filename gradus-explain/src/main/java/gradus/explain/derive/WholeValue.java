package gradus.explain.derive;

import static gradus.explain.derive.ConvolutionValue.swapped;

import gradus.formula.Condition.Compare;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.op.Layout;
import gradus.op.Node;
import gradus.reference.Value;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A closed form over whole tensors, read back as a graph over their values: what is shown is what
/// is calculated. Products, transposes, masks, reshapes, and convolutions of either convention,
/// with zeros between entries and group by group.
///
/// @param tensors the values by name
/// @param filters the names of those that are filters
/// @param wanted the shape of the whole form
/// @param group of which group of channels it is
/// @param groups of how many
record WholeValue(
    Map<String, Value<Double>> tensors, Set<String> filters, Shape wanted, int group, int groups) {

  WholeValue(Map<String, Value<Double>> tensors, Set<String> filters, Shape wanted) {
    this(tensors, filters, wanted, 0, 1);
  }

  /// The graph; empty where a sign in the form is not known here.
  Optional<Node> of(Formula form) {
    return switch (form) {
      case Formula.Var(String name) -> Optional.ofNullable(tensors.get(name)).map(WholeValue::node);
      case Formula.Add(var terms) -> joined(terms, Node::plus);
      case Formula.Neg(Formula inner) -> of(inner).map(Node::negated);
      case Formula.Mul(var factors) -> joined(factors, WholeValue::product);
      case Formula.Call(String function, var arguments) when !arguments.isEmpty() ->
          call(function, arguments);
      case Formula.Call _, Formula.Num _, Formula.Named _, Formula.Entry _ -> Optional.empty();
      case Formula.Div _, Formula.Power _, Formula.Fold _ -> Optional.empty();
      case Formula.Iverson _, Formula.Choose _ -> Optional.empty();
    };
  }

  private Optional<Node> call(String function, List<Formula> arguments) {
    Formula first = arguments.getFirst();
    return switch (function) {
      case "groups" -> groups(arguments.get(1), arguments.get(2));
      case "group" ->
          of(first).map(it -> ConvolutionValue.part(it, isFilter(first) ? 0 : 1, group, groups));
      case "spread", "thin", "crop", "pad" -> moved(function, arguments);
      default ->
          switch (arguments.size()) {
            case 1 -> of(first).flatMap(it -> unary(function, it));
            case 2 -> binary(function, first, arguments.get(1));
            default -> Optional.empty();
          };
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
      case "flip" ->
          argument.type().shape().rank() > 2
              ? Optional.of(ConvolutionValue.flipped(argument))
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
    return ConvolutionValue.names(function) ? convolved(function, left, right) : Optional.empty();
  }

  /// By what stands on the right: a filter is convolved with; a flipped one leads from outputs back
  /// to inputs; with anything else, all examples are summed over, so that they are its channels.
  private Optional<Node> convolved(String function, Formula left, Formula right) {
    boolean flipped = right instanceof Formula.Call(String name, var _) && name.equals("flip");
    boolean filter = isFilter(right);
    return of(left)
        .flatMap(
            x ->
                of(right)
                    .map(
                        w ->
                            flipped
                                ? ConvolutionValue.convolved(function, x, swapped(w))
                                : filter
                                    ? ConvolutionValue.convolved(function, x, w)
                                    : swapped(
                                        ConvolutionValue.convolved(
                                            function, swapped(x), swapped(w)))));
  }

  /// Whether the name around which a form is built is that of a filter.
  private boolean isFilter(Formula form) {
    Formula inner = form;
    while (inner instanceof Formula.Call(_, var arguments) && !arguments.isEmpty()) {
      inner = arguments.getFirst();
    }
    return inner instanceof Formula.Var(String name) && filters.contains(name);
  }

  /// The parts of all groups side by side: outputs of a filter's gradient, channels of others.
  private Optional<Node> groups(Formula last, Formula body) {
    int count = ((Formula.Num) last).numerator().intValueExact() + 1;
    List<Node> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      new WholeValue(tensors, filters, wanted, i, count).of(body).ifPresent(parts::add);
    }
    if (parts.size() < count) {
      return Optional.empty();
    }
    int channels = parts.getFirst().type().shape().size(1);
    return Optional.of(Layout.concat(channels == wanted.size(1) ? 0 : 1, parts));
  }

  private Optional<Node> moved(String function, List<Formula> arguments) {
    List<Integer> numbers = new ArrayList<>();
    for (Formula argument : arguments.subList(1, arguments.size())) {
      if (!(argument instanceof Formula.Num(var above, _))) {
        return Optional.empty();
      }
      numbers.add(above.intValueExact());
    }
    return of(arguments.getFirst())
        .flatMap(node -> ConvolutionValue.moved(function, node, numbers));
  }

  private Optional<Node> masked(Formula delta, Formula x) {
    return of(delta).flatMap(d -> of(x).map(it -> it.greater(it.filled(0)).choose(d, d.filled(0))));
  }
}
