package gradus.nn.emit;

import gradus.op.Node;

/// Refusals of what cannot be written as Java.
final class Unwritten {

  private Unwritten() {}

  static IllegalArgumentException operation(Node node) {
    return new IllegalArgumentException(
        "--to java: expected operations that Java source is written for, found %s over %s → %s%s. Convert the model to another form, or replace the layer."
            .formatted(
                node.op().name(),
                node.inputs().stream().map(Node::type).toList(),
                node.type(),
                node.label().isEmpty() ? "" : " in \"" + node.label() + "\""));
  }
}
