package gradus.runs.store;

import java.util.List;
import java.util.stream.Stream;

/// The names that a query asks for.
final class Named {

  private Named() {}

  static List<String> in(RunQuery query) {
    return Stream.concat(query.where().stream().map(Condition::name), Stream.of(query.sort()))
        .distinct()
        .toList();
  }

  /// Whether a run has a value of a name.
  static boolean isIn(Run run, String name) {
    return NamedValue.isColumn(name)
        || NamedValue.metrics(name).stream().anyMatch(run.metrics()::containsKey)
        || NamedValue.settings(name).stream().anyMatch(run.header().settings()::containsKey);
  }
}
