package gradus.explain.claim;

import java.util.List;
import java.util.Set;

/// Which names are integers since a quotient of them is rounded: `floor(d/2)`, `i mod s`.
///
/// @param uses where names are noted
record Rounded(Uses uses) {

  private static final Set<String> LENGTHS = Set.of("dil", "stride", "dilation", "padding");

  /// Looks through the arguments of a function that rounds.
  void in(String function, List<Term> arguments) {
    if (Set.of("floor", "ceil").contains(function) && !arguments.isEmpty()) {
      quotient(arguments.getFirst());
    }
    if (Set.of("floordiv", "mod").contains(function)) {
      divided(arguments);
    }
  }

  private static Uses within(List<Term> terms) {
    Uses inside = new Uses();
    inside.rounds = false;
    terms.forEach(it -> inside.in(it, ""));
    return inside;
  }

  /// What lengths are usually called is an integer where a quotient is rounded.
  void quotient(Term rounded) {
    within(List.of(rounded)).names.stream()
        .filter(it -> it.matches("[dknmspqK]\\d?") || LENGTHS.contains(it))
        .forEach(uses.indices::add);
    uses.divisors.addAll(Roles.divisors(rounded));
  }

  /// What is divided, and by what, where the quotient or what remains is asked for.
  private void divided(List<Term> arguments) {
    within(arguments).names.stream()
        .filter(it -> it.matches("[i-nsdpqKN]\\d?") || LENGTHS.contains(it))
        .forEach(uses.indices::add);
    uses.divisors.addAll(within(List.of(arguments.getLast())).names);
  }
}
