package gradus.cli;

import gradus.nn.data.Dataset;
import gradus.nn.data.Standardiser;
import gradus.nn.model.Network;
import gradus.nn.rewrite.Model;
import gradus.nn.rewrite.ModelFolder;
import gradus.nn.run.Judgement;
import gradus.nn.run.Predictor;
import gradus.nn.run.RunFolder;
import gradus.nn.run.RunRecord;
import gradus.onnx.model.ElementType;
import gradus.onnx.write.HeldNodes;
import gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A trained model that a command was given: the folder of a run, or a file of ONNX.
///
/// @param record what is known of its head, data and preparation
/// @param network its layers
/// @param weights its parameters and states
/// @param folder the folder, if it is one
record Opened(
    RunRecord record, Network network, Map<String, Tensor> weights, Optional<RunFolder> folder) {

  private static final Standardiser.Moments NONE =
      new Standardiser.Moments(List.of(0.0), List.of(1.0));

  /// @param path the folder or file
  /// @param input of a file of ONNX: the shapes that it leaves open ({@link Imported})
  /// @param moments of a file of ONNX: the means and deviations that it was trained with
  /// @param names of a file of ONNX: what its outputs are called
  static Opened of(
      Path path, String input, Optional<Standardiser.Moments> moments, NamesArguments names) {
    if (Imported.isOnnx(path.toString())) {
      Model model = names.named(Imported.network(path, input).model());
      RunRecord told = ModelFolder.record(path, model, "", List.of());
      RunRecord record = moments.map(told::withFeatures).orElse(told);
      return new Opened(record, model.network(), model.values(), Optional.empty());
    }
    if (moments.isPresent() || !names.names.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: expected --mean, --deviation and --names only with a model of ONNX, found a folder, which has its own. Leave them out."
              .formatted(path));
    }
    RunFolder folder = RunFolder.open(path);
    return new Opened(
        folder.record(), folder.network(), folder.requireWeights(), Optional.of(folder));
  }

  /// The same for examples of a source: where an ONNX model takes whole numbers of few bits, and
  /// the source divided its pixels by 255, it gets them as they were stored.
  Opened forData(Dataset set) {
    boolean wants =
        folder.isEmpty()
            && set.divisor() != 1
            && HeldNodes.element(network, network.inputs().getFirst()).isHeldInteger()
            && record.features().equals(NONE);
    if (!wants) {
      return this;
    }
    Standardiser.Moments stored =
        new Standardiser.Moments(List.of(0.0), List.of(1.0 / set.divisor()));
    return new Opened(record.withFeatures(stored), network, weights, folder);
  }

  /// Refuses an example whose numbers are none of the type that an ONNX model says for its input.
  void requireFits(List<Float> example) {
    ElementType element = HeldNodes.element(network, network.inputs().getFirst());
    boolean asStored = element.isHeldInteger() && record.features().equals(NONE);
    for (float value : example) {
      if (asStored && !element.holds(value)) {
        throw new IllegalArgumentException(
            "--values: expected numbers of %s, as the model's input says, found %s. Give them as they are stored."
                .formatted(element, value));
      }
    }
  }

  Judgement judgement() {
    return Judgement.of(record, network, weights);
  }

  Predictor predictor() {
    return Predictor.of(record, network, weights);
  }

  /// Refuses a command without data for a model that has none of its own.
  void requireData(boolean given, String command) {
    if (folder.isEmpty() && !given) {
      throw new IllegalArgumentException(
          "%s: expected --data for a model of ONNX, which has no data of its own, found none. For example: --data mnist:FOLDER."
              .formatted(command));
    }
  }
}
