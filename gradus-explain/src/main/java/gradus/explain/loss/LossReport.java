package gradus.explain.loss;

import static gradus.explain.loss.LossAnalysis.RANGE;

import gradus.algebra.calculus.Derivative;
import gradus.explain.claim.Answer;
import gradus.explain.claim.Claim;
import gradus.explain.claim.ClaimException;
import gradus.explain.claim.ClaimTerm;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Any loss in one logit `a` and one label `y`: what {@link LossComparisonReport} says of two.
///
/// @param text the formula as it was typed
/// @param formula the formula as it was understood
/// @param rows the loss and its derivatives on the grid, label by label
/// @param analyses its shape at each label, as read from numbers
/// @param convex what the prover says of its convexity at each label: `PROVED`, `REFUTED`, …
/// @param races gradient descent at label 1 from the wrong side: this loss, then cross-entropy
public record LossReport(
    String text,
    Formula formula,
    List<Row> rows,
    List<LossAnalysis> analyses,
    List<String> convex,
    List<DescentRace> races) {

  private static final Set<String> NAMES = Set.of("a", "y");

  public LossReport {
    rows = List.copyOf(rows);
    analyses = List.copyOf(analyses);
    convex = List.copyOf(convex);
    races = List.copyOf(races);
  }

  /// A loss at one logit; NaN where it is not defined.
  ///
  /// @param y the label
  /// @param a the logit
  /// @param value the loss
  /// @param slope its derivative
  /// @param curvature its second derivative
  public record Row(double y, double a, double value, double slope, double curvature) {}

  /// The report of a formula of the language of claims.
  ///
  /// Throws {@link ClaimException} where it cannot be understood.
  ///
  /// @param text a number in `a` and `y`
  /// @param grid the logits of the rows
  /// @param labels any numbers; only the first counts for a formula without `y`
  public static LossReport of(String text, LossComparisonReport.Grid grid, List<Double> labels) {
    Formula formula = read(text);
    List<Row> rows = new ArrayList<>();
    List<LossAnalysis> analyses = new ArrayList<>();
    List<String> convex = new ArrayList<>();
    boolean labelled = Substitution.variables(formula).contains("y");
    for (double y : labelled ? labels : labels.subList(0, 1)) {
      LossCurve curve = LossCurve.of("L", formula, y);
      needsValues(text, curve, grid);
      grid.points().forEach(a -> rows.add(row(curve, a)));
      analyses.add(LossAnalysis.of(curve));
      convex.add(decided(text, y));
    }
    List<DescentRace> races =
        List.of(
            DescentRace.of(LossCurve.of("L", formula, 1), -10, 1),
            DescentRace.of(LossCurve.crossEntropy(1), -10, 1));
    return new LossReport(text, formula, rows, analyses, convex, races);
  }

  /// What takes the logit for a vector, as `kl(y, a)` does, is told so.
  private static Formula read(String text) {
    try {
      return ClaimTerm.of(text, NAMES);
    } catch (ClaimException wrong) {
      for (String name : NAMES) {
        if (String.valueOf(wrong.getMessage()).contains("found \"%s\". Put".formatted(name))) {
          throw new ClaimException(
              wrong.at(),
              name + " as one number",
              name + " in the place of a vector",
              "Write a loss of vectors with its outcomes one by one, such as"
                  + " y*log(y/g) + (1-y)*log((1-y)/(1-g)) where g = sigmoid(a).");
        }
      }
      throw wrong;
    }
  }

  private static void needsValues(String text, LossCurve curve, LossComparisonReport.Grid grid) {
    boolean somewhere =
        DoubleStream.concat(
                grid.points().stream().mapToDouble(Double::doubleValue),
                IntStream.rangeClosed(-2 * (int) RANGE, 2 * (int) RANGE).mapToDouble(i -> i / 2.0))
            .anyMatch(a -> Double.isFinite(curve.value().applyAsDouble(a)));
    if (!somewhere) {
      throw new IllegalArgumentException(
          "losses of %s at y = %s: expected a finite value for some logit a from −%.0f to %.0f, found none. Mend the formula, or give other labels."
              .formatted(text, LossCurve.label(curve.label()), RANGE, RANGE));
    }
  }

  private static Row row(LossCurve curve, double a) {
    return new Row(
        curve.label(),
        a,
        curve.value().applyAsDouble(a),
        curve.slope().applyAsDouble(a),
        curve.curvature().applyAsDouble(a));
  }

  private static String decided(String text, double y) {
    String claim = "convex((%s), a) where y = %s".formatted(text, LossCurve.label(y));
    return Answer.to(Claim.of(claim)).word();
  }

  /// `∂L/∂a`, as short as it is proved to be the same.
  public Formula slope() {
    return ShortSlope.of(new Derivative(Formula.var("a")).of(Derivative.taken(formula)));
  }

  /// Whether the formula reads the label.
  public boolean isLabelled() {
    return Substitution.variables(formula).contains("y");
  }

  /// What follows, in sentences.
  public List<String> verdict() {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < analyses.size(); i++) {
      LossAnalysis analysis = analyses.get(i);
      sentences.add(LossComparisonReport.sentence(analysis, isLabelled()));
      String label = LossCurve.label(analysis.curve().label());
      sentences.add(
          "That it is convex in a%s: %s."
              .formatted(isLabelled() ? " at y = " + label : "", convex.get(i)));
    }
    int twenty = DescentRace.STEPS.indexOf(20);
    if (!Double.isFinite(races.getFirst().after().get(twenty))) {
      return sentences.stream().map(LossText::minus).toList();
    }
    sentences.add(
        String.format(
            Locale.ROOT,
            "From a = %.0f with y = 1 and steps of %.0f, after 20 steps it stands at a = %.4f,"
                + " cross-entropy at %.4f.",
            races.getFirst().start(),
            races.getFirst().learningRate(),
            races.getFirst().after().get(twenty),
            races.getLast().after().get(twenty)));
    return sentences.stream().map(LossText::minus).toList();
  }
}
