package gradus.cli;

import gradus.onnx.network.OnnxNetwork;
import gradus.onnx.read.OnnxModel;
import gradus.tensor.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Models of ONNX, with the lengths of axes that they leave open.
final class Imported {

  private Imported() {}

  /// Whether a name is that of a file of ONNX.
  static boolean isOnnx(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  /// The network of a file.
  ///
  /// @param input what `--input` says: the shape of an example of the first input, as `3x224x224`;
  ///   or shapes and lengths by name, as `ids=128,mask=128` or `sequence=128`
  static OnnxNetwork network(Path file, String input) {
    OnnxModel model = OnnxModel.read(file);
    if (!input.contains("=")) {
      List<Integer> sizes = DataArguments.sizes("--input", input);
      return sizes.isEmpty()
          ? OnnxNetwork.of(model)
          : OnnxNetwork.of(model, Map.of(model.inputs().getFirst().name(), new Shape(sizes)));
    }
    Map<String, Shape> named = new LinkedHashMap<>();
    for (String part : input.split(",", -1)) {
      int equals = part.lastIndexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "--input %s: expected names with shapes, found \"%s\". Write for example ids=128,mask=128."
                .formatted(input, part));
      }
      List<Integer> sizes = DataArguments.sizes("--input", part.substring(equals + 1));
      named.put(part.substring(0, equals).strip(), new Shape(sizes));
    }
    return OnnxNetwork.of(model, named);
  }
}
