package gradus.explain.lint;

import gradus.nn.init.Constant;
import gradus.nn.init.Initialiser;
import gradus.nn.init.Scaled;
import gradus.nn.layer.Activated;
import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Linear;
import gradus.nn.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// First weights whose variance does not suit the activation that follows.
///
/// @param inside whether the network is a part of another, so that its last layer is no output
@SuppressWarnings("ReferenceEquality")
public record UnsuitedInitialiser(boolean inside) implements Rule {

  @Override
  public String name() {
    return "unsuited-initialiser";
  }

  @Override
  public List<Finding> findings(Place place) {
    List<Finding> findings = new ArrayList<>();
    for (Step step : place.steps()) {
      Optional<Step> before = place.before(step, Place::movesOnly);
      boolean last = !inside && place.last().contains(step);
      if (before.isEmpty()
          || last // no layer follows whose signal could shrink or grow
          || place.isFrozen(before.get())
          || !(step.layer() instanceof Activated activated)) {
        continue;
      }
      initialiser(before.get().layer())
          .flatMap(drawn -> advice(drawn, activated.function()))
          .ifPresent(advice -> findings.add(finding(place, before.get(), activated, advice)));
    }
    constants(place, findings);
    return findings;
  }

  /// A hidden layer of equal weights: its units stay equal for ever.
  private void constants(Place place, List<Finding> findings) {
    for (Step step : place.steps()) {
      boolean hidden = !place.last().contains(step) && !place.isFrozen(step);
      if (hidden && initialiser(step.layer()).filter(Constant.class::isInstance).isPresent()) {
        findings.add(
            finding(
                place,
                step,
                step.layer(),
                new Advice(
                    Scaled.he(),
                    "All weights of %s begin equal.".formatted(step.name()),
                    "Units with equal weights get equal gradients, so they stay equal.",
                    "The layer learns like one with a single unit.")));
      }
    }
  }

  private record Advice(Scaled better, String what, String why, String cost) {}

  private static Optional<Initialiser> initialiser(Layer layer) {
    return switch (layer) {
      case Linear linear -> Optional.of(linear.initialiser());
      case Convolve convolve -> Optional.of(convolve.initialiser());
      default -> Optional.empty();
    };
  }

  private static Optional<Advice> advice(Initialiser drawn, Activated.Kind function) {
    if (!(drawn instanceof Scaled scaled) || NORMALISING.contains(function)) {
      return Optional.empty();
    }
    String cost = "In deep networks signals shrink or grow by this factor at every layer.";
    if (SQUASHING.contains(function) && scaled.gain() > 1) {
      return Optional.of(
          new Advice(
              Scaled.glorot(),
              "He's variance 2/fan-in stands before a function without a dead half.",
              "He's factor 2 makes up for the half that relu sets to 0; tanh and sigmoid have slope"
                  + " f′(0) on both sides of 0, so their inputs get twice the variance (Glorot and"
                  + " Bengio 2010, equation 16).",
              cost));
    }
    if (function == Activated.Kind.SELU && scaled.gain() > 1) {
      return Optional.of(
          new Advice(
              Scaled.lecun(),
              "He's variance stands before SELU.",
              "SELU keeps variance 1 only if its input has variance 1: 1/fan-in (Klambauer and"
                  + " others 2017, section 2).",
              cost));
    }
    boolean rectifier = function == Activated.Kind.RELU || function == Activated.Kind.LEAKY_RELU;
    return rectifier && scaled.gain() < 2
        ? Optional.of(
            new Advice(
                Scaled.he(),
                "A variance of 1/fan stands before a rectifier.",
                "relu keeps half of E[x²], so the variance halves at every layer unless it is"
                    + " 2/fan-in (He and others 2015, equation 10).",
                cost))
        : Optional.empty();
  }

  private Finding finding(Place place, Step step, Layer by, Advice advice) {
    boolean normalised =
        place.readers(step).stream().anyMatch(reader -> reader.layer() instanceof BatchNormLayer);
    Layer better =
        switch (step.layer()) {
          case Linear linear -> new Linear(linear.outputs(), linear.bias(), advice.better());
          case Convolve c ->
              new Convolve(
                  c.outputs(),
                  c.kernel(),
                  c.strides(),
                  c.dilations(),
                  c.padding(),
                  c.groups(),
                  c.convention(),
                  c.bias(),
                  advice.better());
          default -> step.layer();
        };
    return new Finding(
        name(),
        by == step.layer() ? step.name() : step.name() + " (before " + by.kind() + ")",
        advice.what(),
        advice.why(),
        normalised ? "Little, since a normalisation follows." : advice.cost(),
        "Write init: %s.".formatted(advice.better().name()),
        Optional.of(Edit.replaced(place.network(), step.name(), better)));
  }
}
