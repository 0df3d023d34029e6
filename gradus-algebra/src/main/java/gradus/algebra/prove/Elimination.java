package gradus.algebra.prove;

import gradus.algebra.Work;
import gradus.algebra.prove.Constraint.Sign;
import gradus.reference.Fraction;
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

  /// A constraint with whole coefficients, the last one the number beside the unknowns.
  ///
  /// @param form the coefficients
  /// @param sign what is known of their sum
  private record Row(List<Long> form, Sign sign) {

    /// Scaled to whole numbers; throws {@link ArithmeticException} if one is large.
    static Row of(List<Fraction> form, Sign sign) {
      Fraction scale = Fraction.ONE.over(Content.scale(form));
      return new Row(
          form.stream().map(it -> it.times(scale).numerator().longValueExact()).toList(), sign);
    }

    long at(int unknown) {
      return form.get(unknown);
    }

    private int unknowns() {
      return form.size() - 1;
    }

    boolean isNumber() {
      return IntStream.range(0, unknowns()).allMatch(i -> at(i) == 0);
    }

    boolean isFalse() {
      long constant = at(unknowns());
      return isNumber()
          && switch (sign) {
            case ZERO -> constant != 0;
            case NOT_NEGATIVE -> constant < 0;
            case POSITIVE -> constant <= 0;
          };
    }

    /// This, times one number, and another one, times another.
    Row plus(long ours, Row other, long theirs, Sign sum) {
      Long[] all = new Long[form.size()];
      for (int i = 0; i < all.length; i++) {
        long mine = at(i);
        long yours = other.at(i);
        all[i] =
            mine == 0 && yours == 0
                ? 0L
                : Math.addExact(Math.multiplyExact(ours, mine), Math.multiplyExact(theirs, yours));
      }
      return new Row(List.of(all), sum);
    }

    /// The constraint with coefficients that share no factor, its constant rounded where all
    /// unknowns are whole; empty if no whole numbers can meet it.
    Optional<Row> rounded(List<Boolean> whole) {
      boolean all = true;
      long shared = 0;
      for (int i = 0; i < unknowns(); i++) {
        all &= at(i) == 0 || whole.get(i);
        shared = gcd(shared, at(i));
      }
      long constant = at(unknowns());
      if (shared == 0) {
        return Optional.of(this);
      }
      if (!all) {
        return Optional.of(over(gcd(shared, constant), constant, sign));
      }
      if (sign == Sign.ZERO) {
        return constant % shared == 0
            ? Optional.of(over(shared, constant, sign))
            : Optional.empty();
      }
      long bound = sign == Sign.POSITIVE ? constant - 1 : constant;
      return Optional.of(over(shared, Math.floorDiv(bound, shared) * shared, Sign.NOT_NEGATIVE));
    }

    private Row over(long divisor, long constant, Sign other) {
      Long[] all = new Long[form.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = (i < unknowns() ? at(i) : constant) / divisor;
      }
      return new Row(List.of(all), other);
    }

    private static long gcd(long a, long b) {
      return b == 0 ? Math.abs(a) : gcd(b, a % b);
    }
  }

  boolean contradicts(List<Constraint> constraints) {
    try {
      return isContradiction(constraints);
    } catch (ArithmeticException large) {
      // numbers of more than 18 digits: there may be a contradiction, but none is found
      return false;
    }
  }

  private boolean isContradiction(List<Constraint> constraints) {
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
      List<Fraction> form = new ArrayList<>(unknowns.size() + 1);
      unknowns.keySet().forEach(it -> form.add(constraint.form().coefficient(it)));
      form.add(constraint.form().coefficient(Monomial.ONE));
      Optional<Row> row = Row.of(form, constraint.sign()).rounded(whole);
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
    for (int i = 0; i < row.unknowns(); i++) {
      if (row.at(i) != 0 && (best < 0 || Math.abs(row.at(i)) == 1)) {
        best = i;
      }
    }
    return best;
  }

  private static List<Row> solved(Row row, Row equation, int unknown) {
    if (row.equals(equation)) {
      return List.of();
    }
    long by = equation.at(unknown);
    long factor = by > 0 ? -row.at(unknown) : row.at(unknown);
    return List.of(factor == 0 ? row : row.plus(Math.abs(by), equation, factor, row.sign));
  }

  private static List<Row> paired(Row row, List<Row> rows, int unknown) {
    if (row.at(unknown) == 0) {
      return List.of(row);
    }
    List<Row> made = new ArrayList<>();
    for (Row other : row.at(unknown) > 0 ? rows : List.<Row>of()) {
      if (other.at(unknown) < 0) {
        boolean strict = row.sign == Sign.POSITIVE || other.sign == Sign.POSITIVE;
        Sign sign = strict ? Sign.POSITIVE : Sign.NOT_NEGATIVE;
        made.add(row.plus(-other.at(unknown), other, row.at(unknown), sign));
      }
    }
    return made;
  }

  /// The unknown whose elimination leaves the fewest rows; of several the one that comes first.
  private static int cheapest(List<Row> rows) {
    Set<Integer> unknowns = new LinkedHashSet<>();
    for (Row row : rows) {
      for (int i = 0; i < row.unknowns(); i++) {
        if (row.at(i) != 0) {
          unknowns.add(i);
        }
      }
    }
    int best = unknowns.iterator().next();
    long least = Long.MAX_VALUE;
    for (int unknown : unknowns) {
      long up = rows.stream().filter(it -> it.at(unknown) > 0).count();
      long down = rows.stream().filter(it -> it.at(unknown) < 0).count();
      if (up * down - up - down < least) {
        least = up * down - up - down;
        best = unknown;
      }
    }
    return best;
  }
}
