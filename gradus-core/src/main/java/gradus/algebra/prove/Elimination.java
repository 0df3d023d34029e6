package gradus.algebra.prove;

import gradus.algebra.Work;
import gradus.algebra.prove.Constraint.Sign;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Fourier and Motzkin's elimination: whether linear constraints contradict each other. Monomials
/// are the unknowns; whole ones let constants be rounded.
///
/// @param ring knows the whole numbers
/// @param work what may still be done
record Elimination(Ring ring, Work work) {

  private static final int LARGEST = 300;

  /// So many numbers of its rows are looked at in a unit of work.
  private static final int CELLS = 2;

  /// A constraint by its coefficients.
  ///
  /// @param form one coefficient an unknown
  /// @param constant the number beside them
  /// @param sign what is known of their sum
  private record Row(List<Fraction> form, Fraction constant, Sign sign) {

    boolean isNumber() {
      return form.stream().allMatch(it -> it.signum() == 0);
    }

    boolean isFalse() {
      return isNumber()
          && switch (sign) {
            case ZERO -> constant.signum() != 0;
            case NOT_NEGATIVE -> constant.signum() < 0;
            case POSITIVE -> constant.signum() <= 0;
          };
    }

    /// This, times one number, and another one, times another.
    Row plus(Fraction ours, Row other, Fraction theirs, Sign sum) {
      List<Fraction> all = new ArrayList<>(form.size());
      for (int i = 0; i < form.size(); i++) {
        all.add(ours.times(form.get(i)).plus(theirs.times(other.form.get(i))));
      }
      return new Row(all, ours.times(constant).plus(theirs.times(other.constant)), sum);
    }

    /// The constraint with whole coefficients, its constant rounded where all unknowns are whole;
    /// empty if no whole numbers can meet it.
    Optional<Row> rounded(List<Boolean> whole) {
      if (isNumber()) {
        return Optional.of(this);
      }
      Fraction scale = Fraction.ONE.over(Content.scale(form));
      List<Fraction> scaled = form.stream().map(scale::times).toList();
      Fraction rest = constant.times(scale);
      boolean all =
          IntStream.range(0, form.size()).allMatch(i -> form.get(i).signum() == 0 || whole.get(i));
      if (!all) {
        return Optional.of(new Row(scaled, rest, sign));
      }
      if (sign == Sign.ZERO) {
        return rest.denominator().equals(BigInteger.ONE)
            ? Optional.of(new Row(scaled, rest, sign))
            : Optional.empty();
      }
      Fraction least = rest.floor();
      boolean strict = sign == Sign.POSITIVE && least.equals(rest);
      Fraction bound = strict ? least.plus(Fraction.of(-1)) : least;
      return Optional.of(new Row(scaled, bound, Sign.NOT_NEGATIVE));
    }
  }

  boolean contradicts(List<Constraint> constraints) {
    TreeMap<Monomial, Integer> unknowns = new TreeMap<>();
    constraints.forEach(it -> it.form().terms().keySet().forEach(m -> unknowns.put(m, 0)));
    unknowns.remove(Monomial.ONE);
    int next = 0;
    for (Map.Entry<Monomial, Integer> each : unknowns.entrySet()) {
      each.setValue(next++);
    }
    List<Boolean> whole = unknowns.keySet().stream().map(ring::isWhole).toList();
    List<Row> rows = new ArrayList<>();
    for (Constraint constraint : constraints) {
      List<Fraction> form = new ArrayList<>(unknowns.size());
      unknowns.keySet().forEach(it -> form.add(constraint.form().coefficient(it)));
      Optional<Row> row =
          new Row(form, constraint.form().coefficient(Monomial.ONE), constraint.sign())
              .rounded(whole);
      if (row.isEmpty() || row.get().isFalse()) {
        return true;
      }
      rows.add(row.get());
    }
    return eliminate(rows, whole);
  }

  private boolean eliminate(List<Row> start, List<Boolean> whole) {
    List<Row> rows = new ArrayList<>(new LinkedHashSet<>(start));
    rows.removeIf(Row::isNumber);
    while (!rows.isEmpty()) {
      work.spend(1 + (long) rows.size() * whole.size() / CELLS);
      if (work.isSpent()) {
        throw new BeyondReach("a linear argument that is more work than it may be");
      }
      Optional<List<Row>> next = withoutOne(rows, whole);
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
  private static Optional<List<Row>> withoutOne(List<Row> rows, List<Boolean> whole) {
    Optional<Row> equation = rows.stream().filter(it -> it.sign == Sign.ZERO).findFirst();
    int unknown = equation.isPresent() ? pivot(equation.get()) : cheapest(rows);
    Set<Row> next = new LinkedHashSet<>();
    for (Row row : rows) {
      List<Row> made =
          equation.isPresent() ? solved(row, equation.get(), unknown) : paired(row, rows, unknown);
      for (Row each : made) {
        Optional<Row> rounded = each.rounded(whole);
        if (rounded.isEmpty() || rounded.get().isFalse()) {
          return Optional.empty();
        }
        rounded.filter(it -> !it.isNumber()).ifPresent(next::add);
      }
    }
    return Optional.of(new ArrayList<>(next));
  }

  private static int pivot(Row row) {
    int best = -1;
    for (int i = 0; i < row.form.size(); i++) {
      Fraction coefficient = row.form.get(i);
      boolean unit = coefficient.numerator().abs().equals(BigInteger.ONE);
      if (coefficient.signum() != 0 && (best < 0 || unit)) {
        best = i;
      }
    }
    return best;
  }

  private static List<Row> solved(Row row, Row equation, int unknown) {
    if (row.equals(equation)) {
      return List.of();
    }
    Fraction factor = row.form.get(unknown).over(equation.form.get(unknown)).negated();
    return List.of(factor.signum() == 0 ? row : row.plus(Fraction.ONE, equation, factor, row.sign));
  }

  private static List<Row> paired(Row row, List<Row> rows, int unknown) {
    int sign = row.form.get(unknown).signum();
    if (sign == 0) {
      return List.of(row);
    }
    List<Row> made = new ArrayList<>();
    for (Row other : sign > 0 ? rows : List.<Row>of()) {
      if (other.form.get(unknown).signum() < 0) {
        boolean strict = row.sign == Sign.POSITIVE || other.sign == Sign.POSITIVE;
        made.add(
            row.plus(
                other.form.get(unknown).negated(),
                other,
                row.form.get(unknown),
                strict ? Sign.POSITIVE : Sign.NOT_NEGATIVE));
      }
    }
    return made;
  }

  /// The unknown whose elimination leaves the fewest rows; of several the one that comes first.
  private static int cheapest(List<Row> rows) {
    Set<Integer> unknowns = new LinkedHashSet<>();
    for (Row row : rows) {
      for (int i = 0; i < row.form.size(); i++) {
        if (row.form.get(i).signum() != 0) {
          unknowns.add(i);
        }
      }
    }
    int best = unknowns.iterator().next();
    long least = Long.MAX_VALUE;
    for (int unknown : unknowns) {
      long up = rows.stream().filter(it -> it.form.get(unknown).signum() > 0).count();
      long down = rows.stream().filter(it -> it.form.get(unknown).signum() < 0).count();
      if (up * down - up - down < least) {
        least = up * down - up - down;
        best = unknown;
      }
    }
    return best;
  }
}
