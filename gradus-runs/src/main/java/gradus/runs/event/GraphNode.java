package gradus.runs.event;

import java.util.List;

/// A node of a network as TensorBoard draws it.
///
/// @param name unique; parts before a `/` are boxes that open
/// @param operation what it does
/// @param inputs the names of the nodes that it reads
/// @param shape the sizes of its value
/// @param attributes its settings, as text
public record GraphNode(
    String name, String operation, List<String> inputs, List<Long> shape, String attributes) {

  public GraphNode {
    inputs = List.copyOf(inputs);
    shape = List.copyOf(shape);
  }
}
