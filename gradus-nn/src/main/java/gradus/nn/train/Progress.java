package gradus.nn.train;

/// Where a training stands within an epoch; told after every step.
///
/// @param epoch the number of the epoch, from 1
/// @param epochs how many there will be
/// @param examples examples seen in this epoch
/// @param total examples of an epoch
/// @param loss the mean loss of the epoch so far
/// @param learningRate the rate of the last step
public record Progress(
    int epoch, int epochs, int examples, int total, double loss, double learningRate) {}
