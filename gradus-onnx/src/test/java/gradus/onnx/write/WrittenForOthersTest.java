package gradus.onnx.write;

import gradus.onnx.read.OtherEngine;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// ONNX Runtime loads what was written, in every version that it knows, and answers the same.
class WrittenForOthersTest {

  private static final List<Integer> OPSETS = List.of(13, 17, 18, 20, 21, 26);

  /// Sums of another order: at most some units in the last place for networks of a few layers.
  private static final double ULPS = 40;

  static Set<String> names() {
    return SampleNetworks.ALL.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void anotherEngineAnswersTheSame(String name) {
    Trained trained = Trained.of(SampleNetworks.ALL.get(name));
    List<Map<String, Tensor>> feeds = List.of(trained.inputs(1), trained.inputs(3));
    List<List<Tensor>> expected = feeds.stream().map(trained::answers).toList();
    for (int opset : OPSETS) {
      byte[] written = trained.written(opset);
      for (int i = 0; i < feeds.size(); i++) {
        List<Tensor> found = OtherEngine.answers(written, feeds.get(i));
        Closeness.require(found, expected.get(i), ULPS, name + ", opset " + opset);
      }
    }
  }
}
