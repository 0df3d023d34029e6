package gradus.nn.run;

import java.util.Map;

/// What came of a run.
///
/// @param test scores on the test part by name, empty without one
/// @param parameters how many numbers were trained
/// @param epochs how many epochs were made
/// @param bestEpoch the epoch that was chosen by validation, or 0
/// @param imagesPerSecond examples a second in training, the median over epochs
/// @param weightsSha256 the digest of the model's variables
public record RunResult(
    Map<String, Double> test,
    long parameters,
    int epochs,
    int bestEpoch,
    double imagesPerSecond,
    String weightsSha256) {}
