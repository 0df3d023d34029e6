package gradus.explain.claim;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Small changes of goals, below the language: of a term, a bound, a condition, an assumption.
///
/// Changes one place, which is counted down to.
final class GoalMutants {

  private static final List<String> FUNCTIONS =
      List.of("exp", "log", "sigmoid", "tanh", "softplus", "relu", "abs", "sqrt", "sin", "cos");

  private final Random random;
  private int left;

  GoalMutants(Random random) {
    this.random = random;
  }

  /// The claim with one change in its goals.
  Claim of(Claim claim) {
    Claim.Part part = claim.parts().get(random.nextInt(claim.parts().size()));
    if (!(part.goal() instanceof Goal.Compare goal) || part.contrary()) {
      return claim;
    }
    Setting setting = random.nextInt(4) == 0 ? loosened(goal.setting()) : goal.setting();
    left = setting.equals(goal.setting()) ? random.nextInt(25) : Integer.MAX_VALUE;
    Formula first = in(goal.left());
    Formula second = in(goal.right());
    Goal changed = new Goal.Compare(setting, first, goal.relation(), second);
    return new Claim(
        claim.text(),
        List.of(new Claim.Part(changed, false, List.of())),
        setting,
        claim.assumed(),
        claim.remarks());
  }

  private Setting loosened(Setting setting) {
    List<Condition> given = new ArrayList<>(setting.given());
    if (!given.isEmpty()) {
      int at = random.nextInt(given.size());
      Condition old = given.remove(at);
      if (old instanceof Condition.Compare(var relation, Formula left, Formula right)) {
        Condition.Relation other =
            relation == Condition.Relation.LT ? Condition.Relation.LE : relation;
        given.add(new Condition.Compare(other, left.minus(Formula.ONE), right));
      }
    }
    return new Setting(setting.variables(), setting.tensors(), given);
  }

  private List<Formula> in(List<Formula> terms) {
    return terms.stream().map(this::in).toList();
  }

  private Formula in(Formula term) {
    return left-- == 0 ? changed(term) : inside(term);
  }

  private Formula inside(Formula term) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _ -> term;
      case Formula.Entry(String tensor, List<Formula> index) ->
          new Formula.Entry(tensor, in(index));
      case Formula.Add(List<Formula> terms) -> new Formula.Add(in(terms));
      case Formula.Neg(Formula inner) -> new Formula.Neg(in(inner));
      case Formula.Mul(List<Formula> factors) -> new Formula.Mul(in(factors));
      case Formula.Div(Formula above, Formula below) -> new Formula.Div(in(above), in(below));
      case Formula.Power(Formula base, Formula exponent) ->
          new Formula.Power(in(base), in(exponent));
      case Formula.Call(String function, List<Formula> arguments)
          when function.equals("derivative") ->
          Formula.call(function, in(arguments.getFirst()), arguments.getLast());
      case Formula.Call(String function, List<Formula> arguments) ->
          new Formula.Call(function, in(arguments));
      case Formula.Fold(var kind, var index, Formula from, Formula to, Formula body) ->
          new Formula.Fold(kind, index, in(from), in(to), in(body));
      case Formula.Iverson(Condition condition) -> new Formula.Iverson(in(condition));
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          new Formula.Choose(in(condition), in(then), in(otherwise));
    };
  }

  private Condition in(Condition condition) {
    boolean here = left-- == 0;
    return switch (condition) {
      case Condition.Compare(var relation, Formula first, Formula second) ->
          here
              ? new Condition.Compare(
                  List.of(Condition.Relation.values()).get(random.nextInt(6)), first, second)
              : new Condition.Compare(relation, in(first), in(second));
      case Condition.And(List<Condition> parts) ->
          here ? new Condition.Or(parts) : new Condition.And(parts.stream().map(this::in).toList());
      case Condition.Or(List<Condition> parts) ->
          here ? new Condition.And(parts) : new Condition.Or(parts.stream().map(this::in).toList());
      case Condition.Not(Condition part) -> here ? part : new Condition.Not(in(part));
    };
  }

  private Formula changed(Formula term) {
    return switch (term) {
      case Formula.Num n -> n.plus(Formula.number(random.nextBoolean() ? 1 : -1));
      case Formula.Named _ -> Formula.ONE;
      case Formula.Var _ -> term.plus(Formula.number(random.nextBoolean() ? 1 : -1));
      case Formula.Entry(String tensor, List<Formula> index) ->
          new Formula.Entry(tensor, index.stream().map(it -> it.plus(Formula.ONE)).toList());
      case Formula.Add(List<Formula> terms) ->
          random.nextBoolean()
              ? new Formula.Mul(terms)
              : new Formula.Add(terms.subList(0, terms.size() - 1));
      case Formula.Neg(Formula inner) -> inner;
      case Formula.Mul(List<Formula> factors) ->
          random.nextBoolean() ? new Formula.Add(factors) : factors.getFirst();
      case Formula.Div(Formula above, Formula below) -> new Formula.Div(below, above);
      case Formula.Power(Formula base, Formula exponent) ->
          new Formula.Power(base, exponent.plus(Formula.ONE));
      case Formula.Call(String _, List<Formula> arguments) when arguments.size() == 1 ->
          new Formula.Call(FUNCTIONS.get(random.nextInt(FUNCTIONS.size())), arguments);
      case Formula.Call call -> call.arguments().getFirst();
      case Formula.Fold(var kind, var index, Formula from, Formula to, Formula body) ->
          random.nextBoolean()
              ? new Formula.Fold(kind, index, from.plus(Formula.ONE), to, body)
              : new Formula.Fold(kind, index, from, to.minus(Formula.ONE), body);
      case Formula.Iverson(Condition condition) ->
          random.nextBoolean() ? Formula.ONE : new Formula.Iverson(new Condition.Not(condition));
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          new Formula.Choose(condition, otherwise, then);
    };
  }
}
