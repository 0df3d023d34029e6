package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.many;

import gradus.autodiff.Gradients;
import gradus.op.Node;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gradients and the steps of optimisers, of the domain `ai.onnx.preview.training`.
///
/// Each optimiser takes the learning rate, the number of the step (from 0), then all tensors, all
/// gradients, and all of each of its states; it gives new tensors and new states in that order.
final class TrainingOperators {

  private static final String DOMAIN = "ai.onnx.preview.training";

  static final List<Rule> TABLE =
      List.of(
          many("Gradient", TrainingOperators::gradient, 1).in(DOMAIN),
          many("Adagrad", TrainingOperators::adagrad, 1).in(DOMAIN),
          many("Adam", TrainingOperators::adam, 1).in(DOMAIN),
          many("Momentum", TrainingOperators::momentum, 1).in(DOMAIN));

  private TrainingOperators() {}

  /// `∂y/∂x` for each name in `xs`; what flows through the values named in `zs`, which are
  /// constant, does not count. The node's inputs are put in their places.
  private static List<Node> gradient(Call call) {
    List<String> xs = call.texts("xs").orElse(List.of());
    List<String> zs = call.texts("zs").orElse(List.of());
    String y = call.text("y").orElse("");
    if (xs.isEmpty() || call.arity() != xs.size() + zs.size()) {
      throw call.wrong(
          "inputs",
          "one for each of xs and zs, " + xs + " and " + zs,
          call.arity() + " inputs",
          "Name them all.");
    }
    List<Node> named = new ArrayList<>();
    for (String name : xs) {
      named.add(value(call, name));
    }
    Map<Node, Node> actuals = new LinkedHashMap<>();
    for (int i = 0; i < xs.size(); i++) {
      actuals.put(named.get(i), call.in(i));
    }
    for (int i = 0; i < zs.size(); i++) {
      actuals.put(value(call, zs.get(i)), call.in(xs.size() + i));
    }
    Node output = value(call, y);
    List<Node> gradients = Gradients.pullBack(output, output.filled(1), named).of(named);
    return Node.substitute(gradients, actuals);
  }

  private static Node value(Call call, String name) {
    return call.scope()
        .named(name)
        .orElseThrow(
            () ->
                call.wrong(
                    "attributes xs, zs and y",
                    "names of values made before",
                    "'" + name + "'",
                    "Name values of the graph."));
  }

  /// The inputs of an optimiser, in groups.
  private record Groups(Call call, Node rate, Node step, List<List<Node>> tensors) {

    static Groups of(Call call, int groups) {
      int count = (call.arity() - 2) / groups;
      if (count < 1 || call.arity() != 2 + groups * count) {
        throw call.wrong(
            "inputs",
            "rate, step and %d of each tensor".formatted(groups),
            call.arity() + " inputs",
            "Give all of them.");
      }
      List<List<Node>> tensors = new ArrayList<>();
      for (int group = 0; group < groups; group++) {
        List<Node> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          members.add(call.in(2 + group * count + i));
        }
        tensors.add(members);
      }
      return new Groups(call, scalar(call.in(0)), scalar(call.in(1)), tensors);
    }

    private static Node scalar(Node x) {
      return x.reshape(Shape.scalar());
    }

    int count() {
      return tensors.getFirst().size();
    }

    Node at(int group, int i) {
      return tensors.get(group).get(i);
    }

    /// The gradient with the penalty `norm_coefficient · x`.
    Node gradient(int i, double norm) {
      return norm == 0 ? at(1, i) : at(0, i).times(norm).plus(at(1, i));
    }

    Node rate(Node like) {
      return rate.as(like.type().dtype());
    }

    Node step(Node like) {
      return step.as(like.type().dtype());
    }
  }

  private static List<Node> adagrad(Call call) {
    Groups groups = Groups.of(call, 3);
    double epsilon = call.real("epsilon", 0);
    double decay = call.real("decay_factor", 0);
    double norm = call.real("norm_coefficient", 0);
    List<Node> values = new ArrayList<>();
    List<Node> squares = new ArrayList<>();
    for (int i = 0; i < groups.count(); i++) {
      Node x = groups.at(0, i);
      Node g = groups.gradient(i, norm);
      Node rate = groups.rate(x).over(groups.step(x).times(decay).plus(1));
      Node square = groups.at(2, i).plus(g.times(g));
      values.add(x.minus(rate.times(g).over(square.sqrt().plus(epsilon))));
      squares.add(square);
    }
    values.addAll(squares);
    return values;
  }

  private static List<Node> adam(Call call) {
    Groups groups = Groups.of(call, 4);
    double alpha = call.real("alpha", 0.9f);
    double beta = call.real("beta", 0.999f);
    double epsilon = call.real("epsilon", 0);
    double norm = call.real("norm_coefficient", 0);
    double normPost = call.real("norm_coefficient_post", 0);
    List<Node> values = new ArrayList<>();
    List<Node> means = new ArrayList<>();
    List<Node> squares = new ArrayList<>();
    for (int i = 0; i < groups.count(); i++) {
      Node x = groups.at(0, i);
      Node g = groups.gradient(i, norm);
      Node mean = groups.at(2, i).times(alpha).plus(g.times(1 - alpha));
      Node square = groups.at(3, i).times(beta).plus(g.times(g).times(1 - beta));
      Node t = groups.step(x);
      Node one = t.filled(1);
      Node adjusted =
          one.minus(t.filled(beta).pow(t)).sqrt().over(one.minus(t.filled(alpha).pow(t)));
      Node factor = t.greater(t.filled(0)).choose(adjusted, one);
      Node moved =
          x.minus(groups.rate(x).times(factor).times(mean).over(square.sqrt().plus(epsilon)));
      values.add(normPost == 0 ? moved : moved.times(1 - normPost));
      means.add(mean);
      squares.add(square);
    }
    values.addAll(means);
    values.addAll(squares);
    return values;
  }

  private static List<Node> momentum(Call call) {
    Groups groups = Groups.of(call, 3);
    double alpha = call.real("alpha", 0);
    double beta = call.real("beta", 0);
    double norm = call.real("norm_coefficient", 0);
    boolean nesterov = call.word("mode", "", "standard", "nesterov").equals("nesterov");
    List<Node> values = new ArrayList<>();
    List<Node> velocities = new ArrayList<>();
    for (int i = 0; i < groups.count(); i++) {
      Node x = groups.at(0, i);
      Node g = groups.gradient(i, norm);
      Node t = groups.step(x);
      Node weight = t.greater(t.filled(0)).choose(t.filled(beta), t.filled(1));
      Node velocity = groups.at(2, i).times(alpha).plus(weight.times(g));
      Node step = nesterov ? g.plus(velocity.times(alpha)) : velocity;
      values.add(x.minus(groups.rate(x).times(step)));
      velocities.add(velocity);
    }
    values.addAll(velocities);
    return values;
  }
}
