package gradus.algebra.calculus;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Choose;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Named;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What functions stand for, in terms of `exp`, `log`, powers, choices and `floordiv`.
///
/// These definitions and the rules of {@link Derivative} are what is believed: the search for
/// proofs and the checker of proofs share them, so that neither would notice a wrong one. Their
/// tests hold them against numbers.
public final class Definitions {

  private static final Set<String> TWO_ARGUMENTS = Set.of("max", "min", "mod");

  private Definitions() {}

  /// What a term stands for; empty if it is no function that is defined by others.
  public static Optional<Formula> of(Formula term) {
    if (term.equals(new Named("e"))) {
      return Optional.of(exp(Formula.ONE));
    }
    return term instanceof Call(String function, List<Formula> arguments)
            && arguments.size() == (TWO_ARGUMENTS.contains(function) ? 2 : 1)
        ? of(function, arguments.getFirst(), arguments.getLast())
        : Optional.empty();
  }

  private static Optional<Formula> of(String function, Formula x, Formula y) {
    Formula one = Formula.ONE;
    return Optional.ofNullable(
        switch (function) {
          case "sigmoid" -> new Div(one, one.plus(exp(x.negated())));
          case "tanh" -> {
            Formula square = exp(Formula.number(2).times(x));
            yield new Div(square.minus(one), square.plus(one));
          }
          case "softplus" -> Formula.call("log", one.plus(exp(x)));
          case "log1p" -> Formula.call("log", one.plus(x));
          case "expm1" -> exp(x).minus(one);
          case "sqrt" -> new Formula.Power(x, new Formula.Num(BigInteger.ONE, BigInteger.TWO));
          case "relu" -> new Choose(compare(Relation.GT, x), x, Formula.ZERO);
          case "abs" -> sided(x, x, x.negated());
          case "sign" -> sided(x, one, Formula.number(-1));
          case "max" -> new Choose(Condition.compare(Relation.GT, x, y), x, y);
          case "min" -> new Choose(Condition.compare(Relation.GT, y, x), x, y);
          case "mod" -> x.minus(y.times(Formula.call("floordiv", x, y)));
          default -> null;
        });
  }

  private static Formula exp(Formula x) {
    return Formula.call("exp", x);
  }

  private static Formula sided(Formula x, Formula above, Formula below) {
    Formula other = new Choose(compare(Relation.LT, x), below, Formula.ZERO);
    return new Choose(compare(Relation.GT, x), above, other);
  }

  private static Condition compare(Relation relation, Formula x) {
    return Condition.compare(relation, x, Formula.ZERO);
  }
}
