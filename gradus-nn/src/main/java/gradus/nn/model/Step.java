package gradus.nn.model;

import gradus.nn.layer.Layer;
import java.util.List;

/// A layer in its place.
///
/// @param name its name in the network, unique; it begins the names of its parameters
/// @param layer what it does
/// @param from the steps or inputs that it reads
public record Step(String name, Layer layer, List<String> from) {
  public Step {
    from = List.copyOf(from);
  }
}
