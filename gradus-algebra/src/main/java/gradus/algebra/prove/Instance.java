package gradus.algebra.prove;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.Setting.Kind;
import gradus.algebra.Setting.Range;
import gradus.algebra.Work;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Formula.Iverson;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// A goal with numbers in the place of its symbolic sizes.
public final class Instance {

  private Instance() {}

  /// The goal at some sizes.
  public static Goal.Compare of(Goal.Compare goal, Map<String, Long> sizes) {
    Map<String, Formula> values = new LinkedHashMap<>();
    sizes.forEach((name, size) -> values.put(name, Formula.number(size)));
    Setting old = goal.setting();
    Map<String, Kind> variables = new LinkedHashMap<>(old.variables());
    variables.keySet().removeAll(sizes.keySet());
    Map<String, List<Range>> tensors = new LinkedHashMap<>();
    old.tensors()
        .forEach(
            (name, ranges) ->
                tensors.put(
                    name,
                    ranges.stream()
                        .map(range -> new Range(at(range.from(), values), at(range.to(), values)))
                        .toList()));
    List<Condition> given = old.given().stream().map(each -> at(each, values)).toList();
    return new Goal.Compare(
        new Setting(variables, tensors, given),
        at(goal.left(), values),
        goal.relation(),
        at(goal.right(), values));
  }

  private static Formula at(Formula term, Map<String, Formula> values) {
    return Multi.replaced(term, values, Set.of());
  }

  private static Condition at(Condition condition, Map<String, Formula> values) {
    return ((Iverson) at(new Iverson(condition), values)).condition();
  }

  /// The whole variables that say how long tensors and sums are.
  public static SortedSet<String> sizes(Goal.Compare goal) {
    SortedSet<String> names = new TreeSet<>();
    goal.setting()
        .tensors()
        .values()
        .forEach(
            ranges ->
                ranges.forEach(
                    range -> {
                      names.addAll(Substitution.variables(range.from()));
                      names.addAll(Substitution.variables(range.to()));
                    }));
    bounds(goal.left(), names);
    bounds(goal.right(), names);
    names.removeIf(name -> !goal.setting().isInteger(name));
    return names;
  }

  private static void bounds(Formula term, Set<String> names) {
    switch (term) {
      case Formula.Fold fold -> {
        names.addAll(Substitution.variables(fold.from()));
        names.addAll(Substitution.variables(fold.to()));
        bounds(fold.body(), names);
      }
      case Formula.Add(List<Formula> terms) -> terms.forEach(each -> bounds(each, names));
      case Formula.Neg(Formula inner) -> bounds(inner, names);
      case Formula.Mul(List<Formula> factors) -> factors.forEach(each -> bounds(each, names));
      case Formula.Div(Formula above, Formula below) -> {
        bounds(above, names);
        bounds(below, names);
      }
      case Formula.Power(Formula base, Formula _) -> bounds(base, names);
      case Formula.Call(String _, List<Formula> arguments) ->
          arguments.forEach(each -> bounds(each, names));
      case Formula.Choose(Condition _, Formula then, Formula otherwise) -> {
        bounds(then, names);
        bounds(otherwise, names);
      }
      case Formula.Num _, Formula.Named _, Formula.Var _, Formula.Entry _, Iverson _ -> {}
    }
  }

  /// Every choice of sizes from 1 to `largest` that what is given does not exclude; where what is
  /// given has no value, as with a division by 0, a choice is left out.
  public static List<Map<String, Long>> upTo(Goal.Compare goal, int largest) {
    List<Map<String, Long>> all = new ArrayList<>(List.of(Map.of()));
    for (String name : sizes(goal)) {
      List<Map<String, Long>> longer = new ArrayList<>();
      for (Map<String, Long> each : all) {
        for (long size = 1; size <= largest; size++) {
          Map<String, Long> more = new LinkedHashMap<>(each);
          more.put(name, size);
          longer.add(more);
        }
      }
      all = longer;
    }
    all.removeIf(each -> isExcluded(of(goal, each).setting()));
    return all;
  }

  private static boolean isExcluded(Setting setting) {
    try {
      return Context.of(setting, List.of(), Work.of(Long.MAX_VALUE)).isImpossible();
    } catch (BeyondReach noValue) {
      return true;
    }
  }
}
