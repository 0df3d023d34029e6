package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.signs.Forms;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Reasons;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import gradus.formula.Formula.Num;
import gradus.formula.Formula.Power;
import gradus.formula.Formula.Var;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Looks at quadratic forms in a vector as `vᵀMv`, and at what is left of `c²|v|²` beside `|Mv|²`:
/// the matrix is half the second derivative, and shown to be positive semidefinite as a claim about
/// it would be.
///
/// @param search looks for the reasons below
/// @param known what is given
record Quadratics(Inequalities search, Known known) {

  private static final Formula TWO = Formula.number(2);

  /// A term of no degree.
  private static final int NONE = -1;

  Optional<Reason> shown(Formula term, boolean strict) {
    for (Map.Entry<String, List<Setting.Range>> each : known.setting().tensors().entrySet()) {
      List<Setting.Range> ranges = each.getValue();
      if (ranges.size() == 1
          && ranges.getFirst().from().equals(Formula.ONE)
          && degree(term, each.getKey()) == 2) {
        Formula size = ranges.getFirst().to();
        Optional<Reason> found =
            strict
                ? definite(term, each.getKey(), size)
                : image(term, each.getKey(), size).or(() -> form(term, each.getKey(), size));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /// The degree of a term that is a polynomial of one degree in the entries of a vector.
  private static int degree(Formula term, String vector) {
    return switch (term) {
      case Entry(String tensor, List<Formula> _) when tensor.equals(vector) -> 1;
      case Neg(Formula inner) -> degree(inner, vector);
      case Add(List<Formula> terms) -> {
        List<Integer> all = terms.stream().map(it -> degree(it, vector)).distinct().toList();
        yield all.size() == 1 ? all.getFirst() : NONE;
      }
      case Mul(List<Formula> factors) -> {
        List<Integer> all = factors.stream().map(it -> degree(it, vector)).toList();
        yield all.contains(NONE) ? NONE : all.stream().mapToInt(it -> it).sum();
      }
      case Div(Formula above, Formula below) when degree(below, vector) == 0 ->
          degree(above, vector);
      case Power(Formula base, Num n)
          when n.numerator().signum() > 0
              && n.numerator().bitLength() < 4
              && n.denominator().equals(BigInteger.ONE)
              && degree(base, vector) >= 0 ->
          degree(base, vector) * n.numerator().intValue();
      case Fold sum when sum.combination() == Combination.SUM -> degree(sum.body(), vector);
      default -> Parts.of(term).stream().allMatch(it -> degree(it, vector) == 0) ? 0 : NONE;
    };
  }

  private Var row(Formula term) {
    return Inequalities.fresh(known, term, "row");
  }

  private Var column(Formula term) {
    return Inequalities.fresh(known, term, "column");
  }

  private Goal.Semidefinite matrix(Formula term, Formula size, Formula entry) {
    return new Goal.Semidefinite(known.setting(), size, row(term), column(term), entry);
  }

  /// A canonical form where row and column are places of the matrix.
  private Optional<Formula> normal(Formula term, Formula size, Formula entry) {
    Known places = new Known(gradus.algebra.signs.Laws.within(matrix(term, size, Formula.ZERO)));
    return search.normal(places, entry);
  }

  private static Optional<CurvatureProof> semidefinite(Goal.Semidefinite matrix) {
    return Minors.proof(matrix);
  }

  /// The entry of the matrix of a form: half the second derivative.
  private Optional<Formula> entry(Formula term, String vector, Formula size) {
    Derivative first = new Derivative(new Entry(vector, List.of(row(term))));
    Derivative second = new Derivative(new Entry(vector, List.of(column(term))));
    return normal(term, size, second.of(first.of(term)).over(TWO))
        .filter(it -> degree(it, vector) == 0);
  }

  private Optional<Reason> form(Formula term, String vector, Formula size) {
    return entry(term, vector, size)
        .flatMap(it -> form(matrix(term, size, it), vector))
        .flatMap(it -> search.by(known, term, Formula.ONE, it));
  }

  private Optional<Reason> form(Goal.Semidefinite matrix, String vector) {
    Formula at = new Entry(vector, List.of(matrix.row()));
    return semidefinite(matrix)
        .<Reason>map(why -> new Reason.Form(Forms.form(matrix, at), false, matrix, at, why))
        .filter(it -> Reasons.hold(known.setting(), it));
  }

  /// `vᵀMv > 0` where `Σ v² > 0` is given: on the diagonal of `M` there is more than the rest needs
  /// to be positive semidefinite, `vᵀ(M − D)v + Σ (D − min D) v² + min D · Σ v²`.
  private Optional<Reason> definite(Formula term, String vector, Formula size) {
    Optional<Fold> square = square(vector);
    Optional<Formula> entry = square.flatMap(_ -> entry(term, vector, size));
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    List<Formula> on = new ArrayList<>();
    List<Formula> rest = new ArrayList<>();
    for (Formula each : Apart.flat(entry.get())) {
      Formula there = beside(term, each, Formula.ONE);
      (there.equals(each) ? rest : on).add(there);
    }
    Formula diagonal = Known.replaced(Tidied.of(Inequalities.sum(on)), column(term), row(term));
    Optional<Reason> more = excess(square.get(), row(term), diagonal);
    if (on.isEmpty() || more.isEmpty() || rest.isEmpty()) {
      return more.flatMap(it -> search.by(known, term, Formula.ONE, it));
    }
    return form(matrix(term, size, Inequalities.sum(rest)), vector)
        .<Reason>map(
            it -> new Reason.Each(it.term().plus(more.get().term()), true, List.of(it, more.get())))
        .flatMap(it -> search.by(known, term, Formula.ONE, it));
  }

  /// `Σ D v² > 0` as that with the least `D`, and what is more.
  private Optional<Reason> excess(Fold square, Var row, Formula diagonal) {
    Formula body = Known.replaced(diagonal, row, square.index());
    boolean fixed = !Substitution.variables(diagonal).contains(row.name());
    Formula least =
        fixed
            ? diagonal
            : new Fold(Combination.MIN, square.index(), square.from(), square.to(), body);
    Formula whole = new Mul(List.of(least, square));
    Optional<Reason> positive =
        search
            .shown(known, least, true, Inequalities.LAST - 1)
            .map(it -> new Reason.Each(whole, true, List.of(it, new Reason.Linear(square, true))));
    if (fixed || positive.isEmpty()) {
      return positive;
    }
    Formula gap = body.minus(least);
    Formula product = new Mul(List.of(gap, square.body()));
    Reason each =
        new Reason.Each(
            product,
            false,
            List.of(
                new Reason.Member(gap, false, (Fold) least, square.index()),
                new Reason.Parts(square.body(), false)));
    Fold gaps = new Fold(Combination.SUM, square.index(), square.from(), square.to(), product);
    return Optional.<Reason>of(
            new Reason.Each(
                gaps.plus(whole),
                true,
                List.of(new Reason.Termwise(gaps, false, each), positive.get())))
        .filter(it -> Reasons.hold(known.setting(), it));
  }

  /// What is given to be positive, if it is `Σ v²`.
  private Optional<Fold> square(String vector) {
    return known.setting().given().stream()
        .flatMap(
            it ->
                it instanceof Condition.Compare(Relation relation, Fold sum, Formula zero)
                        && relation == Relation.GT
                        && zero.equals(Formula.ZERO)
                        && rate(sum, vector).isPresent()
                    ? Stream.of(sum)
                    : Stream.of())
        .findFirst();
  }

  /// A term with a number in the place of whether the row is the column.
  private Formula beside(Formula term, Formula part, Formula value) {
    if (part instanceof Formula.Iverson(Condition.Compare(Relation relation, var left, var right))
        && relation == Relation.EQ
        && Substitution.variables(left.minus(right))
            .equals(Set.of(row(term).name(), column(term).name()))) {
      return value;
    }
    List<Formula> parts = Parts.of(part).stream().map(it -> beside(term, it, value)).toList();
    return parts.isEmpty() ? part : Parts.replaced(part, parts);
  }

  /// `c² Σ v² − Σ (Σ M v)²`, where both are single summands.
  private Optional<Reason> image(Formula term, String vector, Formula size) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    if (above.size() != 1
        || below.size() != 1
        || !(below.getFirst() instanceof Fold sum)
        || !(sum.body() instanceof Power(Formula image, Formula exponent))
        || !exponent.equals(TWO)
        || !sum.from().equals(Formula.ONE)
        || !sum.to().equals(size)) {
      return Optional.empty();
    }
    Formula at = new Entry(vector, List.of(row(term)));
    Formula slope =
        new Derivative(new Entry(vector, List.of(column(term))))
            .of(Known.replaced(image, sum.index(), row(term)));
    return rate(above.getFirst(), vector)
        .flatMap(
            c ->
                normal(term, size, slope)
                    .filter(it -> degree(it, vector) == 0)
                    .flatMap(it -> image(matrix(term, size, it), at, c)))
        .filter(it -> Reasons.hold(known.setting(), it))
        .flatMap(it -> search.by(known, term, Formula.ONE, it));
  }

  private static Optional<Reason> image(Goal.Semidefinite matrix, Formula at, Formula c) {
    return semidefinite(Forms.apart(matrix, c, true))
        .flatMap(
            less ->
                semidefinite(Forms.apart(matrix, c, false))
                    .map(
                        more ->
                            new Reason.Image(
                                Forms.gap(matrix, at, c), false, matrix, at, c, less, more)));
  }

  /// `c` of a term `c² Σ v²`, by its form.
  private static Optional<Formula> rate(Formula term, String vector) {
    return switch (term) {
      case Fold sum -> {
        Formula v = new Entry(vector, List.of(sum.index()));
        boolean square =
            sum.body().equals(v.power(TWO)) || sum.body().equals(new Mul(List.of(v, v)));
        yield square ? Optional.of(Formula.ONE) : Optional.empty();
      }
      case Num(BigInteger above, BigInteger below) -> {
        Fraction root = new Fraction(above.abs().sqrt(), below.sqrt());
        yield root.times(root).equals(new Fraction(above, below))
            ? Optional.of(new Num(root.numerator(), root.denominator()))
            : Optional.empty();
      }
      case Power(Formula base, Formula two) when two.equals(TWO) -> Optional.of(base);
      case Mul(List<Formula> factors) -> {
        List<Formula> roots = new ArrayList<>();
        factors.forEach(it -> rate(it, vector).ifPresent(roots::add));
        yield roots.size() == factors.size()
            ? Optional.of(roots.stream().reduce(Formula.ONE, Formula::times))
            : Optional.empty();
      }
      case Div(Formula over, Formula under) ->
          rate(over, vector).flatMap(it -> rate(under, vector).map(it::over));
      default -> Optional.empty();
    };
  }
}
