package gradus.explain.notation;

import gradus.formula.Condition;
import gradus.formula.Condition.Compare;
import gradus.formula.Condition.Relation;
import java.util.ArrayList;
import java.util.List;

/// The walk over a condition; `a ≤ x` and `x < b` become `a ≤ x < b`.
///
/// @param terms how terms are drawn
record Conditions(Drawing terms) {

  String of(Condition condition) {
    return switch (condition) {
      case Compare(Relation relation, var left, var right) ->
          terms.in(left, Binding.LOOSE)
              + terms.marks().between(relation.sign())
              + terms.in(right, Binding.LOOSE);
      case Condition.And(List<Condition> parts) -> parts.isEmpty() ? truth(true) : all(parts);
      case Condition.Or(List<Condition> parts) -> parts.isEmpty() ? truth(false) : some(parts);
      case Condition.Not(Condition part) -> terms.marks().before("¬") + enclosed(of(part));
    };
  }

  private String truth(boolean value) {
    return terms.marks().call(value ? "true" : "false", List.of());
  }

  private String enclosed(String drawn) {
    return terms.marks().enclosed("(", drawn, ")");
  }

  private String some(List<Condition> parts) {
    return String.join(terms.marks().between("∨"), parts.stream().map(this::of).toList());
  }

  private String all(List<Condition> parts) {
    List<String> drawn = new ArrayList<>();
    int next = 0;
    while (next < parts.size()) {
      Condition part = parts.get(next++);
      String text =
          part instanceof Condition.Or(var some) && some.size() > 1 && parts.size() > 1
              ? enclosed(of(part))
              : of(part);
      if (part instanceof Compare first
          && next < parts.size()
          && parts.get(next) instanceof Compare second
          && continues(first, second)) {
        text +=
            terms.marks().between(second.relation().sign())
                + terms.in(second.right(), Binding.LOOSE);
        next++;
      }
      drawn.add(text);
    }
    return String.join(terms.marks().between("∧"), drawn);
  }

  private static boolean continues(Compare first, Compare second) {
    return first.right().equals(second.left())
        && rises(first.relation())
        && rises(second.relation());
  }

  private static boolean rises(Relation relation) {
    return relation == Relation.LT || relation == Relation.LE;
  }
}
