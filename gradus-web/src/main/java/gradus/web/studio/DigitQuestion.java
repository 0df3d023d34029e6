package gradus.web.studio;

import java.util.List;
import java.util.Objects;

/// A drawn picture.
///
/// @param run the id of the run whose model looks at it
/// @param pixels 28×28 values from 0 (paper) to 1 (ink), row by row
record DigitQuestion(String run, List<Float> pixels) {

  static final int PIXELS = 28 * 28;

  DigitQuestion {
    run = Objects.requireNonNullElse(run, "");
    pixels = List.copyOf(Objects.requireNonNullElse(pixels, List.of()));
    if (pixels.size() != PIXELS || pixels.stream().anyMatch(it -> !(it >= 0 && it <= 1))) {
      throw new IllegalArgumentException(
          "The picture: expected %d values from 0 to 1, found %d values or others. Draw again."
              .formatted(PIXELS, pixels.size()));
    }
  }
}
