package gradus.algebra.refute;

import gradus.algebra.calculus.Derivative;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Parts;
import java.util.List;
import java.util.Optional;

/// The functions of which derivatives are taken.
///
/// The rule for a derivative may have a value where its function has none: `1 / a` at -1 is no
/// slope of `log a`.
final class Below {

  private Below() {}

  /// A sum that has a value where all functions below the derivatives of a term have one.
  static Formula in(Formula term) {
    return parts(term).orElse(Formula.ZERO);
  }

  private static Optional<Formula> parts(Formula term) {
    return switch (term) {
      case Call(String function, List<Formula> arguments)
          when function.equals(Derivative.UNTAKEN) ->
          plus(Optional.of(Derivative.taken(arguments.getFirst())), parts(arguments.getFirst()));
      case Fold fold ->
          parts(fold.body())
              .map(it -> new Fold(Combination.SUM, fold.index(), fold.from(), fold.to(), it));
      case Formula.Choose(var condition, Formula then, Formula otherwise) ->
          parts(then).isEmpty() && parts(otherwise).isEmpty()
              ? Optional.empty()
              : Optional.of(new Formula.Choose(condition, in(then), in(otherwise)));
      case Formula.Iverson _ -> Optional.empty();
      case Formula.Num _,
          Formula.Named _,
          Formula.Var _,
          Formula.Entry _,
          Formula.Add _,
          Formula.Neg _,
          Formula.Mul _,
          Formula.Div _,
          Formula.Power _,
          Call _ ->
          Parts.of(term).stream().map(Below::parts).reduce(Optional.empty(), Below::plus);
    };
  }

  private static Optional<Formula> plus(Optional<Formula> left, Optional<Formula> right) {
    return left.isEmpty() ? right : right.map(left.get()::plus).or(() -> left);
  }
}
