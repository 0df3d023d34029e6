package gradus.runs.sweep;

import java.nio.file.Path;
import java.util.List;

/// Makes `gradus train` happen; several threads may ask at once.
public interface TrialRunner {

  /// Runs a training to its end and gives its exit code: 0, 1 where something went wrong, 2 where
  /// it was refused, 128 and more where it was killed.
  ///
  /// @param arguments what follows `gradus`, beginning with `train`
  /// @param log where its output is added Throws {@link java.util.concurrent.CancellationException}
  ///   where the sweep is being stopped.
  int run(List<String> arguments, Path log);
}
