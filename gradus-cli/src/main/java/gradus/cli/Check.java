package gradus.cli;

import gradus.check.GradientCheck;
import gradus.check.Report;
import gradus.nn.layer.Variable;
import gradus.nn.loss.Head;
import gradus.nn.loss.Loss;
import gradus.nn.model.Binding;
import gradus.nn.model.BuiltIn;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.nn.run.NetworkRecipe;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.random.Philox;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gradus check`.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Holds the gradient of a network's loss against differences of its values, in double"
            + " precision, at random weights and examples. Exit code 1 where a derivative is"
            + " wrong.",
    footerHeading = "%nExamples:%n",
    footer = {"  gradus check mlp --input 8", "  gradus check net.yaml --seed 7"})
final class Check implements Callable<Integer> {

  @Mixin private NetworkArguments network;

  @Option(
      names = "--input",
      paramLabel = "AxBxC",
      description = "The shape of one example. Default: 1x12x12 for images, or as the file says.")
  String input = "";

  @Option(
      names = "--outputs",
      paramLabel = "N",
      description = "Outputs of a built-in network. Default: 3.")
  int outputs = 3;

  @Option(names = "--batch", paramLabel = "N", description = "Examples at once. Default: 2.")
  int batch = 2;

  @Option(names = "--seed", paramLabel = "N", description = "Of weights and examples. Default: 1.")
  long seed = 1;

  @Option(names = "--json", description = "Print one JSON object on one line.")
  boolean json;

  @Override
  public Integer call() {
    Instance instance = chosen().instantiate(new Binding(batch, true, DType.F64));
    Node output = instance.output();
    int width = output.type().shape().slice(1, output.type().shape().rank()).elements();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      names.add(String.valueOf(i));
    }
    Node flat = output.reshape(Shape.of(batch, width));
    Loss loss = (width > 1 ? new Head.Categorical(names) : new Head.Real(names)).loss();
    Node target = Input.of("target", loss.target(flat.type()));
    Node value = loss.of(flat, target);
    Report report =
        new GradientCheck(seed, 30, 3, 1e-6, 1)
            .check(value, instance.parameters(), point(instance, target, width));
    Screen screen = Screen.standard();
    if (json) {
      screen.json(
          Map.of(
              "passed", report.passed(),
              "compared", report.compared(),
              "errors", report.errors().size(),
              "kinks", report.kinks().size(),
              "worst", report.worst()));
    } else {
      screen.say(report.toString());
    }
    return report.passed() ? 0 : 1;
  }

  private Network chosen() {
    NetworkRecipe recipe = network.recipe();
    List<Integer> sizes = DataArguments.sizes("--input", input);
    if (!recipe.yaml().isEmpty()) {
      return NetworkYaml.read(recipe.name(), recipe.yaml(), new Shape(sizes));
    }
    BuiltIn builtIn = BuiltIn.valueOf(recipe.name().toUpperCase(Locale.ROOT));
    Shape example =
        switch (builtIn) {
          case MLP -> Shape.of(8);
          case LENET, CNN, QUESTION4 -> Shape.of(1, 12, 12);
          case CONV1D -> Shape.of(2, 20);
        };
    return builtIn.network(
        sizes.isEmpty() ? example : new Shape(sizes),
        outputs,
        new BuiltIn.Options(recipe.batchNorm(), recipe.dropout()));
  }

  private Map<Node, Tensor> point(Instance instance, Node target, int width) {
    Map<Node, Tensor> point = new HashMap<>();
    for (Variable variable : instance.variables()) {
      point.put(variable.node(), variable.first(seed));
    }
    long stream = 1;
    for (Node node : instance.inputs().values()) {
      point.put(node, random(node.type(), 1, stream++));
    }
    point.put(instance.scope().key(), Tensor.of(Shape.scalar(), seed));
    point.put(target, random(target.type(), width, stream));
    return point;
  }

  /// Normal numbers, or whole ones below a bound.
  private Tensor random(TensorType type, int bound, long stream) {
    Philox draws = Philox.of(seed).stream(stream);
    double[] values = new double[type.shape().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.dtype().isFloat() ? draws.normal(i) : draws.below(bound, i);
    }
    return Tensor.of(type, values);
  }
}
