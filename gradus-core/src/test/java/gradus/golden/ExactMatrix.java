package gradus.golden;

import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// A small matrix of exact fractions, for tests.
///
/// @param rows its rows
record ExactMatrix(List<List<Fraction>> rows) {

  static ExactMatrix of(JsonNode node) {
    return new ExactMatrix(node.valueStream().map(Golden::fractions).toList());
  }

  static ExactMatrix identity(int n) {
    return softmax(Collections.nCopies(n, Fraction.ZERO)).minusOnDiagonal(Fraction.of(-1));
  }

  /// `Diag(p) − ppᵀ`.
  static ExactMatrix softmax(List<Fraction> p) {
    List<List<Fraction>> rows = new ArrayList<>();
    for (int i = 0; i < p.size(); i++) {
      List<Fraction> row = new ArrayList<>();
      for (int j = 0; j < p.size(); j++) {
        Fraction product = p.get(i).times(p.get(j)).negated();
        row.add(i == j ? p.get(i).plus(product) : product);
      }
      rows.add(row);
    }
    return new ExactMatrix(rows);
  }

  private int size() {
    return rows.size();
  }

  private Fraction at(int i, int j) {
    return rows.get(i).get(j);
  }

  ExactMatrix negated() {
    return new ExactMatrix(
        rows.stream().map(row -> row.stream().map(Fraction::negated).toList()).toList());
  }

  ExactMatrix minusOnDiagonal(Fraction value) {
    List<List<Fraction>> changed = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      List<Fraction> row = new ArrayList<>(rows.get(i));
      row.set(i, row.get(i).plus(value.negated()));
      changed.add(row);
    }
    return new ExactMatrix(changed);
  }

  ExactMatrix transposed() {
    return new ExactMatrix(
        IntStream.range(0, rows.getFirst().size())
            .mapToObj(j -> rows.stream().map(row -> row.get(j)).toList())
            .toList());
  }

  ExactMatrix times(ExactMatrix other) {
    List<List<Fraction>> product = new ArrayList<>();
    for (List<Fraction> left : rows) {
      List<Fraction> row = new ArrayList<>();
      for (List<Fraction> right : other.transposed().rows) {
        Fraction sum = Fraction.ZERO;
        for (int i = 0; i < left.size(); i++) {
          sum = sum.plus(left.get(i).times(right.get(i)));
        }
        row.add(sum);
      }
      product.add(row);
    }
    return new ExactMatrix(product);
  }

  Fraction determinant() {
    return minor(IntStream.range(0, size()).boxed().toList());
  }

  /// By expansion along the first of these rows and columns.
  private Fraction minor(List<Integer> kept) {
    return minor(kept, kept);
  }

  private Fraction minor(List<Integer> across, List<Integer> down) {
    if (across.isEmpty()) {
      return Fraction.ONE;
    }
    Fraction sum = Fraction.ZERO;
    for (int at = 0; at < across.size(); at++) {
      List<Integer> rest = new ArrayList<>(across.subList(0, at));
      rest.addAll(across.subList(at + 1, across.size()));
      Fraction term =
          at(down.getFirst(), across.get(at)).times(minor(rest, down.subList(1, down.size())));
      sum = sum.plus(at % 2 == 0 ? term : term.negated());
    }
    return sum;
  }

  private boolean minors(boolean strict) {
    for (int mask = 1; mask < 1 << size(); mask++) {
      int chosen = mask;
      List<Integer> kept =
          IntStream.range(0, size()).filter(i -> ((chosen >> i) & 1) == 1).boxed().toList();
      int sign = minor(kept).signum();
      if (sign < 0 || (strict && sign == 0)) {
        return false;
      }
    }
    return true;
  }

  boolean isSemidefinite() {
    return minors(false);
  }

  boolean isDefinite() {
    return minors(true);
  }

  int rank() {
    List<List<Fraction>> left = new ArrayList<>();
    rows.forEach(row -> left.add(new ArrayList<>(row)));
    int rank = 0;
    for (int column = 0; column < rows.getFirst().size(); column++) {
      int pivot = rank;
      while (pivot < left.size() && left.get(pivot).get(column).signum() == 0) {
        pivot++;
      }
      if (pivot < left.size()) {
        Collections.swap(left, pivot, rank);
        for (int i = rank + 1; i < left.size(); i++) {
          Fraction factor = left.get(i).get(column).over(left.get(rank).get(column)).negated();
          for (int j = 0; j < left.get(i).size(); j++) {
            left.get(i).set(j, left.get(i).get(j).plus(left.get(rank).get(j).times(factor)));
          }
        }
        rank++;
      }
    }
    return rank;
  }
}
