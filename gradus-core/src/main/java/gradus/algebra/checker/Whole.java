package gradus.algebra.checker;

import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Num;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is certainly a whole number.
///
/// @param integers the names of the variables that are
record Whole(Set<String> integers) {

  boolean is(Sum sum) {
    return sum.terms().entrySet().stream()
        .allMatch(each -> Sum.isWhole(each.getValue()) && is(each.getKey()));
  }

  boolean is(Map<Formula, Num> powers) {
    return powers.entrySet().stream()
        .allMatch(
            each ->
                Sum.isWhole(each.getValue())
                    && Sum.sign(each.getValue()) > 0
                    && switch (each.getKey()) {
                      case Formula.Var(String name) -> integers.contains(name);
                      case Formula.Iverson _ -> true;
                      case Call(String function, List<Formula> _) -> function.equals("floordiv");
                      default -> false;
                    });
  }
}
