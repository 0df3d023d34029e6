package gradus.explain.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.explain.notation.FormulaText;
import gradus.nn.layer.Padding;
import gradus.nn.model.Network;
import gradus.random.Philox;
import gradus.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {

  private static List<Line> backward(Network network, LossChoice loss) {
    return Explanation.of(loss).derive(network).backward().stream()
        .flatMap(section -> section.lines().stream())
        .toList();
  }

  private static Stream<String> texts(List<Line> lines) {
    return lines.stream()
        .filter(line -> line.right().isPresent())
        .map(
            line ->
                FormulaText.of(line.left()) + " = " + FormulaText.of(line.right().orElseThrow()));
  }

  @Test
  void theSigmoidHeadEndsInGMinusY() {
    List<Line> lines = backward(Network.of(Shape.of(3)).linear(1), LossChoice.SIGMOID);
    assertThat(texts(lines))
        .contains(
            "δ_linear1 = (σ(a) − y)/2",
            "δ_linear1[n, i] = (σ(linear1[n, i]) − y[n, i])/2",
            "δ_linear1.weight = δ_linear1.productᵀ·x");
  }

  @Test
  void theSoftmaxHeadEndsInPMinusY() {
    List<Line> lines = backward(Network.of(Shape.of(3)).linear(4), LossChoice.SOFTMAX);
    assertThat(texts(lines)).contains("δ_linear1 = (p − y)/2");
    assertThat(lines).extracting(Line::rule).contains("simplification: the target sums to 1");
  }

  @Test
  void aValidConvolutionHandsBackTheFullOneWithTheFlippedKernelAndViceVersa() {
    Network valid =
        Network.of(Shape.of(1, 6))
            .conv1d(2, 3, Padding.valid())
            .relu()
            .conv1d(1, 2, Padding.valid())
            .flatten()
            .linear(1);
    assertThat(texts(backward(valid, LossChoice.SIGMOID)))
        .contains("δ_relu1 = corr_full(δ_conv2.convolution, flip(conv2.weight))");
    Network full =
        Network.of(Shape.of(1, 6))
            .conv1d(2, 3, Padding.of(1, 2))
            .tanh()
            .conv1d(1, 3, Padding.of(1, 2))
            .flatten()
            .linear(1);
    assertThat(texts(backward(full, LossChoice.SIGMOID)))
        .contains("δ_tanh1 = corr_valid(δ_conv2.convolution, flip(conv2.weight))");
  }

  @Test
  void reluMasksWhatArrives() {
    Network network = Network.of(Shape.of(3)).linear(4).relu().linear(2);
    assertThat(texts(backward(network, LossChoice.SOFTMAX)))
        .contains("δ_linear1 = δ_relu1 ⊙ [linear1 > 0]");
  }

  @ParameterizedTest
  @EnumSource
  void everyLossAgreesWithTheEngine(LossChoice loss) {
    agrees(Network.of(Shape.of(3)).linear(4).tanh().linear(2), loss, 1);
  }

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void closedFormsAgreeWithAutodiffOnRandomNetworks(long seed) {
    Philox draws = Philox.of(seed);
    boolean image = draws.below(2, 0) == 0;
    Network network = image ? Network.of(Shape.of(2, 6, 6)) : Network.of(Shape.of(5));
    if (image) {
      int kernel = 2 + draws.below(2, 1);
      int padding = draws.below(kernel, 2);
      network = activated(network.conv2d(3, kernel, Padding.of(2, padding)), draws, 3);
      network = draws.below(2, 4) == 0 ? network.maxPool2d(2) : network.batchNorm();
      network = network.flatten();
    }
    int depth = 1 + draws.below(2, 5);
    for (int layer = 0; layer < depth; layer++) {
      network = activated(network.linear(2 + draws.below(4, 6 + layer)), draws, 10 + layer);
    }
    boolean several = draws.below(2, 20) == 0;
    agrees(
        network.linear(several ? 3 : 1), several ? LossChoice.SOFTMAX : LossChoice.SIGMOID, seed);
  }

  private static Network activated(Network network, Philox draws, int place) {
    return switch (draws.below(4, place)) {
      case 0 -> network.relu();
      case 1 -> network.tanh();
      case 2 -> network.sigmoid();
      default -> network.gelu();
    };
  }

  private static void agrees(Network network, LossChoice loss, long seed) {
    Derivation derivation = new Explanation(loss, 2, "", List.of(), seed).derive(network);
    List<Line> lines =
        derivation.backward().stream().flatMap(section -> section.lines().stream()).toList();
    assertThat(lines)
        .as(network.toString())
        .noneMatch(line -> line.remark().startsWith("THE ENGINE DISAGREES"));
    assertThat(lines).anyMatch(line -> line.remark().startsWith("engine agrees"));
  }

  @Test
  void theJacobianOfAnActivationHasItsStructureAndAgrees() {
    Network network =
        Network.of(Shape.of(1, 6))
            .conv1d(2, 3, Padding.valid())
            .relu()
            .conv1d(1, 2, Padding.valid())
            .flatten()
            .linear(1);
    Derivation derivation =
        new Explanation(LossChoice.SIGMOID, 2, "conv2", List.of("relu1", "conv2.weight", "x"), 1)
            .derive(network);
    assertThat(derivation.title()).isEqualTo("The Jacobian of conv2");
    List<Line> jacobian = derivation.backward().getLast().lines();
    assertThat(jacobian).hasSize(3).allMatch(line -> line.remark().startsWith("engine agrees"));
    assertThat(texts(jacobian)).anyMatch(line -> line.contains("block Toeplitz"));
    assertThat(texts(derivation.backward().stream().flatMap(it -> it.lines().stream()).toList()))
        .contains("δ_relu1 = corr_full(δ_conv2.convolution, flip(conv2.weight))");
    assertThat(derivation.forward())
        .extracting(Section::title)
        .containsExactly("conv1", "relu1", "conv2", "loss");
    Explanation later = new Explanation(LossChoice.SIGMOID, 2, "conv1", List.of("conv2.weight"), 1);
    assertThatThrownBy(() -> later.derive(network))
        .hasMessageStartingWith(
            "--wrt conv2.weight: expected the name of a parameter, activation or input, found"
                + " \"conv2.weight\". Known here: x, ");
  }

  @Test
  void everyClosedFormThatIsShownIsCalculatedAndEveryStepTried() {
    Network network =
        Network.of(Shape.of(1, 7))
            .conv1d(2, 3, Padding.of(1, 1))
            .sigmoid()
            .conv1d(2, 2, Padding.valid())
            .batchNorm()
            .relu()
            .flatten()
            .linear(3);
    List<Line> lines = backward(network, LossChoice.SOFTMAX);
    for (String form : List.of("corr_full", "corr_same", "corr_valid", "⊙ [", "ᵀ·")) {
      assertThat(lines.stream().filter(line -> isForm(line, form)))
          .as(form)
          .allMatch(line -> line.remark().startsWith("engine agrees"));
    }
    assertThat(lines)
        .filteredOn(line -> line.right().isPresent() && line.remark().isEmpty())
        .isEmpty();
  }

  /// A softmax over hundreds of classes is tried too, at fewer entries.
  @Test
  void manyClassesAreNoReasonNotToTry() {
    Derivation derivation =
        Explanation.of(LossChoice.SOFTMAX).derive(Network.of(Shape.of(2)).linear(500));
    assertThat(derivation.forward().getLast().lines().getFirst().remark())
        .startsWith("engine agrees at 1 entry");
    assertThat(derivation.backward().getFirst().lines())
        .filteredOn(line -> line.rule().startsWith("derivative of log Σ"))
        .singleElement()
        .extracting(Line::remark)
        .asString()
        .startsWith("engine agrees");
  }

  private static boolean isForm(Line line, String form) {
    return line.right().map(FormulaText::of).orElse("").contains(form);
  }

  @Test
  void fitsAHundredColumns() {
    Network network = Network.of(Shape.of(1, 8, 8)).conv2d(4, 3, Padding.of(2, 1)).relu();
    network = network.maxPool2d(2).flatten().linear(3);
    assertThat(DerivationText.lines(Explanation.of(LossChoice.SOFTMAX).derive(network)))
        .allMatch(line -> line.codePointCount(0, line.length()) <= 100);
  }

  @Test
  void anUnknownNameIsRefused() {
    Network network = Network.of(Shape.of(3)).linear(2);
    Explanation asked = new Explanation(LossChoice.SOFTMAX, 2, "", List.of("conv7"), 1);
    assertThatThrownBy(() -> asked.derive(network))
        .hasMessageStartingWith(
            "--wrt conv7: expected the name of a parameter, activation or input, found \"conv7\"."
                + " Known here: x, y, L, linear1");
    assertThatThrownBy(() -> LossChoice.of("mse", 1))
        .hasMessage(
            "--loss mse: expected one of softmax, sigmoid, squared, absolute, huber, focal, hinge,"
                + " found \"mse\". Choose one of them.");
  }

  private static Network read(String yaml) {
    return gradus.nn.model.NetworkYaml.read("net.yaml", yaml, Shape.scalar());
  }

  /// The draws of a dropout stand under its own name, and what comes back has the same mask.
  @Test
  void dropoutAgreesWithTheEngine() {
    Network network =
        read("{input: [4], layers: [{linear: 5}, {dropout: 0.3}, {dropout: 0.5}, {linear: 2}]}");
    agrees(network, LossChoice.SOFTMAX, 1);
    assertThat(texts(backward(network, LossChoice.SOFTMAX)))
        .contains(
            "δ_linear1[n, i] = {δ_dropout1[n, i]/0.7 if dropout1.draw[n, i] ≥ 0.3; 0 otherwise}");
  }

  /// Places of a table of rows are whole numbers that exist, whatever type they come in.
  @Test
  void anEmbeddingIsLookedUpWhereItHasRows() {
    agrees(
        read("{input: [7], layers: [{embedding: {count: 11, size: 4}}, flatten, {linear: 2}]}"),
        LossChoice.SOFTMAX,
        1);
  }

  /// Where relu leaves windows of zeros, pooling has ties, and no quotient tells its slope.
  @Test
  void aTieIsNoDisagreement() {
    Network network =
        read(
            "{input: [2, 23], layers: [{conv1d: {outputs: 4, kernel: 4, stride: 2, dilation: 2,"
                + " padding: 3}}, relu, {conv1d: {outputs: 6, kernel: 3, groups: 2, padding:"
                + " same}}, sigmoid, {maxPool1d: {kernel: 3, stride: 2, padding: 1}}, flatten,"
                + " {linear: 3}]}");
    agrees(network, LossChoice.SOFTMAX, 1);
    assertThat(texts(backward(network, LossChoice.SOFTMAX)))
        .anyMatch(text -> text.startsWith("δ_relu1[n, c, i] = Σ_{o=0..2} Σ_{j=0..2} "));
  }

  /// Every engine of LaTeX reads ASCII, and a name may hold any sign.
  @Test
  void latexIsAsciiWithItsSignsSpelt() {
    Network network =
        Network.of(Shape.of(3))
            .then("enc_1", gradus.nn.layer.Linear.of(3), List.of("x"))
            .batchNorm()
            .then("50%#{x}", gradus.nn.layer.Linear.of(2), List.of("batchNorm1"));
    List<String> lines = DerivationLatex.lines(Explanation.of(LossChoice.SOFTMAX).derive(network));
    assertThat(String.join("\n", lines)).isASCII();
    assertThat(lines)
        .contains("\\subsection{50\\%\\#\\{x\\}}")
        .anyMatch(line -> line.contains("\\mathrm{enc\\_1}"))
        .anyMatch(line -> line.contains("log of the softmax is x $-$ log $\\Sigma$ e$^x$"));
  }
}
