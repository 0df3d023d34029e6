package gradus.nn.layer;

import gradus.op.Node;
import java.util.List;

/// A function with parameters: it builds its part of a graph.
///
/// A layer is a value (a record); the same layer may stand in several places, each with parameters
/// of its own. Users write their own by implementing this interface; a function without parameters
/// is a lambda in a {@link Mapped}.
public interface Layer {

  /// Builds the layer over nodes whose axis 0 is the batch.
  ///
  /// @param inputs what it reads; most layers take one
  /// @param scope where it gets parameters, states and random draws
  Node apply(List<Node> inputs, Scope scope);

  /// What it is called in names of parameters and in tables: `conv`, `linear`.
  String kind();
}
