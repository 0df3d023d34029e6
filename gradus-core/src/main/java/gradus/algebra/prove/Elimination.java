package gradus.algebra.prove;

import gradus.algebra.prove.Constraint.Sign;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Fourier and Motzkin's elimination: whether linear constraints contradict each other. Monomials
/// are the unknowns; whole ones let constants be rounded.
///
/// @param ring knows the whole numbers
record Elimination(Ring ring) {

  private static final int LARGEST = 300;

  boolean contradicts(List<Constraint> constraints) {
    List<Constraint> rows = new ArrayList<>();
    for (Constraint constraint : constraints) {
      Optional<Constraint> row = rounded(constraint);
      if (row.isEmpty() || isFalse(row.get())) {
        return true;
      }
      rows.add(row.get());
    }
    return eliminate(rows);
  }

  private boolean eliminate(List<Constraint> start) {
    List<Constraint> rows = new ArrayList<>(new LinkedHashSet<>(start));
    rows.removeIf(row -> row.form().number().isPresent());
    while (!rows.isEmpty()) {
      Optional<List<Constraint>> next = withoutOne(rows);
      if (next.isEmpty()) {
        return true;
      }
      rows = next.get();
      if (rows.size() > LARGEST) {
        return false;
      }
    }
    return false;
  }

  /// The rows without one of their unknowns; empty if that shows a contradiction.
  private Optional<List<Constraint>> withoutOne(List<Constraint> rows) {
    for (Constraint row : rows) {
      if (row.sign() == Sign.ZERO) {
        return combined(rows, row, pivot(row));
      }
    }
    Monomial unknown = cheapest(rows);
    Set<Constraint> next = new LinkedHashSet<>();
    for (Constraint row : rows) {
      int sign = row.form().coefficient(unknown).signum();
      if (sign == 0) {
        next.add(row);
      }
      for (Constraint other : rows) {
        if (sign > 0 && other.form().coefficient(unknown).signum() < 0) {
          Optional<Constraint> sum = sum(row, other, unknown);
          if (sum.isEmpty()) {
            return Optional.empty();
          }
          sum.filter(made -> made.form().number().isEmpty()).ifPresent(next::add);
        }
      }
    }
    return Optional.of(new ArrayList<>(next));
  }

  private static Monomial pivot(Constraint row) {
    Monomial best = row.form().terms().lastKey();
    for (Monomial monomial : row.form().terms().keySet()) {
      Fraction coefficient = row.form().coefficient(monomial);
      boolean unit = coefficient.numerator().abs().equals(BigInteger.ONE);
      if (!monomial.isOne() && (best.isOne() || unit)) {
        best = monomial;
      }
    }
    return best;
  }

  private Optional<List<Constraint>> combined(
      List<Constraint> rows, Constraint equation, Monomial pivot) {
    Fraction leading = equation.form().coefficient(pivot);
    Set<Constraint> next = new LinkedHashSet<>();
    for (Constraint row : rows) {
      if (row.equals(equation)) {
        continue;
      }
      Fraction factor = row.form().coefficient(pivot).over(leading).negated();
      Constraint made = new Constraint(row.form().plus(equation.form().scale(factor)), row.sign());
      Optional<Constraint> checked = rounded(made).filter(each -> !isFalse(each));
      if (checked.isEmpty()) {
        return Optional.empty();
      }
      checked.filter(each -> each.form().number().isEmpty()).ifPresent(next::add);
    }
    return Optional.of(new ArrayList<>(next));
  }

  private static Monomial cheapest(List<Constraint> rows) {
    Set<Monomial> unknowns = new LinkedHashSet<>();
    rows.forEach(row -> unknowns.addAll(row.form().terms().keySet()));
    unknowns.remove(Monomial.ONE);
    Monomial best = unknowns.iterator().next();
    long least = Long.MAX_VALUE;
    for (Monomial unknown : unknowns) {
      long up = rows.stream().filter(r -> r.form().coefficient(unknown).signum() > 0).count();
      long down = rows.stream().filter(r -> r.form().coefficient(unknown).signum() < 0).count();
      if (up * down - up - down < least) {
        least = up * down - up - down;
        best = unknown;
      }
    }
    return best;
  }

  private Optional<Constraint> sum(Constraint up, Constraint down, Monomial unknown) {
    Fraction a = up.form().coefficient(unknown);
    Fraction b = down.form().coefficient(unknown).negated();
    boolean strict = up.sign() == Sign.POSITIVE || down.sign() == Sign.POSITIVE;
    Polynomial form = up.form().scale(b).plus(down.form().scale(a));
    return rounded(new Constraint(form, strict ? Sign.POSITIVE : Sign.NOT_NEGATIVE))
        .filter(each -> !isFalse(each));
  }

  private static boolean isFalse(Constraint row) {
    Optional<Fraction> number = row.form().number();
    return number.isPresent()
        && switch (row.sign()) {
          case ZERO -> number.get().signum() != 0;
          case NOT_NEGATIVE -> number.get().signum() < 0;
          case POSITIVE -> number.get().signum() <= 0;
        };
  }

  /// The constraint with whole coefficients, its constant rounded where all unknowns are whole;
  /// empty if no whole numbers can meet it.
  private Optional<Constraint> rounded(Constraint row) {
    if (row.form().number().isPresent()) {
      return Optional.of(row);
    }
    Fraction constant = row.form().coefficient(Monomial.ONE);
    Polynomial unknowns = row.form().minus(Polynomial.of(constant));
    Fraction scale = Fraction.ONE.over(Content.scale(unknowns));
    Polynomial whole = unknowns.scale(scale);
    Fraction rest = constant.times(scale);
    if (!ring.isWhole(whole)) {
      return Optional.of(new Constraint(whole.plus(Polynomial.of(rest)), row.sign()));
    }
    if (row.sign() == Sign.ZERO) {
      return rest.denominator().equals(BigInteger.ONE)
          ? Optional.of(Constraint.zero(whole.plus(Polynomial.of(rest))))
          : Optional.empty();
    }
    Fraction least = rest.floor();
    boolean strict = row.sign() == Sign.POSITIVE && least.equals(rest);
    Fraction bound = strict ? least.plus(Fraction.of(-1)) : least;
    return Optional.of(Constraint.notNegative(whole.plus(Polynomial.of(bound))));
  }
}
