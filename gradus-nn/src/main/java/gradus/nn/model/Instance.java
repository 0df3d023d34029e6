package gradus.nn.model;

import gradus.nn.layer.Scope;
import gradus.nn.layer.Variable;
import gradus.op.Node;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// A network as a concrete graph for one {@link Binding}.
///
/// @param binding what it was made for
/// @param inputs the input nodes by name
/// @param values the node of each input and step by name, in order
/// @param outputs the output nodes by name, in order
/// @param scope the variables and updates that the layers asked for
public record Instance(
    Binding binding,
    Map<String, Node> inputs,
    Map<String, Node> values,
    Map<String, Node> outputs,
    Scope scope) {

  public Instance {
    inputs = Collections.unmodifiableMap(inputs);
    values = Collections.unmodifiableMap(values);
    outputs = Collections.unmodifiableMap(outputs);
  }

  /// The first input.
  public Node input() {
    return inputs.values().iterator().next();
  }

  /// The first output.
  public Node output() {
    return outputs.values().iterator().next();
  }

  /// All parameters and states, in the order of the layers.
  public List<Variable> variables() {
    return scope.variables();
  }

  /// The trained parameters' nodes, in the order of the layers.
  public List<Node> parameters() {
    return variables().stream().filter(Variable::trained).map(Variable::node).toList();
  }
}
