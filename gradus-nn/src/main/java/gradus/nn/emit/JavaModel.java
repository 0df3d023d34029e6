package gradus.nn.emit;

import gradus.graph.Graph;
import gradus.nn.data.Preparation;
import gradus.nn.data.Standardiser;
import gradus.nn.loss.Head;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.run.Predictor;
import gradus.nn.run.RunFolder;
import gradus.nn.run.RunRecord;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is written as Java: a graph for one example, its weights, and what people should know of
/// it.
///
/// @param origin where it comes from, in one line
/// @param layers a line for each layer, for people
/// @param graph the graph; its inputs are those of `predict`, its one output is what that returns
/// @param values the parameters and states by name
/// @param preparation how an example is prepared and an answer restored
/// @param names the names of the answers, empty where they have none
public record JavaModel(
    String origin,
    List<String> layers,
    Graph graph,
    Map<String, Tensor> values,
    Preparation preparation,
    List<String> names) {

  public JavaModel {
    layers = List.copyOf(layers);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    names = List.copyOf(names);
    if (graph.outputs().size() != 1 || graph.inputs().isEmpty() || !graph.updates().isEmpty()) {
      throw new IllegalArgumentException(
          "--to java: expected a graph with inputs, one output and no updates, found %d inputs, %d outputs and %d updates. Choose one output."
              .formatted(graph.inputs().size(), graph.outputs().size(), graph.updates().size()));
    }
  }

  /// A network that answers as its head says.
  public static JavaModel of(
      String origin,
      Network network,
      Map<String, Tensor> values,
      Head head,
      Preparation preparation) {
    Instance instance = network.instantiate(Binding.inference(1));
    List<String> names = new ArrayList<>(head.names());
    if (head instanceof Head.Binary) {
      names = List.of("P(" + names.getLast() + ")");
    }
    boolean named = instance.output().type().shape().elements() == names.size();
    Graph graph = Graph.of(Map.of("prediction", head.prediction(instance.output())));
    return new JavaModel(
        origin, layers(network, instance), graph, values, preparation, named ? names : List.of());
  }

  /// The model of a run's folder, as {@link Predictor} runs it.
  public static JavaModel of(RunFolder folder) {
    Predictor predictor = Predictor.open(folder.path());
    RunRecord record = folder.record();
    return of(
        "the run " + folder.path().getFileName(),
        folder.network(),
        folder.requireWeights(),
        predictor.head(),
        new Preparation(Standardiser.of(record.features()), Standardiser.of(record.targets())));
  }

  private static List<String> layers(Network network, Instance instance) {
    List<String> lines = new ArrayList<>();
    instance.inputs().forEach((name, node) -> lines.add(line(name, "input", node)));
    network
        .steps()
        .forEach(
            step -> {
              gradus.op.Node node = instance.values().get(step.name());
              lines.add(
                  line(step.name(), step.layer().kind(), java.util.Objects.requireNonNull(node)));
            });
    return lines;
  }

  private static String line(String name, String kind, gradus.op.Node node) {
    gradus.tensor.Shape shape = node.type().shape();
    return "%-16s %-16s %s".formatted(name, kind, shape.slice(1, shape.rank()));
  }
}
