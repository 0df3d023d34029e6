package gradus.golden;

import gradus.autodiff.Gradients;
import gradus.op.Layout;
import gradus.op.Node;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.composite.SoftmaxCrossEntropy;
import gradus.op.window.Placement;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// One function with two sets of parameters: items 2.2, 2.3 and 3, and beyond.
class ReparametrisedGoldenTest {

  private final Golden golden = new Golden();

  private static Node matrix(JsonNode node) {
    return Golden.constant(Shape.of(node.size(), node.get(0).size()), node);
  }

  private static Node affine(Node w, Node x, Node b) {
    return w.matmul(x.reshape(Shape.of(x.type().shape().elements(), 1)))
        .reshape(b.type().shape())
        .plus(b);
  }

  private static Node slope(Node of, Node at) {
    return Gradients.of(of, List.of(at)).getFirst();
  }

  private static Node hot(int at, int k) {
    double[] hot = new double[k];
    hot[at] = 1;
    return Node.constant(gradus.tensor.Tensor.of(Shape.of(k), hot));
  }

  @Test
  void twoLogitsAreOne() {
    for (JsonNode row : Golden.at("2.2", "cases")) {
      Node x = Golden.vector(row.get("x"));
      Node z = x.slice(0, 0, 1).minus(x.slice(0, 1, 2)).sum();
      golden.compareNode("z", z, row.get("z"));
      golden.compareNode("σ(z)", z.sigmoid(), row.get("sigma_z"));
      golden.compareNode("1 − σ(z)", z.negated().sigmoid(), row.get("one_minus_sigma_z"));
      for (int label = 0; label < 2; label++) {
        Node y = Node.constant(1 - label, TensorType.f64());
        Node loss = new BinaryCrossEntropy().of(z, y);
        golden.compareNode("loss", loss, row.get("ce_label" + label));
        golden.compareNode("gradient", slope(loss, x), row.get("grad_logits_label" + label));
      }
    }
    JsonNode rewrite = Golden.at("2.2", "rewrite");
    Node w = matrix(rewrite.get("softmax_head").get("W"));
    Node b = Golden.vector(rewrite.get("softmax_head").get("b"));
    Node step = w.slice(0, 1, 2).minus(w.slice(0, 0, 1));
    Node shift = b.slice(0, 1, 2).minus(b.slice(0, 0, 1));
    golden.compareExactNode("w", step, rewrite.get("sigmoid_head_for_class1").get("w"));
    golden.compareExactNode("b", shift, rewrite.get("sigmoid_head_for_class1").get("b"));
    golden.compareExactNode("w", step.negated(), rewrite.get("sigmoid_head_for_class0").get("w"));
    golden.compareExactNode("b", shift.negated(), rewrite.get("sigmoid_head_for_class0").get("b"));
    for (JsonNode point : rewrite.get("points")) {
      Node logits = affine(w, Golden.vector(point.get("x")), b);
      golden.compareExactNode("logits", logits, point.get("logits"));
      Node one = affine(step, Golden.vector(point.get("x")), shift);
      golden.compareExactNode("logit", one, point.get("logit_class1"));
      golden.compareNode("p", logits.softmax(0), point.get("p"));
      golden.compareNode(
          "p", Layout.concat(0, List.of(one.negated().sigmoid(), one.sigmoid())), point.get("p"));
    }
    golden.verify(200);
  }

  private static Node reduced(Node y, int reference) {
    int k = y.type().shape().size(0);
    Node gaps = y.minus(y.slice(0, reference, reference + 1).broadcastTo(y.type().shape()));
    List<Node> parts = new ArrayList<>();
    if (reference > 0) {
      parts.add(gaps.slice(0, 0, reference));
    }
    if (reference < k - 1) {
      parts.add(gaps.slice(0, reference + 1, k));
    }
    return parts.size() == 1 ? parts.getFirst() : Layout.concat(0, parts);
  }

  @Test
  void oneLogitCanBeDropped() {
    for (JsonNode row : Golden.at("2.3", "cases")) {
      Node y = Golden.vector(row.get("y"));
      int k = Golden.integer(row.get("K"));
      golden.same("K", row.get("y").size(), k);
      Node gaps = y.minus(y.slice(0, 0, 1).broadcastTo(y.type().shape()));
      golden.compareNode("p", y.softmax(0), row.get("p"));
      golden.compareNode("p", gaps.softmax(0), row.get("p"));
      golden.compareNode("Z", gaps.logSumExp(List.of(0), false), row.get("logZ_reduced"));
      for (int label = 0; label < k; label++) {
        Node loss = new SoftmaxCrossEntropy(0).of(y, hot(label, k));
        golden.compareNode("loss", loss, row.get("ce_onehot").get(label));
        if (k > 1) {
          Node u = reduced(y, 0);
          Node back = Layout.concat(0, List.of(Node.constant(0, TensorType.f64(1)), u));
          Node again = new SoftmaxCrossEntropy(0).of(back, hot(label, k));
          JsonNode right = row.get("grad_reduced_ref_first_for_label").get(String.valueOf(label));
          golden.compareNode("gradient", slope(again, u), right);
        }
      }
      if (k > 1) {
        golden.compareNode("first", reduced(y, 0), row.get("reduced_ref_first"));
        golden.compareNode("last", reduced(y, k - 1), row.get("reduced_ref_last"));
      }
    }
    for (JsonNode row : Golden.at("2.3", "rational")) {
      Node weights = Golden.vector(row.get("weights"));
      int k = row.get("weights").size();
      Node odds = weights.over(weights.slice(0, 0, 1));
      golden.compareExactNode("odds", odds.slice(0, 1, k), row.get("reduced_odds"));
      golden.compareExactNode("p", odds.over(odds.sum()), row.get("p"));
      golden.compareNode("p", odds.log().softmax(0), row.get("p"));
    }
    golden.verify(150);
  }

  @Test
  void aHeadWithoutItsReferenceLogit() {
    JsonNode rewrite = Golden.at("2.3", "rewrite");
    Node w = matrix(rewrite.get("W"));
    Node b = Golden.vector(rewrite.get("b"));
    int k = rewrite.get("b").size();
    for (String key : List.of("ref_first", "ref_last")) {
      int reference = key.equals("ref_first") ? 0 : k - 1;
      golden.compareExactNode("W", reduced(w, reference), rewrite.get(key).get("W"));
      golden.compareExactNode("b", reduced(b, reference), rewrite.get(key).get("b"));
    }
    int inputs = rewrite.get("W").get(0).size();
    golden.same("full", k * (inputs + 1), Golden.integer(rewrite.get("params_full")));
    golden.same("reduced", (k - 1) * (inputs + 1), Golden.integer(rewrite.get("params_reduced")));
    for (JsonNode point : rewrite.get("points")) {
      Node logits = affine(w, Golden.vector(point.get("x")), b);
      golden.compareExactNode("logits", logits, point.get("logits"));
      golden.compareExactNode("reduced", reduced(logits, 0), point.get("reduced_logits"));
      golden.compareNode("p", logits.softmax(0), point.get("p"));
    }
    for (JsonNode row : Golden.at("2.3", "param_count")) {
      int classes = Golden.integer(row.get("K"));
      int d = Golden.integer(row.get("D"));
      golden.same("full", classes * (d + 1), Golden.integer(row.get("full")));
      golden.same("reduced", (classes - 1) * (d + 1), Golden.integer(row.get("reduced")));
    }
    golden.verify(50);
  }

  @Test
  void tanhIsAShiftedSigmoid() {
    for (JsonNode row : Golden.at("3", "identity_points")) {
      Node a = Golden.constant(Shape.scalar(), row.get("a"));
      golden.compareNode("tanh", a.tanh(), row.get("tanh"));
      golden.compareNode(
          "2σ(2a) − 1", a.times(2).sigmoid().times(2).minus(1), row.get("two_sigma_2a_minus_1"));
      golden.compareNode("σ", a.sigmoid(), row.get("sigma"));
      double half = (1 + Math.tanh(Golden.number(row.get("a")) / 2)) / 2;
      golden.compareRounded("(1 + tanh(a/2))/2", half, row.get("half_one_plus_tanh_half_a"));
    }
    golden.verify(60);
  }

  /// One of two nets that are the same function.
  private record Net(List<Node> weights, List<Node> biases, boolean isTanh) {

    static Net of(JsonNode layers, boolean isTanh) {
      List<Node> weights = new ArrayList<>();
      List<Node> biases = new ArrayList<>();
      for (JsonNode layer : layers) {
        int out = layer.get("b").size();
        JsonNode w = layer.get("W");
        int in = w.isEmpty() ? 0 : w.get(0).size();
        weights.add(Golden.constant(Shape.of(out, in), w));
        biases.add(Golden.vector(layer.get("b")));
      }
      return new Net(weights, biases, isTanh);
    }

    /// The hidden layers, and the output last.
    List<Node> run(Node x) {
      List<Node> made = new ArrayList<>();
      Node at = x;
      for (int i = 0; i < weights.size(); i++) {
        at = affine(weights.get(i), at, biases.get(i));
        if (i < weights.size() - 1) {
          at = isTanh ? at.tanh() : at.sigmoid();
        }
        made.add(at);
      }
      return made;
    }
  }

  @Test
  void sigmoidNetsAndTheirTanhTwins() {
    for (JsonNode row : Golden.at("3", "cases")) {
      Net sigmoid = Net.of(row.get("sigmoid_net"), false);
      Net tanh = Net.of(row.get("tanh_net"), true);
      compareSizes(row, sigmoid);
      compareTwin(sigmoid, row.get("tanh_net"));
      for (JsonNode point : row.get("points")) {
        for (Net net : List.of(sigmoid, tanh)) {
          Node x = Golden.vector(point.get("x"));
          List<Node> made = net.run(x);
          golden.compareNode("y", made.getLast(), point.get("y"));
          if (point.has("cotangent")) {
            compareGradients(net, x, made, point);
          }
        }
      }
    }
    golden.verify(1000);
  }

  private void compareSizes(JsonNode row, Net net) {
    List<Integer> sizes = new ArrayList<>();
    sizes.add(net.weights().getFirst().type().shape().size(1));
    net.weights().forEach(w -> sizes.add(w.type().shape().size(0)));
    golden.same("sizes", sizes, row.get("sizes").valueStream().map(Golden::integer).toList());
  }

  private void compareTwin(Net net, JsonNode right) {
    int last = net.weights().size() - 1;
    for (int layer = 0; layer <= last; layer++) {
      Node w = net.weights().get(layer);
      Node b = net.biases().get(layer);
      boolean fromHidden = layer > 0;
      Node rows = w.sum(List.of(1), false).times(0.5);
      Node twin = w.times((fromHidden ? 0.5 : 1) * (layer < last ? 0.5 : 1));
      Node bias = (fromHidden ? b.plus(rows) : b).times(layer < last ? 0.5 : 1);
      golden.compareExactNode("W", twin, right.get(layer).get("W"));
      golden.compareExactNode("b", bias, right.get(layer).get("b"));
    }
  }

  private void compareGradients(Net net, Node x, List<Node> made, JsonNode point) {
    String name = net.isTanh() ? "tanh" : "sigmoid";
    for (int layer = 0; layer < made.size() - 1; layer++) {
      golden.compareNode("h", made.get(layer), point.get("hidden_" + name).get(layer));
    }
    Node loss = made.getLast().times(Golden.vector(point.get("cotangent"))).sum();
    golden.compareNode("∂x", slope(loss, x), point.get("dx"));
    for (int layer = 0; layer < made.size(); layer++) {
      JsonNode right = point.get(name + "_grads").get(layer);
      golden.compareNode("∂W", slope(loss, net.weights().get(layer)), right.get("W"));
      golden.compareNode("∂b", slope(loss, net.biases().get(layer)), right.get("b"));
    }
  }

  @Test
  void batchNormFolds() {
    JsonNode row = Golden.at("beyond", "bn_fold");
    Node root = Golden.vector(row.get("var")).plus(Golden.constant(Shape.scalar(), row.get("eps")));
    Node known = Golden.vector(row.get("sqrt_var_plus_eps"));
    golden.compareNode("root", root.sqrt(), row.get("sqrt_var_plus_eps"));
    Node w = matrix(row.get("W"));
    Node b = Golden.vector(row.get("b"));
    Node scale = Golden.vector(row.get("gamma")).over(known);
    Node folded = w.times(scale.reshape(Shape.of(2, 1)));
    Node bias =
        scale.times(b.minus(Golden.vector(row.get("mean")))).plus(Golden.vector(row.get("beta")));
    golden.compareExactNode("W", folded, row.get("W_folded"));
    golden.compareExactNode("b", bias, row.get("b_folded"));
    for (JsonNode point : row.get("points")) {
      Node x = Golden.vector(point.get("x"));
      golden.compareExactNode("y", affine(folded, x, bias), point.get("y"));
      Node two =
          affine(w, x, b)
              .minus(Golden.vector(row.get("mean")))
              .times(scale)
              .plus(Golden.vector(row.get("beta")));
      golden.compareExactNode("y", two, point.get("y"));
    }
    golden.verify(15);
  }

  private static Node conv(Node x, Node w, double padding) {
    int n = x.type().shape().elements();
    int k = w.type().shape().elements();
    Node signal =
        x.reshape(Shape.of(1, 1, n)).pad(List.of(0, 0, k / 2), List.of(0, 0, k / 2), padding);
    return signal.conv(w.reshape(Shape.of(1, 1, k)), Placement.valid(1)).reshape(Shape.of(n));
  }

  @Test
  void affineBeforeAPaddedConvolution() {
    JsonNode row = Golden.at("beyond", "affine_before_padded_conv");
    Node x = Golden.vector(row.get("x"));
    Node w = Golden.vector(row.get("w"));
    Node scale = Golden.constant(Shape.scalar(), row.get("scale"));
    Node shift = Golden.constant(Shape.scalar(), row.get("shift"));
    golden.compareExactNode("true", conv(x.times(scale).plus(shift), w, 0), row.get("true"));
    Node bias = w.sum().times(shift);
    golden.compareExactNode(
        "zeros", conv(x, w.times(scale), 0).plus(bias), row.get("folded_zero_pad"));
    Node value = shift.over(scale).negated();
    golden.compareExactNode("value", value, row.get("folded_pad_value"));
    Node padded =
        Layout.concat(0, List.of(value.reshape(Shape.of(1)), x, value.reshape(Shape.of(1))));
    Node right =
        padded
            .reshape(Shape.of(1, 1, 5))
            .conv(w.times(scale).reshape(Shape.of(1, 1, 3)), Placement.valid(1))
            .reshape(Shape.of(3))
            .plus(bias);
    golden.compareExactNode("right", right, row.get("folded_right_pad"));
    golden.verify(10);
  }

  @Test
  void theTwinOfAPaddedConvolutionPadsMinusOne() {
    JsonNode row = Golden.at("beyond", "padded_conv_twin");
    Node x = Golden.vector(row.get("x"));
    Node w1 = Golden.vector(row.get("w1"));
    Node w2 = Golden.vector(row.get("w2"));
    Node hidden = conv(x, w1, 0);
    golden.compareNode("y", conv(hidden.sigmoid(), w2, 0), row.get("y"));
    golden.compareExactNode("w1", w1.times(0.5), row.get("w1_twin"));
    golden.compareExactNode("w2", w2.times(0.5), row.get("w2_twin"));
    Node bias = w2.sum().times(0.5);
    golden.compareExactNode("b2", bias, row.get("b2_twin"));
    Node twin = conv(x, w1.times(0.5), 0).tanh();
    double pad = Golden.number(row.get("hidden_pad_value_twin"));
    golden.compareNode("twin", conv(twin, w2.times(0.5), pad).plus(bias), row.get("y"));
    golden.compareNode(
        "zeros", conv(twin, w2.times(0.5), 0).plus(bias), row.get("y_twin_zero_pad"));
    golden.verify(20);
  }
}
