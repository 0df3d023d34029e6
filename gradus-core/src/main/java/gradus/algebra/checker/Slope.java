package gradus.algebra.checker;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Choose;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import java.util.ArrayList;
import java.util.List;

/// The definitions of functions and the rules of derivatives, as the checker knows them.
final class Slope {

  private static final Formula ONE = Formula.ONE;
  private static final Formula TWO = Formula.number(2);

  private Slope() {}

  /// What a function stands for.
  static Formula definition(Formula term) {
    if (term.equals(new Formula.Named("e"))) {
      return Formula.call("exp", ONE);
    }
    if (!(term instanceof Call(String function, List<Formula> arguments))) {
      throw new RefusedException("definition: expected a function, found " + term + ".");
    }
    Formula x = arguments.getFirst();
    Formula y = arguments.getLast();
    Formula exp = Formula.call("exp", x);
    return switch (function) {
      case "sigmoid" -> exp.over(ONE.plus(exp));
      case "tanh" -> exp.power(TWO).minus(ONE).over(exp.power(TWO).plus(ONE));
      case "softplus" -> Formula.call("log", ONE.plus(exp));
      case "log1p" -> Formula.call("log", ONE.plus(x));
      case "expm1" -> exp.minus(ONE);
      case "sqrt" -> x.power(half());
      case "relu" -> choose(x, Formula.ZERO, x, Formula.ZERO);
      case "abs" -> choose(x, Formula.ZERO, x, choose(Formula.ZERO, x, x.negated(), Formula.ZERO));
      case "sign" ->
          choose(x, Formula.ZERO, ONE, choose(Formula.ZERO, x, Formula.number(-1), Formula.ZERO));
      case "max" -> choose(x, y, x, y);
      case "min" -> choose(y, x, x, y);
      case "mod" -> x.minus(y.times(Formula.call("floordiv", x, y)));
      default -> throw new RefusedException("definition: no function " + function + ".");
    };
  }

  private static Formula half() {
    return new Formula.Num(java.math.BigInteger.ONE, java.math.BigInteger.TWO);
  }

  private static Formula choose(Formula more, Formula less, Formula then, Formula otherwise) {
    return new Choose(Condition.compare(Relation.GT, more, less), then, otherwise);
  }

  /// The derivative of a term whose functions are `exp`, `log`, `sin`, `cos` and `erf`.
  static Formula of(Formula term, Formula by) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Iverson _ -> Formula.ZERO;
      case Formula.Var _ -> term.equals(by) ? ONE : Formula.ZERO;
      case Entry(String tensor, List<Formula> index) -> entry(tensor, index, by);
      case Add(List<Formula> terms) -> new Add(terms.stream().map(each -> of(each, by)).toList());
      case Formula.Neg(Formula inner) -> new Formula.Neg(of(inner, by));
      case Mul(List<Formula> factors) -> {
        List<Formula> terms = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
          List<Formula> changed = new ArrayList<>(factors);
          changed.set(i, of(factors.get(i), by));
          terms.add(new Mul(changed));
        }
        yield new Add(terms);
      }
      case Formula.Div(Formula above, Formula below) ->
          of(above, by).over(below).minus(above.times(of(below, by)).over(below.power(TWO)));
      case Formula.Power(Formula base, Formula exponent) -> {
        Formula up = of(exponent, by);
        Formula first = exponent.times(base.power(exponent.minus(ONE))).times(of(base, by));
        yield isZero(of(base, by))
            ? second(term, base, up)
            : isZero(up) ? first : first.plus(second(term, base, up));
      }
      case Call(String function, List<Formula> arguments) ->
          outer(function, arguments.getFirst(), arguments.size())
              .times(of(arguments.getFirst(), by));
      case Fold fold
          when fold.combination() == Combination.SUM && !Facts.mentions(by, fold.index().name()) ->
          new Fold(fold.combination(), fold.index(), fold.from(), fold.to(), of(fold.body(), by));
      case Fold fold ->
          throw new RefusedException("derivative: expected a plain sum, found " + fold + ".");
      case Choose(Condition condition, Formula then, Formula otherwise) ->
          new Choose(condition, of(then, by), of(otherwise, by));
    };
  }

  private static boolean isZero(Formula slope) {
    return new Canon(java.util.Set.of()).of(slope).isZero();
  }

  private static Formula second(Formula term, Formula base, Formula up) {
    return new Canon(java.util.Set.of()).of(up).isZero()
        ? Formula.ZERO
        : term.times(Formula.call("log", base)).times(up);
  }

  private static Formula entry(String tensor, List<Formula> index, Formula by) {
    if (!(by instanceof Entry(String other, List<Formula> at)) || !tensor.equals(other)) {
      return Formula.ZERO;
    }
    List<Condition> same = new ArrayList<>();
    for (int axis = 0; axis < index.size(); axis++) {
      same.add(Condition.compare(Relation.EQ, index.get(axis), at.get(axis)));
    }
    return new Formula.Iverson(new Condition.And(same));
  }

  private static Formula outer(String function, Formula x, int arguments) {
    Formula call = Formula.call(function, x);
    return switch (arguments == 1 ? function : "?") {
      case "exp" -> call;
      case "log" -> ONE.over(x);
      case "sin" -> Formula.call("cos", x);
      case "cos" -> Formula.call("sin", x).negated();
      case "erf" ->
          TWO.times(Formula.call("exp", x.power(TWO).negated()))
              .over(Formula.call("sqrt", new Formula.Named("pi")));
      default -> throw new RefusedException("derivative: no rule for " + function + ".");
    };
  }
}
