package gradus.algebra.checker;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.Step;
import gradus.algebra.checker.Facts.Fact;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Num;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// Replays proofs of equations.
public final class Checker {

  private Checker() {}

  /// Returns if the proof proves the goal.
  ///
  /// Throws {@link RefusedException} if a line does not follow or something remains at the end.
  public static void verify(Goal.Compare goal, Proof proof) {
    if (goal.relation() != Relation.EQ) {
      throw new RefusedException("checker: expected an equation, found " + goal.relation() + ".");
    }
    Set<String> whole = new HashSet<>(goal.setting().variables().keySet());
    whole.removeIf(name -> !goal.setting().isInteger(name));
    Facts facts = new Facts(goal.setting(), whole, List.of());
    try {
      verify(goal, proof, goal.setting().given(), facts);
    } catch (ArithmeticException | IllegalArgumentException | java.util.NoSuchElementException e) {
      throw new RefusedException("checker: expected terms with values, found " + e.getMessage());
    }
  }

  /// Whether a term is certainly positive wherever it is defined, by the signs of its parts.
  public static boolean isPositive(Setting setting, Formula term) {
    Set<String> whole = new HashSet<>(setting.variables().keySet());
    whole.removeIf(name -> !setting.isInteger(name));
    Facts facts = new Facts(setting, whole, List.of());
    for (Condition condition : setting.given()) {
      facts = facts.with(facts.of(condition));
    }
    Canon canon = facts.canon();
    return facts.isPositive(canon.of(term), canon);
  }

  private static void verify(Goal.Compare goal, Proof proof, List<Condition> given, Facts none) {
    Facts facts = none;
    for (Condition condition : given) {
      facts = facts.with(facts.of(condition));
    }
    switch (proof) {
      case Proof.Chain(List<Step> steps) -> {
        Formula term = new Formula.Add(List.of(goal.left(), new Formula.Neg(goal.right())));
        for (Step step : steps) {
          term = new Replay(step, given, false, new AtomicBoolean()).in(term, facts);
        }
        Canon canon = facts.canon();
        if (!canon.isZero(canon.of(term)) && !facts.isImpossible()) {
          throw new RefusedException("checker: expected 0 at the end, found " + term + ".");
        }
      }
      case Proof.Witness _, CurvatureProof _ ->
          throw new RefusedException("checker: expected lines, found a proof of a sign.");
      case Proof.Cases(List<Proof.Case> cases) -> {
        if (!covers(facts, cases.stream().map(Proof.Case::when).toList())) {
          throw new RefusedException("checker: expected cases of which one must hold.");
        }
        for (Proof.Case each : cases) {
          List<Condition> more = new ArrayList<>(given);
          more.add(each.when());
          verify(goal, each.proof(), more, none);
        }
      }
    }
  }

  private static boolean covers(Facts facts, List<Condition> cases) {
    if (facts.isImpossible()) {
      return true;
    }
    if (cases.isEmpty() || !(cases.getFirst() instanceof Condition.Compare first)) {
      return false;
    }
    List<Condition> rest = cases.subList(1, cases.size());
    return Facts.contrary(first).stream()
        .allMatch(each -> covers(facts.with(facts.of(each)), rest));
  }

  /// Nested sums taken apart: variables, constraints, and a body without brackets.
  record Flat(List<String> names, Facts facts, List<Fact> constraints, Sum body, Canon canon) {

    Facts inside() {
      Facts known = facts.with(constraints);
      return body.terms().size() == 1
          ? known.with(facts.support(body.terms().keySet().iterator().next()))
          : known;
    }
  }

  static Flat flat(Formula term, Facts outside, String mark) {
    List<String> names = new ArrayList<>();
    List<Fact> constraints = new ArrayList<>();
    Facts facts = outside;
    Formula rest = term;
    while (rest
            instanceof
            Fold(Combination how, Formula.Var index, Formula from, Formula to, Formula body)
        && how == Combination.SUM) {
      Formula.Var name = Formula.var(index.name() + mark + names.size());
      Set<String> whole = new HashSet<>(facts.integers());
      whole.add(name.name());
      facts = new Facts(facts.setting(), whole, facts.known());
      constraints.addAll(facts.of(Condition.compare(Relation.LE, from, name)));
      constraints.addAll(facts.of(Condition.compare(Relation.LE, name, to)));
      names.add(name.name());
      rest = Canon.replaced(body, Map.of(index.name(), name));
    }
    Canon canon = facts.canon();
    Sum body = canon.of(rest);
    if (body.terms().size() != 1) {
      return new Flat(names, facts, constraints, body, canon);
    }
    Map<Formula, Num> kept = new HashMap<>();
    for (Map.Entry<Formula, Num> power : body.terms().keySet().iterator().next().entrySet()) {
      if (power.getKey() instanceof Formula.Iverson(Condition.Compare compare)
          && canon.isWhole(canon.inside(power.getKey()))) {
        constraints.addAll(facts.of(compare));
      } else {
        kept.put(power.getKey(), power.getValue());
      }
    }
    Num factor = body.terms().values().iterator().next();
    return new Flat(names, facts, constraints, Sum.of(kept, factor), canon);
  }

  /// Whether two nested sums are equal by a one-to-one map between their indices.
  static boolean isBijection(Step step, Facts facts) {
    Flat old = flat(step.before(), facts, "˂");
    Flat now = flat(step.after(), facts, "˃");
    if (old.inside().isImpossible()) {
      return now.body().isZero() && now.names().isEmpty();
    }
    List<Formula> there = step.witness().isEmpty() ? List.of() : step.witness();
    if (there.size() != old.names().size() + now.names().size()) {
      return false;
    }
    Map<String, Formula> newNames = marked(step.after(), now.names());
    Map<String, Formula> oldNames = marked(step.before(), old.names());
    Map<String, Formula> forth = new HashMap<>();
    Map<String, Formula> back = new HashMap<>();
    for (int i = 0; i < there.size(); i++) {
      boolean first = i < old.names().size();
      Formula value = Canon.replaced(there.get(i), first ? newNames : oldNames);
      (first ? forth : back)
          .put(first ? old.names().get(i) : now.names().get(i - old.names().size()), value);
    }
    Facts support =
        old.canon().partial.isEmpty() ? now.inside() : now.facts().with(now.constraints());
    Canon canon = now.facts().canon();
    Sum moved = canon.of(Canon.replaced(old.body().formula(), forth));
    return isInto(old.constraints(), forth, support)
        && isInto(now.constraints(), back, old.inside())
        && isInverse(forth, back, now.facts(), List.of())
        && isInverse(back, forth, old.facts(), old.inside().known())
        && canon.partial.containsAll(now.canon().partial)
        && canon.isZero(moved.minus(canon.of(now.body().formula())));
  }

  private static Map<String, Formula> marked(Formula term, List<String> names) {
    Map<String, Formula> marked = new HashMap<>();
    Formula rest = term;
    for (String name : names) {
      Fold fold = (Fold) rest;
      marked.put(fold.index().name(), Formula.var(name));
      rest = fold.body();
    }
    return marked;
  }

  private static boolean isInto(List<Fact> constraints, Map<String, Formula> map, Facts facts) {
    return map.values().stream().allMatch(each -> facts.canon().isWhole(facts.canon().of(each)))
        && constraints.stream()
            .allMatch(
                each -> {
                  Sum form = facts.canon().of(Canon.replaced(each.form().formula(), map));
                  return facts.entails(new Fact(form, each.relation()));
                });
  }

  /// Whether the second map undoes the first on what is known.
  private static boolean isInverse(
      Map<String, Formula> first, Map<String, Formula> second, Facts facts, List<Fact> known) {
    return second.entrySet().stream()
        .allMatch(
            each -> {
              Formula round = Canon.replaced(each.getValue(), first);
              Sum form = facts.canon().of(round).minus(Sum.of(Formula.var(each.getKey())));
              return form.isZero()
                  || new Facts(facts.setting(), facts.integers(), known)
                      .entails(new Fact(form, Relation.EQ));
            });
  }

  static boolean isCall(Formula term, String function) {
    return term instanceof Call(String name, List<Formula> _) && name.equals(function);
  }
}
