package gradus.algebra.linear;

import gradus.algebra.LinearLine;
import gradus.algebra.LinearLine.Product;
import gradus.algebra.checker.Premises;
import gradus.algebra.checker.Premises.Bound;
import gradus.algebra.checker.Sum;
import gradus.algebra.checker.Sum.Atom;
import gradus.reference.Fraction;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks for a contradiction in what is known, by elimination (Fourier and Motzkin); products of
/// unknowns are unknowns themselves.
public final class Elimination {

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
    Set<Map<Atom, Fraction>> met = unknowns(rows.keySet());
    Deque<Map<Atom, Fraction>> open = new ArrayDeque<>(met);
    while (!open.isEmpty()) {
      Map<Bound, Integer> more = new Laws(scope, argument).of(open.removeFirst());
      more.forEach(rows::putIfAbsent);
      unknowns(more.keySet()).stream().filter(met::add).forEach(open::add);
    }
    Optional<Table.Found> found = argument.contradiction(rows);
    if (found.isEmpty()) {
      Map<Bound, Integer> more = products(rows);
      rows.forEach(more::putIfAbsent);
      found = more.size() > rows.size() ? argument.contradiction(more) : found;
    }
    return found.map(argument::lines).orElse(List.of());
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
