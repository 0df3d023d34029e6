package gradus.op.window;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autodiff.Gradients;
import gradus.golden.Golden;
import gradus.op.Node;
import gradus.op.window.Placement.Mode;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Windows, their counts and their gradients: items 4.1, 4.2 and beyond.
class WindowGoldenTest {

  private final Golden golden = new Golden();

  private static int whole(JsonNode row, String key) {
    return Golden.integer(row.get(key));
  }

  @Test
  void outputLengthsAndRemainders() {
    for (JsonNode row : Golden.at("4.1", "output_dim_cases")) {
      ShapeAlgebra shape =
          ShapeAlgebra.of(
              whole(row, "n"),
              whole(row, "k"),
              whole(row, "stride"),
              whole(row, "dilation"),
              whole(row, "pad_before"),
              whole(row, "pad_after"));
      golden.same("out of " + row, shape.out(), whole(row, "out"));
      if (shape.out() > 0) {
        golden.same("rest of " + row, shape.droppedRemainder(), whole(row, "remainder_dropped"));
      }
    }
    for (JsonNode row : Golden.at("4.1", "same_padding_cases")) {
      for (Mode mode : List.of(Mode.SAME_UPPER, Mode.SAME_LOWER)) {
        ShapeAlgebra shape =
            ShapeAlgebra.of(
                whole(row, "n"),
                whole(row, "k"),
                whole(row, "stride"),
                whole(row, "dilation"),
                mode);
        JsonNode padding = row.get(mode == Mode.SAME_UPPER ? "upper" : "lower");
        golden.same("out of " + row, shape.out(), whole(row, "out"));
        golden.same(
            "padding of " + row,
            List.of(shape.placement().before().getFirst(), shape.placement().after().getFirst()),
            List.of(Golden.integer(padding.get(0)), Golden.integer(padding.get(1))));
      }
    }
    golden.verify(79);
  }

  @Test
  void windowsThatFitNowhere() {
    JsonNode rows = Golden.at("4.1", "errors");
    JsonNode first = rows.get(0);
    ShapeAlgebra none =
        ShapeAlgebra.of(
            whole(first, "n"),
            whole(first, "k"),
            whole(first, "stride"),
            1,
            whole(first, "pad_before"),
            whole(first, "pad_after"));
    golden.same("out", none.out(), 0);
    assertThatThrownBy(
            () -> ShapeAlgebra.of(whole(rows.get(1), "n"), whole(rows.get(1), "k"), 1, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    int stride = whole(rows.get(2), "stride");
    assertThatThrownBy(
            () ->
                ShapeAlgebra.of(whole(rows.get(2), "n"), whole(rows.get(2), "k"), stride, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    golden.verify(1);
  }

  @Test
  void receptiveFields() {
    for (JsonNode row : Golden.at("4.1", "receptive_field_cases")) {
      ReceptiveField seen = ReceptiveField.identity(1);
      for (int layer = 0; layer < row.get("per_layer").size(); layer++) {
        JsonNode given = row.get("layers_k_s_p_dil").get(layer);
        List<Integer> padding = List.of(Golden.integer(given.get(2)));
        Placement placement =
            Placement.valid(1)
                .withStrides(List.of(Golden.integer(given.get(1))))
                .withDilations(List.of(Golden.integer(given.get(3))))
                .withPadding(padding);
        seen = seen.slide(List.of(Golden.integer(given.get(0))), placement);
        JsonNode right = row.get("per_layer").get(layer);
        golden.same("rf " + row, seen.lengths().getFirst(), whole(right, "rf"));
        golden.same("jump " + row, seen.jumps().getFirst(), whole(right, "jump"));
        golden.same("start " + row, seen.starts().getFirst(), whole(right, "start"));
      }
    }
    golden.verify(30);
  }

  @Test
  void parametersOfLayers() {
    golden.same(
        "weights", cost(3, 3, 32, 64, 1).weights(), (long) whole(Golden.at("4.2"), "weights"));
    golden.same(
        "biases",
        cost(3, 3, 32, 64, 1).weights() + 64,
        (long) whole(Golden.at("4.2"), "with_biases"));
    for (JsonNode row : Golden.at("4.2", "cases")) {
      int outputs = whole(row, "cout");
      ConvolutionCost cost =
          cost(
              whole(row, "kh"), whole(row, "kw"), whole(row, "cin"), outputs, whole(row, "groups"));
      golden.same("weights", cost.weights(), (long) whole(row, "weights"));
      golden.same("with biases", cost.weights() + outputs, (long) whole(row, "with_bias"));
    }
    golden.verify(14);
  }

  private static ConvolutionCost cost(int kh, int kw, int channels, int outputs, int groups) {
    return new ConvolutionCost(
        channels,
        outputs,
        groups,
        List.of(ShapeAlgebra.of(kh, kh, 1, 1, 0, 0), ShapeAlgebra.of(kw, kw, 1, 1, 0, 0)));
  }

  @Test
  void layersOfTheExercise() {
    ReceptiveField seen = ReceptiveField.identity(2);
    JsonNode before = null;
    long weights = 0;
    long biases = 0;
    long multiplyAdds = 0;
    long activations = 0;
    for (JsonNode row : Golden.at("4.1", "layers")) {
      List<Integer> shape = row.get("shape_chw").valueStream().map(Golden::integer).toList();
      if (before != null) {
        List<Integer> from = before.get("shape_chw").valueStream().map(Golden::integer).toList();
        int k = whole(row, "kernel");
        int p = whole(row, "pad");
        int s = whole(row, "stride");
        ShapeAlgebra axis = ShapeAlgebra.of(from.get(1), k, s, 1, p, p);
        seen =
            seen.slide(
                List.of(k, k),
                Placement.valid(2).withStrides(List.of(s, s)).withPadding(List.of(p, p)));
        int channels = row.has("filters") ? whole(row, "filters") : from.get(0);
        golden.same("shape", List.of(channels, axis.out(), axis.out()), shape);
        if (row.has("filters")) {
          ConvolutionCost cost = new ConvolutionCost(from.get(0), channels, 1, List.of(axis, axis));
          compareCost(row, cost, before);
          weights += cost.weights();
          biases += channels;
          multiplyAdds += cost.multiplyAdds();
        } else {
          golden.same("weights", 0, whole(row, "weights"));
          golden.same("biases", 0, whole(row, "biases"));
          golden.same("params", 0, whole(row, "params"));
          golden.same("macs", 0, whole(row, "macs"));
          golden.same(
              "comparisons",
              (k * k - 1) * channels * axis.out() * axis.out(),
              whole(row, "comparisons"));
        }
      }
      List<Integer> last = row.get("shape_hwc").valueStream().map(Golden::integer).toList();
      golden.same("HWC", last, List.of(shape.get(1), shape.get(2), shape.get(0)));
      golden.same("scalars", shape.get(0) * shape.get(1) * shape.get(2), whole(row, "scalars"));
      activations += whole(row, "scalars");
      golden.same("rf", seen.lengths().getFirst(), whole(row, "receptive_field"));
      golden.same("jump", seen.jumps().getFirst(), whole(row, "jump"));
      int start = seen.starts().getFirst();
      golden.same(
          "first",
          List.of(start, start + seen.lengths().getFirst() - 1),
          row.get("first_index_range").valueStream().map(Golden::integer).toList());
      before = row;
    }
    JsonNode totals = Golden.at("4.1", "totals");
    golden.same("weights", weights, (long) whole(totals, "weights"));
    golden.same("parameters", weights + biases, (long) whole(totals, "params_with_bias"));
    golden.same("macs", multiplyAdds, (long) whole(totals, "macs"));
    golden.same("flops", 2 * multiplyAdds, (long) whole(totals, "flops_2macs"));
    golden.same("activations", activations, (long) whole(totals, "activation_scalars_incl_input"));
    golden.same("last", (long) whole(before, "scalars"), (long) whole(totals, "output_scalars"));
    golden.verify(50);
  }

  private void compareCost(JsonNode row, ConvolutionCost cost, JsonNode before) {
    Map<String, Long> found = new LinkedHashMap<>();
    found.put("weights", cost.weights());
    found.put("biases", (long) cost.outputs());
    found.put("params", cost.weights() + cost.outputs());
    found.put("macs", cost.multiplyAdds());
    found.put("macs_without_padding", cost.multiplyAddsInside());
    found.put("bias_adds", cost.scalars());
    found.put("flops_2macs", 2 * cost.multiplyAdds());
    found.put("flops_exact_with_bias", 2 * cost.multiplyAdds());
    found.put("dense_params_if_fully_connected", whole(before, "scalars") * cost.scalars());
    found.forEach((key, value) -> golden.compare(key, value, row.get(key)));
  }

  @Test
  void everyTensorOfTheMiniNetwork() {
    JsonNode given = Golden.at("4.1", "mini_network");
    Node x = Golden.constant(Shape.of(1, 2, 8, 8), given.get("x"));
    Node w1 = Golden.constant(Shape.of(3, 2, 4, 4), given.get("w1"));
    Node b1 = Golden.constant(Shape.of(3), given.get("b1"));
    Node w2 = Golden.constant(Shape.of(4, 3, 3, 3), given.get("w2"));
    Node b2 = Golden.constant(Shape.of(4), given.get("b2"));
    Node g = Golden.constant(Shape.of(1, 4, 2, 2), given.get("G"));
    Placement first = Placement.valid(2).withStrides(List.of(2, 2)).withPadding(List.of(1, 1));
    Placement third = Placement.valid(2).withPadding(List.of(1, 1));
    Pooling halves = Pooling.floor(List.of(2, 2), Placement.valid(2).withStrides(List.of(2, 2)));
    Node conv1 = x.conv(w1, first).plus(b1.reshape(Shape.of(3, 1, 1)));
    Node relu = conv1.relu();
    Node pool = relu.maxPool(halves);
    Node y = pool.conv(w2, third).plus(b2.reshape(Shape.of(4, 1, 1)));
    Node loss = y.times(g).sum();
    Map<String, Node> found =
        new LinkedHashMap<>(
            Map.of("conv1", conv1, "relu", relu, "pool", pool, "y", y, "loss", loss));
    Map<String, Node> places =
        Map.of(
            "pool",
            pool,
            "relu_out",
            relu,
            "conv1",
            conv1,
            "x",
            x,
            "w1",
            w1,
            "b1",
            b1,
            "w2",
            w2,
            "b2",
            b2);
    places.forEach(
        (name, at) -> found.put("grad_" + name, Gradients.of(loss, List.of(at)).getFirst()));
    found.forEach((name, node) -> golden.compareExactNode(name, node, given.get(name)));
    comparePositions(relu.maxPoolIndices(halves), 4, given.get("pool_argmax_row_col"));
    golden.same("ties", ties(relu), whole(given, "pool_windows_with_ties"));
    golden.verify(200);
  }

  private void comparePositions(Node indices, int width, JsonNode expected) {
    List<Integer> found = new ArrayList<>();
    for (double at : Judge.inDouble().evaluate(indices, Map.of()).toDoubles()) {
      found.add((int) at / width);
      found.add((int) at % width);
    }
    golden.same(
        "positions",
        found,
        Golden.fractions(expected).stream().map(it -> (int) it.toDouble()).toList());
  }

  /// Windows of 2×2 whose largest element stands there more than once.
  private static int ties(Node image) {
    Shape shape = image.type().shape();
    double[] values = Judge.inDouble().evaluate(image, Map.of()).toDoubles();
    int width = shape.size(3);
    int ties = 0;
    for (int at = 0; at < values.length; at++) {
      boolean corner = at % width % 2 == 0 && at / width % 2 == 0;
      if (corner) {
        double[] window = {values[at], values[at + 1], values[at + width], values[at + width + 1]};
        double most = java.util.Arrays.stream(window).max().orElseThrow();
        ties += java.util.Arrays.stream(window).filter(it -> it == most).count() > 1 ? 1 : 0;
      }
    }
    return ties;
  }

  @Test
  void tiedWindows() {
    JsonNode given = Golden.at("4.1", "pool_tie_case");
    int k = whole(given, "k");
    int s = whole(given, "stride");
    Node x = Golden.constant(Shape.of(1, 1, 4, 4), given.get("x"));
    Pooling pooling = Pooling.floor(List.of(k, k), Placement.valid(2).withStrides(List.of(s, s)));
    Node y = x.maxPool(pooling);
    Node cotangent = Golden.constant(Shape.of(1, 1, 2, 2), given.get("cotangent"));
    Node first = Gradients.pullBack(y, cotangent, List.of(x)).of(List.of(x)).getFirst();
    golden.compareExactNode("y", y, given.get("y"));
    golden.compareExactNode("gradient", first, given.get("grad_first_max"));
    comparePositions(x.maxPoolIndices(pooling), 4, given.get("argmax_row_col"));
    // the other rule for ties, split equally: the mask of maxima over its count in each window
    Node spread =
        y.convTranspose(
            ones(1, 1, 2, 2), Convention.CROSS_CORRELATION, pooling.placement(), 1, List.of(4, 4));
    Node mask =
        x.minus(spread).abs().greater(x.filled(0)).as(gradus.tensor.DType.F64).negated().plus(1);
    Node count = mask.conv(ones(1, 1, 2, 2), pooling.placement());
    Node share =
        cotangent
            .over(count)
            .convTranspose(
                ones(1, 1, 2, 2),
                Convention.CROSS_CORRELATION,
                pooling.placement(),
                1,
                List.of(4, 4));
    golden.compareExactNode("split", share.times(mask), given.get("grad_split_equally"));
    golden.verify(40);
  }

  private static Node ones(int... sizes) {
    return Node.constant(1, gradus.tensor.TensorType.f64(sizes));
  }

  /// The network of the exercise at its real size, with whole numbers: nothing is rounded.
  @Test
  @Tag("long")
  void theRealNetworkWithWholeNumbers() {
    for (JsonNode variant : Golden.at("4.1", "integer_network", "variants")) {
      new WholeNetwork(golden, variant).compare();
    }
    JsonNode first = Golden.at("4.1", "integer_network", "first_values");
    WholeNetwork.TENSORS.forEach(
        (name, hash) -> golden.compareAll(name, WholeNetwork.values(hash, 12), first.get(name)));
    golden.verify(400);
  }
}
