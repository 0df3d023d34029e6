package gradus.explain.claim;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.explain.claim.Sentence.Course.Kind;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How a function of a vector runs in one entry, as a comparison of its value with that where this
/// entry is larger by `t`: `f(x) ≤ f(x + t eᵢ)` where `t ≥ 0`.
///
/// @param at where it is said
/// @param f the function
/// @param by the entry
record EntryCourse(int at, Formula f, Entry by) {

  /// The comparison that is meant.
  Function<Setting, Goal> goal(Kind kind) {
    return switch (kind) {
      case INCREASING -> compared(Relation.GE, Relation.LE);
      case DECREASING -> compared(Relation.GE, Relation.GE);
      case STRICTLY_INCREASING -> compared(Relation.GT, Relation.LT);
      case STRICTLY_DECREASING -> compared(Relation.GT, Relation.GT);
      case MONOTONE, STRICTLY_MONOTONE, ODD, EVEN ->
          throw new ClaimException(
              at,
              "increasing or decreasing in an entry",
              "another property",
              "Write softmax(x)[i] is increasing in x[i].");
    };
  }

  private Function<Setting, Goal> compared(Relation larger, Relation values) {
    return setting -> {
      String name = "t";
      while (setting.variables().containsKey(name) || setting.tensors().containsKey(name)) {
        name += "′";
      }
      Formula.Var more = Formula.var(name);
      List<Condition> given = new ArrayList<>(setting.given());
      for (Condition each : setting.given()) {
        Condition there = ((Iverson) moved(new Iverson(each), more)).condition();
        if (!given.contains(there)) {
          given.add(there);
        }
      }
      given.add(Condition.compare(larger, more, Formula.ZERO));
      Map<String, Setting.Kind> variables = new LinkedHashMap<>(setting.variables());
      variables.put(name, Setting.Kind.REAL);
      return new Goal.Compare(
          new Setting(variables, setting.tensors(), given), f, values, moved(f, more));
    };
  }

  /// A term with the entry larger by so much, wherever it is read.
  private Formula moved(Formula term, Formula more) {
    if (term instanceof Entry(String tensor, List<Formula> index) && tensor.equals(by.tensor())) {
      Entry entry = new Entry(tensor, index.stream().map(it -> moved(it, more)).toList());
      return entry.plus(same(entry.index()).map(more::times).orElse(more));
    }
    if (term instanceof Fold fold && names().contains(fold.index().name())) {
      throw new ClaimException(
          at,
          "an index of its own in each sum",
          "\"" + fold.index().name() + "\" in a sum and in the entry",
          "Rename the index of the sum.");
    }
    List<Formula> parts = Parts.of(term).stream().map(it -> moved(it, more)).toList();
    return parts.isEmpty() ? term : Parts.replaced(term, parts);
  }

  private Set<String> names() {
    return Substitution.variables(by);
  }

  /// Whether indices are those of the entry, as brackets; nothing if they certainly are.
  private Optional<Formula> same(List<Formula> index) {
    Formula same = Formula.ONE;
    for (int i = 0; i < index.size(); i++) {
      if (!index.get(i).equals(by.index().get(i))) {
        same =
            same.times(
                new Iverson(Condition.compare(Relation.EQ, index.get(i), by.index().get(i))));
      }
    }
    return same.equals(Formula.ONE) ? Optional.empty() : Optional.of(same);
  }
}
