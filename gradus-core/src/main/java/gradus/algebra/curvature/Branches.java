package gradus.algebra.curvature;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import java.util.List;
import java.util.Optional;

/// Terms that are defined by cases, taken apart at the first case that no sum or product is about.
final class Branches {

  private Branches() {}

  /// A case and what a term is in it.
  record Branch(Condition when, Formula term) {}

  /// Two cases, one of which holds.
  record Fork(List<Branch> branches) {}

  static Optional<Fork> of(Formula term) {
    return first(term).map(found -> fork(term, found));
  }

  private static Fork fork(Formula term, Formula found) {
    return switch (found) {
      case Formula.Choose(Condition.Compare when, Formula then, Formula otherwise) ->
          new Fork(
              List.of(
                  new Branch(when, replaced(term, found, then)),
                  new Branch(contrary(when), replaced(term, found, otherwise))));
      case Call(String function, List<Formula> arguments) -> {
        Formula x = arguments.getFirst();
        boolean two = arguments.size() == 2;
        Formula other =
            two ? arguments.getLast() : function.equals("abs") ? x.negated() : Formula.ZERO;
        Formula bound = two ? other : Formula.ZERO;
        boolean least = function.equals("min");
        yield new Fork(
            List.of(
                new Branch(
                    Condition.compare(Relation.GE, x, bound),
                    replaced(term, found, least ? other : x)),
                new Branch(
                    Condition.compare(Relation.LE, x, bound),
                    replaced(term, found, least ? x : other))));
      }
      default -> throw new IllegalStateException("no case: " + found);
    };
  }

  private static Condition contrary(Condition.Compare when) {
    Relation relation =
        switch (when.relation()) {
          case EQ -> Relation.NE;
          case NE -> Relation.EQ;
          case LT -> Relation.GE;
          case LE -> Relation.GT;
          case GT -> Relation.LE;
          case GE -> Relation.LT;
        };
    return Condition.compare(relation, when.left(), when.right());
  }

  /// The innermost case of a term, left to right.
  private static Optional<Formula> first(Formula term) {
    for (Formula part : Domains.parts(term)) {
      Optional<Formula> inside = first(part);
      if (inside.isPresent()) {
        return inside;
      }
    }
    boolean call =
        term instanceof Call(String function, List<Formula> _)
            && List.of("relu", "abs", "max", "min").contains(function);
    boolean choice = term instanceof Formula.Choose(Condition.Compare _, Formula _, Formula _);
    return call || choice ? Optional.of(term) : Optional.empty();
  }

  private static Formula replaced(Formula term, Formula old, Formula now) {
    if (term.equals(old)) {
      return now;
    }
    return switch (term) {
      case Formula.Add(List<Formula> terms) ->
          new Formula.Add(terms.stream().map(it -> replaced(it, old, now)).toList());
      case Formula.Neg(Formula inner) -> replaced(inner, old, now).negated();
      case Formula.Mul(List<Formula> factors) ->
          new Formula.Mul(factors.stream().map(it -> replaced(it, old, now)).toList());
      case Formula.Div(Formula above, Formula below) ->
          new Formula.Div(replaced(above, old, now), replaced(below, old, now));
      case Formula.Power(Formula base, Formula exponent) ->
          new Formula.Power(replaced(base, old, now), replaced(exponent, old, now));
      case Call(String function, List<Formula> arguments) ->
          new Call(function, arguments.stream().map(it -> replaced(it, old, now)).toList());
      case Formula.Choose(Condition when, Formula then, Formula otherwise) ->
          new Formula.Choose(when, replaced(then, old, now), replaced(otherwise, old, now));
      case Formula.Num _,
          Formula.Named _,
          Formula.Var _,
          Formula.Entry _,
          Formula.Fold _,
          Formula.Iverson _ ->
          term;
    };
  }
}
