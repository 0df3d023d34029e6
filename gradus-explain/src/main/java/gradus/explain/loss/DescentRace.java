package gradus.explain.loss;

import java.util.ArrayList;
import java.util.List;

/// Gradient descent on one logit.
///
/// @param curve what is minimised
/// @param start the first logit
/// @param learningRate how far a step of slope 1 goes
/// @param after the logits after the steps of {@link #STEPS}
public record DescentRace(LossCurve curve, double start, double learningRate, List<Double> after) {

  /// After how many steps the runners are looked at.
  public static final List<Integer> STEPS = List.of(1, 2, 5, 10, 20, 50, 100, 200);

  public DescentRace {
    after = List.copyOf(after);
  }

  /// Runs it.
  public static DescentRace of(LossCurve curve, double start, double learningRate) {
    List<Double> after = new ArrayList<>();
    double a = start;
    for (int step = 1; step <= STEPS.getLast(); step++) {
      a -= learningRate * curve.slope().applyAsDouble(a);
      if (STEPS.contains(step)) {
        after.add(a);
      }
    }
    return new DescentRace(curve, start, learningRate, after);
  }
}
