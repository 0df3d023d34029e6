package gradus.algebra.checker;

import gradus.algebra.Work;
import gradus.algebra.checker.Scope.Fact;
import gradus.algebra.checker.Sum.Atom;
import gradus.reference.Fraction;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether facts contradict each other, by elimination (Fourier and Motzkin); products of unknowns
/// are unknowns themselves.
///
/// @param scope knows the whole numbers
record Elimination(Scope scope) {

  /// By the facts alone, or with the products of two of them.
  boolean isImpossible(Set<Fact> rows) {
    if (isContradiction(rows)) {
      return true;
    }
    Set<Fact> more = products(rows);
    more.addAll(rows);
    return more.size() > rows.size() && isContradiction(more);
  }

  private boolean isContradiction(Set<Fact> rows) {
    Set<Fact> left = rows;
    while (left.stream().noneMatch(Fact::isFalse)) {
      Set<Fact> now = left;
      Set<Map<Atom, Fraction>> unknowns = unknowns(now);
      if (unknowns.isEmpty() || now.size() > 400) {
        return false;
      }
      left = without(Collections.min(unknowns, Comparator.comparingLong(it -> cost(it, now))), now);
    }
    return true;
  }

  static Set<Map<Atom, Fraction>> unknowns(Collection<Fact> rows) {
    Set<Map<Atom, Fraction>> unknowns = new LinkedHashSet<>();
    rows.forEach(row -> unknowns.addAll(row.form().terms().keySet()));
    unknowns.remove(Map.of());
    return unknowns;
  }

  private static long cost(Map<Atom, Fraction> unknown, Set<Fact> rows) {
    long up = rows.stream().filter(row -> row.form().coefficient(unknown).signum() > 0).count();
    long down = rows.stream().filter(row -> row.form().coefficient(unknown).signum() < 0).count();
    return up * down - up - down;
  }

  private Set<Fact> without(Map<Atom, Fraction> unknown, Set<Fact> rows) {
    Set<Fact> next = new LinkedHashSet<>();
    for (Fact up : rows) {
      Work.requireWanted();
      Fraction a = up.form().coefficient(unknown);
      if (a.signum() == 0) {
        next.add(up);
      }
      for (Fact down : rows) {
        Fraction b = down.form().coefficient(unknown).negated();
        if (a.signum() > 0 && b.signum() > 0) {
          Sum form = up.form().scale(b).plus(down.form().scale(a));
          next.add(scope.row(form, up.strict() || down.strict()));
        }
      }
    }
    return next;
  }

  /// Products of two things that are known, where products of unknowns are looked at.
  private Set<Fact> products(Set<Fact> rows) {
    Set<Map<Atom, Fraction>> products = unknowns(rows);
    products.removeIf(Elimination::isPlain);
    Set<Atom> atoms = new LinkedHashSet<>();
    products.forEach(powers -> atoms.addAll(powers.keySet()));
    List<Fact> linear =
        rows.stream()
            .filter(row -> unknowns(Set.of(row)).stream().allMatch(Elimination::isPlain))
            .filter(row -> atoms.stream().anyMatch(row.form()::mentions))
            .limit(10)
            .toList();
    Set<Fact> more = new LinkedHashSet<>();
    for (int i = 0; i < linear.size(); i++) {
      for (int j = i; j < linear.size(); j++) {
        Fact f = linear.get(i);
        Fact g = linear.get(j);
        Sum product = f.form().times(g.form());
        if (products.stream().anyMatch(it -> product.coefficient(it).signum() != 0)) {
          more.add(scope.row(product, f.strict() && g.strict()));
        }
      }
    }
    return more;
  }

  private static boolean isPlain(Map<Atom, Fraction> powers) {
    return powers.size() == 1 && powers.containsValue(Fraction.ONE);
  }
}
