package gradus.nn.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.nn.layer.Activated;
import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Padding;
import gradus.nn.layer.Parallel;
import gradus.nn.layer.Residual;
import gradus.nn.loss.Head;
import gradus.nn.model.Network;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Laws there and back, functions kept exactly, and what is refused.
class RoundTripTest {

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 8);
  }

  private static final Head CLASSES = new Head.Categorical(List.of("a", "b", "c"));

  private static Convolve conv(int outputs, int kernel, Padding padding) {
    return Convolve.of(outputs, List.of(kernel), padding);
  }

  /// The same outputs in fractions, and almost the same in f32.
  private static void holdExactly(Model model, Law law, long seed) {
    Rewriting rewriting = Rewriter.apply(model, law, 0);
    for (long example = seed; example < seed + 3; example++) {
      Tensor x = Cases.example(model.network(), example);
      assertThat(Cases.exactly(rewriting.exact(), x))
          .as("%s, seed %d", law, seed)
          .isEqualTo(Cases.exactly(model, x));
    }
    Measured measured = rewriting.certificate().measured();
    assertThat(measured.output()).isLessThan(1e-5 * (1 + measured.largestOutput()));
    assertThat(measured.gradient()).isLessThan(1e-5 * (1 + measured.largestGradient()));
    assertThat(Equality.of(model, rewriting.exact(), true).verdict())
        .isNotEqualTo(Equality.Verdict.DIFFERENT);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sigmoidToTanhAndBackChangesNoBit(long seed) {
    Network network =
        Network.of(Shape.of(2, 9))
            .then(conv(3, 3, Padding.same()))
            .sigmoid()
            .maxPool1d(2)
            .then(conv(2, 3, Padding.same()))
            .relu()
            .flatten()
            .linear(4)
            .sigmoid()
            .linear(3);
    Model model = Cases.dyadic(network, seed, CLASSES);
    Rewriting there = Rewriter.apply(model, Law.SIGMOID_TO_TANH, 0);
    assertThat(there.certificate().rounding().rounded()).isZero();
    Rewriting back = Rewriter.apply(there.exact(), Law.TANH_TO_SIGMOID, 0);
    assertThat(back.exact().values()).isEqualTo(model.values());
    Tensor x = Cases.example(network, seed);
    assertThat(Cases.output(Judge.inDecimal(40), there.exact(), x).toDoubles())
        .containsExactly(Cases.output(Judge.inDecimal(40), model, x).toDoubles(), within(1e-13));
    assertThat(Equality.of(model, there.exact(), true).verdict()).isEqualTo(Equality.Verdict.EQUAL);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void linearLayersMergeExactly(long seed) {
    Network network = Network.of(Shape.of(4)).linear(5).linear(3).relu().linear(2).linear(2);
    holdExactly(Cases.dyadic(network, seed, Cases.REAL), Law.MERGE_SERIES, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void convolutionsOfManyChannelsMergeExactly(long seed) {
    Network network =
        Network.of(Shape.of(2, 13, 12))
            .then(
                Convolve.of(3, List.of(3, 2), Padding.same())
                    .withStrides(List.of(2, 1))
                    .withDilation(2))
            .then(Convolve.of(2, List.of(2, 3), Padding.valid()).withStrides(List.of(1, 2)));
    holdExactly(Cases.dyadic(network, seed, Cases.REAL), Law.MERGE_SERIES, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void branchesMergeExactly(long seed) {
    Network network =
        Network.of(Shape.of(3, 8))
            .then(
                new Parallel(
                    List.of(
                        List.of(conv(3, 4, Padding.same())),
                        List.of(conv(3, 3, Padding.same())),
                        List.of(conv(3, 1, Padding.valid()).withoutBias()),
                        List.of()),
                    Parallel.Join.ADD))
            .relu()
            .then(new Residual(List.of(conv(3, 5, Padding.of(1, 2))), List.of()));
    Model model = Cases.dyadic(network, seed, Cases.REAL);
    holdExactly(model, Law.MERGE_PARALLEL, seed);
    holdExactly(model, Law.UNFOLD, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void unitsAreScaledSortedAndTakenOutExactly(long seed) {
    Network network =
        Network.of(Shape.of(2, 4, 4))
            .conv2d(4, 3, Padding.same())
            .relu()
            .maxPool2d(2)
            .flatten()
            .linear(5)
            .relu()
            .linear(2);
    Model model = Cases.dyadic(network, seed, Cases.REAL);
    holdExactly(model, Law.SORT_UNITS, seed);
    Map<String, Tensor> values = new HashMap<>(model.values());
    values.put("linear2.weight", withColumn(values.get("linear2.weight"), 1));
    values.put("linear1.weight", withRow(values.get("linear1.weight"), 3));
    Model holed = new Model(network, values, Cases.REAL);
    holdExactly(holed, Law.DROP_DEAD_UNITS, seed);
    holdExactly(holed, Law.FOLD_CONSTANTS, seed);
    assertThat(Rewriter.apply(holed, Law.DROP_DEAD_UNITS, 0).certificate().parametersAfter())
        .isEqualTo(model.parameters() - 16 - 1 - 2);
    Rewriting scaled = Rewriter.apply(model, Law.SCALE_RELU, 0);
    assertThat(Equality.of(model, scaled.model(), true).verdict())
        .isEqualTo(Equality.Verdict.EQUAL);
  }

  private static Tensor withColumn(Tensor tensor, int column) {
    double[] values = tensor.toDoubles();
    for (int i = column; i < values.length; i += tensor.shape().size(1)) {
      values[i] = 0;
    }
    return Tensor.of(tensor.type(), values);
  }

  private static Tensor withRow(Tensor tensor, int row) {
    double[] values = tensor.toDoubles();
    int each = tensor.shape().size(1);
    java.util.Arrays.fill(values, row * each, (row + 1) * each, 0);
    return Tensor.of(tensor.type(), values);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void simplificationsAreExact(long seed) {
    Network network =
        Network.of(Shape.of(2, 4, 4))
            .conv2d(4, 3, Padding.same())
            .relu()
            .averagePool2d(2)
            .relu()
            .dropout(0.5)
            .flatten()
            .linear(2);
    Model model = Cases.dyadic(network, seed, Cases.REAL);
    holdExactly(model, Law.DROP_RELU, seed);
    holdExactly(model, Law.DROP_DROPOUT, seed);
    holdExactly(model, Law.AVERAGE_POOL_TO_CONV, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void batchNormFoldsBothWays(long seed) {
    Network before = Network.of(Shape.of(2, 6, 6)).conv2d(3, 3, Padding.same()).batchNorm().relu();
    Network after =
        Network.of(Shape.of(3, 6))
            .then(BatchNormLayer.standard())
            .then(conv(2, 3, Padding.valid()));
    for (Network network : List.of(before, after)) {
      Model model = Cases.dyadic(network, seed, Cases.REAL);
      Rewriting folded = Rewriter.apply(model, Law.FOLD_BATCH_NORM, 0);
      Tensor x = Cases.example(network, seed);
      assertThat(Cases.output(Judge.inDouble(), folded.exact(), x).toDoubles())
          .containsExactly(Cases.output(Judge.inDouble(), model, x).toDoubles(), within(1e-11));
      assertThat(Equality.of(model, folded.model(), true).verdict())
          .isEqualTo(Equality.Verdict.EQUAL);
    }
  }

  @Test
  void sameAfterSameIsRefusedWithTheCounterexample() {
    Network network =
        Network.of(Shape.of(1, 3))
            .then(conv(1, 3, Padding.same()).withoutBias())
            .then(conv(1, 3, Padding.same()).withoutBias());
    Model model = Cases.dyadic(network, 1, Cases.REAL);
    assertThatThrownBy(() -> Rewriter.apply(model, Law.MERGE_SERIES, 0))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(
            "layers \"conv1\" and \"conv2\": expected no padding in the second, or full padding and"
                + " stride 1 in the first, found padding [1] in the second. By 'same', [1,1,1]"
                + " twice over the signal [1,1,1] gives [5,7,5], but the one kernel [1,2,3,2,1]"
                + " gives [6,7,6]; keep both.");
    Golden golden = Golden.of("beyond", "same_same_counterexample");
    Tensor ones = golden.at("w1").tensor(1, 1, 3);
    Model two = new Model(network, Map.of("conv1.weight", ones, "conv2.weight", ones), Cases.REAL);
    assertThat(Cases.output(Judge.exact(), two, golden.at("x").tensor(3)).toDoubles())
        .containsExactly(golden.at("two_layers").numbers());
  }

  @Test
  void aBiasBeforePaddingIsRefused() {
    Network network =
        Network.of(Shape.of(1, 5))
            .then(conv(1, 2, Padding.full()))
            .then(conv(1, 2, Padding.full()));
    assertThatThrownBy(
            () -> Rewriter.apply(Cases.dyadic(network, 1, Cases.REAL), Law.MERGE_SERIES, 0))
        .hasMessageContaining(
            "expected no bias in the first where the second pads, found a bias. At the border the"
                + " bias reaches fewer taps, so no one number stands for it.");
  }

  @Test
  void batchNormBeforeZeroPaddingIsRefused() {
    Network network = Network.of(Shape.of(1, 3)).batchNorm().then(conv(1, 3, Padding.same()));
    assertThatThrownBy(
            () -> Rewriter.apply(Cases.dyadic(network, 1, Cases.REAL), Law.FOLD_BATCH_NORM, 0))
        .hasMessageContaining(
            "layer \"batchNorm1\": expected no zero padding in the convolution after it, found"
                + " padding in \"conv1\" over [1, 3]. A folded layer would have to pad each channel"
                + " with −shift/scale; put the normalisation after the convolution.");
  }

  @Test
  void aSigmoidAtTheEndIsLeft() {
    Network network = Network.of(Shape.of(2)).linear(2).sigmoid().linear(2).sigmoid();
    Rewriting rewriting =
        Rewriter.apply(Cases.dyadic(network, 1, Cases.REAL), Law.SIGMOID_TO_TANH, 0);
    assertThat(rewriting.certificate().changes()).containsExactly("sigmoid1: sigmoid became tanh");
    assertThat(rewriting.certificate().left())
        .containsExactly(
            "layer \"sigmoid2\": expected linear or convolution layers alone to read it, since they"
                + " can undo the shift, found the output of the network. Leave this layer as it"
                + " is.");
  }

  @Test
  void twoClassesAreAskedFor() {
    Model model = Cases.dyadic(Network.of(Shape.of(2)).linear(3), 1, CLASSES);
    assertThatThrownBy(() -> Rewriter.apply(model, Law.SOFTMAX_TO_SIGMOID, 0))
        .hasMessage("layer \"linear1\": expected 2 classes, found 3. Use drop-reference for more.");
    assertThatThrownBy(() -> Rewriter.apply(model, Law.DROP_REFERENCE, 3))
        .hasMessage(
            "reference 3: expected a class from 0 to 2 of 2 or more, found 3. Choose another"
                + " --reference.");
    assertThatThrownBy(() -> Law.parse("fold"))
        .hasMessageStartingWith("--law fold: expected one of sigmoid-to-tanh, ")
        .hasMessageEndingWith("found \"fold\". See gradus rewrite --list.");
  }

  @Test
  void differentNetworksAreToldApartByAnInput() {
    Network network = Network.of(Shape.of(3)).linear(4).tanh().linear(2);
    Model model = Cases.dyadic(network, 1, Cases.REAL);
    Map<String, Tensor> values = new HashMap<>(model.values());
    double[] biases = values.get("linear2.bias").toDoubles();
    biases[1] += 0.01;
    values.put("linear2.bias", Tensor.of(new TensorType(DType.F64, Shape.of(2)), biases));
    Equality equality = Equality.of(model, new Model(network, values, Cases.REAL), false);
    assertThat(equality.verdict()).isEqualTo(Equality.Verdict.DIFFERENT);
    Difference found = equality.difference().orElseThrow();
    assertThat(found.size()).isCloseTo(0.01, within(1e-9));
    assertThat(found.inputs().firstEntry().getValue()).hasSize(3);
  }

  @Test
  void aFunctionWithoutACommonFormIsUndecided() {
    Network relu = Network.of(Shape.of(2)).linear(1).relu().linear(1);
    Network twice = Network.of(Shape.of(2)).linear(2).relu().linear(1);
    Tensor row = Tensor.of(Shape.of(1, 2), 1.0, -2.0);
    Tensor zero = Tensor.of(Shape.of(1), 0.0);
    Model one =
        new Model(
            relu,
            Map.of(
                "linear1.weight", row,
                "linear1.bias", zero,
                "linear2.weight", Tensor.of(Shape.of(1, 1), 1.0),
                "linear2.bias", zero),
            Cases.REAL);
    Model two =
        new Model(
            twice,
            Map.of(
                "linear1.weight", Tensor.of(Shape.of(2, 2), 1.0, -2.0, 1.0, -2.0),
                "linear1.bias", Tensor.of(Shape.of(2), 0.0, 0.0),
                "linear2.weight", Tensor.of(Shape.of(1, 2), 0.25, 0.75),
                "linear2.bias", zero),
            Cases.REAL);
    assertThat(Equality.of(one, two, true).verdict()).isEqualTo(Equality.Verdict.UNDECIDED);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void symmetriesOfTanhAndSoftmaxAreSeenThrough(long seed) {
    Network network =
        Network.of(Shape.of(3))
            .linear(4)
            .then(Activated.of(Activated.Kind.TANH))
            .then(Linear.of(3));
    Model model = Cases.dyadic(network, seed, CLASSES);
    Model turned = Rewriter.apply(model, Law.FLIP_TANH_SIGNS, 0).exact();
    Model dropped = Rewriter.apply(turned, Law.DROP_REFERENCE, 1).exact();
    Model sigmoid = Rewriter.apply(dropped, Law.TANH_TO_SIGMOID, 0).exact();
    Equality equality = Equality.of(model, sigmoid, false);
    assertThat(equality.verdict()).isEqualTo(Equality.Verdict.EQUAL);
    assertThat(equality.parameterDistance()).isZero();
    assertThat(Equality.of(model, sigmoid, true).verdict()).isEqualTo(Equality.Verdict.DIFFERENT);
  }

  /// What is flat already is flattened, and layers have other names.
  @Test
  void aFlattenThatDoesNothingMakesNoOtherFunction() {
    Network plain = Network.of(Shape.of(4)).linear(5).relu().linear(3);
    Network flat = Network.of(Shape.of(4)).flatten().linear(5).relu().flatten().linear(3);
    Model one = Cases.dyadic(plain, 1, Cases.REAL);
    Equality equality = Equality.of(one, Cases.dyadic(flat, 1, Cases.REAL), true);
    assertThat(equality.verdict()).isEqualTo(Equality.Verdict.EQUAL);
    assertThat(equality.parameterDistance()).isZero();
  }
}
