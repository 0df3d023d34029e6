package gradus.explain.claim;

import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.explain.claim.Value.Matrix;
import gradus.explain.claim.Value.Scalar;
import gradus.explain.claim.Value.Vector;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Gradients, Jacobians, Hessians, and matrices by their names.
record Matrices(Elaboration terms) {

  Value of(Term.Call call) {
    List<Term> given = call.arguments();
    Term first = given.getFirst();
    return switch (call.function()) {
      case "grad" -> gradient(call);
      case "jacobian", "hessian" -> new Slopes(terms).of(call, by(call));
      case "transpose" -> Functions.transposed(terms.of(first));
      case "diag" -> {
        Vector p = terms.vector(first);
        yield new Matrix(p.size(), p.size(), (i, j) -> same(i, j).times(p.inside().apply(i)));
      }
      case "eye" -> {
        Formula size = count(first);
        yield new Matrix(size, size, Matrices::same);
      }
      case "ones", "zeros" -> {
        Formula value = call.function().equals("ones") ? Formula.ONE : Formula.ZERO;
        Formula size = count(first);
        yield given.size() == 1
            ? new Vector(size, _ -> value, false)
            : new Matrix(size, count(given.getLast()), (_, _) -> value);
      }
      case "one_hot" -> {
        Formula place = terms.scalar(first);
        Formula size = given.size() == 2 ? count(given.getLast()) : terms.scope().assumed("K");
        if (place instanceof Formula.Var(String name) && !terms.scope().isBound(place)) {
          terms.scope().kinds.put(name, Setting.Kind.INTEGER);
          terms.scope().places.exists(place, size);
        }
        yield new Vector(size, i -> same(i, place), false);
      }
      case "trace" -> {
        Matrix m = matrix(first);
        Arithmetic.fit(first, m.columns(), m.rows());
        yield new Scalar(new Arithmetic(terms).sum(m.rows(), i -> m.entry().apply(i, i)));
      }
      case "det" -> new Scalar(determinant(first));
      case "inv" -> inverse(first);
      case "rows" ->
          new Scalar(terms.of(first) instanceof Vector v ? v.size() : matrix(first).rows());
      case "columns" -> new Scalar(matrix(first).columns());
      case "corr_matrix", "conv_matrix" -> {
        Counts.needs(call, 2);
        Vector w = terms.vector(first);
        yield new Signals(terms)
            .matrix(
                call.function().startsWith("conv") ? Signals.flipped(w) : w,
                count(given.getLast()));
      }
      default ->
          throw new ClaimException(
              call.at(),
              "a term",
              "\"" + call.function() + "\" as a function",
              "See docs/guide/claims.md for the functions.");
    };
  }

  private Formula count(Term size) {
    if (size instanceof Term.Name(int _, String name)
        && !terms.scope().bound.containsKey(name)
        && !terms.scope().parameters.containsKey(name)
        && !terms.scope().definitions.containsKey(name)
        && !terms.scope().declared.contains(name)) {
      return terms.scope().size(name);
    }
    Formula count = terms.scope().counted(terms.scalar(size), size, "a length");
    if (count instanceof Formula.Num n && n.numerator().signum() < 0) {
      throw Elaboration.shape(size, "a length", "a negative number", "Lengths are 0 or more.");
    }
    return count;
  }

  static Formula same(Formula i, Formula j) {
    if (i instanceof Formula.Num && j instanceof Formula.Num) {
      return i.equals(j) ? Formula.ONE : Formula.ZERO;
    }
    return new Formula.Iverson(Condition.compare(Relation.EQ, i, j));
  }

  Matrix matrix(Term term) {
    Value value = terms.of(term);
    if (value instanceof Matrix m) {
      return m;
    }
    throw Elaboration.shape(term, "a matrix", "another shape", "Write [[1, 2], [3, 4]].");
  }

  /// Refuses a vector times a matrix of several rows, which may scale rows, scale columns or add
  /// up.
  static void needsOneRow(Term at, Matrix matrix) {
    if (!matrix.rows().equals(Formula.ONE)) {
      throw Elaboration.shape(
          at,
          "a number times a matrix",
          "a vector times a matrix",
          "Write diag(v) @ A to scale the rows, v @ A for their sum.");
    }
  }

  /// By what is differentiated; if it is not said, by the only name that there is.
  Term by(Term.Call call) {
    if (call.arguments().size() == 2) {
      return call.arguments().getLast();
    }
    Scope scope = terms.scope();
    Deque<Term> open = new ArrayDeque<>(call.arguments());
    Set<String> names = new LinkedHashSet<>();
    Set<String> seen = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      Uses inside = new Uses();
      inside.in(open.remove(), "");
      for (String name : inside.free) {
        Sentence.Definition definition = scope.definitions.get(name);
        if (definition == null) {
          names.add(name);
        } else if (seen.add(name)) {
          open.add(definition.term());
        }
      }
    }
    names.removeIf(scope.uses.indices::contains);
    List<String> tensors =
        names.stream()
            .filter(it -> !(terms.of(new Term.Name(call.at(), it)) instanceof Scalar))
            .toList();
    List<String> left = tensors.isEmpty() ? List.copyOf(names) : tensors;
    if (left.size() != 1) {
      throw new ClaimException(
          call.at(),
          "a name to differentiate by",
          left.isEmpty() ? "none" : "several: " + String.join(", ", left),
          "Write ∇_x f or grad(f, x).");
    }
    return new Term.Name(call.at(), left.getFirst());
  }

  private Value gradient(Term.Call call) {
    Term by = by(call);
    String name = by instanceof Term.Name(int _, String it) ? it : "";
    boolean defined = terms.scope().definitions.containsKey(name);
    if (!defined && terms.of(by) instanceof Matrix x) {
      Formula f = terms.scalar(call.arguments().getFirst());
      return new Matrix(
          x.rows(), x.columns(), (i, j) -> Derivative.untaken(f, x.entry().apply(i, j)));
    }
    if (!defined && !(terms.of(by) instanceof Vector)) {
      return terms.of(new Term.Slope(call.at(), call.arguments().getFirst(), List.of(by)));
    }
    Vector x = terms.vector(by);
    if (!defined) {
      Formula f = terms.scalar(call.arguments().getFirst());
      return new Vector(x.size(), i -> Derivative.untaken(f, x.inside().apply(i)), false);
    }
    return new Slopes(terms).gradient(call.arguments().getFirst(), by, x.size());
  }

  private Formula determinant(Term term) {
    Matrix m = matrix(term);
    int rows = Sizes.whole(m.rows()).orElse(Integer.MAX_VALUE);
    Arithmetic.fit(term, m.columns(), m.rows());
    if (rows > 5) {
      throw Elaboration.shape(
          term, "a matrix of at most 5 rows", "more", "Say how many: for K = 3.");
    }
    return laplace(m, 1, firsts(rows));
  }

  /// The determinant of the first rows and columns.
  static Formula leading(Matrix m, int rows) {
    return laplace(m, 1, firsts(rows));
  }

  /// By minors, so for matrices of a few rows.
  private Matrix inverse(Term term) {
    Matrix m = matrix(term);
    Formula determinant = determinant(term);
    int n = Sizes.whole(m.rows()).orElseThrow();
    List<List<Formula>> cells = new ArrayList<>();
    for (int i = 1; i <= n; i++) {
      List<Formula> row = new ArrayList<>();
      for (int j = 1; j <= n; j++) {
        Formula minor = laplace(without(m, j, i), 1, firsts(n - 1));
        row.add(((i + j) % 2 == 0 ? minor : minor.negated()).over(determinant));
      }
      cells.add(row);
    }
    return new Matrix(
        m.rows(),
        m.columns(),
        (i, j) ->
            Elaboration.chosen(cells.stream().map(row -> Elaboration.chosen(row, j)).toList(), i));
  }

  private static List<Integer> firsts(int n) {
    return IntStream.rangeClosed(1, n).boxed().toList();
  }

  /// A matrix of numbers for rows and columns without one of each.
  private static Matrix without(Matrix m, int row, int column) {
    return new Matrix(
        m.rows(), m.columns(), (i, j) -> m.entry().apply(after(i, row), after(j, column)));
  }

  private static Formula after(Formula place, int left) {
    int at = ((Formula.Num) place).numerator().intValue();
    return Formula.number(at < left ? at : at + 1);
  }

  private static Formula laplace(Matrix m, int row, List<Integer> columns) {
    Formula sum = columns.isEmpty() ? Formula.ONE : Formula.ZERO;
    for (int j = 0; j < columns.size(); j++) {
      Formula entry = m.entry().apply(Formula.number(row), Formula.number(0L + columns.get(j)));
      List<Integer> rest = new ArrayList<>(columns.subList(0, j));
      rest.addAll(columns.subList(j + 1, columns.size()));
      Formula part = entry.times(laplace(m, row + 1, rest));
      sum = j % 2 == 0 ? sum.plus(part) : sum.minus(part);
    }
    return sum;
  }
}
