package gradus.formula;

import gradus.formula.Condition.Compare;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The terms that a term is made of, and the same term made of others.
///
/// Terms in conditions count as parts. The bounds and the body of a fold are parts; its index is
/// not.
public final class Parts {

  private Parts() {}

  /// The parts in the order in which they are written; a fold's are `from`, `to` and its body.
  public static List<Formula> of(Formula term) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _ -> List.of();
      case Formula.Entry(String _, List<Formula> index) -> index;
      case Formula.Add(List<Formula> terms) -> terms;
      case Formula.Neg(Formula inner) -> List.of(inner);
      case Formula.Mul(List<Formula> factors) -> factors;
      case Formula.Div(Formula above, Formula below) -> List.of(above, below);
      case Formula.Power(Formula base, Formula exponent) -> List.of(base, exponent);
      case Formula.Call(String _, List<Formula> arguments) -> arguments;
      case Formula.Fold fold -> List.of(fold.from(), fold.to(), fold.body());
      case Formula.Iverson(Condition condition) -> of(condition);
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) -> {
        List<Formula> parts = new ArrayList<>(of(condition));
        parts.add(then);
        parts.add(otherwise);
        yield parts;
      }
    };
  }

  private static List<Formula> of(Condition condition) {
    return switch (condition) {
      case Compare(Condition.Relation _, Formula left, Formula right) -> List.of(left, right);
      case Condition.And(List<Condition> parts) -> of(parts);
      case Condition.Or(List<Condition> parts) -> of(parts);
      case Condition.Not(Condition part) -> of(part);
    };
  }

  private static List<Formula> of(List<Condition> conditions) {
    return conditions.stream().flatMap(condition -> of(condition).stream()).toList();
  }

  /// The term with other parts, as many as it has.
  public static Formula replaced(Formula term, List<Formula> parts) {
    if (parts.size() != of(term).size()) {
      throw new IllegalArgumentException(
          "parts of %s: expected %d, found %d. Give one for each."
              .formatted(term, of(term).size(), parts.size()));
    }
    Iterator<Formula> next = parts.iterator();
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _ -> term;
      case Formula.Entry(String tensor, List<Formula> _) -> new Formula.Entry(tensor, parts);
      case Formula.Add _ -> new Formula.Add(parts);
      case Formula.Neg _ -> new Formula.Neg(next.next());
      case Formula.Mul _ -> new Formula.Mul(parts);
      case Formula.Div _ -> new Formula.Div(next.next(), next.next());
      case Formula.Power _ -> new Formula.Power(next.next(), next.next());
      case Formula.Call(String function, List<Formula> _) -> new Formula.Call(function, parts);
      case Formula.Fold(var how, Formula.Var index, Formula _, Formula _, Formula _) ->
          new Formula.Fold(how, index, next.next(), next.next(), next.next());
      case Formula.Iverson(Condition condition) -> new Formula.Iverson(replaced(condition, next));
      case Formula.Choose(Condition condition, Formula _, Formula _) ->
          new Formula.Choose(replaced(condition, next), next.next(), next.next());
    };
  }

  private static Condition replaced(Condition condition, Iterator<Formula> next) {
    return switch (condition) {
      case Compare(Condition.Relation relation, Formula _, Formula _) ->
          new Compare(relation, next.next(), next.next());
      case Condition.And(List<Condition> parts) -> new Condition.And(replaced(parts, next));
      case Condition.Or(List<Condition> parts) -> new Condition.Or(replaced(parts, next));
      case Condition.Not(Condition part) -> new Condition.Not(replaced(part, next));
    };
  }

  private static List<Condition> replaced(List<Condition> conditions, Iterator<Formula> next) {
    return conditions.stream().map(condition -> replaced(condition, next)).toList();
  }
}
