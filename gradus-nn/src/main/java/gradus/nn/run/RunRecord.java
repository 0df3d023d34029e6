package gradus.nn.run;

import gradus.nn.data.Standardiser;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `run.json` says: everything needed to repeat the run, and its result once it has one.
///
/// @param format the version of this layout, 1
/// @param gradus the version of Gradus
/// @param command the command line as it was typed, for people
/// @param recipe the settings in full, for repeating
/// @param dataDigest SHA-256 of the training part
/// @param head the kind of target: `binary`, `categorical`, `multilabel`, `real`
/// @param names the names of classes, outcomes or columns
/// @param columns the names of the features, where the data had some
/// @param features how features are prepared
/// @param targets how real targets are prepared
/// @param environment Java, system and processors, for people; no bit depends on them
/// @param result the result, once the run is finished
public record RunRecord(
    int format,
    String gradus,
    List<String> command,
    Recipe recipe,
    String dataDigest,
    String head,
    List<String> names,
    List<String> columns,
    Standardiser.Moments features,
    Standardiser.Moments targets,
    Map<String, String> environment,
    Optional<RunResult> result) {

  /// The layout's version.
  public static final int FORMAT = 1;

  /// The same with other means and deviations of features.
  public RunRecord withFeatures(Standardiser.Moments other) {
    return new RunRecord(
        format,
        gradus,
        command,
        recipe,
        dataDigest,
        head,
        names,
        columns,
        other,
        targets,
        environment,
        result);
  }

  /// The same with a result.
  public RunRecord withResult(RunResult finished) {
    return new RunRecord(
        format,
        gradus,
        command,
        recipe,
        dataDigest,
        head,
        names,
        columns,
        features,
        targets,
        environment,
        Optional.of(finished));
  }
}
