package gradus.op.window;

import static gradus.op.Evaluated.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.autodiff.Gradients;
import gradus.op.Evaluated;
import gradus.op.Node;
import gradus.tensor.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The network of spec 4.1 in small: convolution, rectifier, pooling, convolution, all in integers.
///
/// The table lists every tensor and every gradient of the loss `Σ G · y`; all must match exactly.
class MiniNetworkTest {

  private static final Map<String, Node> LISTED = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    try (BufferedReader table =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    MiniNetworkTest.class.getResourceAsStream("mini-network.csv")),
                StandardCharsets.UTF_8))) {
      for (String line : table.lines().toList()) {
        String[] row = line.split(";", -1);
        int[] sizes = Arrays.stream(numbers(row[1])).mapToInt(size -> (int) size).toArray();
        LISTED.put(row[0], Evaluated.f64(Shape.of(sizes), numbers(row[2])));
      }
    }
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static Node listed(String name) {
    return Objects.requireNonNull(LISTED.get(name), name);
  }

  private static Node batch(Node tensor) {
    return tensor.reshape(tensor.type().shape().insert(0, 1));
  }

  private static Node biased(Node y, Node bias) {
    return y.plus(bias.reshape(Shape.of(bias.type().shape().size(0), 1, 1)));
  }

  @Test
  void everyTensorAndGradientIsExact() {
    Placement first = Placement.valid(2).withStrides(List.of(2, 2)).withPadding(List.of(1, 1));
    Placement third = Placement.valid(2).withPadding(List.of(1, 1));
    Pooling halves = Pooling.floor(List.of(2, 2), Placement.valid(2).withStrides(List.of(2, 2)));
    Node x = batch(listed("x"));
    Node conv1 = biased(x.conv(listed("w1"), first), listed("b1"));
    Node relu = conv1.relu();
    Node pool = relu.maxPool(halves);
    Node y = biased(pool.conv(listed("w2"), third), listed("b2"));
    Node loss = y.times(batch(listed("G"))).sum();

    assertMatches(Map.of("conv1", conv1, "relu", relu, "pool", pool, "y", y, "loss", loss));
    Map<String, Node> wrt = new HashMap<>();
    wrt.put("grad_x", x);
    wrt.put("grad_conv1", conv1);
    wrt.put("grad_relu_out", relu);
    wrt.put("grad_pool", pool);
    for (String parameter : List.of("w1", "b1", "w2", "b2")) {
      wrt.put("grad_" + parameter, listed(parameter));
    }
    wrt.replaceAll((name, node) -> Gradients.of(loss, List.of(node)).getFirst());
    assertMatches(wrt);
  }

  private static void assertMatches(Map<String, Node> found) {
    found.forEach(
        (name, node) ->
            assertThat(valuesOf(node)).as(name).containsExactly(valuesOf(listed(name))));
  }
}
