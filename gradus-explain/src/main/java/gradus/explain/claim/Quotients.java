package gradus.explain.claim;

import gradus.algebra.Setting;
import gradus.explain.claim.Value.Scalar;
import gradus.formula.Formula;
import java.util.List;
import java.util.Optional;

/// Quotients that are rounded, and what remains of them.
///
/// @param scope what is known of the names
record Quotients(Scope scope) {

  /// A quotient of integers rounded down or up, or an integer, which is as it is.
  Optional<Value> rounded(String function, Value of) {
    boolean down = function.equals("floor");
    if (!(down || function.equals("ceil")) || !(of instanceof Scalar(Formula number))) {
      return Optional.empty();
    }
    if (isWhole(number)) {
      return Optional.of(of);
    }
    if (!(number instanceof Formula.Div(Formula above, Formula below))
        || !isWhole(above)
        || !isWhole(below)) {
      return Optional.empty();
    }
    return Optional.of(
        new Scalar(
            down
                ? Sizes.quotient(above, below)
                : Sizes.quotient(above.negated(), below).negated()));
  }

  /// What remains of a division that is rounded down.
  Formula rest(Formula above, Formula below) {
    Formula times =
        isWhole(above) && isWhole(below)
            ? Sizes.quotient(above, below)
            : Formula.call("floor", above.over(below));
    return above.minus(below.times(times));
  }

  /// Whether a term is a sum or product of integers.
  private boolean isWhole(Formula term) {
    return switch (term) {
      case Formula.Num n -> n.denominator().equals(java.math.BigInteger.ONE);
      case Formula.Var(String name) -> scope.kinds.get(name) == Setting.Kind.INTEGER;
      case Formula.Neg(Formula inner) -> isWhole(inner);
      case Formula.Add(List<Formula> parts) -> parts.stream().allMatch(this::isWhole);
      case Formula.Mul(List<Formula> parts) -> parts.stream().allMatch(this::isWhole);
      case Formula.Named _,
          Formula.Entry _,
          Formula.Div _,
          Formula.Power _,
          Formula.Call _,
          Formula.Fold _,
          Formula.Iverson _,
          Formula.Choose _ ->
          false;
    };
  }
}
