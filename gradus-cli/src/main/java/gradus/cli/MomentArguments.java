package gradus.cli;

import gradus.nn.data.Standardiser;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The means and deviations that a model was trained with, where nothing else tells them.
final class MomentArguments {

  @Option(
      names = "--mean",
      split = ",",
      paramLabel = "NUMBER",
      description =
          "What is taken from the data before the model sees them: one number, or one for each"
              + " channel or feature. Pictures are numbers from 0 to 1.")
  List<Double> means = List.of();

  @Option(
      names = "--deviation",
      split = ",",
      paramLabel = "NUMBER",
      description = "What they are divided by after that, likewise. Default: 1.")
  List<Double> deviations = List.of();

  /// The means and deviations, if any were given.
  Optional<Standardiser.Moments> moments() {
    if (means.isEmpty() && deviations.isEmpty()) {
      return Optional.empty();
    }
    int groups = Math.max(means.size(), deviations.size());
    List<Double> filled = means.isEmpty() ? Collections.nCopies(groups, 0.0) : means;
    List<Double> divided = deviations.isEmpty() ? Collections.nCopies(groups, 1.0) : deviations;
    if (filled.size() != divided.size()) {
      throw new IllegalArgumentException(
          "--mean and --deviation: expected as many means as deviations, found %d and %d. Give one of each for each channel."
              .formatted(filled.size(), divided.size()));
    }
    return Optional.of(new Standardiser.Moments(filled, divided));
  }
}
