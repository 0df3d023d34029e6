package gradus.runs.store;

import java.util.Locale;

/// How a run stands.
public enum RunStatus {
  /// It trains, and has given a sign of life lately.
  RUNNING,
  /// It has its result.
  FINISHED,
  /// It ended with an error.
  FAILED,
  /// It was stopped, or has given no sign of life for {@link RunStore#SILENCE}.
  INTERRUPTED;

  /// The word for people and in the store: `running`, `finished`, `failed`, `interrupted`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
