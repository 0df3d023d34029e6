package gradus.nn.layer;

import gradus.op.Layout;
import gradus.op.Node;
import java.util.ArrayList;
import java.util.List;

/// Branches over the same input, their results added or put one after the other along the channels
/// (axis 1).
///
/// @param branches the layers of each branch; an empty branch is the input itself
/// @param join how results become one
public record Parallel(List<List<Layer>> branches, Join join) implements Layer {

  /// How the results of branches become one.
  public enum Join {
    /// Element by element.
    ADD,
    /// Along axis 1.
    CONCAT
  }

  public Parallel {
    branches = branches.stream().map(List::copyOf).toList();
    if (branches.isEmpty()) {
      throw new IllegalArgumentException(
          "parallel(branches=[]): expected at least one branch, found none. Leave the layer out.");
    }
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    List<Node> results = new ArrayList<>();
    for (List<Layer> branch : branches) {
      results.add(
          Chains.apply(branch, inputs.getFirst(), scope.child("branch" + (results.size() + 1))));
    }
    return switch (join) {
      case ADD -> results.stream().reduce(Node::plus).orElseThrow();
      case CONCAT -> Layout.concat(1, results);
    };
  }

  @Override
  public String kind() {
    return "parallel";
  }
}
