package gradus.algebra.prove;

import gradus.algebra.Work;
import gradus.algebra.prove.Constraint.Sign;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Fourier and Motzkin's elimination: whether linear constraints contradict each other. Monomials
/// are the unknowns; whole ones let constants be rounded.
///
/// @param ring knows the whole numbers
/// @param work what may still be done
record Elimination(Ring ring, Work work) {

  private static final int LARGEST = 300;

  /// So many numbers of its rows are looked at in a unit of work.
  private static final int CELLS = 2;

  boolean contradicts(List<Constraint> constraints) {
    try {
      return isContradiction(constraints);
    } catch (ArithmeticException large) {
      // numbers of more than 18 digits: there may be a contradiction, but none is found
      return false;
    }
  }

  private boolean isContradiction(List<Constraint> constraints) {
    SortedSet<Monomial> unknowns = new TreeSet<>();
    constraints.forEach(it -> unknowns.addAll(it.form().terms().keySet()));
    unknowns.remove(Monomial.ONE);
    Map<Monomial, Integer> places = new HashMap<>();
    List<Boolean> whole = new ArrayList<>();
    for (Monomial unknown : unknowns) {
      places.put(unknown, whole.size());
      whole.add(ring.isWhole(unknown));
    }
    List<Row> rows = new ArrayList<>();
    for (Constraint constraint : constraints) {
      List<Fraction> form = new ArrayList<>(Collections.nCopies(whole.size() + 1, Fraction.ZERO));
      constraint
          .form()
          .terms()
          .forEach(
              (unknown, factor) -> form.set(places.getOrDefault(unknown, whole.size()), factor));
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
    Optional<Row> equation = rows.stream().filter(it -> it.sign() == Sign.ZERO).findFirst();
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
    return List.of(factor == 0 ? row : row.plus(Math.abs(by), equation, factor, row.sign()));
  }

  private static List<Row> paired(Row row, List<Row> rows, int unknown) {
    if (row.at(unknown) == 0) {
      return List.of(row);
    }
    List<Row> made = new ArrayList<>();
    for (Row other : row.at(unknown) > 0 ? rows : List.<Row>of()) {
      if (other.at(unknown) < 0) {
        boolean strict = row.sign() == Sign.POSITIVE || other.sign() == Sign.POSITIVE;
        Sign sign = strict ? Sign.POSITIVE : Sign.NOT_NEGATIVE;
        made.add(row.plus(-other.at(unknown), other, row.at(unknown), sign));
      }
    }
    return made;
  }

  /// The unknown whose elimination leaves the fewest rows; of several the one that comes first.
  private static int cheapest(List<Row> rows) {
    int best = -1;
    long least = Long.MAX_VALUE;
    for (int unknown = 0; unknown < rows.getFirst().unknowns(); unknown++) {
      long up = 0;
      long down = 0;
      for (Row row : rows) {
        up += row.at(unknown) > 0 ? 1 : 0;
        down += row.at(unknown) < 0 ? 1 : 0;
      }
      if (up + down > 0 && up * down - up - down < least) {
        least = up * down - up - down;
        best = unknown;
      }
    }
    return best;
  }
}
