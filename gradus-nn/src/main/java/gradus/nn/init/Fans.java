package gradus.nn.init;

/// How many inputs a unit adds up, and how many units one input feeds.
///
/// For a linear layer the inputs and outputs; for a convolution the channels times the taps.
///
/// @param in inputs of one output
/// @param out outputs of one input
public record Fans(int in, int out) {}
