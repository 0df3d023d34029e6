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

  @Test
  void question4HasTheCostsOfTheAssignment() {
    Summary summary =
        Summary.of(BuiltIn.QUESTION4.network(Shape.of(3, 128, 128), 0, BuiltIn.Options.plain()));
    assertThat(summary.layers())
        .extracting(row -> row.costs().weights())
        .containsExactly(6144L, 0L, 0L, 18_432L);
    assertThat(summary.layers())
        .extracting(row -> row.costs().biases())
        .containsExactly(32L, 0L, 0L, 64L);
    assertThat(summary.layers())
        .extracting(row -> row.costs().multiplyAddsInside())
        .containsExactly(24_385_536L, 0L, 0L, 18_096_128L);
    assertThat(summary.layers())
        .extracting(row -> row.costs().comparisons())
        .containsExactly(0L, 0L, 98_304L, 0L);
    assertThat(summary.layers())
        .extracting(row -> row.field().jumps().getFirst())
        .containsExactly(2, 2, 4, 4);
    assertThat(summary.layers())
        .extracting(row -> row.field().starts().getFirst())
        .containsExactly(-3, -3, -3, -7);
    assertThat(summary.total(Costs::flopsForward)).isEqualTo(88_080_384);
    // the first layer needs the gradient in its weights alone
    assertThat(summary.total(Costs::flopsBackward)).isEqualTo(2 * 25_165_824L + 4 * 18_874_368L);
    // the spec's 278,528 and the outputs of relu1
    assertThat(summary.activations()).isEqualTo(278_528 + 131_072);
  }

  @Test
  void everyNumberHasItsFormula() {
    assertThat(
            SummaryText.why(
                Summary.of(
                    BuiltIn.QUESTION4.network(Shape.of(3, 128, 128), 0, BuiltIn.Options.plain()))))
        .contains(
            "  conv1.weight 32·3·8·8 = 6,144",
            "  length ⌊(128 + 3 + 3 − 1·(8 − 1) − 1) / 2⌋ + 1 = 64",
            "  multiply-adds 131,072 outputs · 3·8·8 products = 25,165,824",
            "  FLOPs backward 1 (weights) · 2 · 25,165,824 = 50,331,648",
            "  FLOPs backward 2 (weights and input) · 2 · 18,874,368 = 75,497,472",
            "  receptive field 10 + 2·4 = 18, jump 4·1 = 4, start -3 − 1·4 = -7",
            "  comparisons 32,768 outputs · (4 − 1) = 98,304",
            "all layers",
            "  parameters 6,176 + 18,496 = 24,672, · 4 bytes = 98,688",
            "  biases 32 + 64 = 96",
            "  off padding 24,385,536 + 18,096,128 = 42,481,664",
            "  activations 49,152 + 131,072 + 131,072 + 32,768 + 65,536 = 409,600, · 4 bytes ="
                + " 1,638,400");
  }

  private static Network read(String yaml) {
    return gradus.nn.model.NetworkYaml.read("net.yaml", yaml, Shape.scalar());
  }

  private static List<String> fields(Network network) {
    return Summary.of(network).layers().stream()
        .map(row -> row.receptiveField() + " from " + row.field().starts())
        .toList();
  }

  @Test
  void aVectorUnderAShapeIsAPicture() {
    assertThat(
            fields(
                read(
                    "{input: [64], layers: [{reshape: [1, 8, 8]}, {conv2d: {outputs: 2, kernel:"
                        + " 3}}]}")))
        .containsExactly("1×1 from [0, 0]", "3×3 from [0, 0]");
  }

  @Test
  void paddingAheadMovesTheStart() {
    assertThat(
            fields(
                read(
                    "{input: [1, 9], layers: [{conv1d: {outputs: 1, kernel: 3, stride: 2}}, {pad:"
                        + " {before: [2], after: [0]}}]}")))
        .containsExactly("3 from [0]", "3 from [-4]");
  }

  /// Two kernels of 3, one reaching back and one ahead, see 5 places together.
  @Test
  void branchesSeeWhatEitherSees() {
    assertThat(
            fields(
                read(
                    "{input: [1, 9], layers: [{parallel: {branches: [[{conv1d: {outputs: 1, kernel:"
                        + " 3, before: 2, after: 0}}], [{conv1d: {outputs: 1, kernel: 3, before: 0,"
                        + " after: 2}}]], join: add}}]}")))
        .containsExactly("5 from [-2]");
  }

  @Test
  void aNormalisationOfAllPlacesSeesAll() {
    String conv = "{input: [2, 9], layers: [{conv1d: {outputs: 2, kernel: 3}}, ";
    assertThat(fields(read(conv + "layerNorm]}")).getLast()).startsWith("all");
    assertThat(fields(read(conv + "{groupNorm: 2}]}")).getLast()).startsWith("all");
    assertThat(fields(read(conv + "batchNorm]}")).getLast()).startsWith("3");
  }

  @Test
  void everyAxisAndEveryWindowHasItsFormula() {
    Network network =
        read(
            "{input: [1, 7, 10], layers: [{conv2d: {outputs: 1, kernel: [1, 3], stride: [1, 2]}},"
                + " {maxPool2d: {kernel: 2, ceil: true}}, {averagePool2d: {kernel: 2, stride: 1}},"
                + " {convTranspose2d: {outputs: 2, kernel: 3, stride: 2, padding: 1}}]}");
    assertThat(SummaryText.why(Summary.of(network)))
        .contains(
            "  receptive field, axis 1: 1 + 0·1 = 1, jump 1·1 = 1, start 0 − 0·1 = 0",
            "  receptive field, axis 2: 1 + 2·1 = 3, jump 1·2 = 2, start 0 − 0·1 = 0",
            "  length ⌈(7 + 0 + 0 − 1·(2 − 1) − 1) / 2⌉ + 1 = 4",
            "  length ⌊(4 + 0 + 0 − 1·(2 − 1) − 1) / 1⌋ + 1 = 3",
            "  length (3 − 1)·2 − 1 − 1 + 1·(3 − 1) + 1 = 5");
  }
}
