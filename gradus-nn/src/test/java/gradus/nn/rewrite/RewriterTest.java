package gradus.nn.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.autodiff.Gradients;
import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.PadLayer;
import gradus.nn.layer.Padding;
import gradus.nn.layer.Parallel;
import gradus.nn.loss.Head;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.op.Node;
import gradus.op.source.Parameter;
import gradus.op.window.Convention;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every law against the numbers of the specification.
class RewriterTest {

  static Stream<Golden> twins() {
    return Golden.of("3", "cases").all().stream();
  }

  private static Model mlp(Golden layers, String activation) {
    List<Golden> all = layers.all();
    int inputs = all.getFirst().at("W").all().getFirst().all().size();
    Network network = Network.of(Shape.of(inputs));
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      int rows = all.get(i).at("b").all().size();
      network = i == 0 ? network : activation.equals("tanh") ? network.tanh() : network.sigmoid();
      network = network.linear(rows);
      int columns = all.get(i).at("W").numbers().length / rows;
      values.put("linear" + (i + 1) + ".weight", all.get(i).at("W").tensor(rows, columns));
      values.put("linear" + (i + 1) + ".bias", all.get(i).at("b").tensor(rows));
    }
    return new Model(network, values, Cases.REAL);
  }

  @ParameterizedTest
  @MethodSource("twins")
  void sigmoidAndTanhNetworksOfTheSpecification(Golden example) {
    Model sigmoid = mlp(example.at("sigmoid_net"), "sigmoid");
    Model tanh = mlp(example.at("tanh_net"), "tanh");
    Rewriting there = Rewriter.apply(sigmoid, Law.SIGMOID_TO_TANH, 0);
    assertThat(there.exact().values()).isEqualTo(tanh.values());
    assertThat(there.exact().network()).isEqualTo(tanh.network());
    Rewriting back = Rewriter.apply(there.exact(), Law.TANH_TO_SIGMOID, 0);
    assertThat(back.exact().values()).isEqualTo(sigmoid.values());
    assertThat(there.certificate().linear()).isTrue();
    Judge<?> digits = Judge.inDecimal(40);
    for (Golden point : example.at("points").all()) {
      Tensor x = point.at("x").tensor(point.at("x").all().size());
      double[] y = point.at("y").numbers();
      assertThat(Cases.output(digits, there.exact(), x).toDoubles())
          .containsExactly(y, within(1e-15));
      if (point.has("cotangent")) {
        holdGradients(point, x, sigmoid, there);
      }
    }
  }

  /// `∇_Θ = Aᵀ ∇_Θ′`: the gradient of the twin, taken through the map of parameters.
  private static void holdGradients(Golden point, Tensor x, Model old, Rewriting twin) {
    Instance instance = twin.model().network().instantiate(new Binding(1, false, DType.F64));
    Map<Node, Node> composed = new HashMap<>();
    instance.variables().forEach(v -> composed.put(v.node(), twin.map().nodes().get(v.name())));
    Node output = Node.substitute(List.of(instance.output()), composed).getFirst();
    Tensor cotangent = point.at("cotangent").tensor(1, point.at("cotangent").all().size());
    Node scalar = output.times(Node.constant(cotangent)).sum();
    Map<String, Node> parameters = new LinkedHashMap<>();
    Map<Node, Tensor> feeds = new HashMap<>();
    for (Node node : Node.inputsFirst(List.of(scalar))) {
      String name = node.op() instanceof Parameter ? gradus.graph.Graph.nameOf(node) : "";
      if (old.values().containsKey(name)) {
        parameters.put(name, node);
        feeds.put(node, old.values().get(name));
      }
    }
    feeds.put(instance.input(), x.reshape(instance.input().type().shape()));
    List<Golden> layers = point.at("sigmoid_grads").all();
    for (int i = 0; i < layers.size(); i++) {
      hold(scalar, parameters.get("linear" + (i + 1) + ".weight"), feeds, layers.get(i).at("W"));
      hold(scalar, parameters.get("linear" + (i + 1) + ".bias"), feeds, layers.get(i).at("b"));
    }
    hold(scalar, instance.input(), feeds, point.at("dx"));
  }

  private static void hold(Node scalar, Node wrt, Map<Node, Tensor> feeds, Golden wanted) {
    Node gradient = Gradients.of(scalar, List.of(wrt)).getFirst();
    assertThat(Judge.inDecimal(40).evaluate(gradient, feeds).toDoubles())
        .containsExactly(wanted.numbers(), within(1e-14));
  }

  private static Model head(Golden rows, Head head) {
    int outputs = rows.at("b").all().size();
    int inputs = rows.at("W").numbers().length / outputs;
    return new Model(
        Network.of(Shape.of(inputs)).linear(outputs),
        Map.of(
            "linear1.weight", rows.at("W").tensor(outputs, inputs),
            "linear1.bias", rows.at("b").tensor(outputs)),
        head);
  }

  @Test
  void twoLogitsBecomeOneAndComeBack() {
    Golden golden = Golden.of("2.2", "rewrite");
    Model softmax = head(golden.at("softmax_head"), new Head.Categorical(List.of("a", "b")));
    Rewriting one = Rewriter.apply(softmax, Law.SOFTMAX_TO_SIGMOID, 0);
    Golden wanted = golden.at("sigmoid_head_for_class1");
    assertThat(one.exact().values().get("linear1.weight")).isEqualTo(wanted.at("w").tensor(1, 3));
    assertThat(one.exact().values().get("linear1.bias")).isEqualTo(wanted.at("b").tensor(1));
    assertThat(one.model().head()).isEqualTo(new Head.Binary(List.of("a", "b")));
    for (Golden point : golden.at("points").all()) {
      Tensor x = point.at("x").tensor(3);
      assertThat(Cases.output(Judge.exact(), one.exact(), x).toDoubles())
          .containsExactly(point.at("logit_class1").numbers());
    }
    for (Law back : List.of(Law.SIGMOID_TO_SOFTMAX, Law.SIGMOID_TO_SOFTMAX_LEAST)) {
      Rewriting two = Rewriter.apply(one.exact(), back, 0);
      assertThat(two.model().head()).isEqualTo(softmax.head());
      assertThat(Rewriter.apply(two.exact(), Law.SOFTMAX_TO_SIGMOID, 0).exact().values())
          .isEqualTo(one.exact().values());
      assertThat(two.certificate().measured().output()).isLessThan(1e-6);
    }
  }

  @Test
  void oneLogitIsDroppedWithAnyReference() {
    Golden golden = Golden.of("2.3", "rewrite");
    Model full = head(golden, new Head.Categorical(List.of("a", "b", "c", "d")));
    Golden first = golden.at("ref_first");
    Golden last = golden.at("ref_last");
    assertThat(Rewriter.apply(full, Law.DROP_REFERENCE, 0).exact().values())
        .isEqualTo(head(first, Cases.REAL).values());
    assertThat(Rewriter.apply(full, Law.DROP_REFERENCE, 3).exact().values())
        .isEqualTo(head(last, Cases.REAL).values());
    for (int reference = 0; reference < 4; reference++) {
      Rewriting dropped = Rewriter.apply(full, Law.DROP_REFERENCE, reference);
      assertThat(dropped.certificate().parametersAfter()).isEqualTo(9);
      assertThat(dropped.certificate().measured().output()).isLessThan(1e-6);
      Rewriting back = Rewriter.apply(dropped.exact(), Law.ADD_REFERENCE, 0);
      assertThat(back.exact().values())
          .isEqualTo(Rewriter.apply(full, Law.RE_REFERENCE, reference).exact().values());
    }
  }

  @Test
  void batchNormIsFolded() {
    Golden golden = Golden.of("beyond", "bn_fold");
    Network network =
        Network.of(Shape.of(2)).linear(2).then(new BatchNormLayer(golden.at("eps").number(), 0.1));
    Map<String, Tensor> values =
        Map.of(
            "linear1.weight", golden.at("W").tensor(2, 2),
            "linear1.bias", golden.at("b").tensor(2),
            "batchNorm1.scale", golden.at("gamma").tensor(2),
            "batchNorm1.shift", golden.at("beta").tensor(2),
            "batchNorm1.mean", golden.at("mean").tensor(2),
            "batchNorm1.variance", golden.at("var").tensor(2));
    Rewriting folded =
        Rewriter.apply(new Model(network, values, Cases.REAL), Law.FOLD_BATCH_NORM, 0);
    var exact = folded.map().values(Judge.inDecimal(50), values);
    assertThat(exact.get("linear1.weight").elements().stream().mapToDouble(x -> x.toDouble()))
        .containsExactly(boxed(golden.at("W_folded").numbers()));
    assertThat(exact.get("linear1.bias").elements().stream().mapToDouble(x -> x.toDouble()))
        .containsExactly(boxed(golden.at("b_folded").numbers()));
    assertThat(folded.model().network()).isEqualTo(Network.of(Shape.of(2)).linear(2));
    assertThat(folded.certificate().linear()).isFalse();
  }

  private static Double[] boxed(double[] values) {
    return java.util.Arrays.stream(values).boxed().toArray(Double[]::new);
  }

  private static Convolve kernel(int length, Padding padding, int stride, Convention convention) {
    return Convolve.of(1, List.of(length), padding)
        .withStride(stride)
        .withConvention(convention)
        .withoutBias();
  }

  private static Model two(Golden example, Padding padding, int s1, int s2, Convention convention) {
    int k1 = example.at("w1").all().size();
    int k2 = example.at("w2").all().size();
    Network network =
        Network.of(Shape.of(1, example.at("x").all().size()))
            .then(kernel(k1, padding, s1, convention))
            .then(kernel(k2, padding, s2, convention));
    return new Model(
        network,
        Map.of(
            "conv1.weight", example.at("w1").tensor(1, 1, k1),
            "conv2.weight", example.at("w2").tensor(1, 1, k2)),
        Cases.REAL);
  }

  private static void holdMerged(Model model, Golden example, Golden wanted) {
    Rewriting merged = Rewriter.apply(model, Law.MERGE_SERIES, 0);
    int length = example.at("merged_kernel").all().size();
    assertThat(merged.exact().values())
        .isEqualTo(Map.of("conv2.weight", example.at("merged_kernel").tensor(1, 1, length)));
    Tensor x = example.at("x").tensor(example.at("x").all().size());
    assertThat(Cases.output(Judge.exact(), merged.exact(), x).toDoubles())
        .containsExactly(wanted.numbers());
  }

  @ParameterizedTest
  @EnumSource(Convention.class)
  void kernelsInSeriesMerge(Convention convention) {
    String word = convention == Convention.CONVOLUTION ? "convolution" : "correlation";
    for (Golden example : Golden.of("beyond", "series_merge_1d", "cases").all()) {
      holdMerged(
          two(example, Padding.valid(), 1, 1, convention), example, example.at("valid_" + word));
      holdMerged(
          two(example, Padding.full(), 1, 1, convention), example, example.at("full_" + word));
    }
  }

  @Test
  void kernelsInSeriesMergeWithStrides() {
    for (Golden example : Golden.of("beyond", "strided_series_merge", "cases").all()) {
      int s1 = (int) example.at("s1").number();
      int s2 = (int) example.at("s2").number();
      holdMerged(
          two(example, Padding.valid(), s1, s2, Convention.CROSS_CORRELATION),
          example,
          example.at("y"));
    }
  }

  @Test
  void branchesMerge() {
    Golden golden = Golden.of("beyond", "parallel_merge_1d");
    List<List<gradus.nn.layer.Layer>> branches = new ArrayList<>();
    Map<String, Tensor> values = new HashMap<>();
    List<Golden> kernels = golden.at("branches").all();
    for (int i = 0; i < 3; i++) {
      int length = kernels.get(i).all().size();
      branches.add(List.of(kernel(length, Padding.same(), 1, Convention.CROSS_CORRELATION)));
      values.put(
          "parallel1.branch" + (i + 1) + ".conv1.weight", kernels.get(i).tensor(1, 1, length));
    }
    branches.add(List.of());
    Network network = Network.of(Shape.of(1, 9)).then(new Parallel(branches, Parallel.Join.ADD));
    Rewriting merged =
        Rewriter.apply(new Model(network, values, Cases.REAL), Law.MERGE_PARALLEL, 0);
    assertThat(merged.exact().values().values())
        .containsExactly(golden.at("merged").tensor(1, 1, 5));
    assertThat(Cases.output(Judge.exact(), merged.exact(), golden.at("x").tensor(9)).toDoubles())
        .containsExactly(golden.at("y").numbers());
  }

  @Test
  void theTwinOfAPaddedConvolutionPadsWithMinusOne() {
    Golden golden = Golden.of("beyond", "padded_conv_twin");
    Network network =
        Network.of(Shape.of(1, 4))
            .then(kernel(3, Padding.same(), 1, Convention.CROSS_CORRELATION))
            .sigmoid()
            .then(kernel(3, Padding.same(), 1, Convention.CROSS_CORRELATION));
    Map<String, Tensor> values =
        Map.of(
            "conv1.weight", golden.at("w1").tensor(1, 1, 3),
            "conv2.weight", golden.at("w2").tensor(1, 1, 3));
    Model model = new Model(network, values, Cases.REAL);
    Rewriting twin = Rewriter.apply(model, Law.SIGMOID_TO_TANH, 0);
    assertThat(twin.exact().values())
        .isEqualTo(
            Map.of(
                "conv1.weight", golden.at("w1_twin").tensor(1, 1, 3),
                "conv2.weight", golden.at("w2_twin").tensor(1, 1, 3),
                "conv2.bias", golden.at("b2_twin").tensor(1)));
    assertThat(
            Cases.output(Judge.inDecimal(40), twin.exact(), golden.at("x").tensor(4)).toDoubles())
        .containsExactly(golden.at("y").numbers(), within(1e-15));
  }

  @Test
  void anAffineMapBeforePaddingFoldsOnlyWithItsOwnPadValue() {
    Golden golden = Golden.of("beyond", "affine_before_padded_conv");
    double scale = golden.at("scale").number();
    double shift = golden.at("shift").number();
    double[] w = golden.at("w").numbers();
    double[] folded = java.util.Arrays.stream(w).map(tap -> tap * scale).toArray();
    Map<String, Tensor> values =
        Map.of(
            "conv1.weight", Tensor.of(Shape.of(1, 1, 3), folded),
            "conv1.bias", Tensor.of(Shape.of(1), shift * java.util.Arrays.stream(w).sum()));
    Network zeros = Network.of(Shape.of(1, 3)).conv1d(1, 3, Padding.same());
    double pad = golden.at("folded_pad_value").number();
    Network own =
        Network.of(Shape.of(1, 3))
            .then(new PadLayer(List.of(1), List.of(1), pad))
            .conv1d(1, 3, Padding.valid());
    Tensor x = golden.at("x").tensor(3);
    assertThat(Cases.output(Judge.inDouble(), new Model(zeros, values, Cases.REAL), x).toDoubles())
        .containsExactly(golden.at("folded_zero_pad").numbers());
    assertThat(Cases.output(Judge.inDouble(), new Model(own, values, Cases.REAL), x).toDoubles())
        .containsExactly(golden.at("true").numbers(), within(1e-14));
  }
}
