package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autodiff.Gradients;
import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.runtime.kernel.Kernels;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The network of spec 4.1 on 128 × 128 × 3 integers: every tensor and gradient, exactly.
///
/// Convolution 8 × 8 by 2, pooling 2 × 2, convolution 3 × 3, loss `Σ G · y`. The table holds
/// digests of the exact tensors; all are integers that f64 holds, and all but the loss f32 holds.
/// In f32 convolutions are computed by their sums: transforms have factors such as 1/6, which round
/// (decision 0039).
class IntegerNetworkTest {

  private static final Shape CHANNELS = Shape.of(32, 1, 1);

  private final Map<Node, Tensor> feeds = new LinkedHashMap<>();

  /// The `i`-th element of a tensor with a salt: from `−m/2` on, `m` different ones.
  private static double hashed(int i, int salt, int m) {
    long z = (i + salt) * 2654435761L & 0xFFFFFFFFL;
    z ^= z >> 15;
    z = z * 2246822519L & 0xFFFFFFFFL;
    z ^= z >> 13;
    return z % m - m / 2;
  }

  private Node fed(String name, DType dtype, int salt, int m, int... sizes) {
    Node node = Input.of(name, new TensorType(dtype, Shape.of(sizes)));
    double[] values = new double[node.type().shape().elements()];
    Arrays.setAll(values, i -> hashed(i, salt, m));
    feeds.put(node, Tensor.of(node.type(), values));
    return node;
  }

  private Graph network(String kind, DType dtype) {
    Node x = fed("x", dtype, 1000, 9, 1, 3, 128, 128);
    Node w1 = fed("w1", dtype, 2000, 5, 32, 3, 8, 8);
    Node w2 = fed("w2", dtype, 4000, 5, 64, 32, 3, 3);
    Node cotangent = fed("G", dtype, 6000, 5, 1, 64, 32, 32);
    Placement first = Placement.valid(2).withStrides(List.of(2, 2)).withPadding(List.of(3, 3));
    Placement last = Placement.valid(2).withPadding(List.of(1, 1));
    Placement halves = Placement.valid(2).withStrides(List.of(2, 2));
    boolean biased = !kind.equals("plain");
    boolean rectified = kind.equals("rectified");

    Node conv1 = x.conv(w1, first);
    List<Node> wrt = new ArrayList<>(List.of(x, w1, w2));
    List<String> names = new ArrayList<>(List.of("grad_x", "grad_w1", "grad_w2"));
    Node bias1 = fed("b1", dtype, 3000, 7, 32);
    Node bias2 = fed("b2", dtype, 5000, 5, 64);
    if (biased) {
      wrt.addAll(List.of(bias1, bias2));
      names.addAll(List.of("grad_b1", "grad_b2"));
      conv1 = conv1.plus(bias1.reshape(CHANNELS));
    }
    Node hidden = rectified ? conv1.relu() : conv1;
    Node pool = hidden.maxPool(Pooling.floor(List.of(2, 2), halves));
    Node y = pool.conv(w2, last);
    y = biased ? y.plus(bias2.reshape(Shape.of(64, 1, 1))) : y;
    Node out = rectified ? y.relu() : y;
    Node loss = out.times(cotangent).sum();

    Map<String, Node> outputs = new LinkedHashMap<>();
    outputs.put("conv1_preactivation", conv1);
    outputs.put("pool", pool);
    outputs.put("output", out);
    outputs.put("loss", loss);
    List<Node> gradients = Gradients.of(loss, wrt);
    for (int i = 0; i < names.size(); i++) {
      outputs.put(names.get(i), gradients.get(i));
    }
    return Graph.of(outputs);
  }

  @Test
  void everyDigestIsExact() throws IOException {
    assertExact("rectified", DType.F32, "scalar", 1);
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource({
    "plain, F64, scalar, 1",
    "biased, F64, simd, 2",
    "rectified, F64, scalar, 2",
    "plain, F32, simd, 2",
    "rectified, F32, simd, 1",
  })
  void everyDigestIsExactInEveryVariant(String kind, DType dtype, String kernels, int threads)
      throws IOException {
    assertExact(kind, dtype, kernels, threads);
  }

  private void assertExact(String kind, DType dtype, String kernels, int threads)
      throws IOException {
    Trial trial = new Trial(network(kind, dtype), feeds);
    Map<String, Tensor> results;
    try (Engine engine = Engine.of(Kernels.named(kernels).bySums(), threads)) {
      results = trial.run(engine, PlanOptions.standard());
    }
    Map<String, List<Long>> expected = digests(kind);
    assertThat(expected).hasSizeGreaterThanOrEqualTo(7);
    expected.forEach(
        (name, digest) -> {
          // the loss passes through sums that f32 does not hold
          if (dtype == DType.F64 || !name.equals("loss")) {
            Tensor found = Objects.requireNonNull(results.get(name), name);
            assertThat(digest(found.toDoubles())).as(name).isEqualTo(digest);
          }
        });
  }

  /// Number, sum, sum of magnitudes, sum of squares, smallest, largest, weighted sum, zeros.
  private static List<Long> digest(double[] values) {
    long sum = 0;
    long magnitudes = 0;
    long squares = 0;
    long weighted = 0;
    long zeros = 0;
    for (int i = 0; i < values.length; i++) {
      long value = (long) values[i];
      if (value != values[i]) {
        throw new AssertionError("no integer: " + values[i]);
      }
      sum += value;
      magnitudes += Math.abs(value);
      squares += value * value;
      weighted += (31L * i + 7) % 101 * value;
      zeros += value == 0 ? 1 : 0;
    }
    long smallest = (long) Arrays.stream(values).min().orElseThrow();
    long largest = (long) Arrays.stream(values).max().orElseThrow();
    return List.of(
        (long) values.length, sum, magnitudes, squares, smallest, largest, weighted, zeros);
  }

  private static Map<String, List<Long>> digests(String kind) throws IOException {
    Map<String, List<Long>> digests = new LinkedHashMap<>();
    try (BufferedReader table =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    IntegerNetworkTest.class.getResourceAsStream("integer-network.csv")),
                StandardCharsets.UTF_8))) {
      for (String line : table.lines().toList()) {
        String[] row = line.split(",", -1);
        if (row[0].equals(kind)) {
          List<Long> numbers = Arrays.stream(row).skip(2).map(Long::parseLong).toList();
          digests.put(row[1], numbers);
        }
      }
    }
    return digests;
  }
}
