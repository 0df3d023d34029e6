package gradus.explain.claim;

import gradus.algebra.calculus.Derivative;
import gradus.explain.claim.Value.Matrix;
import gradus.explain.claim.Value.Vector;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gradients, Jacobians and Hessians by vectors, also by such as are defined.
record Slopes(Elaboration terms) {

  /// A Jacobian or a Hessian.
  Matrix of(Term.Call call, Term by) {
    Term f = call.arguments().getFirst();
    Vector x = terms.vector(by);
    boolean hessian = call.function().equals("hessian");
    Map<String, Value> meanings = new LinkedHashMap<>(terms.scope().parameters);
    if (isDefined(by)) {
      Value value = terms.of(f);
      Formula rows = hessian || !(value instanceof Vector v) ? x.size() : v.size();
      return new Matrix(
          rows,
          x.size(),
          (i, j) ->
              terms
                  .scope()
                  .with(
                      meanings,
                      () ->
                          hessian
                              ? slope(f, List.of(), by, List.of(i, j))
                              : slope(f, List.of(i), by, List.of(j))));
    }
    if (hessian) {
      Formula value = terms.scalar(f);
      return new Matrix(x.size(), x.size(), (i, j) -> second(value, x, i, j));
    }
    Vector value = terms.vector(f);
    return new Matrix(
        value.size(),
        x.size(),
        (i, j) -> Derivative.untaken(value.inside().apply(i), x.inside().apply(j)));
  }

  /// The gradient by a vector that is defined.
  Vector gradient(Term f, Term by, Formula size) {
    terms.of(f); // gives vectors in it their lengths, before others see them
    Map<String, Value> meanings = new LinkedHashMap<>(terms.scope().parameters);
    return new Vector(
        size, i -> terms.scope().with(meanings, () -> slope(f, List.of(), by, List.of(i))), false);
  }

  private boolean isDefined(Term by) {
    return by instanceof Term.Name(int _, String name)
        && terms.scope().definitions.containsKey(name)
        && !terms.scope().parameters.containsKey(name);
  }

  private static Formula second(Formula f, Vector x, Formula i, Formula j) {
    return Derivative.untaken(Derivative.untaken(f, x.inside().apply(i)), x.inside().apply(j));
  }

  /// The derivative of a term, or of its entry, by entries of what is defined.
  private Formula slope(Term of, List<Formula> place, Term by, List<Formula> entries) {
    Scope scope = terms.scope();
    Map<String, Formula> before = new LinkedHashMap<>(scope.bound);
    Term value = place.isEmpty() ? of : entry(of, place.getFirst());
    List<Term> each = new ArrayList<>();
    entries.forEach(it -> each.add(entry(by, it)));
    Formula slope = terms.scalar(new Term.Slope(of.at(), value, each));
    scope.bound.clear();
    scope.bound.putAll(before);
    return slope;
  }

  private Term entry(Term of, Formula index) {
    String name = "i′" + terms.scope().bound.size();
    terms.scope().bound.put(name, index);
    return new Term.Index(of.at(), of, List.of(new Term.Name(of.at(), name)), false);
  }
}
