package gradus.explain.claim;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which vectors one index reads: `Σ_k t_k log S(x)_k` says that t has an entry for each class.
///
/// Changes while terms are looked through.
final class Companions {

  private final Map<String, Set<String>> read = new LinkedHashMap<>();
  private final Set<String> classes = new LinkedHashSet<>();
  private final Set<String> summed = new LinkedHashSet<>();

  /// Notes that an index reads a term.
  void met(Term of, String index, Map<String, String> roles) {
    if (of instanceof Term.Name(int _, String name)) {
      read.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(index);
      if (roles.getOrDefault(name, "").equals("K")) {
        classes.add(index);
      }
    } else if (of instanceof Term.Call(int _, String function, List<Term> _)
        && Set.of("softmax", "log_softmax").contains(function)) {
      classes.add(index);
    }
  }

  /// Notes that nothing says how long a vector is but that all of it is added up.
  void summed(String name, Map<String, String> roles) {
    if (roles.getOrDefault(name, "").isEmpty()) {
      summed.add(name);
    }
  }

  /// The vectors of which nothing is known but that an index of the classes reads them.
  List<String> of(Map<String, String> roles, Set<String> bounded) {
    return read.keySet().stream()
        .filter(
            name ->
                (roles.getOrDefault(name, "-").isEmpty()
                        || (summed.contains(name) && roles.getOrDefault(name, "").equals("d")))
                    && !bounded.contains(name))
        .filter(name -> read.getOrDefault(name, Set.of()).stream().anyMatch(classes::contains))
        .toList();
  }
}
