package gradus.explain.claim;

import gradus.algebra.calculus.Derivative;
import gradus.explain.claim.Value.Scalar;
import gradus.explain.claim.Value.Vector;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;

/// Derivatives by variables and entries, also by names that are defined: these count as independent
/// while the derivative is taken, and mean their definition afterwards.
record Differentials(Elaboration terms) {

  /// A derivative; by a vector or a matrix the gradient, of a vector by a vector the Jacobian.
  Value value(Term.Slope slope) {
    List<Term> by = slope.by();
    boolean whole = by.stream().allMatch(it -> it instanceof Term.Name && !isNumber(it));
    if (!whole) {
      return new Scalar(numerator(slope.of(), by));
    }
    if (by.size() > 2 || !base(by.getFirst()).equals(base(by.getLast()))) {
      throw Elaboration.shape(
          by.getLast(),
          "one vector to differentiate by",
          "several",
          "Write jacobian(grad(f, x), y).");
    }
    Term of = slope.of();
    String function =
        by.size() == 2
            ? "hessian"
            : terms.of(of) instanceof Vector v && !isOne(v) ? "jacobian" : "grad";
    return new Matrices(terms).of(new Term.Call(slope.at(), function, List.of(of, by.getFirst())));
  }

  private boolean isNumber(Term term) {
    return terms.of(term) instanceof Scalar;
  }

  private static boolean isOne(Vector v) {
    return v.size().equals(Formula.ONE);
  }

  Formula of(Term.Slope slope) {
    return numerator(slope.of(), slope.by());
  }

  private Formula numerator(Term of, List<Term> by) {
    List<String> defined = new ArrayList<>();
    for (Term each : by) {
      String name = base(each);
      boolean within = terms.scope().opaque.contains(name);
      boolean known = terms.scope().definitions.containsKey(name);
      if (known && !within && !defined.contains(name)) {
        defined.add(name);
      }
    }
    List<Value> meanings =
        defined.stream().map(it -> terms.of(new Term.Name(of.at(), it))).toList();
    for (int i = 0; i < defined.size(); i++) {
      if (meanings.get(i) instanceof Vector vector) {
        terms.scope().lengths.put(defined.get(i), List.of(vector.size()));
      }
    }
    terms.scope().opaque.addAll(defined);
    Formula value = of instanceof Term.Index index ? number(index) : terms.scalar(of);
    for (Term each : by) {
      value = Derivative.untaken(value, variable(each));
    }
    terms.scope().opaque.removeAll(defined);
    if (!defined.isEmpty()) {
      value = replaced(Derivative.taken(value), defined, meanings);
    }
    return value;
  }

  private Formula number(Term.Index index) {
    return terms.index(index, true) instanceof Scalar(Formula number)
        ? number
        : terms.scalar(index);
  }

  private static String base(Term by) {
    return switch (by) {
      case Term.Name(int _, String name) -> name;
      case Term.Index(int _, Term of, List<Term> _, boolean _) -> base(of);
      default ->
          throw Elaboration.shape(
              by, "a name or an entry to differentiate by", "a term", "Name it with let.");
    };
  }

  /// What is differentiated by: a variable or an entry.
  Formula variable(Term by) {
    Formula variable = by instanceof Term.Index index ? number(index) : terms.scalar(by);
    if (variable instanceof Formula.Var || variable instanceof Formula.Entry) {
      return variable;
    }
    throw Elaboration.shape(
        by, "a name or an entry to differentiate by", "a term", "Name it with let.");
  }

  private Formula replaced(Formula value, List<String> names, List<Value> meanings) {
    terms.scope().lengths.keySet().removeAll(names);
    terms.scope().kinds.keySet().removeAll(names);
    UnaryOperator<Formula> entries =
        entry ->
            entry instanceof Formula.Entry(String name, List<Formula> index)
                    && names.contains(name)
                    && meanings.get(names.indexOf(name)) instanceof Vector vector
                ? vector.at(index.getFirst())
                : entry;
    return new Substitution(
            name ->
                names.contains(name)
                        && meanings.get(names.indexOf(name)) instanceof Scalar(Formula meaning)
                    ? meaning
                    : Formula.var(name),
            entries,
            new LinkedHashSet<>(terms.scope().uses.names))
        .in(value);
  }
}
