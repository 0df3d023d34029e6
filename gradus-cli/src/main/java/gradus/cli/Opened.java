package gradus.cli;

import gradus.nn.model.Network;
import gradus.nn.rewrite.Model;
import gradus.nn.rewrite.ModelFolder;
import gradus.nn.run.Judgement;
import gradus.nn.run.Predictor;
import gradus.nn.run.RunFolder;
import gradus.nn.run.RunRecord;
import gradus.onnx.network.OnnxNetwork;
import gradus.onnx.read.OnnxModel;
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

  static Opened of(Path path) {
    if (NetworkChoice.isOnnx(path.toString())) {
      Model model = OnnxNetwork.of(OnnxModel.read(path)).model();
      RunRecord record = ModelFolder.record(path, model, "", List.of());
      return new Opened(record, model.network(), model.values(), Optional.empty());
    }
    RunFolder folder = RunFolder.open(path);
    return new Opened(
        folder.record(), folder.network(), folder.requireWeights(), Optional.of(folder));
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
