package gradus.algebra.prove;

import gradus.formula.Condition;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;

/// A term as a short text that does not depend on the names of bound variables.
///
/// @param bound the bound variables in scope, outermost first
/// @param text what has been written so far
record Keys(List<String> bound, StringBuilder text) {

  /// The text of a term.
  static String of(Formula term) {
    Keys keys = new Keys(List.of(), new StringBuilder());
    keys.write(term);
    return keys.text.toString();
  }

  private void write(Formula term) {
    switch (term) {
      case Formula.Num(var above, var below) -> text.append(above).append('/').append(below);
      case Formula.Named(String name) -> text.append('@').append(name);
      case Formula.Var(String name) -> {
        int depth = bound.lastIndexOf(name);
        text.append(depth < 0 ? name : "#" + (bound.size() - depth));
      }
      case Formula.Entry(String tensor, List<Formula> index) -> write(tensor + "[", index);
      case Formula.Add(List<Formula> terms) -> write("+(", terms);
      case Formula.Neg(Formula inner) -> write("-(", List.of(inner));
      case Formula.Mul(List<Formula> factors) -> write("*(", factors);
      case Formula.Div(Formula above, Formula below) -> write("/(", List.of(above, below));
      case Formula.Power(Formula base, Formula exponent) -> write("^(", List.of(base, exponent));
      case Formula.Call(String function, List<Formula> arguments) ->
          write(function + "(", arguments);
      case Formula.Fold fold -> {
        write(fold.combination() + "(", List.of(fold.from(), fold.to()));
        List<String> inner = new ArrayList<>(bound);
        inner.add(fold.index().name());
        new Keys(inner, text).write(fold.body());
      }
      case Formula.Iverson(Condition condition) -> write(condition);
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) -> {
        text.append('?');
        write(condition);
        write("(", List.of(then, otherwise));
      }
    }
  }

  private void write(String head, List<Formula> terms) {
    text.append(head);
    for (Formula term : terms) {
      write(term);
      text.append(',');
    }
    text.append(')');
  }

  private void write(Condition condition) {
    switch (condition) {
      case Condition.Compare(Condition.Relation relation, Formula left, Formula right) ->
          write("{" + relation.sign(), List.of(left, right));
      case Condition.And(List<Condition> parts) -> writeAll("{and", parts);
      case Condition.Or(List<Condition> parts) -> writeAll("{or", parts);
      case Condition.Not(Condition part) -> writeAll("{not", List.of(part));
    }
  }

  private void writeAll(String head, List<Condition> parts) {
    text.append(head);
    parts.forEach(this::write);
    text.append('}');
  }
}
