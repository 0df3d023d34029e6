package gradus.algebra.linear;

import gradus.algebra.LinearLine;
import gradus.algebra.LinearLine.Combined;
import gradus.algebra.LinearLine.Product;
import gradus.algebra.Work;
import gradus.algebra.checker.Premises;
import gradus.algebra.checker.Premises.Bound;
import gradus.algebra.checker.Sum;
import gradus.algebra.checker.Sum.Atom;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks for a contradiction in what is known, by elimination (Fourier and Motzkin); products of
/// unknowns are unknowns themselves.
public final class Elimination {

  private static final int MOST = 400;
  private static final int MULTIPLIED = 10;

  private final Premises scope;
  private final Argument argument;

  private Elimination(Premises scope) {
    this.scope = scope;
    this.argument = new Argument(scope);
  }

  /// Lines that lead from what is known to something false, with products of two things that are
  /// known if they are needed; none if none are found.
  public static List<LinearLine<Map<Atom, Fraction>>> contradiction(Premises scope) {
    return new Elimination(scope).contradiction();
  }

  private List<LinearLine<Map<Atom, Fraction>>> contradiction() {
    Map<Bound, Integer> rows = new LinkedHashMap<>();
    for (int i = 0; i < argument.known().size(); i++) {
      rows.putIfAbsent(argument.known().get(i), i);
    }
    List<Map<Atom, Fraction>> met = new ArrayList<>(unknowns(rows.keySet()));
    for (int i = 0; i < met.size(); i++) {
      Map<Bound, Integer> more = new Laws(scope, argument).of(met.get(i));
      more.forEach(rows::putIfAbsent);
      unknowns(more.keySet()).stream().filter(it -> !met.contains(it)).forEach(met::add);
    }
    if (isContradiction(rows)) {
      return argument.lines();
    }
    Map<Bound, Integer> more = products(rows);
    rows.forEach(more::putIfAbsent);
    return more.size() > rows.size() && isContradiction(more) ? argument.lines() : List.of();
  }

  /// Whether something false was met, which is the last line then.
  private boolean isContradiction(Map<Bound, Integer> rows) {
    Map<Bound, Integer> left = rows;
    while (left.keySet().stream().noneMatch(Bound::isFalse)) {
      Map<Bound, Integer> now = left;
      Set<Map<Atom, Fraction>> unknowns = unknowns(now.keySet());
      if (unknowns.isEmpty() || now.size() > MOST) {
        return false;
      }
      Comparator<Map<Atom, Fraction>> order =
          Comparator.comparingLong(it -> cost(it, now.keySet()));
      left = without(Collections.min(unknowns, order), now);
    }
    argument.end(left.entrySet().stream().filter(it -> it.getKey().isFalse()).findFirst());
    return true;
  }

  private static Set<Map<Atom, Fraction>> unknowns(Collection<Bound> rows) {
    Set<Map<Atom, Fraction>> unknowns = new LinkedHashSet<>();
    rows.forEach(row -> unknowns.addAll(unknowns(row.form())));
    return unknowns;
  }

  static Set<Map<Atom, Fraction>> unknowns(Sum sum) {
    Set<Map<Atom, Fraction>> unknowns = new LinkedHashSet<>(sum.terms().keySet());
    unknowns.remove(Map.of());
    return unknowns;
  }

  private static Fraction coefficient(Bound row, Map<Atom, Fraction> unknown) {
    return row.form().terms().getOrDefault(unknown, Fraction.ZERO);
  }

  private static long cost(Map<Atom, Fraction> unknown, Set<Bound> rows) {
    long up = rows.stream().filter(row -> coefficient(row, unknown).signum() > 0).count();
    long down = rows.stream().filter(row -> coefficient(row, unknown).signum() < 0).count();
    return up * down - up - down;
  }

  private Map<Bound, Integer> without(Map<Atom, Fraction> unknown, Map<Bound, Integer> rows) {
    Map<Bound, Integer> next = new LinkedHashMap<>();
    rows.forEach(
        (up, first) -> {
          Work.requireWanted();
          Fraction a = coefficient(up, unknown);
          if (a.signum() == 0) {
            next.putIfAbsent(up, first);
          }
          rows.forEach(
              (down, second) -> {
                Fraction b = coefficient(down, unknown).negated();
                if (a.signum() > 0 && b.signum() > 0) {
                  argument.add(new Combined<>(first, b, second, a), next);
                }
              });
        });
    return next;
  }

  /// Products of two things that are known, where products of unknowns are looked at.
  private Map<Bound, Integer> products(Map<Bound, Integer> rows) {
    Set<Map<Atom, Fraction>> products = unknowns(rows.keySet());
    products.removeIf(Elimination::isPlain);
    Set<Atom> atoms = new LinkedHashSet<>();
    products.forEach(powers -> atoms.addAll(powers.keySet()));
    List<Map.Entry<Bound, Integer>> linear =
        rows.entrySet().stream()
            .filter(row -> unknowns(Set.of(row.getKey())).stream().allMatch(Elimination::isPlain))
            .filter(row -> atoms.stream().anyMatch(atom -> mentions(row.getKey().form(), atom)))
            .limit(MULTIPLIED)
            .toList();
    Map<Bound, Integer> more = new LinkedHashMap<>();
    for (int i = 0; i < linear.size(); i++) {
      for (int j = i; j < linear.size(); j++) {
        Sum product = linear.get(i).getKey().form().times(linear.get(j).getKey().form());
        if (products.stream().anyMatch(product.terms()::containsKey)) {
          argument.add(new Product<>(linear.get(i).getValue(), linear.get(j).getValue()), more);
        }
      }
    }
    return more;
  }

  private static boolean mentions(Sum sum, Atom atom) {
    return sum.terms().keySet().stream()
        .flatMap(powers -> powers.keySet().stream())
        .anyMatch(
            it -> it.equals(atom) || it.parts().stream().anyMatch(part -> mentions(part, atom)));
  }

  /// Whether powers are those of one atom, once.
  private static boolean isPlain(Map<Atom, Fraction> powers) {
    return powers.size() == 1 && powers.containsValue(Fraction.ONE);
  }
}
