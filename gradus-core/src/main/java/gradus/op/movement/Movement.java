package gradus.op.movement;

import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A linear operation that only moves elements; it takes every element type.
public sealed interface Movement extends Op
    permits Reshape, Permute, Broadcast, Pad, Slice, Concat, Flip {

  /// The adjoint: the cotangent of one input.
  Node adjoint(Node self, int input, Node cotangent);

  /// The movement of one input's tangent, the other inputs being 0.
  default Node move(Node self, int input, Node tangent) {
    return Node.of(this, List.of(tangent));
  }

  @Override
  default List<Cotangent> vjp(Node self, Node cotangent) {
    List<Cotangent> answers = new ArrayList<>();
    for (int input = 0; input < self.inputs().size(); input++) {
      answers.add(
          self.type().dtype().isFloat()
              ? Cotangent.flows(adjoint(self, input, cotangent))
              : Cotangent.stops("integers and truth values have no derivative"));
    }
    return List.copyOf(answers);
  }

  @Override
  default Optional<Node> jvp(Node self, int input, Node tangent) {
    return self.type().dtype().isFloat()
        ? Optional.of(move(self, input, tangent))
        : Optional.empty();
  }
}
