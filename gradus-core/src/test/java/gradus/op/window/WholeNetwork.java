package gradus.op.window;

import gradus.autodiff.Gradients;
import gradus.golden.Golden;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The network of question 4 with numbers from a hash of their positions.
///
/// @param golden what compares
/// @param variant with or without biases and relu
record WholeNetwork(Golden golden, JsonNode variant) {

  /// Salt, modulus and shift of each tensor.
  record Hash(long salt, long modulus, long shift) {
    double at(long i) {
      long mask = 0xFFFFFFFFL;
      long z = ((i + salt) * 2654435761L) & mask;
      z ^= z >>> 15;
      z = (z * 2246822519L) & mask;
      z ^= z >>> 13;
      return z % modulus - shift;
    }
  }

  static final Map<String, Hash> TENSORS =
      Map.of(
          "x", new Hash(1000, 9, 4),
          "w1", new Hash(2000, 5, 2),
          "b1", new Hash(3000, 7, 3),
          "w2", new Hash(4000, 5, 2),
          "b2", new Hash(5000, 5, 2),
          "G", new Hash(6000, 5, 2));

  static double[] values(Hash hash, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = hash.at(i);
    }
    return values;
  }

  void compare() {
    Map<Node, Tensor> feeds = new HashMap<>();
    boolean biased = Golden.flag(variant.get("biases"));
    boolean relu = Golden.flag(variant.get("relu_after_each_conv"));
    Node x = fed("x", feeds, true, 1, 3, 128, 128);
    Node w1 = fed("w1", feeds, true, 32, 3, 8, 8);
    Node b1 = fed("b1", feeds, biased, 32);
    Node w2 = fed("w2", feeds, true, 64, 32, 3, 3);
    Node b2 = fed("b2", feeds, biased, 64);
    Node g = fed("G", feeds, true, 1, 64, 32, 32);
    Placement first = Placement.valid(2).withStrides(List.of(2, 2)).withPadding(List.of(3, 3));
    Placement third = Placement.valid(2).withPadding(List.of(1, 1));
    Pooling halves = Pooling.floor(List.of(2, 2), Placement.valid(2).withStrides(List.of(2, 2)));
    Node conv1 = x.conv(w1, first).plus(b1.reshape(Shape.of(32, 1, 1)));
    Node active = relu ? conv1.relu() : conv1;
    Node pool = active.maxPool(halves);
    Node conv2 = pool.conv(w2, third).plus(b2.reshape(Shape.of(64, 1, 1)));
    Node y = relu ? conv2.relu() : conv2;
    Node loss = y.times(g).sum();
    Map<String, Node> wanted = new LinkedHashMap<>();
    wanted.put("conv1_preactivation", conv1);
    wanted.put("pool", pool);
    wanted.put("output", y);
    List<Node> places = List.of(x, w1, w2, b1, b2);
    List<Node> slopes = Gradients.of(loss, places);
    List<String> names = List.of("grad_x", "grad_w1", "grad_w2", "grad_b1", "grad_b2");
    for (int i = 0; i < (biased ? 5 : 3); i++) {
      wanted.put(names.get(i), slopes.get(i));
    }
    wanted.put("loss", loss);
    wanted.put("active", active);
    List<Tensor> found = Judge.inDouble().evaluate(List.copyOf(wanted.values()), feeds);
    int next = 0;
    for (String name : wanted.keySet()) {
      double[] values = found.get(next++).toDoubles();
      if (name.equals("active")) {
        golden.same("ties", ties(values), Golden.integer(variant.get("pool_windows_with_ties")));
      } else if (name.equals("loss")) {
        golden.compare(name, values[0], variant.get(name), 0, 0);
      } else {
        digest(name, values, variant.get(name));
      }
    }
  }

  private static Node fed(String name, Map<Node, Tensor> feeds, boolean present, int... sizes) {
    TensorType type = TensorType.f64(sizes);
    Node node = Input.of(name, type);
    int n = type.shape().elements();
    double[] values = present ? values(TENSORS.get(name), n) : new double[n];
    feeds.put(node, Tensor.of(type, values));
    return node;
  }

  private static int ties(double[] values) {
    int ties = 0;
    for (int row = 0; row < values.length / 64; row += 2) {
      for (int column = 0; column < 64; column += 2) {
        int at = row * 64 + column;
        double a = Math.max(values[at], values[at + 1]);
        double b = Math.max(values[at + 64], values[at + 65]);
        double most = Math.max(a, b);
        int times = 0;
        for (int next : new int[] {at, at + 1, at + 64, at + 65}) {
          times += values[next] == most ? 1 : 0;
        }
        ties += times > 1 ? 1 : 0;
      }
    }
    return ties;
  }

  private void digest(String name, double[] v, JsonNode right) {
    double sum = 0;
    double magnitudes = 0;
    double squares = 0;
    double low = v[0];
    double high = v[0];
    double weighted = 0;
    double zeros = 0;
    for (int i = 0; i < v.length; i++) {
      sum += v[i];
      magnitudes += Math.abs(v[i]);
      squares += v[i] * v[i];
      low = Math.min(low, v[i]);
      high = Math.max(high, v[i]);
      weighted += ((31L * i + 7) % 101) * v[i];
      zeros += v[i] == 0 ? 1 : 0;
    }
    Map<String, Double> found =
        Map.of(
            "count", (double) v.length,
            "sum", sum,
            "sum_abs", magnitudes,
            "sum_sq", squares,
            "min", low,
            "max", high,
            "weighted", weighted,
            "zeros", zeros);
    found.forEach((key, value) -> golden.compare(name + " " + key, value, right.get(key), 0, 0));
    for (JsonNode sample : right.get("samples")) {
      golden.compare(name, v[Golden.integer(sample.get(0))], sample.get(1), 0, 0);
    }
  }
}
