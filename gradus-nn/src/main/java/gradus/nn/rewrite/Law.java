package gradus.nn.rewrite;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// A law by which a network may be changed, with what it costs.
public enum Law {
  /// Sigmoid to tanh.
  SIGMOID_TO_TANH(
      "σ(a) = ½ (1 + tanh(a/2)): first layer W/2, hidden W/4 with bias (b + ½ W 1)/2, output W/2"
          + " with bias b + ½ W 1",
      "each sigmoid stands between linear or convolution layers; zero padding after it becomes"
          + " padding with −1",
      Exactness.REAL,
      "spec 3"),
  /// Tanh to sigmoid.
  TANH_TO_SIGMOID(
      "tanh(a) = 2 σ(2a) − 1: first layer 2W, the layer after 2W with bias b − W 1",
      "each tanh stands between linear or convolution layers; zero padding after it becomes padding"
          + " with ½",
      Exactness.REAL,
      "spec 3"),
  /// Two logits to one.
  SOFTMAX_TO_SIGMOID(
      "softmax([x₁, x₂])₂ = σ(x₂ − x₁): w = W[1] − W[0]",
      "a softmax head over 2 classes, after a linear layer",
      Exactness.PROBABILITIES,
      "spec 2.2"),
  /// One logit to two.
  SIGMOID_TO_SOFTMAX(
      "σ(a) = softmax([0, a])₂: a row of zeros before w",
      "a sigmoid head after a linear layer",
      Exactness.PROBABILITIES,
      "spec 2.2"),
  /// One logit to two of least norm.
  SIGMOID_TO_SOFTMAX_LEAST(
      "σ(a) = softmax([−a/2, a/2])₂: the pair of rows of the least norm",
      "a sigmoid head after a linear layer",
      Exactness.PROBABILITIES,
      "spec 2.2"),
  /// K logits to K − 1.
  DROP_REFERENCE(
      "softmax(y) = softmax(y − y_r): K − 1 rows β_k − β_r and a logit that is 0",
      "a softmax head over 2 or more classes, after a linear layer; --reference chooses r",
      Exactness.PROBABILITIES,
      "spec 2.3"),
  /// K − 1 logits to K.
  ADD_REFERENCE(
      "the logit that is 0 as a row of zeros",
      "a network that drop-reference made",
      Exactness.REAL,
      "spec 2.3"),
  /// Rows of mean 0.
  CENTRE_LOGITS(
      "softmax(y) = softmax(y − mean y): rows of mean 0, the gauge that weight decay picks",
      "a softmax head after a linear layer",
      Exactness.PROBABILITIES,
      "spec 2.1, beyond B6"),
  /// Another row of zeros.
  RE_REFERENCE(
      "softmax(y) = softmax(y − y_r): row r becomes 0",
      "a softmax head after a linear layer; --reference chooses r",
      Exactness.PROBABILITIES,
      "spec 2.3, beyond B6"),
  /// Batch normalisation into its neighbour.
  FOLD_BATCH_NORM(
      "W′ = diag(γ/√(v+ε)) W, b′ = γ (b − μ)/√(v+ε) + β",
      "a linear or convolution layer before it, or an unpadded one after it; for inference only",
      Exactness.REAL,
      "beyond C3"),
  /// Layers in series.
  MERGE_SERIES(
      "W₂ (W₁ x + b₁) + b₂ = (W₂ W₁) x + (W₂ b₁ + b₂); kernels by true full convolution, the second"
          + " with zeros between its taps for a stride of the first",
      "two linear or two convolution layers with nothing between them; the second convolution"
          + " unpadded, or after a full one without bias",
      Exactness.REAL,
      "beyond C4"),
  /// Branches that are added.
  MERGE_PARALLEL(
      "W₁ x + W₂ x + x = (W₁ + W₂ + I) x, kernels laid over each other where they stand",
      "branches of one linear or convolution layer each over one value, or the identity, added",
      Exactness.REAL,
      "beyond C5"),
  /// Units that nothing reads.
  DROP_DEAD_UNITS(
      "a unit whose outgoing weights are all 0 adds nothing",
      "such a unit between two linear or convolution layers",
      Exactness.REAL,
      "beyond C10"),
  /// Units that read nothing.
  FOLD_CONSTANTS(
      "a unit whose incoming weights are all 0 is the constant φ(b), and joins the bias after it",
      "such a unit between two linear or convolution layers, the second unpadded",
      Exactness.REAL,
      "beyond C10"),
  /// Relu of what is never negative.
  DROP_RELU(
      "relu(relu(x)) = relu(x)",
      "a relu after a relu, sigmoid or softplus, with pooling between or not",
      Exactness.BITS,
      "beyond C7"),
  /// No dropout.
  DROP_DROPOUT(
      "dropout is the identity outside training",
      "a dropout layer; for inference only",
      Exactness.BITS,
      "spec 0"),
  /// The order of units.
  SORT_UNITS(
      "the order of hidden units is free",
      "units between two linear or convolution layers, not yet in order",
      Exactness.REAL,
      "beyond C8"),
  /// The sign of units.
  FLIP_TANH_SIGNS(
      "tanh(−a) = −tanh(a)",
      "tanh units whose first incoming weight is negative",
      Exactness.REAL,
      "beyond C8"),
  /// The scale of units.
  SCALE_RELU(
      "relu(s a) = s relu(a) for s > 0",
      "relu units whose largest incoming weight is not ±1",
      Exactness.REAL,
      "beyond C7"),
  /// Averages as convolutions.
  AVERAGE_POOL_TO_CONV(
      "a mean of k places is a convolution with weights 1/k, one channel at a time",
      "average pooling without padding",
      Exactness.REAL,
      "beyond C7"),
  /// Nested layers written out.
  UNFOLD(
      "f(x) + x, written as layers joined by name",
      "a residual or parallel layer",
      Exactness.BITS,
      "beyond C5");

  /// What stays the same.
  public enum Exactness {
    /// Every output bit.
    BITS,
    /// The function over the real numbers; floats round.
    REAL,
    /// The probabilities over the real numbers; the logits change.
    PROBABILITIES
  }

  private final String statement;
  private final String precondition;
  private final Exactness exactness;
  private final String source;

  Law(String statement, String precondition, Exactness exactness, String source) {
    this.statement = statement;
    this.precondition = precondition;
    this.exactness = exactness;
    this.source = source;
  }

  /// What it says.
  public String statement() {
    return statement;
  }

  /// Where it applies.
  public String precondition() {
    return precondition;
  }

  /// What stays the same.
  public Exactness exactness() {
    return exactness;
  }

  /// Where it is written.
  public String source() {
    return source;
  }

  /// Its name in commands: `sigmoid-to-tanh`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The law of a name.
  public static Law parse(String word) {
    return Arrays.stream(values())
        .filter(law -> law.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--law %s: expected one of %s, found \"%s\". See gradus rewrite --list."
                        .formatted(
                            word,
                            Arrays.stream(values())
                                .map(Law::word)
                                .collect(Collectors.joining(", ")),
                            word)));
  }
}
