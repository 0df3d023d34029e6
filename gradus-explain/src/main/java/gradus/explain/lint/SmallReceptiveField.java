package gradus.explain.lint;

import gradus.explain.summary.Summary;
import gradus.nn.layer.GlobalPooled;
import gradus.nn.model.Step;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Positions that see a small part of the input only, before they are all averaged.
public record SmallReceptiveField() implements Rule {

  /// Of a signal, which may be told by its texture.
  private static final int SHARE_OF_A_SIGNAL = 16;

  /// Of a picture, whose objects are seldom smaller than a quarter of it.
  private static final int SHARE_OF_A_PICTURE = 4;

  @Override
  public String name() {
    return "small-receptive-field";
  }

  @Override
  public List<Finding> findings(Place place) {
    List<Finding> findings = new ArrayList<>();
    Summary summary = Summary.of(place.network());
    for (Step step : place.steps()) {
      Optional<Step> before = place.before(step, Place::movesOnly);
      if (!(step.layer() instanceof GlobalPooled) || before.isEmpty()) {
        continue;
      }
      Shape input = place.network().inputs().getFirst().shape();
      summary.layers().stream()
          .filter(row -> row.name().equals(before.get().name()))
          .filter(row -> row.receptiveField().matches("[0-9]+(×[0-9]+)*"))
          .forEach(row -> look(step, row, input).ifPresent(findings::add));
    }
    return findings;
  }

  private Optional<Finding> look(Step step, Summary.Row row, Shape input) {
    String[] lengths = row.receptiveField().split("×", -1);
    for (int axis = 0; axis < lengths.length && axis + 1 < input.rank(); axis++) {
      int length = Integer.parseInt(lengths[axis]);
      int share = lengths.length == 1 ? SHARE_OF_A_SIGNAL : SHARE_OF_A_PICTURE;
      if (share * length < input.size(axis + 1)) {
        return Optional.of(
            new Finding(
                name(),
                row.name(),
                "Each position sees %d of %d input positions before %s."
                    .formatted(length, input.size(axis + 1), step.name()),
                "The receptive field grows by (k − 1)·dilation·jump at every layer; after a global"
                    + " pooling the order of what was seen is gone.",
                "What is longer than %d positions cannot be recognised as a whole."
                    .formatted(length),
                "Pool or stride earlier, dilate, or add layers.",
                Optional.empty()));
      }
    }
    return Optional.empty();
  }
}
