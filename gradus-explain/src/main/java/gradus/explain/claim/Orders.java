package gradus.explain.claim;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.List;

/// Comparisons under `i ≠ j`, as one under `i < j` and one under `i > j`.
final class Orders {

  private Orders() {}

  static List<Goal> of(Goal goal) {
    if (!(goal instanceof Goal.Compare(Setting setting, Formula left, var relation, var right))) {
      return List.of(goal);
    }
    for (Condition each : setting.given()) {
      if (each instanceof Condition.Compare(Relation different, Formula i, Formula j)
          && different == Relation.NE
          && isInteger(i, setting)
          && isInteger(j, setting)) {
        List<Goal> orders = new ArrayList<>();
        for (Relation order : List.of(Relation.LT, Relation.GT)) {
          List<Condition> given = new ArrayList<>(setting.given());
          given.set(given.indexOf(each), Condition.compare(order, i, j));
          Setting ordered = new Setting(setting.variables(), setting.tensors(), given);
          orders.addAll(of(new Goal.Compare(ordered, left, relation, right)));
        }
        return orders;
      }
    }
    return List.of(goal);
  }

  private static boolean isInteger(Formula term, Setting setting) {
    return term instanceof Formula.Num
        || (term instanceof Formula.Var
            && Substitution.variables(term).stream().allMatch(setting::isInteger));
  }
}
