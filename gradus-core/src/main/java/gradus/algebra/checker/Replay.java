package gradus.algebra.checker;

import gradus.algebra.Step;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Num;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// One line of a proof, done at the first place where it is right.
///
/// @param step the line
/// @param given what is assumed
/// @param varies whether the term is being differentiated, so that only laws may be used
/// @param done whether that place has been found
record Replay(Step step, List<Condition> given, boolean varies, AtomicBoolean done) {

  Formula in(Formula term, Facts facts) {
    if (done.get()) {
      return term;
    }
    if (term.equals(step.before()) && holds(facts)) {
      done.set(true);
      return step.after();
    }
    return switch (term) {
      case Num _, Formula.Named _, Formula.Var _ -> term;
      case Formula.Entry(String tensor, List<Formula> index) ->
          new Formula.Entry(tensor, in(index, facts));
      case Formula.Add(List<Formula> terms) -> new Formula.Add(in(terms, facts));
      case Formula.Neg(Formula inner) -> new Formula.Neg(in(inner, facts));
      case Formula.Mul(List<Formula> factors) -> new Formula.Mul(in(factors, facts));
      case Formula.Div(Formula above, Formula below) ->
          new Formula.Div(in(above, facts), in(below, facts));
      case Formula.Power(Formula base, Formula exponent) ->
          new Formula.Power(in(base, facts), in(exponent, facts));
      case Call call when call.function().equals("derivative") ->
          Formula.call(
              "derivative",
              new Replay(step, List.of(), true, done).in(call.arguments().getFirst(), facts),
              call.arguments().getLast());
      case Call(String function, List<Formula> arguments) ->
          new Call(function, in(arguments, facts));
      case Fold fold ->
          new Fold(
              fold.combination(),
              fold.index(),
              in(fold.from(), facts),
              in(fold.to(), facts),
              without(fold.index().name())
                  .in(fold.body(), facts.inside(fold.index(), fold.from(), fold.to())));
      case Formula.Iverson(Condition condition) -> new Formula.Iverson(in(condition, facts));
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          new Formula.Choose(in(condition, facts), in(then, facts), in(otherwise, facts));
    };
  }

  /// Below a bound variable, what is assumed of another one of that name is forgotten.
  private Replay without(String index) {
    List<Condition> kept =
        given.stream().filter(each -> !Facts.mentions(new Formula.Iverson(each), index)).toList();
    return new Replay(step, kept, varies, done);
  }

  private List<Formula> in(List<Formula> terms, Facts facts) {
    return terms.stream().map(each -> in(each, facts)).toList();
  }

  private Condition in(Condition condition, Facts facts) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula left, Formula right) ->
          new Condition.Compare(relation, in(left, facts), in(right, facts));
      case Condition.And(List<Condition> parts) ->
          new Condition.And(parts.stream().map(part -> in(part, facts)).toList());
      case Condition.Or(List<Condition> parts) ->
          new Condition.Or(parts.stream().map(part -> in(part, facts)).toList());
      case Condition.Not(Condition part) -> new Condition.Not(in(part, facts));
    };
  }

  private boolean holds(Facts facts) {
    Formula before = step.before();
    Formula after = step.after();
    boolean law =
        switch (step.rule()) {
          case "definition" -> Lines.same(Slope.definition(before), after, facts);
          case "derivative" ->
              before instanceof Call(String name, List<Formula> parts)
                  && name.equals("derivative")
                  && Lines.same(Slope.of(parts.getFirst(), parts.getLast()), after, facts);
          default -> false;
        };
    if (law || varies) {
      return law;
    }
    return switch (step.rule()) {
      case "algebra", "names" -> Lines.same(before, after, facts);
      case "linearity" -> isLinear(before, after, facts, true);
      case "factors into a sum" -> isLinear(after, before, facts, false);
      case "empty sum", "range of a sum", "delta in a sum", "change of index" ->
          Checker.isBijection(step, facts);
      case "outside the range" -> Checker.isBijection(step, facts);
      case "first term" -> isFirst(before, after, facts);
      case "constant sum" -> isConstant(before, after, facts);
      case "condition" -> isDecided(before, after, facts);
      case "power" -> isPower(before, after, facts);
      case "log" -> isLog(before, after, facts);
      case "given" -> isGiven(before, after, facts);
      default -> false;
    };
  }

  /// Whether a sum over an index is a sum of multiples of the sums named as witnesses.
  private boolean isLinear(Formula one, Formula many, Facts facts, boolean apart) {
    if (!(one instanceof Fold fold) || fold.combination() != Formula.Combination.SUM) {
      return false;
    }
    Facts inside = facts.inside(fold.index(), fold.from(), fold.to());
    Canon canon = inside.canon();
    Map<Formula, Fold> parts = new HashMap<>();
    for (Formula each : step.witness()) {
      if (!(each instanceof Fold part)
          || part.combination() != fold.combination()
          || !part.from().equals(fold.from())
          || !part.to().equals(fold.to())
          || !part.index().equals(fold.index())) {
        return false;
      }
      parts.put(Formula.var("¤" + parts.size()), part);
    }
    Sum outer = canon.of(Lines.marked(many, parts));
    boolean nonempty = facts.entails(Condition.compare(Relation.LE, fold.from(), fold.to()));
    Canon own = inside.canon();
    own.of(fold.body());
    boolean defined =
        canon.partial.stream()
            .allMatch(
                each ->
                    Lines.isDefined(each, canon, facts)
                        || (nonempty && own.partial.contains(each)));
    Sum inner = Sum.of((Num) Formula.ZERO);
    for (Map.Entry<Map<Formula, Num>, Num> term : outer.terms().entrySet()) {
      Map<Formula, Num> rest = new HashMap<>(term.getKey());
      List<Formula> used = rest.keySet().stream().filter(parts::containsKey).toList();
      if (used.size() != 1 || !Formula.ONE.equals(rest.remove(used.getFirst()))) {
        return false;
      }
      Sum factor = Sum.of(rest, term.getValue());
      if (Facts.mentions(factor.formula(), fold.index().name())) {
        return false;
      }
      Fold part = parts.getOrDefault(used.getFirst(), fold);
      inner = inner.plus(canon.times(factor, canon.of(part.body())));
    }
    return (!apart || defined) && canon.isZero(inner.minus(canon.of(fold.body())));
  }

  private static boolean isFirst(Formula before, Formula after, Facts facts) {
    if (!(before
            instanceof Fold(var how, Formula.Var index, Formula from, Formula to, Formula body))
        || how != Formula.Combination.SUM
        || Facts.mentions(from, index.name())
        || Facts.mentions(to, index.name())
        || !facts.entails(Condition.compare(Relation.LE, from, to))) {
      return false;
    }
    Formula first = Canon.replaced(body, Map.of(index.name(), from));
    Formula rest = new Fold(how, index, from.plus(Formula.ONE), to, body);
    return Lines.same(new Formula.Add(List.of(first, rest)), after, facts);
  }

  private static boolean isConstant(Formula before, Formula after, Facts facts) {
    return before instanceof Fold(var how, Formula.Var _, Formula from, Formula to, Formula body)
        && how == Formula.Combination.SUM
        && body.equals(Formula.ONE)
        && facts.entails(Condition.compare(Relation.LE, from, to.plus(Formula.ONE)))
        && Lines.same(to.minus(from).plus(Formula.ONE), after, facts);
  }

  private static boolean isDecided(Formula before, Formula after, Facts facts) {
    Condition condition;
    Formula then = Formula.ONE;
    Formula otherwise = Formula.ZERO;
    if (before instanceof Formula.Iverson(Condition only)) {
      condition = only;
    } else if (before instanceof Formula.Choose(Condition which, Formula first, Formula second)) {
      condition = which;
      then = first;
      otherwise = second;
    } else {
      return false;
    }
    boolean fails = facts.entails(new Condition.Not(condition)) || isRefuted(condition, facts);
    return (after.equals(then) && facts.entails(condition)) || (after.equals(otherwise) && fails);
  }

  private static boolean isRefuted(Condition condition, Facts facts) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula _, Formula _)
          when relation == Relation.NE ->
          facts.entails(new Condition.Not(condition));
      case Condition.Compare _, Condition.And _ -> facts.with(facts.of(condition)).isImpossible();
      case Condition.Or(List<Condition> parts) ->
          parts.stream().allMatch(part -> isRefuted(part, facts));
      case Condition.Not(Condition part) -> facts.entails(part);
    };
  }

  private static boolean isPower(Formula before, Formula after, Facts facts) {
    Canon canon = facts.canon();
    return before instanceof Formula.Power(Formula base, Formula exponent)
        && facts.isPositive(canon.of(base), canon)
        && after.equals(
            Formula.call("exp", new Formula.Mul(List.of(exponent, Formula.call("log", base)))));
  }

  /// `log a = L` if `exp L = a`: at most one logarithm in `L` may be of something whose sign is not
  /// known, since the product of all is positive.
  private static boolean isLog(Formula before, Formula after, Facts facts) {
    if (!(before instanceof Call(String name, List<Formula> parts)) || !name.equals("log")) {
      return false;
    }
    Canon canon = facts.canon();
    Sum argument = canon.of(parts.getFirst());
    Set<Formula> defined = new HashSet<>(canon.partial);
    Sum sum = canon.of(after);
    long unknown = 0;
    for (Formula each : canon.partial) {
      if (!defined.contains(each) && !Lines.isDefined(each, canon, facts)) {
        Num factor = sum.terms().getOrDefault(Map.of(each, (Num) Formula.ONE), (Num) Formula.ZERO);
        unknown +=
            Checker.isCall(each, "log") && Sum.isWhole(factor) && factor.numerator().testBit(0)
                ? 1
                : 2;
      }
    }
    Sum product = canon.of(Formula.call("exp", after));
    return unknown <= 1 && canon.isZero(product.minus(argument));
  }

  private boolean isGiven(Formula before, Formula after, Facts facts) {
    Canon canon = facts.canon();
    Sum difference = canon.of(before).minus(canon.of(after));
    return canon.partial.isEmpty()
        && given.stream().anyMatch(each -> isGiven(each, difference, facts, canon));
  }

  private static boolean isGiven(Condition condition, Sum difference, Facts facts, Canon canon) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) ->
          parts.stream().anyMatch(part -> isGiven(part, difference, facts, canon));
      case Condition.Compare(Relation relation, Formula left, Formula right)
          when relation == Relation.EQ -> {
        Sum equation = canon.of(left).minus(canon.of(right));
        yield !equation.isZero()
            && equation.terms().keySet().stream()
                .filter(difference.terms()::containsKey)
                .limit(1)
                .anyMatch(
                    powers -> {
                      Num factor =
                          (Num)
                              difference
                                  .coefficient(powers)
                                  .times(Sum.inverse(equation.coefficient(powers)));
                      return difference.minus(equation.times(Sum.of(factor))).isZero();
                    });
      }
      case Condition.Compare _, Condition.Or _, Condition.Not _ -> false;
    };
  }
}
