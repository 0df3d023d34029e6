package gradus.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What a gradient check found.
///
/// @param errors where a derivative is wrong, the worst first
/// @param kinks where no derivative exists, so that nothing can be said
/// @param compared how many comparisons were made
/// @param worst the largest relative error of those that passed
public record Report(List<Finding> errors, List<Finding> kinks, int compared, double worst) {

  static final Report EMPTY = new Report(List.of(), List.of(), 0, 0);

  public Report {
    errors = errors.stream().sorted(Comparator.comparingDouble(Finding::error).reversed()).toList();
    kinks = List.copyOf(kinks);
  }

  static Report passed(double error) {
    return new Report(List.of(), List.of(), 1, error);
  }

  static Report failed(Finding finding) {
    return new Report(List.of(finding), List.of(), 1, 0);
  }

  static Report kink(Finding finding) {
    return new Report(List.of(), List.of(finding), 1, 0);
  }

  /// This report and another.
  Report and(Report other) {
    List<Finding> allErrors = new ArrayList<>(errors);
    allErrors.addAll(other.errors);
    List<Finding> allKinks = new ArrayList<>(kinks);
    allKinks.addAll(other.kinks);
    return new Report(allErrors, allKinks, compared + other.compared, Math.max(worst, other.worst));
  }

  /// Whether no derivative is wrong.
  public boolean passed() {
    return errors.isEmpty();
  }

  /// A line of totals, then the worst errors and the kinks, ten of each.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d comparisons, %d wrong, %d at a kink; worst relative error of the others %.2g",
            compared,
            errors.size(),
            kinks.size(),
            worst));
    errors.stream().limit(10).forEach(finding -> text.append("\nwrong ").append(finding));
    kinks.stream().limit(10).forEach(finding -> text.append("\nkink ").append(finding));
    return text.toString();
  }
}
