package gradus.algebra.curvature;

import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;

/// A symmetric matrix of fractions.
///
/// @param rows its rows
record SymmetricMatrix(List<List<Fraction>> rows) {

  SymmetricMatrix {
    rows = rows.stream().map(List::copyOf).toList();
  }

  /// By symmetric elimination: every pivot is positive, or 0 with nothing beside it.
  boolean isSemidefinite() {
    List<List<Fraction>> rest = new ArrayList<>();
    rows.forEach(row -> rest.add(new ArrayList<>(row)));
    for (int k = 0; k < rest.size(); k++) {
      Fraction pivot = rest.get(k).get(k);
      boolean beside = false;
      for (int j = k + 1; j < rest.size(); j++) {
        beside |= rest.get(k).get(j).signum() != 0;
      }
      if (pivot.signum() < 0 || (pivot.signum() == 0 && beside)) {
        return false;
      }
      if (pivot.signum() > 0) {
        eliminate(rest, k);
      }
    }
    return true;
  }

  private static void eliminate(List<List<Fraction>> rest, int k) {
    List<Fraction> pivots = List.copyOf(rest.get(k));
    for (int i = k + 1; i < rest.size(); i++) {
      Fraction factor = pivots.get(i).over(pivots.get(k)).negated();
      for (int j = k + 1; j < rest.size(); j++) {
        rest.get(i).set(j, rest.get(i).get(j).plus(factor.times(pivots.get(j))));
      }
    }
  }
}
