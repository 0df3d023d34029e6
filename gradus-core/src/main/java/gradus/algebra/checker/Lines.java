package gradus.algebra.checker;

import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Num;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is read off the lines of a proof.
final class Lines {

  private Lines() {}

  /// Equal where the first is defined, by the laws of fractions and exponentials.
  static boolean same(Formula before, Formula after, Facts facts) {
    Canon canon = facts.canon();
    Sum left = canon.of(before);
    Set<Formula> defined = new HashSet<>(canon.partial);
    canon.partial.clear();
    Sum right = canon.of(after);
    return canon.isZero(left.minus(right))
        && canon.partial.stream()
            .allMatch(each -> defined.contains(each) || isDefined(each, canon, facts));
  }

  static boolean isDefined(Formula partial, Canon canon, Facts facts) {
    return switch (partial) {
      case Formula.Div(Formula _, Formula below) -> {
        Sum sum = below instanceof Formula.Add ? canon.inside(below) : Sum.of(below);
        yield facts.isPositive(sum, canon)
            || facts.isPositive(Sum.of((Num) Formula.ZERO).minus(sum), canon);
      }
      case Formula.Power(Formula base, Num _) -> facts.isPositive(canon.inside(base), canon);
      case Call call when call.function().equals("log") ->
          facts.isPositive(canon.inside(call), canon);
      default -> false;
    };
  }

  static Formula marked(Formula term, Map<Formula, Fold> parts) {
    for (Map.Entry<Formula, Fold> part : parts.entrySet()) {
      if (term.equals(part.getValue())) {
        return part.getKey();
      }
    }
    return switch (term) {
      case Formula.Add(List<Formula> terms) ->
          new Formula.Add(terms.stream().map(each -> marked(each, parts)).toList());
      case Formula.Mul(List<Formula> factors) ->
          new Formula.Mul(factors.stream().map(each -> marked(each, parts)).toList());
      case Formula.Neg(Formula inner) -> new Formula.Neg(marked(inner, parts));
      case Formula.Div(Formula above, Formula below) ->
          new Formula.Div(marked(above, parts), below);
      default -> term;
    };
  }
}
