package gradus.explain.claim;

import java.util.List;
import java.util.Set;

/// Which names are integers since a quotient of them is rounded: `floor(d/2)`, `i mod s`.
///
/// @param uses where names are noted
record Rounded(Uses uses) {

  private static final Set<String> LENGTHS = Set.of("dil", "stride", "dilation", "padding");

  /// What lengths are usually called is an integer where a quotient is rounded.
  void quotient(Term rounded) {
    Uses inside = new Uses();
    inside.in(rounded, "");
    inside.names.stream()
        .filter(it -> it.matches("[dknmspqK]\\d?") || LENGTHS.contains(it))
        .forEach(uses.indices::add);
    uses.divisors.addAll(Roles.divisors(rounded));
  }

  /// What is divided, and by what, where the quotient or what remains is asked for.
  void divided(List<Term> arguments) {
    Uses inside = new Uses();
    arguments.forEach(it -> inside.in(it, ""));
    inside.names.stream()
        .filter(it -> it.matches("[i-nsdpqKN]\\d?") || LENGTHS.contains(it))
        .forEach(uses.indices::add);
    Uses below = new Uses();
    below.in(arguments.getLast(), "");
    uses.divisors.addAll(below.names);
  }
}
