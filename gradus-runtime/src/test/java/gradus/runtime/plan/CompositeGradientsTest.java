package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import gradus.autodiff.Gradients;
import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.Op;
import gradus.op.composite.AbsoluteError;
import gradus.op.composite.BatchNorm;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.composite.BinaryCrossEntropyOfProbability;
import gradus.op.composite.ClassLabels;
import gradus.op.composite.Dropout;
import gradus.op.composite.Focal;
import gradus.op.composite.GroupNorm;
import gradus.op.composite.Hinge;
import gradus.op.composite.Huber;
import gradus.op.composite.LayerNorm;
import gradus.op.composite.LossReduction;
import gradus.op.composite.SigmoidSquaredError;
import gradus.op.composite.SoftmaxCrossEntropy;
import gradus.op.composite.SquaredError;
import gradus.op.source.Input;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Losses, normalisations and dropout with their gradients, planned, against the judge.
class CompositeGradientsTest {

  private final Map<String, Node> outputs = new LinkedHashMap<>();
  private int inputs;

  private Node input(TensorType type) {
    return Input.of("x" + inputs++, type);
  }

  private void add(Op op, DType dtype, int[]... shapes) {
    List<Node> nodes = new ArrayList<>();
    for (int[] shape : shapes) {
      nodes.add(input(TensorType.f32(shape).with(dtype)));
    }
    add(op.name(), Node.of(op, nodes), nodes);
  }

  private void add(String name, Node value, List<Node> wrt) {
    Node weighted = value.times(value).sum();
    outputs.put(name + outputs.size(), value);
    for (Node gradient : Gradients.of(weighted, wrt)) {
      outputs.put(name + outputs.size(), gradient);
    }
  }

  private void check(double tolerance) {
    Trial trial = Trial.of(Graph.of(outputs), 5);
    Map<String, Tensor> scalar = trial.run("scalar", 1, PlanOptions.standard());
    Trial.close(scalar, trial.judged(), tolerance);
    assertThat(trial.run("simd", 2, PlanOptions.standard())).isEqualTo(scalar);
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void losses(DType dtype) {
    for (Op loss :
        List.of(
            new SquaredError(),
            new AbsoluteError(),
            new Huber(0.2),
            new Hinge(true),
            new BinaryCrossEntropy(3),
            new BinaryCrossEntropyOfProbability(),
            new SigmoidSquaredError(),
            Focal.of(2, 0.25),
            new SoftmaxCrossEntropy(1),
            new SoftmaxCrossEntropy(0))) {
      add(loss, dtype, new int[] {5, 4}, new int[] {5, 4});
    }
    check(dtype == DType.F32 ? 1e-5 : 1e-12);
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void normalisations(DType dtype) {
    int[] image = {3, 4, 2, 5};
    add(new BatchNorm(1e-3), dtype, image, new int[] {4}, new int[] {4});
    add(new GroupNorm(2, 1e-3), dtype, image, new int[] {4}, new int[] {4});
    add(new LayerNorm(List.of(2, 3), 1e-3), dtype, image, new int[] {2, 5}, new int[] {2, 5});
    check(dtype == DType.F32 ? 2e-4 : 1e-12);
  }

  @Test
  void integerLabelsWithSmoothingAndClassWeights() {
    Node x = input(TensorType.f32(6, 3));
    ClassLabels labels = new ClassLabels(input(TensorType.f32(6).with(DType.I32)), 3, DType.F32);
    Node losses = new SoftmaxCrossEntropy(1).of(x, labels.smoothed(0.1));
    Node weights = labels.weights(input(TensorType.f32(3)));
    add("weightedMean", LossReduction.MEAN.of(losses, weights), List.of(x));
    check(1e-5);
  }

  @Test
  void aLabelOutsideTheClassesIsSeenInTheLoss() {
    Node x = input(TensorType.f32(6, 2));
    ClassLabels labels = new ClassLabels(input(TensorType.f32(6).with(DType.I32)), 2, DType.F32);
    outputs.put("loss", LossReduction.MEAN.of(new SoftmaxCrossEntropy(1).of(x, labels.oneHot())));
    Trial trial = Trial.of(Graph.of(outputs), 5);
    assertThat(trial.run("scalar", 1, PlanOptions.standard()).get("loss").doubleAt(0)).isNaN();
  }

  @Test
  void dropout() {
    Node key = input(TensorType.i64());
    Node x = input(TensorType.f32(40));
    add("dropout", new Dropout(0.5, 2).of(x, key), List.of(x));
    check(1e-6);
  }

  /// In f32 too a sure and right logit keeps its small loss and slope, and none is NaN at ±800.
  @Test
  void singlePrecisionKeepsItsDigitsAtTheEdges() {
    float[] logits = {-800, -100, -80, -20, -3, 0, 3, 20, 80, 100, 800};
    float[] targets = new float[2 * logits.length];
    float[] pairs = new float[2 * logits.length];
    float[] both = new float[2 * logits.length];
    for (int i = 0; i < logits.length; i++) {
      targets[logits.length + i] = 1;
      both[i] = logits[i];
      both[logits.length + i] = logits[i];
      pairs[2 * i] = logits[i];
    }
    Node x = Node.constant(Tensor.of(Shape.of(both.length), both));
    Node t = Node.constant(Tensor.of(Shape.of(both.length), targets));
    Node binary = new BinaryCrossEntropy().of(x, t);
    outputs.put("binary", binary);
    outputs.put("binary slope", Gradients.of(binary.sum(), List.of(x)).getFirst());
    Node rows = Node.constant(Tensor.of(Shape.of(logits.length, 2), pairs));
    Node first = Node.constant(1, TensorType.i64(logits.length)).oneHot(2, DType.F32);
    Node loss = new SoftmaxCrossEntropy(1).of(rows, first);
    outputs.put("softmax", loss);
    outputs.put("softmax slope", Gradients.of(loss.sum(), List.of(rows)).getFirst());
    Trial trial = Trial.of(Graph.of(outputs), 5);
    Map<String, Tensor> found = trial.run("scalar", 1, PlanOptions.standard());
    trial
        .judged()
        .forEach(
            (name, right) -> {
              for (int i = 0; i < right.elements(); i++) {
                double expected = right.doubleAt(i);
                assertThat(found.get(name).doubleAt(i))
                    .as("%s at %d", name, i)
                    .isCloseTo(expected, offset(Math.max(1e-37, 1e-6 * Math.abs(expected))));
              }
            });
  }
}
