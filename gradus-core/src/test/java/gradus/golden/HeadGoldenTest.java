package gradus.golden;

import gradus.autodiff.Gradients;
import gradus.op.Layout;
import gradus.op.Node;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.composite.BinaryCrossEntropyOfProbability;
import gradus.op.composite.SigmoidSquaredError;
import gradus.op.composite.SoftmaxCrossEntropy;
import gradus.op.composite.SquaredError;
import gradus.reference.Fraction;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Sigmoid and softmax heads in double and in 60 digits: items 1.1 to 2.4, and beyond.
class HeadGoldenTest {

  private final Golden golden = new Golden();

  private static Node scalar(JsonNode row, String key) {
    return Golden.constant(Shape.scalar(), row.get(key));
  }

  private static double value(Node node) {
    return Judge.inDouble().evaluate(node, Map.of()).doubleAt(0);
  }

  private static Node slope(Node of, Node at) {
    return Gradients.of(of, List.of(at)).getFirst();
  }

  private static Node jacobian(Node y, Node x) {
    int n = y.type().shape().elements();
    List<Node> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Node row = slope(y.reshape(Shape.of(n)).slice(0, i, i + 1).sum(), x);
      rows.add(row.reshape(Shape.of(1, x.type().shape().elements())));
    }
    return Layout.concat(0, rows);
  }

  @Test
  void sigmoidsInDigitsAndRoundedToDouble() {
    for (JsonNode row : Golden.at("1.1", "cases")) {
      Node a = scalar(row, "a");
      golden.compareNode("σ", a.sigmoid(), row.get("sigma"));
      golden.compareNode("1 − σ", a.negated().sigmoid(), row.get("complement"));
      golden.compare("σ", value(a.sigmoid()), row.get("sigma_double"));
      golden.compare("1 − σ", value(a.negated().sigmoid()), row.get("complement_double"));
    }
    for (JsonNode row : Golden.at("1.1", "rational_odds")) {
      Node odds = scalar(row, "odds");
      Node a = odds.log();
      Node y = a.sigmoid();
      golden.compareNode("a", a, row.get("a"));
      golden.compareNode("σ", y, row.get("sigma"));
      golden.compareExactNode("σ", odds.over(odds.plus(1)), row.get("sigma"));
      golden.compareNode("1 − σ", a.negated().sigmoid(), row.get("complement"));
      golden.compareNode("σ′", slope(y, a), row.get("d1"));
      golden.compareNode("σ″", slope(slope(y, a), a), row.get("d2"));
    }
    golden.verify(300);
  }

  @Test
  void whereSigmoidsSaturateWhenRoundedCorrectly() {
    JsonNode row = Golden.at("1.1", "double_saturation");
    golden.same(
        "1",
        first(a -> rounded(at(a).sigmoid()), 1, 1),
        Golden.integer(row.get("smallest_integer_a_with_sigma_double_equal_1")));
    golden.same(
        "0",
        first(a -> rounded(at(a).sigmoid()), 0, -1),
        Golden.integer(row.get("largest_negative_integer_a_with_sigma_double_equal_0")));
    golden.same(
        "tanh",
        first(a -> rounded(at(a).tanh()), 1, 1),
        Golden.integer(row.get("smallest_integer_a_with_tanh_double_equal_1")));
    golden.verify(3);
  }

  /// From 60 digits: the formula in double is 1 a step earlier, at 37, one unit of the last place
  /// off.
  private static double rounded(Node node) {
    return Judge.inDecimal(60).value(node, Map.of()).at(0).toDouble();
  }

  private static Node at(int a) {
    return Node.constant(a, TensorType.f64());
  }

  private static int first(ToDoubleFunction<Integer> function, double wanted, int step) {
    int a = 0;
    while (function.applyAsDouble(a) != wanted) {
      a += step;
    }
    return a;
  }

  @Test
  void whatTheOutputMeans() {
    for (JsonNode row : Golden.at("1.2", "cases")) {
      Node a = scalar(row, "a");
      golden.compareNode("P(y=1)", a.sigmoid(), row.get("p1"));
      golden.compareNode("P(y=0)", a.negated().sigmoid(), row.get("p0"));
      golden.compareNode("odds", a.exp(), row.get("odds"));
      golden.compareNode("log-odds", a, row.get("log_odds"));
      Node pair =
          Layout.concat(0, List.of(Node.constant(0, TensorType.f64(1)), a.reshape(Shape.of(1))));
      golden.same("class", (int) value(pair.argMax(0)), Golden.integer(row.get("predict")));
      golden.same("tie", value(a) == 0, Golden.flag(row.get("tie")));
    }
    for (JsonNode row : Golden.at("1.2", "threshold")) {
      Node t = scalar(row, "t");
      golden.compareNode("logit", t.log().minus(t.negated().plus(1).log()), row.get("logit_t"));
    }
    golden.verify(100);
  }

  @Test
  void lossesOfProbabilitiesByTheChainRule() {
    for (JsonNode row : Golden.at("1.3", "from_probability")) {
      Node g = scalar(row, "g");
      Node y = scalar(row, "y");
      if (row.has("dg_da")) {
        Node a = g.over(g.negated().plus(1)).log();
        golden.compareNode("g′", slope(a.sigmoid(), a), row.get("dg_da"));
        golden.compareNode("CE′", slope(new BinaryCrossEntropy().of(a, y), a), row.get("dce_da"));
        Node square = new SigmoidSquaredError().of(a, y);
        golden.compareNode("MSE′", slope(square, a), row.get("dmse_da"));
        golden.compareNode("MSE″", slope(slope(square, a), a), row.get("d2mse_da2"));
        Node chain = slope(new SquaredError().of(g, y), g);
        golden.compareExactNode("dMSE/dg", chain, row.get("dmse_dg"));
      }
    }
    for (JsonNode row : Golden.at("1.4", "cases")) {
      Node odds = scalar(row, "odds");
      Node g = odds.over(odds.plus(1));
      Node y = scalar(row, "y");
      golden.compareExactNode("g", g, row.get("g"));
      Node byProbability =
          slope(new BinaryCrossEntropyOfProbability().of(odds.log().sigmoid().plus(0), y), odds);
      Node a = odds.log();
      Node p = a.sigmoid();
      Node outer = slope(new BinaryCrossEntropyOfProbability().of(p, y), p);
      golden.compareNode("dCE/dg", outer, row.get("chain").get("dce_dg"));
      golden.compareNode("dg/da", slope(p, a), row.get("chain").get("dg_da"));
      golden.compareNode("chain", outer.times(slope(p, a)), row.get("ce_d1"));
      golden.compareNode("through odds", byProbability.times(odds), row.get("ce_d1"));
      golden.compareExactNode("g − y", g.minus(y), row.get("ce_d1"));
    }
    golden.verify(300);
  }

  @Test
  void squaredErrorIsNeitherConvexNorConcave() {
    JsonNode part = Golden.at("1.7");
    for (String key : List.of("y1", "y0")) {
      JsonNode row = part.get("mse_second_derivative").get(key);
      Node y = at(key.equals("y1") ? 1 : 0);
      Node g = scalar(row, "inflection_g");
      Node a = g.over(g.negated().plus(1)).log();
      Node loss = new SigmoidSquaredError().of(a, y);
      golden.compareNode("a", a, row.get("inflection_a"));
      golden.compareNode("loss", loss, row.get("loss_at_inflection"));
      golden.compareNode("slope", slope(loss, a), row.get("d1_at_inflection"));
      golden.compareRounded("curvature", value(slope(slope(loss, a), a)) + 1, number(1));
    }
    Node a = Golden.constant(Shape.scalar(), number(-Math.log(2)));
    golden.compareRounded(
        "largest",
        Math.abs(value(slope(new SigmoidSquaredError().of(a, at(1)), a))),
        part.get("max_abs_mse_d1"));
    JsonNode ce = part.get("ce_second_derivative");
    Node top = scalar(ce, "argmax_a");
    golden.compareNode(
        "largest curvature",
        slope(slope(new BinaryCrossEntropy().of(top, at(1)), top), top),
        ce.get("max"));
    for (JsonNode row : part.get("nonconvexity_witness_mse_y1").get("points")) {
      Node middle = new SigmoidSquaredError().of(scalar(row, "am"), at(1));
      Node left = new SigmoidSquaredError().of(scalar(row, "a1"), at(1));
      Node right = new SigmoidSquaredError().of(scalar(row, "a2"), at(1));
      golden.compareNode("middle", middle, row.get("mid"));
      golden.compareNode("chord", left.plus(right).times(0.5), row.get("chord"));
    }
    for (JsonNode row : part.get("ratio_cases")) {
      Node at = scalar(row, "a");
      Node loss = new SigmoidSquaredError().of(at, at(1));
      golden.compareNode(
          "ratio", at.sigmoid().times(at.negated().sigmoid()).times(2), row.get("ratio"));
      golden.compareNode("MSE′", slope(loss, at), row.get("mse_d1_y1"));
    }
    golden.verify(50);
  }

  private static JsonNode number(double value) {
    return tools.jackson.databind.node.JsonNodeFactory.instance.stringNode(String.valueOf(value));
  }

  @Test
  void softmaxInDigits() {
    for (JsonNode row : Golden.at("2.1", "cases")) {
      Node x = Golden.vector(row.get("x"));
      golden.compareNode("lse", x.logSumExp(List.of(0), false), row.get("lse"));
      golden.same("argmax", (int) value(x.argMax(0)), Golden.integer(row.get("argmax")));
      double[] values = Judge.inDouble().evaluate(x, Map.of()).toDoubles();
      double most = java.util.Arrays.stream(values).max().orElseThrow();
      int tied = (int) java.util.Arrays.stream(values).filter(it -> it == most).count();
      golden.same("tied", tied, Golden.integer(row.get("tied")));
    }
    for (JsonNode row : Golden.at("2.1", "rational")) {
      Node weights = Golden.vector(row.get("weights"));
      golden.compareNode("p", weights.log().softmax(0), row.get("p"));
      golden.compareExactNode("p", weights.over(weights.sum()), row.get("p"));
    }
    for (Map.Entry<String, JsonNode> it : Golden.at("2.1", "ln_K").properties()) {
      Node zeros = Node.constant(0, TensorType.f64(Integer.parseInt(it.getKey())));
      golden.compareNode("ln K", zeros.logSumExp(List.of(0), false), it.getValue());
    }
    JsonNode rounded = Golden.at("2.1", "rounded_shift");
    Node x = Golden.vector(rounded.get("x"));
    golden.compareAll(
        "x + c",
        Judge.inDouble().evaluate(x.plus(Golden.number(rounded.get("c"))), Map.of()).toDoubles(),
        rounded.get("x_plus_c_in_double"));
    golden.compareNode("softmax", x.softmax(0), rounded.get("softmax_of_x"));
    golden.verify(150);
  }

  @Test
  void jacobiansInExactFractions() {
    for (JsonNode row : Golden.at("2.4", "exact")) {
      Node weights = Golden.vector(row.get("weights"));
      Node x = weights.log();
      Node p = x.softmax(0);
      golden.compareNode("p", p, row.get("p"));
      golden.compareNode("J", jacobian(p, x), row.get("J"));
      golden.compareNode("log J", jacobian(x.logSoftmax(0), x), row.get("log_softmax_J"));
      Node u = Golden.vector(row.get("u"));
      Node v = Golden.vector(row.get("v"));
      Node pulled = Gradients.pullBack(p, u, List.of(x)).of(List.of(x)).getFirst();
      Node pushed = gradus.autodiff.Tangents.of(p, Map.of(x, v));
      golden.compareNode("Jᵀu", pulled, row.get("JTu"));
      golden.compareNode("Jv", pushed, row.get("Jv"));
      golden.compareNode("uᵀJv", pushed.times(u).sum(), row.get("uTJv"));
      golden.compareNode("uᵀJv", pulled.times(v).sum(), row.get("uTJv"));
      compareReduced(row, weights);
    }
    golden.verify(500);
  }

  private void compareReduced(JsonNode row, Node weights) {
    int k = row.get("weights").size();
    ExactMatrix j = ExactMatrix.of(row.get("J"));
    Node p = weights.over(weights.sum());
    Node spread = p.times(p).negated().sum().plus(1);
    golden.compareExactNode("trace", spread, row.get("trace"));
    golden.same("rank", j.rank(), Golden.integer(row.get("rank")));
    if (k == 1) {
      golden.same("columns", row.get("reduced_J_cols_2toK").get(0).size(), 0);
      golden.compareExact("pseudo-inverse", List.of(Fraction.ZERO), row.get("pseudo_inverse"));
      golden.compareExact("determinant", List.of(Fraction.ONE), row.get("reduced_fisher_det"));
      return;
    }
    Node odds = weights.over(weights.slice(0, 0, 1));
    Node u = odds.slice(0, 1, k).log();
    Node full = Layout.concat(0, List.of(Node.constant(0, TensorType.f64(1)), u));
    Node reduced = full.softmax(0);
    golden.compareNode("reduced J", jacobian(reduced, u), row.get("reduced_J_cols_2toK"));
    golden.compareNode("Fisher", jacobian(reduced.slice(0, 1, k), u), row.get("reduced_fisher"));
    ExactMatrix fisher = ExactMatrix.of(row.get("reduced_fisher"));
    golden.same(
        "determinant", fisher.determinant(), Golden.fraction(row.get("reduced_fisher_det")));
    golden.compareExactNode(
        "determinant", p.prod(List.of(0), false), row.get("reduced_fisher_det"));
    ExactMatrix inverse = ExactMatrix.of(row.get("reduced_fisher_inverse"));
    golden.same("inverse", fisher.times(inverse), ExactMatrix.identity(k - 1));
    ExactMatrix pseudo = ExactMatrix.of(row.get("pseudo_inverse"));
    golden.same("J J⁺ J", j.times(pseudo).times(j), j);
    golden.same("J⁺ J J⁺", pseudo.times(j).times(pseudo), pseudo);
    golden.same("J J⁺", j.times(pseudo).transposed(), j.times(pseudo));
  }

  @Test
  void eigenvaluesAreRootsWithTheirMultiplicity() {
    for (JsonNode row : Golden.at("2.4", "eigenvalues")) {
      Node weights = Golden.vector(row.get("weights"));
      Node p = weights.over(weights.sum());
      List<Fraction> probabilities = Judge.exact().value(p, Map.of()).elements();
      ExactMatrix j = ExactMatrix.softmax(probabilities);
      List<Fraction> found = Golden.fractions(row.get("eig"));
      for (Fraction eigenvalue : new java.util.HashSet<>(found)) {
        long times = found.stream().filter(eigenvalue::equals).count();
        int kernel = probabilities.size() - j.minusOnDiagonal(eigenvalue).rank();
        golden.same("multiplicity of " + eigenvalue, (long) kernel, times);
      }
      golden.same("all", found.size(), probabilities.size());
    }
    golden.verify(12);
  }

  @Test
  void generalisedHeads() {
    for (JsonNode row : Golden.at("beyond", "label_smoothing", "cases")) {
      Node x = Golden.vector(row.get("x"));
      int k = row.get("x").size();
      Node label =
          Node.constant(gradus.tensor.Tensor.of(Shape.scalar(), Golden.integer(row.get("label"))));
      Node hard = new gradus.op.composite.ClassLabels(label, k, gradus.tensor.DType.F64).oneHot();
      Node uniform = Node.constant(1, TensorType.f64(k)).over(k);
      golden.compareNode("hard", new SoftmaxCrossEntropy(0).of(x, hard), row.get("one_hot_part"));
      golden.compareNode(
          "uniform", new SoftmaxCrossEntropy(0).of(x, uniform), row.get("uniform_part"));
    }
    for (JsonNode row : Golden.at("beyond", "temperature", "cases")) {
      Node x = Golden.vector(row.get("x"));
      Node p = x.over(scalar(row, "T")).softmax(0);
      golden.compareNode("p", p, row.get("p"));
      golden.compareNode("J", jacobian(p, x), row.get("J"));
    }
    for (JsonNode row : Golden.at("beyond", "temperature", "limit_T_to_0")) {
      Node x = Golden.vector(row.get("x"));
      golden.compareAll(
          "cold",
          Judge.inDouble().evaluate(x.over(1e-3).softmax(0), Map.of()).toDoubles(),
          row.get("p"));
    }
    for (JsonNode row : Golden.at("beyond", "intercept_only_fit", "cases")) {
      Node ones = scalar(row, "n1");
      Node zeros = scalar(row, "n0");
      Node g = ones.over(ones.plus(zeros));
      golden.compareExactNode("g", g, row.get("g"));
      Node a = ones.over(zeros).log();
      golden.compareNode("a", a, row.get("a"));
      Node ce =
          new BinaryCrossEntropy()
              .of(a, at(1))
              .times(ones)
              .plus(new BinaryCrossEntropy().of(a, at(0)).times(zeros));
      Node mse =
          new SquaredError()
              .of(g, at(1))
              .times(ones)
              .plus(new SquaredError().of(g, at(0)).times(zeros));
      golden.compareNode("CE", ce, row.get("ce_sum_at_min"));
      golden.compareExactNode("MSE", mse, row.get("mse_sum_at_min"));
    }
    golden.verify(100);
  }

  @Test
  void softmaxInChunks() {
    JsonNode rows = Golden.at("beyond", "online_softmax");
    List<Node> chunks = new ArrayList<>();
    for (JsonNode row : rows.get("steps")) {
      chunks.add(Golden.vector(row.get("chunk")));
      Node all = Layout.concat(0, chunks);
      Node most = all.max(List.of(0), false);
      golden.compareNode("m", most, row.get("m"));
      golden.compareNode("s", all.minus(most).exp().sum(), row.get("s"));
    }
    golden.compareNode(
        "lse", Layout.concat(0, chunks).logSumExp(List.of(0), false), rows.get("lse"));
    golden.verify(7);
  }
}
