package gradus.op.reduction;

import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.op.Op;
import gradus.tensor.GraphException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An operation that takes all elements along some axes to one.
///
/// Shape: the axes are dropped, or kept with length 1. No axes: every element stands alone.
public sealed interface Reduction extends Op
    permits Sum, Mean, Max, Min, Prod, LogSumExp, ArgMax, ArgMin {

  /// The axes that are reduced, sorted, from the front.
  List<Integer> axes();

  /// Whether reduced axes stay with length 1.
  boolean keepAxes();

  /// How the formula combines the elements.
  Combination combination();

  /// Whether integers are taken too.
  default boolean takesIntegers() {
    return true;
  }

  @Override
  default TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    boolean number = x.dtype().isFloat() || (takesIntegers() && x.dtype().isInteger());
    if (!number) {
      throw new GraphException(
          "%s(x=%s): expected %s, found %s. Cast x first."
              .formatted(
                  name().toLowerCase(Locale.ROOT),
                  x,
                  takesIntegers() ? "a number type" : "f32 or f64",
                  x.dtype()));
    }
    return x.with(x.shape().reduce(axes(), keepAxes()));
  }

  /// A value of the output's shape, stretched over the input's shape.
  default Node stretch(Node reduced, Node x) {
    return reduced.reshape(x.type().shape().reduce(axes(), true)).broadcastTo(x.type().shape());
  }

  /// How many elements of `x` make one of the output.
  default int count(Node x) {
    int count = 1;
    for (int axis : axes()) {
      count *= x.type().shape().size(axis);
    }
    return count;
  }

  @Override
  default Formula formula(List<Indexed> inputs, List<Formula> index) {
    return fold(inputs.getFirst(), index, combination(), entry -> entry);
  }

  /// The fold of `term(x[…])` over the reduced axes, innermost the last axis.
  default Formula fold(
      Indexed x,
      List<Formula> index,
      Combination how,
      java.util.function.UnaryOperator<Formula> term) {
    List<Formula> full = new ArrayList<>();
    List<Formula.Var> bound = new ArrayList<>();
    int next = 0;
    for (int axis = 0; axis < x.rank(); axis++) {
      if (axes().contains(axis)) {
        Formula.Var variable = Formula.var("r" + axis);
        bound.add(variable);
        full.add(variable);
        next += keepAxes() ? 1 : 0;
      } else {
        full.add(index.get(next++));
      }
    }
    Formula body = term.apply(x.at(full));
    for (int i = bound.size() - 1; i >= 0; i--) {
      body = Formula.fold(how, bound.get(i), x.size(axes().get(i)), body);
    }
    return body;
  }
}
