package gradus.algebra.decide;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Parts;
import java.util.List;
import java.util.Set;

/// Derivatives in what is given, taken by rule, as those of the goal are. Where a function below
/// one has a kink the condition stays as it is: the rule has a value there, the derivative has
/// none.
final class Conditions {

  private static final Set<String> KINKED =
      Set.of("relu", "abs", "sign", "max", "min", "floor", "floordiv", "mod");

  private Conditions() {}

  static Goal.Compare taken(Goal.Compare goal) {
    Setting old = goal.setting();
    List<Condition> given = old.given().stream().map(Conditions::taken).toList();
    return given.equals(old.given())
        ? goal
        : new Goal.Compare(
            new Setting(old.variables(), old.tensors(), given),
            goal.left(),
            goal.relation(),
            goal.right());
  }

  private static Condition taken(Condition condition) {
    Formula bracket = new Formula.Iverson(condition);
    return hasDerivative(bracket)
            && isSmooth(bracket)
            && condition instanceof Condition.Compare(var relation, Formula left, Formula right)
        ? Condition.compare(relation, Derivative.taken(left), Derivative.taken(right))
        : condition;
  }

  private static boolean hasDerivative(Formula term) {
    return (term instanceof Formula.Call call && call.function().equals(Derivative.UNTAKEN))
        || Parts.of(term).stream().anyMatch(Conditions::hasDerivative);
  }

  private static boolean isSmooth(Formula term) {
    boolean here =
        switch (term) {
          case Formula.Call call -> !KINKED.contains(call.function());
          case Formula.Fold fold ->
              fold.combination() == Formula.Combination.SUM
                  || fold.combination() == Formula.Combination.PRODUCT;
          case Formula.Choose _ -> false;
          case Formula.Num _,
              Formula.Named _,
              Formula.Var _,
              Formula.Entry _,
              Formula.Add _,
              Formula.Neg _,
              Formula.Mul _,
              Formula.Div _,
              Formula.Power _,
              Formula.Iverson _ ->
              true;
        };
    return here && Parts.of(term).stream().allMatch(Conditions::isSmooth);
  }
}
