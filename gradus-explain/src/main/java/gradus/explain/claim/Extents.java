package gradus.explain.claim;

import gradus.explain.claim.Value.Matrix;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sizes of matrices of which nothing is said: each has its own, `m × n`, `p × q`, until a product
/// or a sum shows which of them have to agree.
///
/// Changes once, when the names of the claim are known.
final class Extents {

  private static final List<String> OTHERS = List.of("p", "q", "r", "s", "h", "l", "u", "v");

  private final Scope scope;
  private final Map<String, List<String>> symbols = new LinkedHashMap<>();

  Extents(Scope scope) {
    this.scope = scope;
  }

  /// Chooses symbols, none of which is taken; those of parameters of functions come last, since
  /// others stand in their places.
  ///
  /// @param said the names of which something is said
  /// @param taken the names that mean something else; the symbols are added
  void reserve(Set<String> said, Set<String> taken) {
    Set<String> parameters = new LinkedHashSet<>();
    scope.uses.parameters.values().forEach(parameters::addAll);
    List<String> matrices = new ArrayList<>(scope.uses.matrices);
    matrices.removeIf(it -> said.contains(it) || scope.definitions.containsKey(it));
    List<String> last = matrices.stream().filter(parameters::contains).toList();
    matrices.removeAll(last);
    matrices.addAll(last);
    for (String matrix : matrices) {
      boolean first = symbols.isEmpty();
      String rows = first ? scope.unused("m", "M", "H") : next(taken);
      taken.add(rows);
      String columns = first ? scope.unused("n", "N", "V") : next(taken);
      taken.add(columns);
      symbols.put(matrix, List.of(rows, columns));
    }
  }

  private String next(Set<String> taken) {
    String primes = "";
    while (true) {
      for (String symbol : OTHERS) {
        String free = symbol + primes;
        if (!taken.contains(free) && !scope.uses.names.contains(free)) {
          return free;
        }
      }
      primes += "′";
    }
  }

  Formula rows(String matrix) {
    return axis(matrix, 1, of(matrix).getFirst());
  }

  Formula columns(String matrix) {
    return row(matrix, of(matrix).getLast());
  }

  /// How long a row is, by what it is used as; else by a symbol.
  Formula row(String matrix, String otherwise) {
    return axis(matrix, 2, otherwise);
  }

  private Formula axis(String matrix, int axis, String otherwise) {
    String role = scope.uses.slices.getOrDefault(matrix + "," + axis, "");
    return scope.assumed(role.isEmpty() ? otherwise : scope.symbol(matrix, role));
  }

  private List<String> of(String matrix) {
    return symbols.getOrDefault(
        matrix, List.of(scope.unused("m", "M", "H"), scope.unused("n", "N", "V")));
  }

  /// Whether a length was only assumed, and may be another one.
  boolean givesWay(Formula size, Formula other) {
    return size instanceof Formula.Var(String symbol)
        && scope.assumed.contains(symbol)
        && !other.equals(Formula.ONE)
        && !Substitution.variables(other).contains(symbol);
  }

  /// Whether both are symbols for sizes of two matrices, the first chosen before the second.
  boolean isBefore(Formula first, Formula second) {
    List<String> all = symbols.values().stream().flatMap(List::stream).toList();
    return first instanceof Formula.Var(String one)
        && second instanceof Formula.Var(String other)
        && all.contains(one)
        && all.indexOf(one) / 2 < all.indexOf(other) / 2;
  }

  /// Whether `*` between matrices can only go entry by entry. Between square ones it may mean
  /// either, unless one of them is transposed.
  boolean areEntryByEntry(Term.Binary binary, Matrix a, Matrix b) {
    boolean single = a.rows().equals(Formula.ONE) && a.columns().equals(Formula.ONE);
    boolean turned = isTransposed(binary.left()) || isTransposed(binary.right());
    if (!binary.sign().equals("*") || single) {
      return false;
    }
    if (!turned && mayAgree(a.rows(), b.rows()) && mayAgree(a.columns(), b.columns())) {
      Arithmetic.fit(binary, a.rows(), b.rows());
      Arithmetic.fit(binary, a.columns(), b.columns());
    }
    boolean same = Sizes.same(a.rows(), b.rows()) && Sizes.same(a.columns(), b.columns());
    boolean product = Sizes.same(a.columns(), b.rows());
    if (same && product && !turned) {
      throw Elaboration.shape(
          binary,
          "@ or ⊙ between square matrices",
          "*",
          "Write A @ B for the product, A ⊙ B for the one entry by entry.");
    }
    return same && !product;
  }

  private static boolean isTransposed(Term term) {
    return (term instanceof Term.Call(int _, String name, var _) && name.equals("transpose"))
        || (term instanceof Term.Binary binary && Term.isTransposed(binary));
  }

  /// Whether two sizes agree, or may be made to, since nothing is said of both.
  private boolean mayAgree(Formula left, Formula right) {
    return Sizes.same(left, right) || (isOpen(left) && isOpen(right));
  }

  private boolean isOpen(Formula size) {
    return size instanceof Formula.Var(String name)
        && scope.assumed.contains(name)
        && symbols.values().stream().anyMatch(it -> it.contains(name));
  }
}
