package gradus.algebra.checker;

import gradus.algebra.Step;
import gradus.formula.Condition;
import gradus.formula.Condition.Compare;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Fold;
import gradus.formula.Parts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Terms and lines with one thing changed.
final class Mutations {

  private Mutations() {}

  /// Some of the terms that differ from a term in one place, the same ones for a seed.
  static List<Formula> some(Formula term, int most, long seed) {
    List<Formula> all = new ArrayList<>(of(term));
    all.removeIf(term::equals);
    Collections.shuffle(all, new Random(seed));
    return all.subList(0, Math.min(most, all.size()));
  }

  /// All terms that differ in one place: a coefficient, a sign, an exponent, an index, a bound, a
  /// relation, or a part left out.
  static List<Formula> of(Formula term) {
    List<Formula> all = new ArrayList<>(here(term));
    List<Formula> parts = Parts.of(term);
    for (int i = 0; i < parts.size(); i++) {
      for (Formula part : of(parts.get(i))) {
        List<Formula> changed = new ArrayList<>(parts);
        changed.set(i, part);
        all.add(Parts.replaced(term, changed));
      }
    }
    return all;
  }

  private static List<Formula> here(Formula term) {
    Formula one = Formula.ONE;
    Formula two = Formula.number(2);
    return switch (term) {
      case Formula.Num _ -> List.of(term.plus(one), term.negated());
      case Formula.Var _ -> List.of(term.plus(one), two.times(term));
      case Formula.Entry _, Formula.Call _ -> List.of(term.negated(), two.times(term));
      case Formula.Named _ -> List.of(two.times(term));
      case Formula.Neg(Formula inner) -> List.of(inner);
      case Formula.Add(List<Formula> terms) ->
          without(terms).stream().map(some -> (Formula) new Formula.Add(some)).toList();
      case Formula.Mul(List<Formula> factors) ->
          without(factors).stream().map(some -> (Formula) new Formula.Mul(some)).toList();
      case Formula.Div(Formula above, Formula below) ->
          List.of(above, new Formula.Div(below, above));
      case Formula.Power(Formula base, Formula exponent) ->
          List.of(base, new Formula.Power(base, exponent.plus(one)));
      case Fold(var how, var index, var from, var to, var body) ->
          List.of(
              new Fold(how, index, from.plus(one), to, body),
              new Fold(how, index, from.minus(one), to, body),
              new Fold(how, index, from, to.minus(one), body),
              new Fold(how, index, from, to.plus(one), body),
              body);
      case Formula.Iverson(Condition condition) ->
          conditions(condition).stream().map(it -> (Formula) new Formula.Iverson(it)).toList();
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          List.of(new Formula.Choose(condition, otherwise, then), then, otherwise);
    };
  }

  private static List<List<Formula>> without(List<Formula> parts) {
    List<List<Formula>> all = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      List<Formula> some = new ArrayList<>(parts);
      some.remove(i);
      all.add(some);
    }
    return all;
  }

  /// A condition with another relation.
  static List<Condition> conditions(Condition condition) {
    List<Condition> all = new ArrayList<>();
    if (condition instanceof Compare(Relation old, Formula left, Formula right)) {
      for (Relation relation : Relation.values()) {
        if (relation != old) {
          all.add(new Compare(relation, left, right));
        }
      }
    }
    return all;
  }

  /// Lines with another end or another witness.
  static List<Step> lines(Step step, int most, long seed) {
    List<Step> all = new ArrayList<>();
    for (Formula after : some(step.after(), most, seed)) {
      all.add(new Step(step.rule(), step.before(), after, step.witness()));
    }
    for (int i = 0; i < step.witness().size(); i++) {
      for (Formula other : some(step.witness().get(i), 3, seed)) {
        List<Formula> witness = new ArrayList<>(step.witness());
        witness.set(i, other);
        all.add(new Step(step.rule(), step.before(), step.after(), witness));
        for (Formula after : some(step.after(), 2, seed + i)) {
          all.add(new Step(step.rule(), step.before(), after, witness));
        }
      }
    }
    return all;
  }
}
