package gradus.explain.claim;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.explain.claim.Term.Binary;
import gradus.explain.claim.Term.Call;
import gradus.explain.claim.Term.Name;
import gradus.explain.claim.Value.Matrix;
import gradus.explain.claim.Value.Scalar;
import gradus.explain.claim.Value.Vector;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// That a matrix is positive definite: it is symmetric, and `vᵀMv > 0` for all v but 0. For a few
/// rows the second says that the leading minors are above 0 (Sylvester).
///
/// @param terms where terms become formulas
record Definites(Elaboration terms) {

  private static final int FEW = 4;
  private static final Set<String> SYMMETRIC = Set.of("hessian", "eye", "diag");

  /// What has to be shown, or the one thing that has to fail somewhere.
  List<Function<Setting, Goal>> of(int at, Term matrix, boolean contrary) {
    Matrix m = new Matrices(terms).matrix(matrix);
    Arithmetic.fit(matrix, m.columns(), m.rows());
    int few = Sizes.whole(m.rows()).orElse(Integer.MAX_VALUE);
    List<Function<Setting, Goal>> goals = new ArrayList<>();
    if (few <= FEW) {
      return few(m, few, contrary);
    }
    boolean symmetric = isSymmetric(matrix);
    Name v = new Name(at, Curvatures.direction(terms.scope()));
    terms.scope().lengths.put(v.name(), List.of(m.rows()));
    Formula form = terms.scalar(form(matrix, v));
    Formula square = terms.scalar(dot(v, v));
    Formula.Var i = terms.scope().fresh("i");
    Formula.Var j = terms.scope().fresh("j");
    if (!symmetric) {
      index(i, m);
      index(j, m);
    }
    Condition same = Condition.compare(Relation.EQ, m.entry().apply(i, j), m.entry().apply(j, i));
    if (!contrary && !symmetric) {
      goals.add(equal(m.entry().apply(i, j), m.entry().apply(j, i)));
    }
    Formula above = contrary && !symmetric ? new Formula.Choose(same, form, Formula.ZERO) : form;
    goals.add(
        setting -> {
          List<Condition> given = new ArrayList<>(setting.given());
          given.add(Condition.compare(Relation.GT, square, Formula.ZERO));
          Setting with = new Setting(setting.variables(), setting.tensors(), given);
          return positive(above).apply(with);
        });
    return goals;
  }

  private void index(Formula.Var index, Matrix m) {
    terms.scope().kinds.put(index.name(), Setting.Kind.INTEGER);
    terms.scope().places.exists(index, m.rows());
  }

  /// Of a few rows each thing by itself; of the contrary that one of them fails.
  private static List<Function<Setting, Goal>> few(Matrix m, int rows, boolean contrary) {
    List<Function<Setting, Goal>> goals = new ArrayList<>();
    List<Condition> same = new ArrayList<>();
    for (int i = 1; i <= rows; i++) {
      for (int j = 1; j < i; j++) {
        Formula left = m.entry().apply(Formula.number(i), Formula.number(j));
        Formula right = m.entry().apply(Formula.number(j), Formula.number(i));
        goals.add(equal(left, right));
        if (!left.equals(right)) {
          same.add(Condition.compare(Relation.EQ, left, right));
        }
      }
    }
    Formula least = Matrices.leading(m, 1);
    goals.add(positive(least));
    for (int n = 2; n <= rows; n++) {
      Formula minor = Matrices.leading(m, n);
      goals.add(positive(minor));
      least = Formula.call("min", least, minor);
    }
    Formula one =
        same.isEmpty() ? least : new Formula.Choose(new Condition.And(same), least, Formula.ZERO);
    return contrary ? List.of(positive(one)) : goals;
  }

  private static Function<Setting, Goal> equal(Formula left, Formula right) {
    return setting -> new Goal.Compare(setting, left, Relation.EQ, right);
  }

  private static Function<Setting, Goal> positive(Formula term) {
    return setting -> new Goal.Compare(setting, term, Relation.GT, Formula.ZERO);
  }

  /// Whether nothing has to be shown of a matrix that is written like this.
  private boolean isSymmetric(Term matrix) {
    return switch (matrix) {
      case Name(int _, String name) -> name.equals("I");
      case Term.Minus(int _, Term of) -> isSymmetric(of);
      case Call(int _, String function, List<Term> of) ->
          SYMMETRIC.contains(function)
              || (function.equals("outer") && of.getFirst().equals(of.getLast()));
      case Binary binary ->
          switch (binary.sign()) {
            case "+", "-" -> isSymmetric(binary.left()) && isSymmetric(binary.right());
            case "/" -> isSymmetric(binary.left());
            default ->
                isSquare(binary)
                    || (isNumber(binary.left()) && isSymmetric(binary.right()))
                    || (isNumber(binary.right()) && isSymmetric(binary.left()));
          };
      default -> false;
    };
  }

  private boolean isNumber(Term term) {
    return !(term instanceof Name(int _, String name) && name.equals("I"))
        && terms.of(term) instanceof Scalar;
  }

  /// Whether a product is `AᵀA`, `AAᵀ` or `vvᵀ`.
  private static boolean isSquare(Binary binary) {
    return isTransposed(binary.left()) != isTransposed(binary.right())
        && isSame(plain(binary.left()), plain(binary.right()));
  }

  private static boolean isTransposed(Term term) {
    return (term instanceof Call(int _, String function, List<Term> _)
            && function.equals("transpose"))
        || (term instanceof Binary binary && Term.isTransposed(binary));
  }

  private static Term plain(Term term) {
    return !isTransposed(term)
        ? term
        : term instanceof Binary binary ? binary.left() : ((Call) term).arguments().getFirst();
  }

  /// Whether two terms are written in the same way.
  private static boolean isSame(Term one, Term other) {
    return switch (one) {
      case Name(int _, String name) -> other instanceof Name(int _, String it) && it.equals(name);
      case Call(int _, String function, List<Term> of) ->
          other instanceof Call(int _, String it, List<Term> its)
              && it.equals(function)
              && its.size() == of.size()
              && IntStream.range(0, of.size()).allMatch(i -> isSame(of.get(i), its.get(i)));
      case Binary(int _, String sign, Term left, Term right) ->
          other instanceof Binary(int _, String it, Term l, Term r)
              && it.equals(sign)
              && isSame(left, l)
              && isSame(right, r);
      default -> false;
    };
  }

  /// `vᵀMv`, summand by summand: `‖Av‖²` for `AᵀA`.
  private Term form(Term matrix, Name v) {
    int at = matrix.at();
    return switch (matrix) {
      case Name(int _, String name) when name.equals("I") -> dot(v, v);
      case Term.Minus(int _, Term of) -> new Term.Minus(at, form(of, v));
      case Call(int _, String function, List<Term> of) ->
          switch (function) {
            case "eye" -> dot(v, v);
            case "diag" ->
                new Call(
                    at,
                    "sum",
                    List.of(new Binary(at, "⊙", of.getFirst(), new Binary(at, "⊙", v, v))));
            case "outer" -> new Binary(at, "*", dot(of.getFirst(), v), dot(of.getLast(), v));
            default -> dot(v, new Binary(at, "@", matrix, v));
          };
      case Binary binary -> form(binary, v);
      default -> dot(v, new Binary(at, "@", matrix, v));
    };
  }

  private Term form(Binary binary, Name v) {
    int at = binary.at();
    Term left = binary.left();
    Term right = binary.right();
    return switch (binary.sign()) {
      case "+", "-" -> new Binary(at, binary.sign(), form(left, v), form(right, v));
      case "/" -> new Binary(at, "/", form(left, v), right);
      default -> product(binary, v);
    };
  }

  private Term product(Binary binary, Name v) {
    int at = binary.at();
    Term left = binary.left();
    Term right = binary.right();
    if (isSquare(binary)) {
      boolean vector = terms.of(plain(left)) instanceof Vector;
      Term image = vector ? dot(plain(left), v) : new Binary(at, "@", right, v);
      return vector ? new Binary(at, "*", image, image) : dot(image, image);
    }
    if (isNumber(left)) {
      return new Binary(at, "*", left, form(right, v));
    }
    return isNumber(right)
        ? new Binary(at, "*", right, form(left, v))
        : dot(v, new Binary(at, "@", left, new Binary(at, "@", right, v)));
  }

  private static Term dot(Term left, Term right) {
    return new Call(left.at(), "dot", List.of(left, right));
  }
}
