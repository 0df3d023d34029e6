package gradus.reference;

import gradus.formula.Condition.Relation;
import gradus.op.Node;
import gradus.op.elementwise.Binary;
import gradus.op.elementwise.Cast;
import gradus.op.elementwise.Compare;
import gradus.op.elementwise.Elementwise;
import gradus.op.elementwise.Logical;
import gradus.op.elementwise.Select;
import gradus.op.elementwise.Unary;
import gradus.tensor.DType;

/// Element by element.
///
/// @param evaluation where inputs of another kind of number are found
/// @param to the kind of number of the node
/// @param node what is evaluated
record Elements<E>(Evaluation<?> evaluation, Domain<E> to, Node node) {

  Value<E> value(Elementwise op) {
    Numbers<E> numbers = to.numbers();
    return switch (op) {
      case Unary unary -> to.tabulate(node, i -> numbers.apply(unary, at(0, i)));
      case Binary binary -> to.tabulate(node, i -> numbers.apply(binary, at(0, i), at(1, i)));
      case Compare compare -> compare(compare.relation(), evaluation.domain(node.input(0)));
      case Logical logical -> to.tabulate(node, i -> to.truth(logical(logical.connective(), i)));
      case Select _ -> to.tabulate(node, i -> truth(0, i) ? at(1, i) : at(2, i));
      case Cast cast -> cast(cast.dtype());
    };
  }

  private E at(int input, int position) {
    return to.input(node, input).at(position);
  }

  private boolean truth(int input, int position) {
    return evaluation.wholes().input(node, input).at(position) != 0;
  }

  private <F> Value<E> compare(Relation relation, Domain<F> from) {
    Value<F> x = from.input(node, 0);
    Value<F> y = from.input(node, 1);
    return to.tabulate(node, i -> to.truth(from.numbers().holds(relation, x.at(i), y.at(i))));
  }

  private boolean logical(Logical.Connective connective, int i) {
    return switch (connective) {
      case AND -> truth(0, i) && truth(1, i);
      case OR -> truth(0, i) || truth(1, i);
      case NOT -> !truth(0, i);
    };
  }

  /// Between floats nothing is rounded: the judge does not know f32.
  private Value<E> cast(DType dtype) {
    boolean fromFloat = node.input(0).type().dtype().isFloat();
    return fromFloat && dtype.isFloat()
        ? to.tabulate(node, i -> at(0, i))
        : convert(dtype, evaluation.domain(node.input(0)));
  }

  private <F> Value<E> convert(DType dtype, Domain<F> from) {
    Value<F> x = from.input(node, 0);
    F zero = from.numbers().of(0L);
    boolean saturates = dtype == DType.I32 && node.input(0).type().dtype().isFloat();
    return to.tabulate(
        node,
        i -> {
          if (dtype == DType.BOOL) {
            return to.truth(from.numbers().holds(Relation.NE, x.at(i), zero));
          }
          long whole = from.numbers().toLong(x.at(i));
          return to.numbers()
              .of(saturates ? Math.clamp(whole, Integer.MIN_VALUE, Integer.MAX_VALUE) : whole);
        });
  }
}
