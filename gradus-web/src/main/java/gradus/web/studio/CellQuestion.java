package gradus.web.studio;

import java.util.Objects;

/// A run, or a cell of its confusion matrix.
///
/// @param run the run's id
/// @param truth the row: the number of the true class
/// @param said the column: the number of the class that the model says
record CellQuestion(String run, int truth, int said) {
  CellQuestion {
    run = Objects.requireNonNullElse(run, "");
  }
}
