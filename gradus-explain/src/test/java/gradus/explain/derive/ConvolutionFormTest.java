package gradus.explain.derive;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.explain.notation.FormulaText;
import gradus.formula.Formula;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.op.Node;
import gradus.op.window.Convolution;
import gradus.random.Philox;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Closed forms of convolutions at any stride, dilation, padding and number of groups are what the
/// engine computes, and their neighbours are not.
class ConvolutionFormTest {

  private static Network read(String input, String layers) {
    return NetworkYaml.read(
        "net.yaml", "{input: [%s], layers: [%s]}".formatted(input, layers), Shape.scalar());
  }

  private static Derivation derived(Network network, long seed) {
    return new Explanation(LossChoice.SOFTMAX, 2, "", List.of(), seed).derive(network);
  }

  /// The closed forms by what they are of.
  private static Map<String, Line> forms(Derivation derivation) {
    return Stream.concat(derivation.forward().stream(), derivation.backward().stream())
        .flatMap(section -> section.lines().stream())
        .filter(line -> line.left() instanceof Formula.Var && line.right().isPresent())
        .collect(
            Collectors.toMap(line -> FormulaText.of(line.left()), line -> line, (_, last) -> last));
  }

  private static String form(Derivation derivation, String name) {
    return FormulaText.of(forms(derivation).get(name).right().orElseThrow());
  }

  /// A network whose second layer is a convolution of this kind.
  private static Derivation around(String input, String rank, String settings) {
    String layers =
        "{conv%s: {outputs: 4, kernel: 1}}, tanh, {%s}, flatten, {linear: 3}"
            .formatted(rank, settings);
    return derived(read(input, layers), 1);
  }

  @Test
  void aStridedConvolutionHandsBackAFullOneOfDeltaWithZerosBetweenItsEntries() {
    Derivation exact = around("2, 9", "1d", "conv1d: {outputs: 2, kernel: 3, stride: 2}");
    assertThat(form(exact, "conv2.convolution"))
        .isEqualTo("thin(corr_valid(tanh1, conv2.weight), 2)");
    assertThat(form(exact, "δ_tanh1"))
        .isEqualTo("corr_full(spread(δ_conv2.convolution, 2), flip(conv2.weight))");
    assertThat(form(exact, "δ_conv2.weight"))
        .isEqualTo("corr_valid(tanh1, spread(δ_conv2.convolution, 2))");
    Derivation rest =
        around(
            "2, 10", "1d", "conv1d: {outputs: 2, kernel: 3, stride: 2, convention: convolution}");
    assertThat(form(rest, "δ_tanh1"))
        .isEqualTo("pad(conv_full(spread(δ_conv2.convolution, 2), flip(conv2.weight)), 0, 1)");
    assertThat(form(rest, "δ_conv2.weight"))
        .isEqualTo("flip(corr_valid(crop(tanh1, 0, 1), spread(δ_conv2.convolution, 2)))");
    assertThat(exact.words())
        .contains("spread(z, s) puts s − 1 zeros between neighbours along each length of z.")
        .noneMatch(word -> word.startsWith("crop"));
  }

  @Test
  void aDilatedConvolutionHasAKernelWithZerosBetweenItsTaps() {
    Derivation dilated = around("2, 9", "1d", "conv1d: {outputs: 2, kernel: 3, dilation: 2}");
    assertThat(form(dilated, "conv2.convolution"))
        .isEqualTo("corr_valid(tanh1, spread(conv2.weight, 2))");
    assertThat(form(dilated, "δ_tanh1"))
        .isEqualTo("corr_full(δ_conv2.convolution, flip(spread(conv2.weight, 2)))");
    assertThat(form(dilated, "δ_conv2.weight"))
        .isEqualTo("thin(corr_valid(tanh1, δ_conv2.convolution), 2)");
  }

  @Test
  void eachAxisOfAnImageHasItsNumbersAndEachGroupItsConvolution() {
    Derivation image =
        around(
            "2, 7, 8",
            "2d",
            "conv2d: {outputs: 4, kernel: [2, 3], stride: [1, 2], padding: [0, 1]}");
    assertThat(form(image, "conv2.convolution"))
        .isEqualTo("thin(corr_valid(pad(tanh1, 0, 0, 1, 1), conv2.weight), 1, 2)");
    assertThat(form(image, "δ_tanh1"))
        .isEqualTo(
            "crop(corr_full(spread(δ_conv2.convolution, 1, 2), flip(conv2.weight)), 0, 0, 1, 0)");
    Derivation depthwise =
        around("2, 7, 7", "2d", "conv2d: {outputs: 4, kernel: 3, groups: 4, padding: 1}");
    assertThat(form(depthwise, "δ_tanh1"))
        .isEqualTo(
            "concat_{g=0..3} corr_same(δ_conv2.convolution^{(g)}, flip(conv2.weight^{(g)}))");
    assertThat(forms(depthwise).get("δ_conv2.weight").remark())
        .isEqualTo("engine agrees at 36 entries, difference 0.0e+00");
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  private static String list(Philox draws, int place, int rank, int low, int high) {
    return IntStream.range(0, rank)
        .mapToObj(axis -> String.valueOf(low + draws.below(high - low + 1, place + axis)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void formsAgreeWithAutodiffOnRandomConvolutions(long seed) {
    Philox draws = Philox.of(seed);
    int rank = 1 + draws.below(seed % 10 == 0 ? 3 : 2, 0);
    String sizes =
        IntStream.range(0, rank)
            .mapToObj(axis -> String.valueOf(6 + draws.below(4, 1 + axis)))
            .collect(Collectors.joining(", "));
    String padding =
        switch (draws.below(4, 4)) {
          case 0 -> "padding: same";
          case 1 -> "padding: full";
          case 2 -> "padding: sameLower";
          default ->
              "before: %s, after: %s"
                  .formatted(list(draws, 5, rank, 0, 3), list(draws, 8, rank, 0, 3));
        };
    String settings =
        "conv%dd: {outputs: 4, kernel: %s, stride: %s, dilation: %s, groups: %d, %s, convention: %s}"
            .formatted(
                rank,
                list(draws, 11, rank, 1, 3),
                list(draws, 14, rank, 1, 3),
                list(draws, 17, rank, 1, 2),
                1 << draws.below(3, 20),
                padding,
                draws.below(3, 21) == 0 ? "convolution" : "crossCorrelation");
    agree(around("2, " + sizes, rank + "d", settings), "conv2.convolution", settings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "convTranspose1d: {outputs: 3, kernel: 3, stride: 2}",
        "convTranspose1d: {outputs: 3, kernel: 4, stride: 3, padding: 1, outputPadding: 2}",
        "convTranspose1d: {outputs: 3, kernel: 3, padding: 2}",
      })
  void formsAgreeOnTransposedConvolutions(String settings) {
    agree(around("2, 6", "1d", settings), "convTranspose1.convolution_transpose", settings);
  }

  private static void agree(Derivation derivation, String convolution, String settings) {
    String weight = convolution.substring(0, convolution.indexOf('.')) + ".weight";
    for (String name : List.of(convolution, "δ_tanh1", "δ_" + weight)) {
      assertThat(forms(derivation)).as(settings).containsKey(name);
      assertThat(forms(derivation).get(name).remark())
          .as("%s of %s", name, settings)
          .startsWith("engine agrees");
    }
  }

  /// The same forms without one of their words, with one number off, or with the filter of another
  /// group are told apart.
  @Test
  void aFormThatIsNotQuiteRightIsADisagreement() {
    Network network =
        read(
            "2, 11",
            "{conv1d: {outputs: 4, kernel: 1}}, tanh, {conv1d: {outputs: 4, kernel: 3, stride: 2,"
                + " dilation: 2, padding: 1, groups: 2}}, flatten, {linear: 3}");
    Subject subject = Subject.of(network, LossChoice.SOFTMAX, 2);
    List<Node> inner =
        new ArrayList<>(subject.order().stream().filter(it -> it != subject.loss()).toList());
    Numbers numbers = Numbers.of(subject, subject.loss(), inner, 1);
    Node node = inner.stream().filter(it -> it.op() instanceof Convolution).toList().getLast();
    List<Formula.Var> names =
        node.inputs().stream().map(subject::nameOf).map(Formula::var).toList();
    Formula delta = Formula.var(subject.deltaName(node));
    int wrong = 0;
    for (int input = 0; input < 2; input++) {
      Formula form = WholeForm.of(node, input, names, delta).orElseThrow();
      String name = subject.deltaName(node.input(input));
      assertThat(numbers.compareWhole(name, form)).get().matches(it -> it.difference() < 1e-12);
      for (Formula neighbour : neighbours(form)) {
        wrong++;
        assertThat(numbers.compareWhole(name, neighbour).map(Numbers.Measured::difference))
            .as(FormulaText.of(neighbour))
            .matches(it -> it.isEmpty() || it.get() > 1e-3);
      }
    }
    assertThat(wrong).isGreaterThan(10);
  }

  private static List<Formula> neighbours(Formula form) {
    List<Formula> found = new ArrayList<>();
    if (!(form instanceof Formula.Call(String function, var arguments))) {
      return found;
    }
    if (function.equals("flip") || function.equals("spread") || function.equals("thin")) {
      found.add(arguments.getFirst());
    }
    if (function.equals("pad") || function.equals("crop")) {
      found.add(with(with(form, 1, 1), 2, -1));
    }
    if (function.equals("spread") || function.equals("thin")) {
      found.add(with(form, 1, 1));
    }
    for (int i = 0; i < arguments.size(); i++) {
      List<Formula> others = neighbours(arguments.get(i));
      for (Formula other : others) {
        List<Formula> changed = new ArrayList<>(arguments);
        changed.set(i, other);
        found.add(new Formula.Call(function, changed));
      }
    }
    return found;
  }

  /// The call with one of its numbers larger.
  private static Formula with(Formula form, int place, int more) {
    Formula.Call call = (Formula.Call) form;
    List<Formula> changed = new ArrayList<>(call.arguments());
    Formula.Num number = (Formula.Num) changed.get(place);
    changed.set(place, Formula.number(number.numerator().longValue() + more));
    return new Formula.Call(call.function(), changed);
  }

  /// Every format draws the words of the forms.
  @Test
  void allFormatsDrawThem() {
    Derivation derivation =
        around("2, 9", "1d", "conv1d: {outputs: 4, kernel: 3, stride: 2, groups: 2}");
    assertThat(String.join("\n", DerivationLatex.lines(derivation)))
        .contains(
            "{\\delta_{\\mathrm{tanh1}}} = \\operatorname{concat}\\limits_{0 \\le g \\le 1}"
                + " \\operatorname{corr\\_full}(\\operatorname{spread}({\\delta_{\\mathrm{conv2.convolution}}}^{(g)},"
                + " 2), \\operatorname{flip}(\\mathrm{conv2.weight}^{(g)}))");
    assertThat(String.join("\n", DerivationMarkdown.lines(derivation)))
        .contains("\\operatorname{corr\\_full}(\\operatorname{spread}(");
    assertThat(String.join("\n", DerivationHtml.lines(derivation)))
        .contains("<munder><mo>concat</mo>")
        .contains("<mi>spread</mi>");
    assertThat(String.join("\n", DerivationText.lines(derivation)))
        .contains("concat_{g=0..1} corr_full(spread(");
  }
}
