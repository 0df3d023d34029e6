package gradus.algebra.linear;

import gradus.algebra.LinearLine;
import gradus.algebra.LinearLine.Combined;
import gradus.algebra.LinearLine.Law;
import gradus.algebra.LinearLine.Product;
import gradus.algebra.checker.Premises;
import gradus.algebra.checker.Premises.Bound;
import gradus.algebra.checker.Sum.Atom;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// A linear argument while it is being found: what its lines say, and which of them are needed.
final class Argument {

  private final Premises scope;
  private final List<Bound> known;
  private final List<Bound> bounds;
  private final List<LinearLine<Map<Atom, Fraction>>> lines = new ArrayList<>();

  Argument(Premises scope) {
    this.scope = scope;
    this.known = scope.known();
    this.bounds = new ArrayList<>(known);
  }

  /// What is known; these are the first lines.
  List<Bound> known() {
    return known;
  }

  /// Writes a line down, unless another one among some says the same.
  void add(LinearLine<Map<Atom, Fraction>> line, Map<Bound, Integer> among) {
    among.computeIfAbsent(scope.bound(line, bounds), bound -> added(line, bound));
  }

  /// Writes a line down of which it is known what it says, unless another one says the same.
  void add(LinearLine<Map<Atom, Fraction>> line, Bound bound, Map<Bound, Integer> among) {
    among.computeIfAbsent(bound, _ -> added(line, bound));
  }

  /// Writes a line down and returns its number.
  int add(LinearLine<Map<Atom, Fraction>> line) {
    return added(line, scope.bound(line, bounds));
  }

  private int added(LinearLine<Map<Atom, Fraction>> line, Bound bound) {
    lines.add(line);
    bounds.add(bound);
    return bounds.size() - 1;
  }

  Bound said(int line) {
    return bounds.get(line);
  }

  /// What follows of some of the lines, if that is something false.
  Optional<Table.Found> contradiction(Map<Bound, Integer> among) {
    return Table.contradiction(scope, among, bounds.size());
  }

  /// The lines on which a false one rests, and itself, with new numbers.
  List<LinearLine<Map<Atom, Fraction>>> lines(Table.Found found) {
    List<LinearLine<Map<Atom, Fraction>>> all = new ArrayList<>(lines);
    all.addAll(found.lines());
    TreeSet<Integer> needed = new TreeSet<>(List.of(found.last()));
    for (int i = found.last(); i >= known.size(); i--) {
      if (needed.contains(i)) {
        switch (all.get(i - known.size())) {
          case Law<?> _ -> {}
          case Combined(int first, var _, int second, var _) ->
              needed.addAll(List.of(first, second));
          case Product(int first, int second) -> needed.addAll(List.of(first, second));
        }
      }
    }
    List<Integer> order = new ArrayList<>(needed.tailSet(known.size()));
    return order.stream().map(i -> numbered(all.get(i - known.size()), order)).toList();
  }

  private LinearLine<Map<Atom, Fraction>> numbered(
      LinearLine<Map<Atom, Fraction>> line, List<Integer> order) {
    return switch (line) {
      case Law<?> _ -> line;
      case Combined(int first, var a, int second, var b) ->
          new Combined<>(number(first, order), a, number(second, order), b);
      case Product(int first, int second) ->
          new Product<>(number(first, order), number(second, order));
    };
  }

  private int number(int old, List<Integer> order) {
    return old < known.size() ? old : known.size() + order.indexOf(old);
  }
}
