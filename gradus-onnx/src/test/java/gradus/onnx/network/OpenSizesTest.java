package gradus.onnx.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.model.Port;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.read.OnnxModel;
import gradus.onnx.read.OpenModels;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Inputs of which some sizes are open, beside the batch.
class OpenSizesTest {

  private static final OnnxModel MODEL = OpenModels.twoSequences();

  private static List<Port> ports(Map<String, Shape> examples) {
    return OnnxNetwork.of(MODEL, examples).network().inputs();
  }

  private static final List<Port> EXPECTED =
      List.of(
          new Port("ids", Shape.of(8), DType.I64),
          new Port("mask", Shape.of(8), DType.F32),
          new Port("picture", Shape.of(3, 5), DType.F32));

  @Test
  void oneInputTellsTheSizesOfAnother() {
    assertThat(ports(Map.of("ids", Shape.of(8), "picture", Shape.of(3, 5)))).isEqualTo(EXPECTED);
    assertThat(ports(Map.of("sequence", Shape.of(8), "picture", Shape.of(3, 5))))
        .isEqualTo(EXPECTED);
  }

  @Test
  void allThatIsOpenIsToldAtOnce() {
    assertThatThrownBy(() -> OnnxNetwork.of(MODEL))
        .isInstanceOf(UnsupportedException.class)
        .hasMessage(
            "open.onnx, input 'ids': expected sizes that are known, but for the batch, found ids"
                + " int64[batch, sequence]. Give the lengths: --input"
                + " sequence=LENGTH,picture=3xLENGTH.");
    assertThatThrownBy(() -> ports(Map.of("sequence", Shape.of(8))))
        .hasMessageEndingWith("Give the lengths: --input picture=3xLENGTH.");
  }

  @Test
  void whatDoesNotFit() {
    assertThatThrownBy(() -> ports(Map.of("words", Shape.of(8))))
        .hasMessageStartingWith(
            "open.onnx: expected the name of an input or of an open size, found \"words\".");
    assertThatThrownBy(() -> ports(Map.of("ids", Shape.of(8), "mask", Shape.of(9))))
        .hasMessageContaining("expected one length for the size 'sequence', found");
    assertThatThrownBy(() -> ports(Map.of("picture", Shape.of(4, 5))))
        .hasMessageContaining(
            "input 'picture': expected an example of picture float[batch, 3, ?], without its first"
                + " axis, found [4, 5].");
  }
}
