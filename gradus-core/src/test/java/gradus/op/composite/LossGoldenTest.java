package gradus.op.composite;

import static gradus.op.composite.LossRows.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.autodiff.Gradients;
import gradus.golden.Golden;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The pointwise losses against values of 34 digits.
class LossGoldenTest {

  private final Golden golden = new Golden();

  private static double[] column(JsonNode rows, String key) {
    return rows.valueStream().mapToDouble(row -> Golden.number(row.get(key))).toArray();
  }

  private static double[] logits(JsonNode rows) {
    return Arrays.stream(column(rows, "odds")).map(StrictMath::log).toArray();
  }

  /// A soft target's derivative is a difference, which is small where the prediction is right.
  private void compareColumn(double[] found, JsonNode rows, String key) {
    for (int i = 0; i < found.length; i++) {
      JsonNode row = rows.get(i);
      if (row.has(key)) {
        String where = key + " of " + row;
        boolean hard = !row.has("y") || Golden.number(row.get("y")) % 1 == 0;
        if (hard && row.has("a")) {
          golden.compare(where, found[i], row.get(key));
        } else {
          golden.compareRounded(where, found[i], row.get(key));
        }
      }
    }
  }

  private void compareRows(JsonNode rows, double[] x, String prefix, PointwiseLoss loss) {
    LossRows found = LossRows.of(loss, x, column(rows, "y"));
    compareColumn(found.value(), rows, prefix);
    compareColumn(found.first(), rows, prefix + "_d1");
    compareColumn(found.second(), rows, prefix + "_d2");
  }

  private void compareLogits(JsonNode rows) {
    double[] a = column(rows, "a");
    compareRows(rows, a, "ce", new BinaryCrossEntropy());
    compareRows(rows, a, "mse", new SigmoidSquaredError());
  }

  @Test
  void logitsOnTheGrid() {
    compareLogits(Golden.at("1.3", "grid"));
    golden.verify(1500);
  }

  @Test
  void infiniteLogits() {
    compareLogits(Golden.at("1.3", "infinite_logits"));
    golden.verify(25);
  }

  @Test
  void hugeLogits() {
    JsonNode rows = Golden.at("1.3", "huge_logits");
    JsonNode numbers =
        JsonNodeFactory.instance
            .arrayNode()
            .addAll(rows.valueStream().filter(row -> row.has("a")).toList());
    compareRows(numbers, column(numbers, "a"), "ce", new BinaryCrossEntropy());
    golden.verify(8);
  }

  @Test
  void logitsOfRationalOdds() {
    JsonNode rows = Golden.at("1.4", "cases");
    compareRows(rows, logits(rows), "ce", new BinaryCrossEntropy());
    for (String key : List.of("1.5", "1.6")) {
      JsonNode squares = Golden.at(key, "cases");
      compareRows(squares, logits(squares), "mse", new SigmoidSquaredError());
    }
    golden.verify(70);
  }

  @Test
  void probabilities() {
    JsonNode rows = Golden.at("1.3", "from_probability");
    double[] g = column(rows, "g");
    double[] y = column(rows, "y");
    LossRows found = LossRows.of(new BinaryCrossEntropyOfProbability(), g, y);
    // 1 − g is not exact where g is no binary fraction: 999/1000 costs three digits
    for (int i = 0; i < g.length; i++) {
      JsonNode row = rows.get(i);
      double lost = Golden.TOLERANCE / Math.max(1e-3, 1 - g[i]);
      for (var pair :
          Map.of("ce", found.value(), "dce_dg", found.first(), "d2ce_dg2", found.second())
              .entrySet()) {
        if (row.has(pair.getKey())) {
          JsonNode right = row.get(pair.getKey());
          golden.compare(row.toString(), pair.getValue()[i], right, lost, 1e-15);
        }
      }
    }
    LossRows squares = LossRows.of(new SquaredError(), g, y);
    compareColumn(squares.value(), rows, "mse");
    compareColumn(squares.first(), rows, "dmse_dg");
    golden.verify(90);
  }

  @Test
  void positiveWeights() {
    JsonNode rows = Golden.at("beyond", "pos_weight", "cases");
    for (JsonNode row : rows) {
      PointwiseLoss loss = new BinaryCrossEntropy(Golden.number(row.get("pos_weight")));
      compareRow(row, loss);
    }
    golden.verify(90);
  }

  @Test
  void focalLosses() {
    JsonNode rows = Golden.at("beyond", "focal_loss", "cases");
    for (JsonNode row : rows) {
      compareRow(row, Focal.of(Golden.number(row.get("gamma"))));
    }
    golden.verify(128);
  }

  private void compareRow(JsonNode row, PointwiseLoss loss) {
    LossRows found = LossRows.of(loss, Golden.number(row.get("a")), Golden.number(row.get("y")));
    golden.compare("loss of " + row, found.value()[0], row.get("loss"));
    golden.compare("slope of " + row, found.first()[0], row.get("d1"));
    if (row.has("d2")) {
      golden.compare("curvature of " + row, found.second()[0], row.get("d2"));
    }
  }

  @Test
  void reductionsOfABatch() {
    JsonNode batch = Golden.at("1.3", "batch");
    double[] a = Golden.numbers(batch.get("logits"));
    double[] y = Golden.numbers(batch.get("labels"));
    double[] w = Golden.numbers(batch.get("weights"));
    Node x = Input.of("x", TensorType.f64(a.length));
    Node weights = Node.constant(tensor(w));
    Node ce = new BinaryCrossEntropy().of(x, Node.constant(tensor(y)));
    Node mse = new SigmoidSquaredError().of(x, Node.constant(tensor(y)));
    compareBatch(x, a, LossReduction.NONE.of(ce), batch.at("/ce/none"), null);
    compareBatch(x, a, LossReduction.SUM.of(ce), batch.at("/ce/sum"), batch.at("/ce/grad_sum"));
    compareBatch(x, a, LossReduction.MEAN.of(ce), batch.at("/ce/mean"), batch.at("/ce/grad_mean"));
    compareBatch(x, a, LossReduction.SUM.of(ce, weights), batch.at("/ce/weighted_sum"), null);
    compareBatch(
        x,
        a,
        LossReduction.MEAN.of(ce, weights),
        batch.at("/ce/weighted_mean"),
        batch.at("/ce/grad_weighted_mean"));
    compareBatch(x, a, LossReduction.NONE.of(mse), batch.at("/mse/none"), null);
    compareBatch(x, a, LossReduction.SUM.of(mse), batch.at("/mse/sum"), batch.at("/mse/grad_sum"));
    compareBatch(
        x, a, LossReduction.MEAN.of(mse), batch.at("/mse/mean"), batch.at("/mse/grad_mean"));
    golden.verify(40);
  }

  private void compareBatch(
      Node x, double[] at, Node loss, JsonNode value, @Nullable JsonNode gradient) {
    Map<Node, Tensor> feeds = Map.of(x, tensor(at));
    golden.compareAll("loss", Judge.inDouble().evaluate(loss, feeds).toDoubles(), value);
    if (gradient != null) {
      Node slope = Gradients.of(loss, List.of(x)).getFirst();
      golden.compareAll("gradient", Judge.inDouble().evaluate(slope, feeds).toDoubles(), gradient);
    }
  }

  @Test
  void manyLabels() {
    JsonNode rows = Golden.at("beyond", "multi_label");
    double[] a = Golden.numbers(rows.get("a"));
    Node x = Input.of("x", TensorType.f64(a.length));
    Node y = Node.constant(tensor(Golden.numbers(rows.get("y"))));
    Node loss = LossReduction.SUM.of(new BinaryCrossEntropy().of(x, y));
    compareBatch(x, a, loss, rows.get("loss_sum"), rows.get("grad"));
    golden.verify(5);
  }

  /// Squared error of a sigmoid stands still where it is confidently wrong; cross-entropy does not.
  @Test
  void gradientDescentRace() {
    for (JsonNode run : Golden.at("1.7", "gradient_descent")) {
      boolean isCrossEntropy = run.get("loss").asString().equals("ce");
      PointwiseLoss loss = isCrossEntropy ? new BinaryCrossEntropy() : new SigmoidSquaredError();
      Node x = Input.of("x", TensorType.f64());
      Node y = Node.constant(Golden.number(run.get("y")), TensorType.f64());
      Node slope = Gradients.of(loss.of(x, y), List.of(x)).getFirst();
      double a = Golden.number(run.get("a0"));
      JsonNode after = run.get("a_after");
      for (int step = 1; step <= 200; step++) {
        Map<Node, Tensor> feeds = Map.of(x, Tensor.of(Shape.scalar(), a));
        a -= Golden.number(run.get("lr")) * Judge.inDouble().evaluate(slope, feeds).doubleAt(0);
        if (after.has(String.valueOf(step))) {
          JsonNode right = after.get(String.valueOf(step));
          // the errors of 200 steps add up, and grow while the gap closes
          golden.compare(run + " step " + step, a, right, 1e-12, 1e-12);
        }
      }
    }
    golden.verify(48);
  }

  @Test
  void gradientAndHessianOfLogisticRegression() {
    JsonNode rows = Golden.at("1.7", "logistic_regression_hessian");
    int examples = rows.get("X").size();
    Node x = Node.constant(tensor(Golden.numbers(rows.get("X"))).reshape(Shape.of(examples, 2)));
    Node offset = Node.constant(tensor(logOf(Golden.numbers(rows.get("odds")))));
    Node y = Node.constant(tensor(Golden.numbers(rows.get("y"))));
    Node w = Input.of("w", TensorType.f64(2, 1));
    Node a = x.matmul(w).reshape(Shape.of(examples)).plus(offset);
    compareHessian(
        w, new BinaryCrossEntropy().of(a, y).sum(), rows.get("grad_ce"), rows.get("H_ce"));
    compareHessian(
        w, new SigmoidSquaredError().of(a, y).sum(), rows.get("grad_mse"), rows.get("H_mse"));
    golden.verify(12);
  }

  private static double[] logOf(double[] values) {
    return Arrays.stream(values).map(StrictMath::log).toArray();
  }

  private void compareHessian(Node w, Node loss, JsonNode gradient, JsonNode hessian) {
    Map<Node, Tensor> feeds = Map.of(w, tensor(0, 0).reshape(Shape.of(2, 1)));
    Node slope = Gradients.of(loss, List.of(w)).getFirst();
    golden.compareAll("gradient", Judge.inDouble().evaluate(slope, feeds).toDoubles(), gradient);
    for (int i = 0; i < 2; i++) {
      Node row = Gradients.of(slope.slice(0, i, i + 1).sum(), List.of(w)).getFirst();
      double[] found = Judge.inDouble().evaluate(row, feeds).toDoubles();
      golden.compareAll("Hessian", found, hessian.get(i));
    }
  }

  @Test
  void squaredErrorSlopesVanishWhereCrossEntropyDoesNot() {
    JsonNode rows = Golden.at("1.7", "ratio_cases");
    double[] a = column(rows, "a");
    double[] ones = new double[a.length];
    Arrays.fill(ones, 1);
    compareColumn(LossRows.of(new BinaryCrossEntropy(), a, ones).first(), rows, "ce_d1_y1");
    compareColumn(LossRows.of(new SigmoidSquaredError(), a, ones).first(), rows, "mse_d1_y1");
    golden.verify(20);
    double third = StrictMath.log(0.5);
    LossRows inflection = LossRows.of(new SigmoidSquaredError(), third, 1);
    assertThat(inflection.second()[0]).isBetween(-1e-16, 1e-16);
    assertThat(inflection.first()[0]).isBetween(-8 / 27.0 - 1e-15, -8 / 27.0 + 1e-15);
  }
}
