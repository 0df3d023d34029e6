package gradus.explain.derive;

import gradus.formula.Formula;
import gradus.jacobian.Jacobian;
import gradus.jacobian.Jacobians;
import gradus.op.Node;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The Jacobian of what is differentiated by each of some nodes: its structure, held against the
/// engine's cotangents.
final class JacobianLines {

  private static final long LARGEST = 16_000_000;

  private JacobianLines() {}

  static Section section(Subject subject, List<Node> targets, Numbers numbers) {
    List<Line> lines = new ArrayList<>();
    for (Node target : targets) {
      if (!target.equals(subject.logits())) {
        lines.add(line(subject, target, numbers));
      }
    }
    return new Section("Jacobian", lines);
  }

  private static Line line(Subject subject, Node target, Numbers numbers) {
    Node output = subject.logits();
    Shape shape = Shape.of(output.type().shape().elements(), target.type().shape().elements());
    Formula left =
        Formula.call(
            "derivative", Formula.var(subject.nameOf(output)), Formula.var(subject.nameOf(target)));
    return (long) shape.size(0) * shape.size(1) > LARGEST
        ? new Line("too large to be built here", left, Optional.empty(), shape, "")
        : built(subject, target, numbers, new Line("", left, Optional.empty(), shape, ""));
  }

  private static Line built(Subject subject, Node target, Numbers numbers, Line frame) {
    Jacobian<Double> jacobian = Jacobians.of(subject.logits(), target, numbers.feeds());
    List<Double> row = jacobian.vjp(numbers.elements(subject.nameOf(subject.target())));
    Numbers.Measured measured = Numbers.measured(row, numbers.elements(subject.deltaName(target)));
    String rule =
        "product of the structures on the way"
            + (jacobian.rank().isPresent() ? ", rank " + jacobian.rank().getAsInt() : "");
    Formula structure = Formula.var(jacobian.structure());
    return new Line(
        rule, frame.left(), Optional.of(structure), frame.shape(), Gradient.told(measured));
  }
}
