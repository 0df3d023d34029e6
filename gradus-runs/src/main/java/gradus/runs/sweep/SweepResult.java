package gradus.runs.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What came of a sweep.
///
/// @param plan what was asked
/// @param trials all trials
/// @param rungs the outcomes of each rung; one rung but for successive halving
public record SweepResult(SweepPlan plan, List<Trial> trials, List<List<Outcome>> rungs) {

  public SweepResult {
    trials = List.copyOf(trials);
    rungs = rungs.stream().map(List::copyOf).toList();
  }

  /// The last outcome of each trial, the best first: those that came farther before the others,
  /// then by the objective, then by number.
  public List<Outcome> ranking() {
    List<Outcome> last = new ArrayList<>();
    for (Trial trial : trials) {
      rungs.stream()
          .flatMap(List::stream)
          .filter(outcome -> outcome.trial() == trial.number())
          .reduce((a, b) -> b)
          .ifPresent(last::add);
    }
    last.sort(
        Comparator.comparingInt((Outcome outcome) -> outcome.isDone() ? 0 : 1)
            .thenComparing(Comparator.comparingInt(this::rung).reversed())
            .thenComparing((a, b) -> plan.objective().compare(a.value(), b.value()))
            .thenComparingInt(Outcome::trial));
    return last;
  }

  private int rung(Outcome outcome) {
    for (int i = rungs.size() - 1; i >= 0; i--) {
      if (rungs.get(i).contains(outcome)) {
        return i;
      }
    }
    return -1;
  }

  /// The best trial that made all its epochs, if any did.
  public Optional<Outcome> best() {
    return ranking().stream().filter(Outcome::isDone).findFirst();
  }

  /// The trial of a number.
  public Trial trial(int number) {
    return trials.get(number - 1);
  }
}
