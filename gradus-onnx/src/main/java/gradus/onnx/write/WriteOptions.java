package gradus.onnx.write;

import gradus.nn.data.Preparation;
import gradus.nn.loss.Head;
import java.util.Optional;
import java.util.OptionalInt;

/// How a network is written.
///
/// @param opset the version of the operators, 13 to 27; the file format is the one that belongs to
///   it
/// @param batch the number of examples at once, or none for any number, which the file calls `N`
/// @param probabilities whose probabilities take the place of the first output, if asked for
/// @param preparation what is done to the first input before, and undone to the first output after
///   the network, within the file
/// @param origin where the network comes from, in a few words, for people
/// @param external whether parameters stand in a file of their own beside the model, as those of
///   more than 2 GB do in any case
public record WriteOptions(
    int opset,
    OptionalInt batch,
    Optional<Head> probabilities,
    Preparation preparation,
    String origin,
    boolean external) {

  /// The version that is written unless another is asked for.
  public static final int OPSET = 21;

  public WriteOptions {
    new Opset(opset);
    if (batch.isPresent() && batch.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "WriteOptions(batch=%d): expected 1 or more examples, found %d. Leave the batch open for any number."
              .formatted(batch.getAsInt(), batch.getAsInt()));
    }
    if (probabilities.isPresent() && probabilities.get() instanceof Head.Real) {
      throw new IllegalArgumentException(
          "probabilities: expected a head with outcomes or classes, found one of real numbers."
              + " Leave the probabilities out.");
    }
  }

  /// Opset 21 (IR 10), any number of examples, the network alone.
  public static WriteOptions standard() {
    return new WriteOptions(
        OPSET, OptionalInt.empty(), Optional.empty(), Preparation.none(), "", false);
  }

  /// The same with another version of the operators.
  public WriteOptions withOpset(int other) {
    return new WriteOptions(other, batch, probabilities, preparation, origin, external);
  }

  /// The same for so many examples at once.
  public WriteOptions withBatch(int examples) {
    return new WriteOptions(
        opset, OptionalInt.of(examples), probabilities, preparation, origin, external);
  }

  /// The same with the probabilities of a head in place of the first output.
  public WriteOptions withProbabilities(Head head) {
    return new WriteOptions(opset, batch, Optional.of(head), preparation, origin, external);
  }

  /// The same with a preparation within the file.
  public WriteOptions withPreparation(Preparation other) {
    return new WriteOptions(opset, batch, probabilities, other, origin, external);
  }

  /// The same with words about where the network comes from.
  public WriteOptions withOrigin(String words) {
    return new WriteOptions(opset, batch, probabilities, preparation, words, external);
  }

  /// The same with the parameters in a file of their own.
  public WriteOptions withExternalData() {
    return new WriteOptions(opset, batch, probabilities, preparation, origin, true);
  }
}
