package gradus.op.composite;

import static gradus.op.composite.LossRows.tensor;

import gradus.autodiff.Gradients;
import gradus.golden.Golden;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Softmax, its Jacobian and its cross-entropy against values of 34 digits.
class SoftmaxGoldenTest {

  private final Golden golden = new Golden();

  private static Node input(int classes) {
    return Input.of("x", TensorType.f64(classes));
  }

  private static double[] values(Node node, Node x, double[] at) {
    return Judge.inDouble().evaluate(node, Map.of(x, tensor(at))).toDoubles();
  }

  /// Row by row, the derivative of each output by all inputs.
  private static double[] jacobian(Node y, Node x, double[] at) {
    double[][] rows = new double[at.length][];
    for (int i = 0; i < at.length; i++) {
      Node row = Gradients.of(y.slice(0, i, i + 1).sum(), List.of(x)).getFirst();
      rows[i] = values(row, x, at);
    }
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] logOf(JsonNode weights) {
    return Arrays.stream(Golden.numbers(weights)).map(StrictMath::log).toArray();
  }

  @Test
  void probabilitiesAndTheirLogarithms() {
    for (JsonNode row : Golden.at("2.1", "cases")) {
      double[] at = Golden.numbers(row.get("x"));
      Node x = input(at.length);
      golden.compareAll("softmax of " + row, values(x.softmax(0), x, at), row.get("p"));
      golden.compareAll("log of " + row, values(x.logSoftmax(0), x, at), row.get("log_p"));
    }
    for (JsonNode shift : Golden.at("2.1", "shifts")) {
      double c = Golden.number(shift.get("c"));
      if (Golden.flag(shift.get("exact_in_double"))) {
        for (JsonNode row : Golden.at("2.1", "cases")) {
          double[] at = Arrays.stream(Golden.numbers(row.get("x"))).map(x -> x + c).toArray();
          Node x = input(at.length);
          golden.compareAll("shifted by " + c, values(x.softmax(0), x, at), row.get("p"));
        }
      }
    }
    golden.verify(300);
  }

  @Test
  void masksAndExtremes() {
    for (String key : List.of("masked", "extreme")) {
      for (JsonNode row : Golden.at("2.1", key)) {
        double[] at = Golden.numbers(row.get("x"));
        Node x = input(at.length);
        golden.compareAll("softmax of " + row, values(x.softmax(0), x, at), row.get("p"));
      }
    }
    JsonNode rounded = Golden.at("2.1", "rounded_shift");
    Node x = input(3);
    double[] at = Golden.numbers(rounded.get("x_plus_c_in_double"));
    golden.compareAll("rounded", values(x.softmax(0), x, at), rounded.get("softmax_of_rounded"));
    golden.verify(14);
  }

  @Test
  void twoClassesAreOneSigmoid() {
    for (JsonNode row : Golden.at("2.2", "cases")) {
      double[] at = Golden.numbers(row.get("x"));
      Node x = input(2);
      golden.compareAll("softmax of " + row, values(x.softmax(0), x, at), row.get("softmax"));
      for (int label = 0; label < 2; label++) {
        Node target = Node.constant(tensor(1 - label, label));
        Node loss = new SoftmaxCrossEntropy(0).of(x, target);
        Node slope = Gradients.of(loss, List.of(x)).getFirst();
        golden.compareAll("loss of " + row, values(loss, x, at), row.get("ce_label" + label));
        golden.compareAll(
            "gradient of " + row, values(slope, x, at), row.get("grad_logits_label" + label));
        golden.compareAll(
            "two steps of " + row,
            values(new NegativeLogLikelihood(0).of(x.logSoftmax(0), target), x, at),
            row.get("ce_label" + label));
      }
    }
    golden.verify(100);
  }

  @Test
  void jacobianAtLogits() {
    for (JsonNode row : Golden.at("2.4", "at_logits")) {
      double[] at = Golden.numbers(row.get("x"));
      Node x = input(at.length);
      golden.compareAll("softmax of " + row, values(x.softmax(0), x, at), row.get("p"));
      golden.compareAll("Jacobian of " + row, jacobian(x.softmax(0), x, at), row.get("J"));
    }
    golden.verify(60);
  }

  @Test
  void jacobiansOfRationalProbabilities() {
    for (JsonNode row : Golden.at("2.4", "exact")) {
      double[] at = logOf(row.get("weights"));
      Node x = input(at.length);
      compareRounded("J of " + row, jacobian(x.softmax(0), x, at), row.get("J"));
      compareRounded("log J of " + row, jacobian(x.logSoftmax(0), x, at), row.get("log_softmax_J"));
      if (row.has("second_derivative_tensor_ijk")) {
        compareSecond(row, x, at);
      }
      Node u = Node.constant(tensor(Golden.numbers(row.get("u"))));
      Node pulled = Gradients.pullBack(x.softmax(0), u, List.of(x)).of(List.of(x)).getFirst();
      compareRounded("Jᵀu of " + row, values(pulled, x, at), row.get("JTu"));
      for (int label = 0; label < at.length; label++) {
        Node loss = new SoftmaxCrossEntropy(0).of(x, oneHot(label, at.length));
        Node slope = Gradients.of(loss, List.of(x)).getFirst();
        JsonNode right = row.get("ce_grad_for_label").get(String.valueOf(label));
        compareRounded("gradient of " + row, values(slope, x, at), right);
      }
    }
    golden.verify(400);
  }

  private static Node oneHot(int label, int classes) {
    Node labels = Node.constant(Tensor.of(Shape.scalar(), label));
    return new ClassLabels(labels, classes, DType.F64).oneHot();
  }

  private void compareSecond(JsonNode row, Node x, double[] at) {
    for (int i = 0; i < at.length; i++) {
      Node slope = Gradients.of(x.softmax(0).slice(0, i, i + 1).sum(), List.of(x)).getFirst();
      JsonNode right = row.get("second_derivative_tensor_ijk").get(i);
      compareRounded("second of " + row, jacobian(slope, x, at), right);
    }
  }

  private void compareRounded(String where, double[] found, JsonNode expected) {
    int at = 0;
    for (double right : Golden.numbers(expected)) {
      golden.compareRounded(where, found[at++], number(right));
    }
  }

  private static JsonNode number(double value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  @Test
  void softTargets() {
    JsonNode row = Golden.at("2.4", "soft_target");
    double[] at = logOf(row.get("weights"));
    Node x = input(at.length);
    Node t = Node.constant(tensor(Golden.numbers(row.get("t"))));
    Node loss = new SoftmaxCrossEntropy(0).of(x, t);
    Node slope = Gradients.of(loss, List.of(x)).getFirst();
    compareRounded("loss", values(loss, x, at), row.get("ce"));
    compareRounded("gradient", values(slope, x, at), row.get("grad"));
    compareRounded("Hessian", jacobian(slope, x, at), row.get("hessian"));
    golden.verify(13);
  }

  @Test
  void smoothedLabels() {
    for (JsonNode row : Golden.at("beyond", "label_smoothing", "cases")) {
      double[] at = Golden.numbers(row.get("x"));
      Node x = input(at.length);
      Node label = Node.constant(Tensor.of(Shape.scalar(), Golden.integer(row.get("label"))));
      double epsilon = Golden.number(row.get("epsilon"));
      Node t = new ClassLabels(label, at.length, DType.F64).smoothed(epsilon);
      Node loss = new SoftmaxCrossEntropy(0).of(x, t);
      Node slope = Gradients.of(loss, List.of(x)).getFirst();
      compareRounded("target", values(t, x, at), row.get("target"));
      golden.compareAll("loss", values(loss, x, at), row.get("ce"));
      compareRounded("gradient", values(slope, x, at), row.get("grad"));
    }
    golden.verify(28);
  }

  @Test
  void weightedClasses() {
    JsonNode section = Golden.at("beyond", "class_weights");
    Node classWeights = Node.constant(tensor(Golden.numbers(section.get("weights"))));
    for (JsonNode row : section.get("cases")) {
      double[] at = Golden.numbers(row.get("x"));
      Node x = input(at.length);
      Node label = Node.constant(Tensor.of(Shape.of(1), Golden.integer(row.get("label"))));
      ClassLabels labels = new ClassLabels(label, at.length, DType.F64);
      Node logits = x.reshape(Shape.of(1, at.length));
      Node losses = new SoftmaxCrossEntropy(1).of(logits, labels.oneHot());
      Node loss = LossReduction.SUM.of(losses, labels.weights(classWeights));
      Node slope = Gradients.of(loss, List.of(x)).getFirst();
      golden.compareAll("loss", values(loss, x, at), row.get("loss"));
      compareRounded("gradient", values(slope, x, at), row.get("grad"));
    }
    golden.verify(12);
  }

  /// The multi-class Brier score is a sum of squared errors of the softmax.
  @Test
  void brierScores() {
    for (JsonNode row : Golden.at("beyond", "multiclass_brier", "cases")) {
      double[] at = logOf(row.get("weights"));
      Node x = input(at.length);
      Node loss =
          new SquaredError()
              .of(x.softmax(0), oneHot(Golden.integer(row.get("label")), at.length))
              .sum();
      Node slope = Gradients.of(loss, List.of(x)).getFirst();
      compareRounded("loss", values(loss, x, at), row.get("loss"));
      compareRounded("gradient", values(slope, x, at), row.get("grad"));
    }
    golden.verify(19);
  }
}
