package gradus.explain.claim;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.explain.claim.Value.Matrix;
import gradus.explain.claim.Value.Scalar;
import gradus.explain.claim.Value.Vector;
import gradus.formula.Formula;
import java.util.List;
import java.util.function.Function;

/// Convexity and semidefiniteness as goals.
///
/// @param terms where terms become formulas
record Curvatures(Elaboration terms) {

  /// That a matrix is positive semidefinite.
  Function<Setting, Goal> semidefinite(Matrix m) {
    Scope scope = terms.scope();
    Formula.Var row = scope.fresh("row");
    Formula.Var column = scope.fresh("column");
    Formula entry = m.entry().apply(row, column);
    return setting -> new Goal.Semidefinite(setting, m.rows(), row, column, entry);
  }

  /// That a function is convex in a number, a vector or a matrix.
  Function<Setting, Goal> convex(Sentence.Convex convex) {
    if (convex.by().equals(convex.function())) {
      Term.Call of = new Term.Call(convex.at(), "convex", List.of(convex.function()));
      Term only = new Matrices(terms).by(of);
      return convex(new Sentence.Convex(convex.at(), convex.function(), only, convex.concave()));
    }
    Value by = terms.of(convex.by());
    if (!(by instanceof Scalar)) {
      return whole(convex);
    }
    if (!(new Differentials(terms).variable(convex.by()) instanceof Formula.Var variable)) {
      throw new ClaimException(
          convex.by().at(), "a variable", "an entry", "Write convex(f, a) with a name a.");
    }
    Formula f = terms.scalar(convex.function());
    Formula function = convex.concave() ? f.negated() : f;
    return setting -> new Goal.Convex(setting, function, variable);
  }

  /// Convexity in a vector or a matrix: by the Hessian where it says all, else along all lines.
  private Function<Setting, Goal> whole(Sentence.Convex convex) {
    Scope scope = terms.scope();
    if (!(convex.by() instanceof Term.Name(int at, String name))
        || scope.definitions.containsKey(name)) {
      throw new ClaimException(
          convex.by().at(), "a name of a vector", "a term", "Write convex(f, x) with a name x.");
    }
    Formula value = terms.scalar(convex.function());
    Formula f = convex.concave() ? value.negated() : value;
    Lines lines = new Lines(name, direction(scope), scope.fresh("t"));
    boolean vector = terms.of(convex.by()) instanceof Vector;
    Term hessian = new Term.Call(convex.at(), "hessian", List.of(convex.function(), convex.by()));
    Function<Setting, Goal> line = setting -> lines.goal(f, setting);
    Function<Setting, Goal> square =
        vector
            ? semidefinite(
                new Matrices(terms)
                    .matrix(convex.concave() ? new Term.Minus(at, hessian) : hessian))
            : line;
    return setting -> (lines.needsHessian(f, setting) ? square : line).apply(setting);
  }

  /// A name for any direction that nothing else has.
  static String direction(Scope scope) {
    String direction = "v";
    while (scope.uses.names.contains(direction)) {
      direction += "′";
    }
    return direction;
  }
}
