package gradus.explain.summary;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.explain.render.SummaryText;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.Padding;
import gradus.nn.model.BuiltIn;
import gradus.nn.model.Network;
import gradus.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void question4HasTheNumbersOfTheAssignment() {
    Summary summary =
        Summary.of(BuiltIn.QUESTION4.network(Shape.of(3, 128, 128), 0, BuiltIn.Options.plain()));
    assertThat(summary.layers())
        .extracting(Summary.Row::output)
        .containsExactly(
            Shape.of(32, 64, 64), Shape.of(32, 64, 64), Shape.of(32, 32, 32), Shape.of(64, 32, 32));
    assertThat(summary.layers())
        .extracting(Summary.Row::parameters)
        .containsExactly(6176L, 0L, 0L, 18_496L);
    assertThat(summary.layers())
        .extracting(Summary.Row::multiplyAdds)
        .containsExactly(25_165_824L, 0L, 0L, 18_874_368L);
    assertThat(summary.layers())
        .extracting(Summary.Row::receptiveField)
        .containsExactly("8×8", "8×8", "10×10", "18×18");
    assertThat(summary.parameters()).isEqualTo(24_672);
    assertThat(summary.multiplyAdds()).isEqualTo(44_040_192);
  }

  @Test
  void dilationAndStrideWidenTheField() {
    Network network =
        Network.of(Shape.of(1, 50))
            .then(Convolve.of(2, List.of(3), Padding.valid()).withStride(2))
            .then(Convolve.of(2, List.of(3), Padding.valid()).withDilation(3));
    assertThat(Summary.of(network).layers())
        .extracting(Summary.Row::receptiveField)
        .containsExactly("3", "15");
  }

  @Test
  void lenetAsText() {
    assertThat(
            SummaryText.lines(
                Summary.of(
                    BuiltIn.LENET.network(Shape.of(1, 28, 28), 10, BuiltIn.Options.plain()))))
        .contains(
            "conv1     conv     6×28×28          156        117,600              5×5",
            "61,706 parameters (241.0 KiB as f32), 416,520 multiply-adds an example");
  }
}
