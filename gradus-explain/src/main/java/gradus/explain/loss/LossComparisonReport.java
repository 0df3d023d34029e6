package gradus.explain.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cross-entropy against squared error for one sigmoid output: item 1.7.
///
/// @param rows both losses and their derivatives on the grid, label by label
/// @param analyses the shape of each loss at each label
/// @param races gradient descent from the wrong side, for each loss
public record LossComparisonReport(
    List<Row> rows, List<LossAnalysis> analyses, List<DescentRace> races) {

  public LossComparisonReport {
    rows = List.copyOf(rows);
    analyses = List.copyOf(analyses);
    races = List.copyOf(races);
  }

  private static final int MOST_PLACES = 6;

  /// Both losses at one logit.
  ///
  /// @param y the label
  /// @param a the logit
  /// @param g the output, `σ(a)`
  /// @param ce cross-entropy and its two derivatives
  /// @param mse squared error and its two derivatives
  /// @param ratio `MSE′ / CE′ = 2g(1 − g)`, at most 1/2
  public record Row(double y, double a, double g, List<Double> ce, List<Double> mse, double ratio) {
    public Row {
      ce = List.copyOf(ce);
      mse = List.copyOf(mse);
    }
  }

  /// Equally spaced logits.
  ///
  /// @param low the first
  /// @param high the last
  /// @param n how many, 2 or more
  public record Grid(double low, double high, int n) {
    public Grid {
      if (!(low < high) || n < 2) {
        throw new IllegalArgumentException(
            "Grid(low=%s, high=%s, n=%d): expected a lower end below the higher one and 2 points or more, found others. Write lo:hi:n, such as -8:8:17."
                .formatted(low, high, n));
      }
    }

    /// The logits.
    public List<Double> points() {
      List<Double> points = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        points.add(low + (high - low) * i / (n - 1));
      }
      return points;
    }
  }

  /// The report on a grid, at labels from 0 to 1.
  public static LossComparisonReport of(Grid grid, List<Double> labels) {
    List<Row> rows = new ArrayList<>();
    List<LossAnalysis> analyses = new ArrayList<>();
    for (double y : labels) {
      if (!(y >= 0 && y <= 1)) {
        throw new IllegalArgumentException(
            "losses at label %s: expected a label from 0 to 1, found %s. Give probabilities."
                .formatted(y, y));
      }
      LossCurve ce = LossCurve.crossEntropy(y);
      LossCurve mse = LossCurve.squaredError(y);
      grid.points().forEach(a -> rows.add(row(ce, mse, a)));
      analyses.add(LossAnalysis.of(ce));
      analyses.add(LossAnalysis.of(mse));
    }
    List<DescentRace> races =
        List.of(
            DescentRace.of(LossCurve.crossEntropy(1), -10, 1),
            DescentRace.of(LossCurve.squaredError(1), -10, 1));
    return new LossComparisonReport(rows, analyses, races);
  }

  private static Row row(LossCurve ce, LossCurve mse, double a) {
    double g = LossCurve.sigmoid(a);
    double ratio = 2 * g * LossCurve.sigmoid(-a);
    return new Row(ce.label(), a, g, three(ce, a), three(mse, a), ratio);
  }

  private static List<Double> three(LossCurve curve, double a) {
    return List.of(
        curve.value().applyAsDouble(a),
        curve.slope().applyAsDouble(a),
        curve.curvature().applyAsDouble(a));
  }

  /// What follows from the numbers, in sentences.
  public List<String> verdict() {
    List<String> sentences = new ArrayList<>();
    analyses.forEach(analysis -> sentences.add(sentence(analysis)));
    DescentRace ce = races.getFirst();
    DescentRace mse = races.getLast();
    int twenty = DescentRace.STEPS.indexOf(20);
    sentences.add(
        String.format(
            Locale.ROOT,
            "From a = %.0f with y = 1 and steps of %.0f, after 20 steps cross-entropy stands at a ="
                + " %.4f, squared error at %.4f.",
            ce.start(),
            ce.learningRate(),
            ce.after().get(twenty),
            mse.after().get(twenty)));
    sentences.add(
        "MSE′ = 2g(1 − g) · CE′, so that |MSE′| ≤ ½|CE′|. Both are least at g = P(y = 1): squared"
            + " error is not wrong, it is badly conditioned in the logit. Cross-entropy is the"
            + " negative log-likelihood of a Bernoulli variable. Use cross-entropy.");
    return sentences.stream().map(LossText::minus).toList();
  }

  /// What follows for one loss of a label.
  static String sentence(LossAnalysis analysis) {
    return sentence(analysis, true);
  }

  /// What follows for one formula.
  ///
  /// @param labelled whether it depends on the label: else no output is right or wrong
  static String sentence(LossAnalysis analysis, boolean labelled) {
    String label = labelled ? " at y = " + LossCurve.label(analysis.curve().label()) : "";
    String name = analysis.curve().name() + label;
    String shape = shape(analysis);
    String steep =
        analysis.isUnbounded()
            ? "|slope| has no bound"
            : String.format(
                Locale.ROOT,
                analysis.isSteepestAtAnEnd()
                    ? "|slope| approaches %.6g"
                    : "|slope| is at most %.6g",
                analysis.bound());
    String where =
        labelled && analysis.isLargeWhereWrong()
            ? "where the output is confidently wrong"
            : "towards the end at which %s is larger".formatted(analysis.curve().name());
    String end =
        !analysis.hasWrongEnd()
            ? ""
            : "%s %s"
                .formatted(
                    analysis.standsStillWhereWrong()
                        ? " and vanishes"
                        : analysis.growsWhereWrong() ? " and grows" : " and stays",
                    where);
    return "%s %s; %s%s.".formatted(name, shape, steep, end);
  }

  private static String shape(LossAnalysis analysis) {
    if (analysis.isConvex()) {
      return "is convex in a";
    }
    if (analysis.inflections().isEmpty()
        && analysis.convex().isEmpty()
        && analysis.breaks().isEmpty()) {
      return "is nowhere convex in a";
    }
    List<Double> bends = new ArrayList<>();
    analysis.inflections().forEach(it -> bends.add(it.a()));
    analysis.kinks().stream()
        .filter(it -> it.before() > it.after())
        .forEach(it -> bends.add(it.a()));
    String breaks =
        analysis.breaks().isEmpty()
            ? ""
            : "it is not defined or has no bounded slope at " + places(analysis.breaks());
    if (bends.isEmpty()) {
      return "is not convex in a as a whole: " + breaks;
    }
    return "is neither convex nor concave in a: it bends at "
        + places(bends)
        + (breaks.isEmpty() ? "" : "; " + breaks);
  }

  /// Some places in words, and how many there are.
  private static String places(List<Double> places) {
    String shown =
        String.join(
            ", ",
            places.stream()
                .sorted()
                .limit(MOST_PLACES)
                .map(it -> String.format(Locale.ROOT, "a = %.6f", it))
                .toList());
    return places.size() <= MOST_PLACES
        ? shown
        : "%s, … (%d places)".formatted(shown, places.size());
  }
}
