package gradus.algebra.checker;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Choose;
import gradus.formula.Formula.Fold;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import java.math.BigInteger;
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
      case "sqrt" -> x.power(new Formula.Num(BigInteger.ONE, BigInteger.TWO));
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

  private static Formula choose(Formula more, Formula less, Formula then, Formula otherwise) {
    return new Choose(Condition.compare(Relation.GT, more, less), then, otherwise);
  }

  /// The derivative of a term whose functions are `exp`, `log`, `sin`, `cos` and `erf`: the sum of
  /// its slopes in its parts, times the slopes of those.
  static Formula of(Formula term, Formula by) {
    if (term instanceof Fold(var how, Formula.Var index, Formula from, Formula to, Formula body)) {
      if (how != Formula.Combination.SUM || Substitution.variables(by).contains(index.name())) {
        throw new RefusedException("derivative: expected a plain sum, found " + term + ".");
      }
      return new Fold(how, index, from, to, of(body, by));
    }
    if (term instanceof Choose(Condition condition, Formula then, Formula otherwise)) {
      return new Choose(condition, of(then, by), of(otherwise, by));
    }
    if (term instanceof Formula.Entry entry && by instanceof Formula.Entry other) {
      return entry.tensor().equals(other.tensor())
          ? same(entry.index(), other.index())
          : Formula.ZERO;
    }
    if (term instanceof Formula.Var
        || term instanceof Formula.Entry
        || term instanceof Formula.Iverson) {
      return term.equals(by) ? ONE : Formula.ZERO;
    }
    List<Formula> terms = new ArrayList<>();
    List<Formula> parts = Parts.of(term);
    for (int i = 0; i < parts.size(); i++) {
      Formula slope = of(parts.get(i), by);
      if (!new Canon(Scope.EMPTY).of(slope).isZero()) {
        terms.add(in(i, term, parts).times(slope));
      }
    }
    return new Formula.Add(terms);
  }

  private static Formula same(List<Formula> left, List<Formula> right) {
    List<Condition> same = new ArrayList<>();
    for (int axis = 0; axis < left.size(); axis++) {
      same.add(Condition.compare(Relation.EQ, left.get(axis), right.get(axis)));
    }
    return new Formula.Iverson(new Condition.And(same));
  }

  /// The slope of a term in one of its parts while the others stay.
  private static Formula in(int part, Formula term, List<Formula> parts) {
    Formula x = parts.getFirst();
    Formula y = parts.getLast();
    return switch (term) {
      case Formula.Add _ -> ONE;
      case Formula.Neg _ -> Formula.number(-1);
      case Formula.Mul _ -> {
        List<Formula> others = new ArrayList<>(parts);
        others.set(part, ONE);
        yield new Formula.Mul(others);
      }
      case Formula.Div _ -> part == 0 ? ONE.over(y) : x.over(y.power(TWO)).negated();
      case Formula.Power _ ->
          part == 0 ? y.times(x.power(y.minus(ONE))) : term.times(Formula.call("log", x));
      case Call(String function, List<Formula> arguments) when arguments.size() == 1 ->
          outer(function, x, term);
      default -> throw new RefusedException("derivative: no rule for " + term + ".");
    };
  }

  private static Formula outer(String function, Formula x, Formula call) {
    return switch (function) {
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
