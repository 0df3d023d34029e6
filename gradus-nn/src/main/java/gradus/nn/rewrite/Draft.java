package gradus.nn.rewrite;

import gradus.nn.layer.Convolve;
import gradus.nn.layer.Frozen;
import gradus.nn.layer.Joined;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Parallel;
import gradus.nn.layer.Residual;
import gradus.nn.layer.Variable;
import gradus.nn.loss.Head;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A network while it is rewritten; it changes. Nested layers are written out as steps, whose
/// parameters keep their names; what is frozen is like the rest here, and is frozen again after.
final class Draft {

  private final Model model;
  private final Map<Node, Tensor> feeds;
  private final Map<String, Node> map = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final Set<String> frozen = new LinkedHashSet<>();
  private List<String> outputs;
  private Head head;

  Draft(Model model) {
    this.model = model;
    this.head = model.head();
    this.outputs = model.network().outputs();
    Instance instance = model.network().instantiate(new Binding(1, false, DType.F64));
    this.feeds = model.feeds(instance);
    for (Variable variable : instance.variables()) {
      map.put(variable.name(), variable.node());
    }
    model.network().steps().forEach(this::unfold);
  }

  private void unfold(Step step) {
    switch (step.layer()) {
      case Residual residual -> {
        String body = chain(step.name() + ".body", residual.body(), step.from());
        String shortcut = chain(step.name() + ".shortcut", residual.shortcut(), step.from());
        steps.add(new Step(step.name(), new Joined(Parallel.Join.ADD), List.of(body, shortcut)));
      }
      case Parallel parallel -> {
        List<String> results = new ArrayList<>();
        for (List<Layer> branch : parallel.branches()) {
          results.add(chain(step.name() + ".branch" + (results.size() + 1), branch, step.from()));
        }
        steps.add(new Step(step.name(), new Joined(parallel.join()), results));
      }
      case Frozen(Layer inner) -> {
        frozen.add(step.name());
        unfold(new Step(step.name(), inner, step.from()));
      }
      default -> steps.add(step);
    }
  }

  private String chain(String prefix, List<Layer> layers, List<String> from) {
    String last = from.getFirst();
    for (int i = 0; i < layers.size(); i++) {
      String name = prefix + "." + layers.get(i).kind() + (i + 1);
      unfold(new Step(name, layers.get(i), List.of(last)));
      last = name;
    }
    return last;
  }

  Head head() {
    return head;
  }

  void head(Head other) {
    head = other;
  }

  /// Notes what was done.
  void changed(String what) {
    changes.add(what);
  }

  /// Notes what was left as it was, and why.
  void left(String what) {
    left.add(what);
  }

  List<String> changes() {
    return changes;
  }

  List<String> left() {
    return left;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  Optional<Step> find(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }

  /// The step before a step that reads one value, where that is a step.
  Optional<Step> before(Step step) {
    return step.from().size() == 1 ? find(step.from().getFirst()) : Optional.empty();
  }

  List<Step> readers(String name) {
    return steps.stream().filter(step -> step.from().contains(name)).toList();
  }

  boolean isOutput(String name) {
    return outputs.contains(name);
  }

  /// The one step that reads a value which is no output.
  Optional<Step> onlyReader(String name) {
    List<Step> readers = readers(name);
    return readers.size() == 1 && !isOutput(name) && readers.getFirst().from().size() == 1
        ? Optional.of(readers.getFirst())
        : Optional.empty();
  }

  /// The step whose value is the first output.
  Optional<Step> outputStep() {
    return outputs.size() == 1 ? find(outputs.getFirst()) : Optional.empty();
  }

  void replace(String name, Layer layer) {
    steps.replaceAll(step -> step.name().equals(name) ? new Step(name, layer, step.from()) : step);
  }

  /// Puts a layer without parameters in the place of another, under a name of its own.
  void replace(String name, String newName, Layer layer) {
    steps.replaceAll(
        step ->
            new Step(
                step.name().equals(name) ? newName : step.name(),
                step.name().equals(name) ? layer : step.layer(),
                step.from().stream().map(it -> it.equals(name) ? newName : it).toList()));
  }

  void reread(String name, List<String> from) {
    steps.replaceAll(step -> step.name().equals(name) ? new Step(name, step.layer(), from) : step);
  }

  /// Takes a step out, with its parameters; its readers read what it read.
  void remove(Step step) {
    String from = find(step.name()).orElseThrow().from().getFirst(); // what was before may be gone
    steps.removeIf(it -> it.name().equals(step.name()));
    // a step written out of a nested layer has a longer name, and keeps its parameters
    map.keySet().removeIf(name -> name.substring(0, name.lastIndexOf('.')).equals(step.name()));
    steps.replaceAll(
        it ->
            new Step(
                it.name(),
                it.layer(),
                it.from().stream().map(name -> name.equals(step.name()) ? from : name).toList()));
    outputs = outputs.stream().map(name -> name.equals(step.name()) ? from : name).toList();
  }

  /// Puts a layer between a step and what it reads.
  void insertBefore(Step step, String name, Layer layer) {
    int place = steps.indexOf(find(step.name()).orElseThrow());
    steps.add(place, new Step(name, layer, step.from()));
    reread(step.name(), List.of(name));
  }

  /// Puts a layer after the output step.
  void append(String name, Layer layer) {
    steps.add(new Step(name, layer, List.of(outputs.getFirst())));
    outputs = List.of(name);
  }

  String freeName(String wanted) {
    int number = 1;
    while (find(wanted + number).isPresent()) {
      number++;
    }
    return wanted + number;
  }

  Node parameter(String name) {
    Node node = map.get(name);
    if (node == null) {
      throw new AssertionError("no parameter " + name);
    }
    return node;
  }

  void parameter(String name, Node value) {
    map.put(name, value);
  }

  Node weight(Step step) {
    return parameter(step.name() + ".weight");
  }

  void weight(Step step, Node value) {
    map.put(step.name() + ".weight", value);
  }

  boolean hasBias(Step step) {
    return map.containsKey(step.name() + ".bias");
  }

  /// The bias of a layer, zeros where it has none.
  Node bias(Step step) {
    Node bias = map.get(step.name() + ".bias");
    int outputSize = weight(step).type().shape().size(0);
    return bias == null ? Node.constant(0, new TensorType(DType.F64, Shape.of(outputSize))) : bias;
  }

  /// Gives a layer another bias, and a place for it where it had none.
  void bias(Step step, Node value) {
    map.put(step.name() + ".bias", value);
    switch (find(step.name()).orElseThrow().layer()) {
      case Linear linear ->
          replace(step.name(), new Linear(linear.outputs(), true, linear.initialiser()));
      case Convolve c ->
          replace(
              step.name(),
              new Convolve(
                  c.outputs(),
                  c.kernel(),
                  c.strides(),
                  c.dilations(),
                  c.padding(),
                  c.groups(),
                  c.convention(),
                  true,
                  c.initialiser()));
      default -> throw new AssertionError("no bias in " + step);
    }
  }

  static boolean isAffine(Step step) {
    return step.layer() instanceof Linear || step.layer() instanceof Convolve;
  }

  /// The sizes of a value for one example.
  Shape shape(String name) {
    Node node = network().instantiate(Binding.inference(1)).values().get(name);
    if (node == null) {
      throw new AssertionError("no value " + name);
    }
    return node.type().shape().slice(1, node.type().shape().rank());
  }

  /// A graph over the old parameters in double.
  Tensor value(Node node) {
    return Judge.inDouble().evaluate(node, feeds);
  }

  /// The network as it stands.
  Network network() {
    Network network = Network.of(model.network().inputs());
    for (Step step : steps) {
      boolean held = frozen.stream().anyMatch(it -> (step.name() + ".").startsWith(it + "."));
      Layer layer = held ? new Frozen(step.layer()) : step.layer();
      network = network.then(step.name(), layer, step.from());
    }
    return network.outputs().equals(outputs) ? network : network.outputs(outputs);
  }

  /// The new parameters as graphs over the old.
  Map<String, Node> map() {
    return map;
  }

  /// The values of the new parameters in double.
  Map<String, Tensor> doubles() {
    List<String> names = List.copyOf(map.keySet());
    List<Tensor> values = Judge.inDouble().evaluate(List.copyOf(map.values()), feeds);
    Map<String, Tensor> doubles = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      doubles.put(names.get(i), values.get(i));
    }
    return doubles;
  }
}
