package gradus.web.inference;

import gradus.nn.data.Preparation;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.onnx.network.OnnxNetwork;
import gradus.onnx.write.HeldNodes;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Whether a model keeps its rows apart, so that those of several callers may be computed together.
///
/// A file may say anything with its first axis: a mean over the batch would tell one caller of
/// another's data. So the model is tried: rows together must give the bits of rows alone.
final class RowsApart {

  private static final int ROWS = 3;

  private RowsApart() {}

  /// Whether it keeps them apart at random values.
  static boolean hold(OnnxNetwork read) {
    List<String> outputs =
        IntStream.range(0, read.network().outputs().size()).mapToObj(Told::output).toList();
    RowModel model =
        new RowModel("", read.network(), read.values(), Preparation.none(), Told.asNamed(outputs));
    Map<String, Tensor> together = new LinkedHashMap<>();
    for (Port port : read.network().inputs()) {
      together.put(port.name(), random(read.network(), port));
    }
    // three rows are cut into two and one, so the two are what is tried together
    Map<String, Values> whole = model.run(together);
    for (int row = 0; row < ROWS; row++) {
      int at = row;
      Map<String, Tensor> alone = new LinkedHashMap<>();
      together.forEach((name, value) -> alone.put(name, Rows.slice(value, at, at + 1)));
      Map<String, Values> single = model.run(alone);
      for (String output : outputs) {
        if (!Rows.named(single, output).equals(Rows.named(whole, output).rows(at, at + 1))) {
          return false;
        }
      }
    }
    return true;
  }

  private static Tensor random(Network network, Port port) {
    // integers of few bits are often pixels; others may be indices, of which 0 alone is surely one
    int most = HeldNodes.element(network, port).isHeldInteger() ? Byte.MAX_VALUE : 0;
    Random random = new Random(1);
    Shape shape = port.shape().insert(0, ROWS);
    double[] values =
        random
            .doubles(shape.elements())
            .map(
                x ->
                    port.dtype().isFloat()
                        ? 4 * x - 2
                        : port.dtype() == DType.BOOL ? x * 2 : most * x)
            .map(x -> port.dtype().isFloat() ? x : Math.floor(x))
            .toArray();
    return Tensor.of(new TensorType(port.dtype(), shape), values);
  }
}
