package gradus.runs.event;

import java.util.List;

/// One record of an event file.
///
/// @param wallTime when it was written, in seconds since 1970
/// @param step steps of the optimiser so far
/// @param what what happened
public record Event(double wallTime, long step, What what) {

  /// The version that TensorBoard's files begin with.
  public static final String VERSION = "brain.Event:2";

  /// What an event tells.
  public sealed interface What {}

  /// The beginning of a file.
  ///
  /// @param version such as `brain.Event:2`
  public record FileVersion(String version) implements What {}

  /// The network as nodes that name what they read.
  ///
  /// @param nodes each after what it reads
  public record Graph(List<GraphNode> nodes) implements What {
    public Graph {
      nodes = List.copyOf(nodes);
    }
  }

  /// Values under their tags.
  ///
  /// @param values in the order of the file
  public record Summary(List<Value> values) implements What {
    public Summary {
      values = List.copyOf(values);
    }
  }

  /// A training begins or goes on: what earlier files say of this step and of later ones no longer
  /// counts.
  public record Start() implements What {}

  /// Something that Gradus does not read.
  public record Other() implements What {}
}
