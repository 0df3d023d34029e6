package gradus.algebra.signs;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import java.util.ArrayList;
import java.util.List;

/// The cases of a term that is defined by cases.
public final class Fork {

  private Fork() {}

  /// A case and the value in it.
  ///
  /// @param when the case
  /// @param value what the term is there
  public record Side(Condition when, Formula value) {}

  /// Cases of which one holds wherever the term has a value; none if it is not defined by cases.
  public static List<Side> of(Formula term) {
    return switch (term) {
      case Formula.Choose(Condition when, Formula then, Formula otherwise) ->
          choice(when, then, otherwise);
      case Formula.Iverson(Condition when) -> choice(when, Formula.ONE, Formula.ZERO);
      case Call(String function, List<Formula> arguments) ->
          call(function, arguments.getFirst(), arguments.getLast());
      default -> List.of();
    };
  }

  private static List<Side> choice(Condition when, Formula then, Formula otherwise) {
    List<Condition> parts =
        when instanceof Condition.And(List<Condition> all) ? all : List.of(when);
    List<Side> sides = new ArrayList<>(List.of(new Side(when, then)));
    for (Condition part : parts) {
      if (!(part instanceof Condition.Compare(Relation relation, Formula left, Formula right))) {
        return List.of();
      }
      sides.add(new Side(Condition.compare(relation.contrary(), left, right), otherwise));
    }
    return sides;
  }

  private static List<Side> call(String function, Formula x, Formula y) {
    return switch (function) {
      case "relu" -> sides(x, Formula.ZERO, x, Formula.ZERO);
      case "abs" -> sides(x, Formula.ZERO, x, x.negated());
      case "max" -> sides(x, y, x, y);
      case "min" -> sides(x, y, y, x);
      default -> List.of();
    };
  }

  private static List<Side> sides(Formula x, Formula bound, Formula above, Formula below) {
    return List.of(
        new Side(Condition.compare(Relation.GE, x, bound), above),
        new Side(Condition.compare(Relation.LE, x, bound), below));
  }
}
