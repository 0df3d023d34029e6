package gradus.algebra.prove;

import gradus.algebra.calculus.Derivative;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Choose;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import gradus.formula.Parts;
import java.util.List;
import java.util.Optional;

/// Functions replaced by their definitions, then derivatives taken from the inside out.
///
/// @param trace where the lines go
record Preparation(Trace trace) {

  Formula of(Formula term) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _ -> term;
      case Formula.Entry(String tensor, List<Formula> index) ->
          new Formula.Entry(tensor, of(index));
      case Formula.Add(List<Formula> terms) -> new Formula.Add(of(terms));
      case Formula.Neg(Formula inner) -> new Formula.Neg(of(inner));
      case Formula.Mul(List<Formula> factors) -> new Formula.Mul(of(factors));
      case Formula.Div(Formula above, Formula below) -> new Formula.Div(of(above), of(below));
      case Formula.Power(Formula base, Formula exponent) ->
          new Formula.Power(of(base), of(exponent));
      case Call call -> call(call);
      case Fold fold ->
          new Fold(
              fold.combination(), fold.index(), of(fold.from()), of(fold.to()), of(fold.body()));
      case Iverson(Condition condition) -> new Iverson(of(condition));
      case Choose(Condition condition, Formula then, Formula otherwise) ->
          new Choose(of(condition), of(then), of(otherwise));
    };
  }

  private List<Formula> of(List<Formula> terms) {
    return terms.stream().map(this::of).toList();
  }

  private Formula call(Call old) {
    if (old.function().equals(Derivative.UNTAKEN)) {
      Formula by = old.arguments().getLast();
      Formula inner = old.arguments().getFirst();
      Call call = (Call) Derivative.untaken(isSlope(inner) ? taken(inner) : of(inner), by);
      Formula slope = new Derivative(by).of(call.arguments().getFirst());
      return of(trace.step("derivative", call, slope));
    }
    Call call = new Call(old.function(), of(old.arguments()));
    Optional<Formula> definition = trace.definition(call);
    return definition.isPresent() ? of(trace.step("definition", call, definition.get())) : call;
  }

  private static boolean isSlope(Formula term) {
    return term instanceof Call call && call.function().equals(Derivative.UNTAKEN);
  }

  /// A derivative that is differentiated again: functions stay what they are, since those of their
  /// definitions have large fractions for slopes.
  private Formula taken(Formula slope) {
    Call old = (Call) slope;
    Formula by = old.arguments().getLast();
    Formula inner = old.arguments().getFirst();
    Call call = (Call) Derivative.untaken(isSlope(inner) ? taken(inner) : inner, by);
    Formula first = call.arguments().getFirst();
    return Parts.of(first).stream().anyMatch(Preparation::holdsSlope)
        ? of(slope)
        : trace.step("derivative", call, new Derivative(by).of(first));
  }

  private static boolean holdsSlope(Formula term) {
    return isSlope(term) || Parts.of(term).stream().anyMatch(Preparation::holdsSlope);
  }

  private Condition of(Condition condition) {
    return switch (condition) {
      case Condition.Compare(var relation, Formula left, Formula right) ->
          new Condition.Compare(relation, of(left), of(right));
      case Condition.And(List<Condition> parts) ->
          new Condition.And(parts.stream().map(this::of).toList());
      case Condition.Or(List<Condition> parts) ->
          new Condition.Or(parts.stream().map(this::of).toList());
      case Condition.Not(Condition part) -> new Condition.Not(of(part));
    };
  }
}
