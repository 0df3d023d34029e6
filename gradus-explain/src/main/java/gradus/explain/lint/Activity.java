package gradus.explain.lint;

import gradus.graph.Graph;
import gradus.nn.data.Dataset;
import gradus.nn.data.Preparation;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.op.Node;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The values of all layers on some examples.
///
/// @param examples how many examples
/// @param shapes the shape of each layer's value, by the layer's name, the examples first
/// @param values the values, row by row
public record Activity(int examples, Map<String, Shape> shapes, Map<String, float[]> values) {

  private static final int MOST = 256;

  public Activity {
    shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// What a trained network does on the first examples of a set, 256 at the most.
  ///
  /// @param network the network
  /// @param weights its parameters and states by name
  /// @param preparation how examples are prepared for it
  /// @param set examples as they come from the data, at least one
  /// @param engine what computes
  public static Activity of(
      Network network,
      Map<String, Tensor> weights,
      Preparation preparation,
      Dataset set,
      Engine engine) {
    int count = Math.min(MOST, set.size());
    Instance instance = network.instantiate(Binding.inference(count));
    Variables variables = new Variables();
    for (Variable variable : instance.variables()) {
      Tensor value = Optional.ofNullable(weights.get(variable.name())).orElseThrow();
      variables.declare(variable.name(), value.type(), value);
    }
    Map<String, Node> outputs = new LinkedHashMap<>();
    network.steps().forEach(step -> outputs.put(step.name(), value(instance, step.name())));
    Plan plan = Plan.of(Graph.of(outputs), variables, engine);
    String input = network.inputs().getFirst().name();
    float[] read = prepared(set, count, preparation);
    plan.input(input).set(read, 0);
    plan.run();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    Map<String, float[]> values = new LinkedHashMap<>();
    shapes.put(input, instance.input().type().shape());
    values.put(input, read);
    outputs.forEach(
        (name, node) -> {
          shapes.put(name, node.type().shape());
          values.put(name, plan.output(name).floats());
        });
    return new Activity(count, shapes, values);
  }

  private static Node value(Instance instance, String name) {
    return Optional.ofNullable(instance.values().get(name)).orElseThrow();
  }

  private static float[] prepared(Dataset set, int count, Preparation preparation) {
    int size = set.exampleSize();
    float[] all = new float[count * size];
    for (int row = 0; row < count; row++) {
      System.arraycopy(set.example(row), 0, all, row * size, size);
      preparation.features().apply(all, row * size, size);
    }
    return all;
  }

  /// How many units (channels, or elements of a vector) of a layer are 0 in every example and
  /// place.
  int idle(String name) {
    Shape shape = Optional.ofNullable(shapes.get(name)).orElseThrow();
    float[] all = Optional.ofNullable(values.get(name)).orElseThrow();
    int units = shape.size(1);
    int inner = shape.elements() / (shape.size(0) * units);
    int idle = 0;
    for (int unit = 0; unit < units; unit++) {
      idle += isIdle(all, unit, units, inner) ? 1 : 0;
    }
    return idle;
  }

  private boolean isIdle(float[] all, int unit, int units, int inner) {
    for (int row = 0; row < examples; row++) {
      int from = (row * units + unit) * inner;
      for (int i = from; i < from + inner; i++) {
        if (all[i] != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /// One feature over the examples.
  ///
  /// @param mean its mean
  /// @param scale its standard deviation
  record Feature(double mean, double scale) {}

  /// The features of an input that is a vector; none of a picture or a signal.
  List<Feature> features(String name) {
    Shape shape = shapes.getOrDefault(name, Shape.scalar());
    float[] all = values.getOrDefault(name, new float[0]);
    List<Feature> features = new ArrayList<>();
    for (int column = 0; shape.rank() == 2 && column < shape.size(1); column++) {
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < examples; row++) {
        double value = all[row * shape.size(1) + column];
        sum += value;
        squares += value * value;
      }
      double mean = sum / examples;
      features.add(new Feature(mean, Math.sqrt(Math.max(0, squares / examples - mean * mean))));
    }
    return features;
  }

  int units(String name) {
    return Optional.ofNullable(shapes.get(name)).orElseThrow().size(1);
  }

  /// The share of a layer's values that lie outside an open interval.
  double share(String name, double low, double high) {
    float[] all = Optional.ofNullable(values.get(name)).orElseThrow();
    int outside = 0;
    for (float value : all) {
      outside += value <= low || value >= high ? 1 : 0;
    }
    return all.length == 0 ? 0 : (double) outside / all.length;
  }
}
