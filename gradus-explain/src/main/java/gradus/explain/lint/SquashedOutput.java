package gradus.explain.lint;

import gradus.nn.layer.Activated;
import gradus.nn.loss.Head;
import gradus.nn.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A sigmoid or softmax as the last layer, although the loss takes logits; source: spec 1.4, 1.6
/// and 2.4.
@SuppressWarnings("OperatorPrecedence")
public record SquashedOutput() implements Rule {

  /// The losses that compare the output itself, by what they are called in a sentence.
  private static final Map<String, String> DISTANCES =
      Map.of(
          "squaredError", "squared error",
          "absoluteError", "absolute error",
          "huber", "Huber loss");

  @Override
  public String name() {
    return "squashed-output";
  }

  @Override
  public List<Finding> findings(Place place) {
    List<Finding> findings = new ArrayList<>();
    for (Step step : place.last()) {
      if (step.layer() instanceof Activated(Activated.Kind kind, double _)
          && !place.loss().equals("hinge") // a margin, of which nothing is known here
          && (kind == Activated.Kind.SIGMOID || NORMALISING.contains(kind))) {
        findings.add(finding(place, step, kind));
      }
    }
    return findings;
  }

  private Finding finding(Place place, Step step, Activated.Kind kind) {
    boolean real = place.head().filter(Head.Real.class::isInstance).isPresent();
    String loss = place.loss().equals("auto") && real ? "squaredError" : place.loss();
    boolean squared = DISTANCES.containsKey(loss);
    boolean sigmoid = kind == Activated.Kind.SIGMOID;
    String what;
    String why;
    if (squared) {
      what = "The %s is taken of a %s.".formatted(DISTANCES.get(loss), step.layer().kind());
      why =
          !loss.equals("squaredError")
              ? "∂ρ(g − y)/∂a = ρ′(g − y)·∂g/∂a, and ∂g/∂a is near 0 where g is near 0 or 1, right"
                  + " or wrong."
              : sigmoid
                  ? "∂(g − y)²/∂a = 2(g − y)·g(1 − g): where g is near 0 or 1 and wrong, the"
                      + " gradient is near 0; it is not convex in a, its curvature is negative"
                      + " for g < 1/3 at y = 1."
                  : "∂Σ(p − t)²/∂a = 2J(p − t) with J = Diag(p) − ppᵀ, which is near 0 where p is"
                      + " near a corner, right or wrong.";
    } else {
      what =
          "The loss applies its own %s to the output of a %s."
              .formatted(sigmoid ? "sigmoid" : "softmax", step.layer().kind());
      why =
          kind == Activated.Kind.LOG_SOFTMAX
              ? "softmax(log softmax(x)) = softmax(x): it is computed twice for the same result."
              : sigmoid
                  ? "σ(σ(a)) lies between 1/2 and 0.731, and its derivative has the factor g(1 − g)"
                      + " ≤ 1/4 that cross-entropy from logits cancels: σ(a) − y."
                  : "The entries of softmax(p), p in the simplex, differ by a factor of e at the"
                      + " most, and J = Diag(p) − ppᵀ stands between the loss and the logits,"
                      + " where cross-entropy from logits has p − y.";
    }
    return new Finding(
        name(),
        step.name(),
        what,
        why,
        squared
            ? "Examples that are confidently wrong stop learning."
            : kind == Activated.Kind.LOG_SOFTMAX
                ? "Time, and nothing else."
                : "No probability comes near 0 or 1, and learning is slow.",
        squared
            ? "Remove the layer; for classes use the cross-entropy, whose gradient is σ(a) − y or p"
                + " − y."
            : "Remove the layer; predict applies it by itself.",
        Optional.of(Edit.without(place.network(), step.name())));
  }
}
