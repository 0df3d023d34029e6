package gradus.algebra.decide;

import gradus.algebra.Counterexample;
import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.Verdict.Refuted;
import gradus.algebra.limits.LimitChecker;
import gradus.algebra.limits.LimitSearch;
import gradus.algebra.limits.LimitSearch.Found;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Limits at some values of the other names, where nothing was found for all of them.
///
/// @param goal what is said of all
record Instances(Goal.Limit goal) {

  private static final List<Fraction> VALUES =
      List.of(
          Fraction.ONE,
          Fraction.of(-1),
          Fraction.ZERO,
          Fraction.of(2),
          Fraction.of(1, 2),
          Fraction.of(-2));

  private static final int MOST = 3;

  /// That the limit is another one at some values.
  Optional<Refuted> refuted() {
    TreeSet<String> names = new TreeSet<>();
    List.of(goal.function(), goal.at(), goal.value())
        .forEach(it -> names.addAll(Substitution.variables(it)));
    names.remove(goal.by().name());
    if (names.isEmpty() || names.size() > MOST || hasEntry(goal.function())) {
      return Optional.empty();
    }
    for (Map<String, Fraction> values : choices(List.copyOf(names))) {
      Optional<Refuted> refuted = at(values);
      if (refuted.isPresent()) {
        return refuted;
      }
    }
    return Optional.empty();
  }

  private static boolean hasEntry(Formula term) {
    return term instanceof Formula.Entry || Parts.of(term).stream().anyMatch(Instances::hasEntry);
  }

  /// Few values for each name, those first in which the names differ least from 1.
  private static List<Map<String, Fraction>> choices(List<String> names) {
    List<Map<String, Fraction>> choices = List.of(Map.of());
    for (String name : names) {
      List<Map<String, Fraction>> more = new ArrayList<>();
      for (Map<String, Fraction> choice : choices) {
        for (Fraction value : VALUES.subList(0, names.size() == 1 ? VALUES.size() : 3)) {
          Map<String, Fraction> longer = new LinkedHashMap<>(choice);
          longer.put(name, value);
          more.add(longer);
        }
      }
      choices = more;
    }
    return choices;
  }

  private Optional<Refuted> at(Map<String, Fraction> values) {
    Goal.Limit instance = instance(values);
    List<Found> found = new ArrayList<>();
    for (Goal.Limit.Side side : LimitChecker.sides(instance)) {
      LimitSearch.of(instance, side).ifPresent(found::add);
    }
    Limits limits = new Limits(instance);
    if (found.size() < LimitChecker.sides(instance).size() || limits.sample().isEmpty()) {
      return Optional.empty();
    }
    return limits.known(found) instanceof Refuted(Counterexample at)
        ? Optional.of(
            new Refuted(
                new Counterexample(new TreeMap<>(values), at.tensors(), at.left(), at.right())))
        : Optional.empty();
  }

  private Goal.Limit instance(Map<String, Fraction> values) {
    Substitution numbers =
        new Substitution(
            name -> values.containsKey(name) ? number(values, name) : Formula.var(name),
            UnaryOperator.identity(),
            new LinkedHashSet<>());
    Setting setting = goal.setting();
    List<Condition> given =
        setting.given().stream()
            .map(it -> ((Formula.Iverson) numbers.in(new Formula.Iverson(it))).condition())
            .toList();
    Map<String, Setting.Kind> variables = new TreeMap<>(setting.variables());
    variables.keySet().removeAll(values.keySet());
    return new Goal.Limit(
        new Setting(variables, setting.tensors(), given),
        numbers.in(goal.function()),
        goal.by(),
        numbers.in(goal.at()),
        goal.from(),
        goal.relation(),
        numbers.in(goal.value()));
  }

  private static Formula number(Map<String, Fraction> values, String name) {
    Fraction value = values.getOrDefault(name, Fraction.ZERO);
    return new Formula.Num(value.numerator(), value.denominator());
  }
}
