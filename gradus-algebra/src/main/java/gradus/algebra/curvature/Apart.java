package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Fold;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks at a sum of terms that have no name in common, part by part.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Apart(Inequalities search, Known known, int depth) {

  /// Summands that share names.
  ///
  /// @param names the names
  /// @param terms the summands
  private record Group(Set<String> names, List<Formula> terms) {

    Formula sum() {
      return terms.size() == 1 ? terms.getFirst() : new Add(terms);
    }
  }

  Optional<Reason> shown(Formula term, boolean strict) {
    List<Group> groups = groups(flat(term));
    if (groups.size() < 2 || groups.stream().anyMatch(it -> it.names().isEmpty())) {
      return Optional.empty();
    }
    List<Reason> each = new ArrayList<>();
    boolean some = false;
    for (Group group : groups) {
      Optional<Reason> more =
          strict && !some ? search.shown(known, group.sum(), true, depth + 1) : Optional.empty();
      some |= more.isPresent();
      Optional<Reason> found = more.or(() -> search.shown(known, group.sum(), false, depth + 1));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      each.add(found.get());
    }
    if (strict && !some) {
      return Optional.empty();
    }
    Reason sum = new Reason.Each(new Add(groups.stream().map(Group::sum).toList()), strict, each);
    return sum.term().equals(term) ? Optional.of(sum) : search.by(known, term, Formula.ONE, sum);
  }

  /// The summands of a term, with their signs.
  static List<Formula> flat(Formula term) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    below.forEach(it -> above.add(it.negated()));
    return above;
  }

  /// Whether a term is made of sums over one range, or numbers of times such.
  static boolean areSums(Formula term) {
    List<Formula> parts = flat(term).stream().map(Apart::unsigned).toList();
    return parts.size() > 1
        && parts.getFirst() instanceof Fold first
        && parts.stream().allMatch(it -> it instanceof Fold fold && Wholes.isLike(fold, first));
  }

  /// A summand without its sign and the number that it is multiplied or divided by.
  private static Formula unsigned(Formula term) {
    return switch (term) {
      case Formula.Neg(Formula inner) -> unsigned(inner);
      case Formula.Div(Formula above, Formula.Num _) -> above;
      case Formula.Mul(List<Formula> factors)
          when factors.size() == 2 && factors.getFirst() instanceof Formula.Num ->
          factors.getLast();
      default -> term;
    };
  }

  private static List<Group> groups(List<Formula> terms) {
    List<Group> groups = new ArrayList<>();
    for (Formula term : terms) {
      Set<String> names = new LinkedHashSet<>(Substitution.variables(term));
      List<Formula> together = new ArrayList<>();
      for (Group group : List.copyOf(groups)) {
        if (group.names().stream().anyMatch(names::contains)) {
          names.addAll(group.names());
          together.addAll(group.terms());
          groups.remove(group);
        }
      }
      together.add(term);
      groups.add(new Group(names, together));
    }
    return groups;
  }
}
