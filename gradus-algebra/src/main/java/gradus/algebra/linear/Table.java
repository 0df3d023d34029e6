package gradus.algebra.linear;

import gradus.algebra.LinearLine;
import gradus.algebra.LinearLine.Combined;
import gradus.algebra.Work;
import gradus.algebra.checker.Premises;
import gradus.algebra.checker.Premises.Bound;
import gradus.algebra.checker.Sum;
import gradus.algebra.checker.Sum.Atom;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lines of an argument in numbers, from which one unknown after the other is eliminated.
///
/// Changes: lines are added.
final class Table {

  private static final int MOST = 400;

  private final Map<Map<Atom, Fraction>, Integer> places = new LinkedHashMap<>();
  private final List<Boolean> whole = new ArrayList<>();
  private final List<LinearLine<Map<Atom, Fraction>>> lines = new ArrayList<>();
  private final int before;

  private Table(int before) {
    this.before = before;
  }

  /// The lines that lead from some lines to something false; nothing if none are found.
  ///
  /// @param scope where the unknowns stand
  /// @param rows the lines, with their numbers
  /// @param before the number of the next line
  static Optional<Found> contradiction(Premises scope, Map<Bound, Integer> rows, int before) {
    Table table = new Table(before);
    try {
      return table.eliminate(table.rows(scope, rows));
    } catch (ArithmeticException large) {
      // numbers of more than 18 digits: there may be a contradiction, but none is found
      return Optional.empty();
    }
  }

  /// Lines that say something false.
  ///
  /// @param lines the lines
  /// @param last the number of the one that is false, which may have been there before them
  record Found(List<LinearLine<Map<Atom, Fraction>>> lines, int last) {}

  private Map<Row, Integer> rows(Premises scope, Map<Bound, Integer> bounds) {
    for (Bound bound : bounds.keySet()) {
      for (Map<Atom, Fraction> unknown : Elimination.unknowns(bound.form())) {
        if (!places.containsKey(unknown)) {
          places.put(unknown, whole.size());
          whole.add(scope.isWhole(Sum.of(unknown, Fraction.ONE)));
        }
      }
    }
    Map<Row, Integer> rows = new LinkedHashMap<>();
    bounds.forEach((bound, number) -> rows.putIfAbsent(row(bound), number));
    return rows;
  }

  private Row row(Bound bound) {
    BigInteger below = BigInteger.ONE;
    for (Fraction factor : bound.form().terms().values()) {
      below = below.multiply(factor.denominator()).divide(below.gcd(factor.denominator()));
    }
    Fraction scale = new Fraction(below, BigInteger.ONE);
    long[] factors = new long[whole.size() + 1];
    bound
        .form()
        .terms()
        .forEach(
            (unknown, factor) ->
                factors[places.getOrDefault(unknown, whole.size())] =
                    factor.times(scale).numerator().longValueExact());
    return Row.of(factors, bound.strict(), whole);
  }

  private Optional<Found> eliminate(Map<Row, Integer> rows) {
    Map<Row, Integer> left = rows;
    while (left.keySet().stream().noneMatch(Row::isFalse)) {
      int unknown = cheapest(left);
      if (unknown < 0 || left.size() > MOST) {
        return Optional.empty();
      }
      left = without(unknown, left);
    }
    int last =
        left.entrySet().stream()
            .filter(it -> it.getKey().isFalse())
            .findFirst()
            .orElseThrow()
            .getValue();
    return Optional.of(new Found(lines, last));
  }

  /// The unknown whose elimination leaves the fewest rows, of several the first; −1 if none is
  /// left.
  private int cheapest(Map<Row, Integer> rows) {
    int best = -1;
    long least = Long.MAX_VALUE;
    for (int unknown = 0; unknown < whole.size(); unknown++) {
      long up = 0;
      long down = 0;
      for (Row row : rows.keySet()) {
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

  private Map<Row, Integer> without(int unknown, Map<Row, Integer> rows) {
    Map<Row, Integer> next = new LinkedHashMap<>();
    rows.forEach(
        (up, first) -> {
          Work.requireWanted();
          long a = up.at(unknown);
          if (a == 0) {
            next.putIfAbsent(up, first);
          }
          if (a > 0) {
            rows.forEach(
                (down, second) -> {
                  long b = down.at(unknown);
                  if (b < 0) {
                    Work.done(1);
                    Row sum = up.plus(Math.negateExact(b), down, a, whole);
                    next.computeIfAbsent(
                        sum, _ -> added(new Combined<>(first, size(down, b), second, size(up, a))));
                  }
                });
          }
        });
    return next;
  }

  /// The size of a factor in the line as it is judged, in which those of the unknowns share none.
  private static Fraction size(Row row, long factor) {
    return Fraction.of(Math.absExact(factor), row.content());
  }

  private int added(LinearLine<Map<Atom, Fraction>> line) {
    lines.add(line);
    return before + lines.size() - 1;
  }
}
