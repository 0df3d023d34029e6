package gradus.explain.claim;

import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is known of the names of a claim while its terms become formulas.
///
/// Changes with every name that is met.
final class Scope {

  final Uses uses;
  final Map<String, Sentence.Definition> definitions = new HashMap<>();
  final Map<String, Value> parameters = new HashMap<>();
  final Map<String, Formula> bound = new HashMap<>();
  final Set<String> opaque = new HashSet<>();
  final Map<String, List<Formula>> lengths = new LinkedHashMap<>();
  final Map<String, Setting.Kind> kinds = new LinkedHashMap<>();
  final Set<Condition> given = new LinkedHashSet<>();
  final Set<String> declared = new HashSet<>();
  private final Map<String, Condition> weak = new LinkedHashMap<>();
  private final Set<String> strong = new HashSet<>();
  private final Set<String> taken;
  private boolean fits = true;
  private int steps;

  Scope(Uses uses) {
    this.uses = uses;
    this.taken = new HashSet<>(uses.names);
  }

  /// A name for a bound variable that nothing else has.
  Formula.Var fresh(String name) {
    String free = name;
    while (!taken.add(free)) {
      free += "′";
    }
    return Formula.var(free);
  }

  /// Counts the work, which definitions within definitions may multiply.
  void step(Term term) {
    if (++steps > 200_000) {
      throw new ClaimException(
          term.at(), "a smaller claim", "more than 200,000 terms", "Use smaller definitions.");
    }
  }

  /// A free variable.
  Formula variable(String name) {
    if (!kinds.containsKey(name)) {
      boolean integer = uses.indices.contains(name);
      kinds.put(name, integer ? Setting.Kind.INTEGER : Setting.Kind.REAL);
    }
    return Formula.var(name);
  }

  /// A symbol for a length, which is an integer from 1 on unless something else is said.
  Formula size(String name) {
    if (definitions.containsKey(name)) {
      return new Elaboration(this).scalar(new Term.Name(0, name));
    }
    kinds.put(name, Setting.Kind.INTEGER);
    given.add(Sizes.atLeast(Formula.var(name), 1));
    return Formula.var(name);
  }

  /// The length of a vector that has been declared, or is known by its role.
  List<Formula> lengths(String name, int axes) {
    List<Formula> known = lengths.get(name);
    if (known == null) {
      String symbol = Uses.symbol(name, uses.roles.getOrDefault(name, "d"));
      known = axes == 1 ? List.of(size(symbol)) : List.of(size("m"), size("n"));
      lengths.put(name, known);
    }
    return known;
  }

  /// Gives a vector of which nothing is known the length of what it is joined with.
  void adopt(Term name, Term other) {
    if (name instanceof Term.Name(int _, String vector)
        && uses.isVector(vector)
        && !(other instanceof Term.Name)
        && !lengths.containsKey(vector)
        && !definitions.containsKey(vector)
        && new Elaboration(this).of(other) instanceof Value.Vector it) {
      lengths.put(vector, List.of(it.size()));
    }
  }

  /// The index of an entry that must exist.
  void exists(Formula index, Formula size) {
    if (index instanceof Formula.Num && size instanceof Formula.Num) {
      return;
    }
    given.add(Value.valid(index, Sizes.bound(size)));
    if (index instanceof Formula.Var(String name)) {
      strong.add(name);
    }
  }

  /// A free index of an entry that is zero where it does not exist.
  void reads(Formula.Var index, Formula size) {
    weak.putIfAbsent(index.name(), Value.valid(index, Sizes.bound(size)));
  }

  /// The conditions on free indices of which nothing better is known.
  void settle() {
    weak.forEach(
        (name, condition) -> {
          if (!strong.contains(name) && !declared.contains(name)) {
            given.add(condition);
          }
        });
  }

  /// The length of a valid operation; the kernel is assumed to fit unless lengths are the question.
  Formula validSize(Formula signal, Formula kernel) {
    Formula size = signal.minus(kernel).plus(Formula.ONE);
    Formula tidy = Sizes.tidy(size);
    if (!fits || tidy instanceof Formula.Num) {
      return Sizes.clamped(size);
    }
    given.add(Condition.compare(Relation.LE, Sizes.tidy(kernel), Sizes.tidy(signal)));
    return tidy;
  }

  void lengthsAreTheQuestion() {
    fits = false;
  }

  boolean assumesFit() {
    return fits;
  }

  /// All that is known, as a setting.
  Setting setting() {
    Map<String, List<Setting.Range>> tensors = new HashMap<>();
    lengths.forEach(
        (name, sizes) ->
            tensors.put(
                name,
                sizes.stream()
                    .map(size -> new Setting.Range(Formula.ONE, Sizes.bound(size)))
                    .toList()));
    return new Setting(kinds, tensors, new ArrayList<>(given));
  }
}
