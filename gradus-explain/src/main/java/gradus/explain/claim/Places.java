package gradus.explain.claim;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which indices a claim takes to be those of entries that exist.
///
/// Changes with every index that is met.
final class Places {

  private final Scope scope;
  private final Map<String, Condition> weak = new LinkedHashMap<>();
  private final Map<String, Condition> shifted = new LinkedHashMap<>();
  private final Set<String> strong = new LinkedHashSet<>();
  private final Map<String, Formula> ends = new LinkedHashMap<>();
  private final Set<Condition> filled = new LinkedHashSet<>();
  private final Set<Condition> written = new LinkedHashSet<>();

  Places(Scope scope) {
    this.scope = scope;
  }

  /// The index of an entry that must exist.
  void exists(Formula index, Formula size) {
    if ((index instanceof Formula.Num && size instanceof Formula.Num) || scope.isBound(index)) {
      return;
    }
    scope.given.add(Value.valid(index, Sizes.bound(size)));
    if (index instanceof Formula.Var(String name)) {
      strong.add(name);
    }
  }

  /// A free index of an entry that is zero where it does not exist.
  void reads(Formula.Var index, Formula size) {
    weak.putIfAbsent(index.name(), Value.valid(index, Sizes.bound(size)));
  }

  /// A free index that only stands with a number added to it, or one that is a number: `x[2]` says
  /// that there are two entries. What is computed has no entries outside, as `M[i+1, j]`. Answers
  /// whether the entry is taken to exist.
  boolean readsOther(Formula index, Formula size, boolean zeroOutside) {
    if (index instanceof Formula.Num number && !(size instanceof Formula.Num)) {
      return readsNumber(number, size);
    }
    if (!isShifted(index) || scope.isBound(index)) {
      return false;
    }
    if (zeroOutside) {
      String name = ((Formula.Var) ((Formula.Add) index).terms().getFirst()).name();
      shifted.putIfAbsent(name, Value.valid(index, Sizes.bound(size)));
    } else {
      scope.given.add(Value.valid(index, Sizes.bound(size)));
    }
    return !zeroOutside;
  }

  private boolean readsNumber(Formula.Num index, Formula size) {
    Formula bound = Sizes.bound(size);
    if (index.numerator().signum() <= 0 || scope.isBound(bound)) {
      return false;
    }
    if (!isKnown(index, bound)) {
      Condition there = Condition.compare(Relation.GE, bound, index);
      written.add(there);
      scope.given.add(there);
    }
    return true;
  }

  /// Whether lengths, which are 1 or more, say that an entry exists.
  private boolean isKnown(Formula.Num index, Formula bound) {
    return Substitution.variables(bound).stream()
            .allMatch(it -> scope.given.contains(Sizes.atLeast(Formula.var(it), 1)))
        && Sizes.isNeverPositive(Sizes.tidy(index.minus(bound)));
  }

  /// Notes that the index of a sum runs from 1 to an end.
  void runs(Formula index, Formula from, Formula to) {
    if (index instanceof Formula.Var(String name) && from.equals(Formula.ONE)) {
      ends.put(name, to);
    }
  }

  /// Whether the index of a sum runs over the entries of a vector, and no further.
  boolean isInside(Formula index, Formula size) {
    return index instanceof Formula.Var(String name)
        && ends.containsKey(name)
        && Sizes.same(ends.getOrDefault(name, Formula.ZERO), size);
  }

  private static boolean isShifted(Formula index) {
    return index instanceof Formula.Add(List<Formula> terms)
        && terms.size() == 2
        && terms.getFirst() instanceof Formula.Var
        && terms.getLast() instanceof Formula.Num;
  }

  /// The conditions on free indices of which nothing better is known.
  void settle() {
    shifted.keySet().removeIf(it -> scope.given.contains(Sizes.atLeast(Formula.var(it), 1)));
    shifted.forEach(weak::putIfAbsent);
    weak.forEach(
        (name, condition) -> {
          if (!strong.contains(name) && !scope.declared.contains(name)) {
            scope.given.add(condition);
          }
        });
  }

  /// How many numbers a mean is of, which is assumed to be 1 or more.
  Formula filled(Formula number, Term at) {
    if (scope.isBound(number)) {
      return number;
    }
    Condition some = Condition.compare(Relation.GE, Sizes.tidy(number), Formula.ONE);
    if (!(number instanceof Formula.Num) && !scope.given.contains(some)) {
      filled.add(some);
      scope.given.add(some);
    }
    return scope.counted(number, at, "numbers in a mean");
  }

  /// What was assumed so that means are of something, and so that entries exist that the claim
  /// names by a number, unless kernels have to fit already.
  List<Claim.Assumed> assumptions(Set<Condition> fitting) {
    List<Claim.Assumed> all = new ArrayList<>();
    filled.forEach(it -> all.add(new Claim.Assumed(it, "a mean is of something")));
    written.stream()
        .filter(it -> !fitting.contains(it))
        .forEach(it -> all.add(new Claim.Assumed(it, "the entry exists")));
    return all;
  }
}
