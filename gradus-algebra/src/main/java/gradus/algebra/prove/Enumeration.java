package gradus.algebra.prove;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The values of an integer that has only a few.
final class Enumeration {

  private static final int LARGEST = 12;
  private static final int MOST = 6;

  private Enumeration() {}

  /// One equation for each value of a variable of the term; empty if none has few values.
  static Optional<List<Condition>> of(Formula term, Context context) {
    return Substitution.variables(term).stream()
        .sorted()
        .filter(name -> context.setting().isInteger(name))
        .map(name -> values(Formula.var(name), context))
        .filter(values -> !values.isEmpty() && values.size() <= MOST)
        .findFirst();
  }

  private static List<Condition> values(Formula.Var variable, Context context) {
    List<Condition> values = new ArrayList<>();
    boolean low = context.entails(Condition.compare(Relation.GE, variable, Formula.ZERO));
    boolean high =
        context.entails(Condition.compare(Relation.LE, variable, Formula.number(LARGEST)));
    for (int i = 0; low && high && i <= LARGEST; i++) {
      Condition equation = Condition.compare(Relation.EQ, variable, Formula.number(i));
      if (!context.refutes(equation)) {
        values.add(equation);
      }
    }
    return values;
  }
}
