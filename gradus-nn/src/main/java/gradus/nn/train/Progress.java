package gradus.nn.train;

/// Where a training stands within an epoch; told after every step.
///
/// @param step steps of the optimiser since the beginning, from 1
/// @param steps how many there will be, if nothing stops it early
/// @param epoch the number of the epoch, from 1
/// @param epochs how many there will be
/// @param examples examples seen in this epoch
/// @param total examples of an epoch
/// @param batchLoss the mean loss of this step's batch
/// @param loss the mean loss of the epoch so far
/// @param learningRate the rate of the last step
public record Progress(
    long step,
    long steps,
    int epoch,
    int epochs,
    int examples,
    int total,
    double batchLoss,
    double loss,
    double learningRate) {}
