package gradus.explain.claim;

import gradus.algebra.Goal;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.Set;

/// A term of the language of claims, standing alone.
public final class ClaimTerm {

  private ClaimTerm() {}

  /// Reads a number's term, whatever its names.
  ///
  /// Throws {@link ClaimException} at the first thing that cannot be understood.
  public static Formula of(String text) {
    return read(text).left();
  }

  /// Reads a number's term in some variables and no other names.
  ///
  /// Throws {@link ClaimException} at the first thing that cannot be understood.
  ///
  /// @param text the term
  /// @param variables the names that may stand in it
  public static Formula of(String text, Set<String> variables) {
    Goal.Compare goal = read(text);
    for (String name : goal.setting().tensors().keySet()) {
      throw stranger(text, name, variables);
    }
    for (String name : goal.setting().variables().keySet()) {
      if (!variables.contains(name)) {
        throw stranger(text, name, variables);
      }
    }
    return goal.left();
  }

  private static ClaimException stranger(String text, String name, Set<String> variables) {
    return new ClaimException(
        Math.max(0, text.indexOf(name)),
        "no names but " + String.join(" and ", variables.stream().sorted().toList()),
        "\"" + name + "\"",
        "Put a number there.");
  }

  /// The term is read as the left side of an equation with 0.
  private static Goal.Compare read(String text) {
    Claim claim = claim(text);
    if (claim.parts().size() == 1
        && claim.parts().getFirst().goal() instanceof Goal.Compare goal
        && goal.relation() == Relation.EQ
        && goal.right().equals(Formula.ZERO)) {
      return goal;
    }
    throw new ClaimException(
        0, "one term that is a number", "a claim, or a vector", "Write a formula without = and <.");
  }

  private static Claim claim(String text) {
    try {
      return Claim.of(text + " = 0");
    } catch (ClaimException wrong) {
      if (wrong.at() < text.length()) {
        throw wrong;
      }
      throw new ClaimException(
          text.length(), "the rest of the formula", "its end", "Finish it, or close parentheses.");
    }
  }
}
