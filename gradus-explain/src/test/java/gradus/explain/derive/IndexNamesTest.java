package gradus.explain.derive;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.explain.notation.FormulaText;
import gradus.formula.Formula;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.op.Node;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is shown, with its indices named and shortened, is still what the engine computes.
class IndexNamesTest {

  private static Network read(String input, String layers) {
    return NetworkYaml.read(
        "net.yaml", "{input: [%s], layers: [%s]}".formatted(input, layers), Shape.scalar());
  }

  private static final String CONVOLUTIONS =
      "{conv1d: {outputs: 4, kernel: 3, stride: 2, groups: 2, padding: same}}, tanh,"
          + " {conv1d: {outputs: 3, kernel: 2, dilation: 2, convention: convolution}}, batchNorm,"
          + " sigmoid, globalAveragePool, {linear: 1}";
  private static final String DEPTHWISE =
      "{conv2d: {outputs: 2, kernel: 3, groups: 2, padding: 1}}, relu, {conv2d: {outputs: 3,"
          + " kernel: 1}}, {averagePool2d: 2}, flatten, {linear: 3}";

  private static List<Line> lines(Network network, int batch) {
    LossChoice loss = LossChoice.of("", network.outputShape().elements());
    Derivation derivation = new Explanation(loss, batch, "", List.of(), 1).derive(network);
    return Stream.concat(derivation.forward().stream(), derivation.backward().stream())
        .flatMap(section -> section.lines().stream())
        .filter(line -> line.right().isPresent())
        .toList();
  }

  private static Stream<String> texts(List<Line> lines) {
    return lines.stream()
        .map(it -> FormulaText.of(it.left()) + " = " + FormulaText.of(it.right().orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void eachLineAsItIsShownIsWhatTheEngineComputes(int batch) {
    int held = 0;
    for (Network network : List.of(read("2, 12", CONVOLUTIONS), read("2, 6, 6", DEPTHWISE))) {
      LossChoice loss = LossChoice.of("", network.outputShape().elements());
      Subject subject = Subject.of(network, loss, batch);
      List<Node> inner =
          subject.order().stream()
              .filter(node -> node != subject.loss() && node.type().dtype().isFloat())
              .toList();
      Numbers numbers = Numbers.of(subject, subject.loss(), new ArrayList<>(inner), 1);
      for (Line line : lines(network, batch)) {
        if (line.left() instanceof Formula.Entry(String name, var index)) {
          var measured = numbers.compare(name, index, line.right().orElseThrow());
          held += measured.isPresent() ? 1 : 0;
          assertThat(measured.map(Numbers.Measured::difference).orElse(0.0))
              .as(FormulaText.of(line.left()))
              .isLessThan(Explanation.TOLERANCE);
        }
      }
    }
    assertThat(held).isGreaterThan(40);
  }

  @Test
  void examplesAreCountedByNAndOutputsOfWeightsByO() {
    assertThat(texts(lines(read("3", "{linear: 2}, tanh, {linear: 3}"), 2)))
        .contains(
            "linear1.product = x·linear1.weightᵀ",
            "∂tanh1[n, i]/∂linear1[n, i] = 1 − tanh1[n, i]²",
            "δ_loss.softmax_cross_entropy[n] = 1/2",
            "δ_linear1.weight[o, i] = Σ_{n=0..1} δ_linear1.product[n, o]·x[n, i]",
            "δ_linear1.bias[i] = Σ_{n=0..1} δ_linear1.broadcast[n, i]",
            "L = (Σ_{n=0..1} loss.softmax_cross_entropy[n])/2");
    assertThat(texts(lines(read("2, 12", CONVOLUTIONS), 2)))
        .contains(
            "δ_conv1.reshape[0, c, 0] = Σ_{n=0..1} Σ_{i=0..5} δ_conv1.broadcast[n, c, i]",
            "δ_batchNorm1[n, c, i] = δ_sigmoid1[n, c, i]·sigmoid1[n, c, i]·(1 − sigmoid1[n, c, i])",
            "δ_sigmoid1[n, c, i] = δ_globalAveragePool1[n, c]/4");
  }

  /// No sum over one place, no `⌊n/1⌋`, no mixed index that one of its parts would do for.
  @Test
  void indicesAreShort() {
    for (Network network : List.of(read("2, 12", CONVOLUTIONS), read("2, 6, 6", DEPTHWISE))) {
      assertThat(texts(lines(network, 2)))
          .noneMatch(text -> text.contains("=0..0}") || text.contains("/1⌋"))
          .noneMatch(text -> text.contains("(n·") || text.contains("[n·"));
    }
  }

  @Test
  void renamingBindsEachLetterOnce() {
    for (Line line : lines(read("2, 6, 6", DEPTHWISE), 2)) {
      nested(line.right().orElseThrow(), new LinkedHashSet<>());
    }
  }

  private static void nested(Formula term, Set<String> bound) {
    switch (term) {
      case Formula.Fold fold -> {
        Set<String> inner = new LinkedHashSet<>(bound);
        assertThat(inner.add(fold.index().name())).as(FormulaText.of(term)).isTrue();
        nested(fold.body(), inner);
      }
      case Formula.Mul(var factors) -> factors.forEach(factor -> nested(factor, bound));
      case Formula.Add(var terms) -> terms.forEach(each -> nested(each, bound));
      default -> {}
    }
  }

  @Test
  void aDoubledHeadIsTold() {
    Network network = read("3", "{linear: 3}, softmax");
    assertThat(Explanation.of(LossChoice.SOFTMAX).derive(network).words())
        .last()
        .asString()
        .startsWith("The network ends in a softmax, and the loss applies its own to that");
    assertThat(Explanation.of(LossChoice.SQUARED).derive(network).words()).hasSize(3);
  }

  @Test
  void lossesHaveTheNamesOfTrainToo() {
    assertThat(LossChoice.of("squaredError", 3)).isEqualTo(LossChoice.SQUARED);
    assertThat(LossChoice.of("crossEntropy", 3)).isEqualTo(LossChoice.SOFTMAX);
    assertThat(LossChoice.trained("squared")).isEqualTo("squaredError");
    assertThat(LossChoice.trained("auto")).isEqualTo("auto");
  }
}
