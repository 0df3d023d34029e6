package gradus.explain.claim;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.List;

/// Comparisons under `i ≠ j`, as one under `i < j` and one under `i > j`, and under `n < i or n >
/// k` as one under each.
final class Orders {

  private static final int MOST = 4;

  private Orders() {}

  static List<Goal> of(Goal goal) {
    if (!(goal instanceof Goal.Compare(Setting setting, Formula left, var relation, var right))) {
      return List.of(goal);
    }
    for (Condition each : setting.given()) {
      if (each instanceof Condition.Or(List<Condition> parts)
          && parts.size() <= MOST
          && parts.stream().allMatch(Orders::isOrder)) {
        List<Goal> cases = new ArrayList<>();
        for (Condition part : parts) {
          List<Condition> given = new ArrayList<>(setting.given());
          given.set(given.indexOf(each), part);
          Setting with = new Setting(setting.variables(), setting.tensors(), given);
          cases.addAll(of(new Goal.Compare(with, left, relation, right)));
        }
        return cases;
      }
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

  private static boolean isOrder(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula _, Formula _) ->
          relation != Relation.EQ && relation != Relation.NE;
      case Condition.And(List<Condition> parts) -> parts.stream().allMatch(Orders::isOrder);
      case Condition.Or _, Condition.Not _ -> false;
    };
  }

  private static boolean isInteger(Formula term, Setting setting) {
    return term instanceof Formula.Num
        || (term instanceof Formula.Var
            && Substitution.variables(term).stream().allMatch(setting::isInteger));
  }
}
