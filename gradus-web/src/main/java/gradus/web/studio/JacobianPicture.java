package gradus.web.studio;

import gradus.jacobian.Jacobian;
import gradus.jacobian.Jacobians;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.op.Node;
import gradus.random.Philox;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Jacobian of one value of a network by another, for one example: structure and picture.
///
/// The example is random; parameters are those of the run, or first values. A cell of the picture
/// is the greatest magnitude of the entries that it stands for.
final class JacobianPicture {

  private static final int SIDE = 160;
  private static final long MOST_ENTRIES = 16_000_000;
  private static final long MOST_WORK = 150_000_000;

  private JacobianPicture() {}

  static Map<String, Object> of(
      Network network, Optional<Map<String, Tensor>> weights, String of, String wrt) {
    Instance instance = network.instantiate(new Binding(1, false, DType.F64));
    Node output = find(instance, of);
    Node input = wrt.isEmpty() ? instance.input() : find(instance, wrt);
    long entries = (long) output.type().shape().elements() * input.type().shape().elements();
    if (entries > MOST_ENTRIES) {
      throw new IllegalArgumentException(
          "The Jacobian of %s by %s: expected at most %,d entries, found %,d. Choose neighbours, or smaller examples."
              .formatted(of, wrt, MOST_ENTRIES, entries));
    }
    Jacobian<Double> jacobian = Jacobians.of(output, input, feeds(instance, weights));
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("structure", jacobian.structure());
    told.put("rows", jacobian.rows());
    told.put("columns", jacobian.columns());
    told.put("rank", jacobian.rank().isPresent() ? jacobian.rank().getAsInt() : -1);
    told.put("memory", jacobian.memory());
    told.put("cost", jacobian.cost());
    told.putAll(picture(jacobian));
    return told;
  }

  private static Node find(Instance instance, String name) {
    Node value = instance.values().get(name);
    if (value != null) {
      return value;
    }
    return instance.variables().stream()
        .filter(variable -> variable.name().equals(name))
        .map(Variable::node)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The name \"%s\": expected a layer, an input or a parameter of the network, found \"%s\". Choose one of the list."
                        .formatted(name, name)));
  }

  private static Map<Node, Tensor> feeds(Instance instance, Optional<Map<String, Tensor>> weights) {
    Map<Node, Tensor> feeds = new HashMap<>();
    for (Variable variable : instance.variables()) {
      Tensor value =
          Optional.ofNullable(weights.orElse(Map.of()).get(variable.name()))
              .orElseGet(() -> variable.first(1));
      feeds.put(variable.node(), value.as(variable.node().type().dtype()));
    }
    long stream = 1;
    for (Node node : instance.inputs().values()) {
      Philox draws = Philox.of(1).stream(stream++);
      double[] values = new double[node.type().shape().elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = node.type().dtype().isFloat() ? draws.normal(i) : 0;
      }
      feeds.put(node, Tensor.of(node.type(), values));
    }
    feeds.put(instance.scope().key(), Tensor.of(Shape.scalar(), 1L));
    return feeds;
  }

  private static Map<String, Object> picture(Jacobian<Double> jacobian) {
    int rows = (int) Math.min(jacobian.rows(), Math.max(1, MOST_WORK / work(jacobian)));
    int height = Math.min(rows, SIDE);
    int width = Math.min(jacobian.columns(), SIDE);
    double[][] cells = new double[height][width];
    double largest = 0;
    for (int i = 0; i < rows; i++) {
      List<Double> row = jacobian.row(i);
      int y = (int) ((long) i * height / rows);
      for (int j = 0; j < row.size(); j++) {
        int x = (int) ((long) j * width / row.size());
        double size = Math.abs(row.get(j));
        if (size > Math.abs(cells[y][x])) {
          cells[y][x] = row.get(j);
        }
        largest = Double.isFinite(size) ? Math.max(largest, size) : largest;
      }
    }
    List<List<Float>> drawn = new ArrayList<>();
    for (double[] line : cells) {
      List<Float> one = new ArrayList<>();
      for (double cell : line) {
        one.add((float) (largest == 0 || !Double.isFinite(cell) ? 0 : cell / largest));
      }
      drawn.add(one);
    }
    return Map.of("cells", drawn, "largest", largest, "drawnRows", rows);
  }

  /// What one row takes: at least all its entries.
  private static long work(Jacobian<Double> jacobian) {
    return Math.max(1, Math.max(jacobian.cost(), jacobian.columns()));
  }
}
