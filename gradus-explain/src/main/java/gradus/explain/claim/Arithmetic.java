package gradus.explain.claim;

import gradus.explain.claim.Value.Matrix;
import gradus.explain.claim.Value.Scalar;
import gradus.explain.claim.Value.Vector;
import gradus.explain.notation.FormulaText;
import gradus.formula.Formula;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// Sums, products and powers of numbers, vectors and matrices.
record Arithmetic(Elaboration terms) {

  Value of(Term.Binary binary) {
    if (Set.of("+", "-", "⊙", "*", "@", "·").contains(binary.sign())) {
      new Adoption(terms.scope()).adopt(binary.left(), binary.right());
      new Adoption(terms.scope()).adopt(binary.right(), binary.left());
    }
    if (Set.of("+", "-", "⊙", "*").contains(binary.sign())) {
      new Adoption(terms.scope()).adoptShape(binary.left(), binary.right());
      new Adoption(terms.scope()).adoptShape(binary.right(), binary.left());
    }
    Value left = terms.of(binary.left());
    if (Term.isTransposed(binary) && !(left instanceof Scalar)) {
      return Functions.transposed(left);
    }
    if (left instanceof Matrix m
        && "@* ·".contains(binary.sign())
        && !m.columns().equals(Formula.ONE)) {
      new Adoption(terms.scope()).adopt(binary.right(), m.columns());
    }
    if (left instanceof Matrix m
        && "@* ·".contains(binary.sign())
        && binary.right() instanceof Term.Name(int _, String ones)
        && ones.equals(WordParser.ONES)) {
      return new Vector(m.rows(), i -> sum(m.columns(), j -> m.entry().apply(i, j)), false);
    }
    Value right = terms.of(binary.right());
    if (isGroup(binary.left(), left) && !isSingle(right)) {
      left = new Scalar(((Vector) left).inside().apply(Formula.ONE));
    }
    if (isGroup(binary.right(), right) && !isSingle(left)) {
      right = new Scalar(((Vector) right).inside().apply(Formula.ONE));
    }
    return switch (binary.sign()) {
      case "+" -> each(binary, left, right, Formula::plus, true);
      case "-" -> each(binary, left, right, Formula::minus, true);
      case "⊙" -> each(binary, left, right, Formula::times, true);
      case "*", "@", " " -> product(binary, left, right);
      case "·" ->
          left instanceof Vector && right instanceof Vector
              ? new Functions(terms)
                  .of(new Term.Call(binary.at(), "dot", List.of(binary.left(), binary.right())))
              : product(binary, left, right);
      case "/" -> {
        if (right.equals(new Scalar(Formula.ZERO))) {
          throw Elaboration.shape(
              binary,
              "a divisor other than 0",
              "0",
              "What comes near to it is a limit: lim(a -> 0+) 1/a = inf.");
        }
        yield each(binary, left, right, Arithmetic::quotient, false);
      }
      case "^" -> power(binary, left);
      case "⊗" -> outer(terms.vector(binary.left()), terms.vector(binary.right()));
      case "⋆" -> new Signals(terms).of("corr_valid", binary.left(), binary.right());
      case "∗̃" -> new Signals(terms).of("corr_full", binary.left(), binary.right());
      default -> star(binary, left, right);
    };
  }

  /// Whether brackets around one number may be parentheses: `2[a + b]`.
  private static boolean isGroup(Term term, Value value) {
    return term instanceof Term.Listed(int _, List<Term> elements)
        && elements.size() == 1
        && value instanceof Vector;
  }

  private static boolean isSingle(Value value) {
    return value instanceof Vector v && isOne(v.size());
  }

  static Formula quotient(Formula above, Formula below) {
    return above instanceof Formula.Num && below instanceof Formula.Num n && !n.equals(Formula.ZERO)
        ? above.times(new Formula.Num(n.denominator(), n.numerator()))
        : above.over(below);
  }

  private Value star(Term.Binary binary, Value left, Value right) {
    if (left instanceof Vector && right instanceof Vector) {
      throw Elaboration.shape(
          binary,
          "an operation with a mode",
          "∗ between two signals",
          "Write corr_valid, corr_full, conv_valid, conv_full or conv_same.");
    }
    if (binary.left() instanceof Term.Name(int _, String x)
        && binary.right() instanceof Term.Name(int _, String w)) {
      throw Elaboration.shape(
          binary,
          "a product or a convolution",
          "%s ∗ %s, which may be either".formatted(x, w),
          "Write %1$s*%2$s of numbers, conv_full(%1$s, %2$s) of signals.".formatted(x, w));
    }
    return product(binary, left, right);
  }

  private Value power(Term.Binary binary, Value left) {
    Formula exponent = terms.scalar(binary.right());
    boolean e = binary.left() instanceof Term.Name(int _, String base) && base.equals("e");
    if (e && left.equals(new Scalar(Formula.call("exp", Formula.ONE)))) {
      return new Scalar(Formula.call("exp", exponent));
    }
    if (left instanceof Matrix && exponent.equals(Formula.number(-1))) {
      return terms.of(new Term.Call(binary.at(), "inv", List.of(binary.left())));
    }
    if (left instanceof Matrix m
        && binary.left() instanceof Term.Name(int _, String name)
        && Sizes.same(m.rows(), m.columns())
        && !m.rows().equals(Formula.ONE)) {
      throw new ClaimException(
          binary.at(),
          "one meaning of a power of a square matrix",
          "\"" + name + "^\"",
          "Write %s @ %s, or %s ⊙ %s entry by entry.".formatted(name, name, name, name));
    }
    return map(left, base -> base.power(exponent), false);
  }

  /// A function of each number.
  static Value map(Value value, UnaryOperator<Formula> function, boolean keepsZero) {
    return switch (value) {
      case Scalar(Formula x) -> new Scalar(function.apply(x));
      case Vector v ->
          new Vector(
              v.size(), i -> function.apply(v.inside().apply(i)), keepsZero && v.zeroOutside());
      case Matrix m ->
          new Matrix(m.rows(), m.columns(), (i, j) -> function.apply(m.entry().apply(i, j)));
    };
  }

  /// An operation entry by entry; a number stands for as many as the other side has.
  static Value each(
      Term at, Value left, Value right, BinaryOperator<Formula> operation, boolean keepsZero) {
    if (left instanceof Scalar(Formula x)) {
      return map(right, y -> operation.apply(x, y), false);
    }
    if (right instanceof Scalar(Formula y)) {
      return map(left, x -> operation.apply(x, y), false);
    }
    if (left instanceof Vector u && right instanceof Vector v) {
      agree(at, u.size(), v.size());
      return new Vector(
          u.size(),
          i -> operation.apply(u.inside().apply(i), v.inside().apply(i)),
          keepsZero && u.zeroOutside() && v.zeroOutside());
    }
    if (left instanceof Matrix a && right instanceof Matrix b) {
      fit(at, a.rows(), b.rows());
      fit(at, a.columns(), b.columns());
      return new Matrix(
          a.rows(),
          a.columns(),
          (i, j) -> operation.apply(a.entry().apply(i, j), b.entry().apply(i, j)));
    }
    throw Elaboration.shape(at, "two of one shape", "a vector and a matrix", "Use @ to multiply.");
  }

  static void agree(Term at, Formula left, Formula right) {
    if (!Sizes.same(left, right)) {
      throw new Misread(
          Elaboration.shape(
              at,
              "vectors of one length",
              FormulaText.of(left) + " and " + FormulaText.of(right) + " entries",
              "Say how long they are: where x in R^d."),
          left,
          right);
    }
  }

  /// Refuses matrices that do not fit.
  static void fit(Term at, Formula left, Formula right) {
    if (!Sizes.same(left, right)) {
      throw new Misread(
          Elaboration.shape(
              at,
              "matrices that fit",
              FormulaText.of(left) + " and " + FormulaText.of(right) + " rows or columns",
              "Say how large they are: where A in R^(m x n)."),
          left,
          right);
    }
  }

  Value product(Term at, Value left, Value right) {
    if (left instanceof Matrix a && right instanceof Matrix b) {
      if (at instanceof Term.Binary binary && terms.scope().extents.areEntryByEntry(binary, a, b)) {
        return each(at, left, right, Formula::times, false);
      }
      fit(at, a.columns(), b.rows());
      Optional<Vector> first = diagonal(at, true);
      Optional<Vector> last = diagonal(at, false);
      if (first.isPresent() || last.isPresent()) {
        return new Matrix(
            a.rows(),
            b.columns(),
            (i, j) ->
                first.isPresent()
                    ? first.get().inside().apply(i).times(b.entry().apply(i, j))
                    : a.entry().apply(i, j).times(last.orElseThrow().inside().apply(j)));
      }
      return new Matrix(
          a.rows(),
          b.columns(),
          (i, j) -> sum(a.columns(), k -> a.entry().apply(i, k).times(b.entry().apply(k, j))));
    }
    if (left instanceof Matrix a && right instanceof Vector v) {
      if (!a.columns().equals(Formula.ONE)) {
        fit(at, a.columns(), v.size());
      }
      Value column =
          a.columns().equals(Formula.ONE)
              ? new Matrix(
                  a.rows(),
                  v.size(),
                  (i, j) -> a.entry().apply(i, Formula.ONE).times(v.inside().apply(j)))
              : new Vector(
                  a.rows(),
                  i -> sum(a.columns(), k -> a.entry().apply(i, k).times(v.inside().apply(k))),
                  false);
      return column instanceof Vector one && one.size().equals(Formula.ONE)
          ? new Scalar(one.inside().apply(Formula.ONE))
          : column;
    }
    boolean rows = at instanceof Term.Binary binary && binary.sign().equals("@");
    if (rows && left instanceof Vector u && right instanceof Vector v) {
      agree(at, u.size(), v.size());
      return new Scalar(dot(List.of(u, v)));
    }
    if (rows && left instanceof Vector u && right instanceof Matrix b && !isOne(b.rows())) {
      fit(at, u.size(), b.rows());
      return new Vector(
          b.columns(),
          j -> sum(u.size(), k -> u.inside().apply(k).times(b.entry().apply(k, j))),
          false);
    }
    if (left instanceof Vector u && right instanceof Matrix b) {
      Matrices.needsOneRow(at, b);
      return new Matrix(
          u.size(),
          b.columns(),
          (i, j) -> u.inside().apply(i).times(b.entry().apply(Formula.ONE, j)));
    }
    return each(at, left, right, Formula::times, true);
  }

  /// The diagonal of a factor that is written as `diag(v)`: no sum is needed to multiply by it.
  private Optional<Vector> diagonal(Term at, boolean first) {
    return at instanceof Term.Binary binary
            && (first ? binary.left() : binary.right())
                instanceof Term.Call(int _, String function, List<Term> of)
            && function.equals("diag")
            && of.size() == 1
            && terms.of(of.getFirst()) instanceof Vector v
        ? Optional.of(v)
        : Optional.empty();
  }

  private static boolean isOne(Formula size) {
    return size.equals(Formula.ONE);
  }

  static Value outer(Vector u, Vector v) {
    return new Matrix(u.size(), v.size(), (i, j) -> u.inside().apply(i).times(v.inside().apply(j)));
  }

  /// `Σ_{k=1}^{size} body`.
  Formula sum(Formula size, UnaryOperator<Formula> body) {
    return terms.over(Formula.Combination.SUM, "s", Formula.ONE, size, body);
  }

  /// `Σ_{k=1}^{size} u_k v_k`.
  Formula dot(List<Vector> pair) {
    return sum(
        pair.getFirst().size(),
        k -> pair.getFirst().inside().apply(k).times(pair.getLast().inside().apply(k)));
  }
}
