package gradus.algebra.refute;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.Setting.Range;
import gradus.algebra.calculus.Derivative;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A goal whose derivatives have been taken, and the names for which a point needs values.
///
/// @param left the first side
/// @param relation which
/// @param right the second side
/// @param kinks a formula that is 0 where no derivative is taken at a kink
/// @param below a formula that has a value where what is differentiated has one
/// @param given what a point must satisfy, no conjunctions
/// @param integers the integer variables, those that bound others first
/// @param reals the real variables
/// @param tensors the ranges of the tensors
record Question(
    Formula left,
    Relation relation,
    Formula right,
    Formula kinks,
    Formula below,
    List<Condition> given,
    List<String> integers,
    List<String> reals,
    Map<String, List<Range>> tensors) {

  /// The goal as a question; none where a derivative has no rule, so that there is no value.
  static Optional<Question> of(Goal.Compare goal) {
    try {
      return Optional.of(taken(goal));
    } catch (GraphException noRule) {
      return Optional.empty();
    }
  }

  private static Question taken(Goal.Compare goal) {
    Setting setting = goal.setting();
    Names names = new Names();
    Formula left = Derivative.taken(goal.left());
    Formula right = Derivative.taken(goal.right());
    names.in(goal.left());
    names.in(goal.right());
    setting.given().forEach(it -> names.in(new Formula.Iverson(it)));
    Map<String, List<Range>> tensors = new TreeMap<>(setting.tensors());
    tensors.keySet().retainAll(names.tensors);
    Set<String> sizes = new TreeSet<>();
    for (List<Range> ranges : tensors.values()) {
      ranges.forEach(it -> sizes.addAll(Substitution.variables(it.from().plus(it.to()))));
    }
    names.variables.addAll(sizes);
    List<String> integers = new ArrayList<>(sizes);
    List<String> reals = new ArrayList<>();
    for (String name : names.variables) {
      if (!sizes.contains(name)) {
        (setting.isInteger(name) ? integers : reals).add(name);
      }
    }
    Formula kinks = Kinks.in(goal.left()).plus(Kinks.in(goal.right()));
    Formula below = Below.in(goal.left()).plus(Below.in(goal.right()));
    List<Condition> given = flat(setting.given());
    return new Question(
        left, goal.relation(), right, kinks, below, given, integers, reals, tensors);
  }

  private static List<Condition> flat(List<Condition> conditions) {
    List<Condition> flat = new ArrayList<>();
    for (Condition condition : conditions) {
      if (condition instanceof Condition.And(List<Condition> parts)) {
        flat.addAll(flat(parts));
      } else {
        flat.add(condition);
      }
    }
    return flat;
  }

  /// The conditions that speak only of some names.
  List<Condition> about(Set<String> names) {
    List<Condition> about = new ArrayList<>();
    for (Condition condition : given) {
      Names found = new Names();
      found.in(new Formula.Iverson(condition));
      if (found.tensors.isEmpty() && names.containsAll(found.variables)) {
        about.add(condition);
      }
    }
    return about;
  }

  /// The numbers that stand in a condition, as values worth trying.
  static Set<Formula.Num> numbers(List<Condition> conditions) {
    Names found = new Names();
    conditions.forEach(it -> found.in(new Formula.Iverson(it)));
    return found.numbers;
  }

  /// The free names of terms.
  private static final class Names {
    final Set<String> variables = new TreeSet<>();
    final Set<String> tensors = new TreeSet<>();
    final Set<Formula.Num> numbers = new LinkedHashSet<>();

    void in(Formula term) {
      new Substitution(this::variable, this::entry, new LinkedHashSet<>()).in(term);
      new Numbers(numbers).in(term);
    }

    private Formula variable(String name) {
      variables.add(name);
      return Formula.var(name);
    }

    private Formula entry(Formula entry) {
      if (entry instanceof Formula.Entry(String tensor, List<Formula> _)) {
        tensors.add(tensor);
      }
      return entry;
    }
  }

  /// The numbers that sides of comparisons are, or are sums of.
  private record Numbers(Set<Formula.Num> found) {
    void in(Formula term) {
      switch (term) {
        case Formula.Num number -> found.add(number);
        case Formula.Neg(Formula.Num number)
            when number.negated() instanceof Formula.Num negative ->
            found.add(negative);
        case Formula.Iverson(Condition condition) -> in(condition);
        case Formula.Add(List<Formula> terms) -> terms.forEach(this::in);
        case Formula.Mul(List<Formula> factors) -> factors.forEach(this::in);
        case Formula.Neg _,
            Formula.Named _,
            Formula.Var _,
            Formula.Entry _,
            Formula.Div _,
            Formula.Power _,
            Formula.Call _,
            Formula.Fold _,
            Formula.Choose _ -> {}
      }
    }

    private void in(Condition condition) {
      switch (condition) {
        case Condition.Compare(Relation _, Formula left, Formula right) -> {
          in(left);
          in(right);
        }
        case Condition.And(List<Condition> parts) -> parts.forEach(this::in);
        case Condition.Or(List<Condition> parts) -> parts.forEach(this::in);
        case Condition.Not(Condition part) -> in(part);
      }
    }
  }
}
