package gradus.explain.assignment;

import gradus.explain.render.ConvolutionText;
import gradus.explain.render.SummaryText;
import gradus.explain.summary.Summary;
import gradus.nn.model.BuiltIn;
import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Placement.Mode;
import gradus.reference.Fraction;
import gradus.signal.Signal1d;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// The answers to questions 3, 4 and 5: twins, shapes and convolutions.
final class Networks {

  private static final List<Fraction> SIGNAL =
      List.of(Fraction.of(1), Fraction.of(2), Fraction.of(3), Fraction.of(4));
  private static final List<Fraction> KERNEL =
      List.of(Fraction.of(1), Fraction.ZERO, Fraction.of(2));

  private Networks() {}

  static List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    answers.add(new Answer("3", "Sigmoid network = tanh network", twin()));
    Summary summary =
        Summary.of(BuiltIn.QUESTION4.network(Shape.of(3, 128, 128), 0, BuiltIn.Options.plain()));
    Summary.Row last = summary.layers().getLast();
    List<String> shapes = new ArrayList<>(SummaryText.lines(summary));
    shapes.add(
        "The last layer puts out %s scalars."
            .formatted(SummaryText.count(last.output().elements())));
    answers.add(new Answer("4.1", "Shapes", shapes));
    answers.add(
        new Answer(
            "4.2",
            "Parameters of the last layer",
            List.of(
                "%s weights; %s with the biases"
                    .formatted(
                        SummaryText.count(last.costs().weights()),
                        SummaryText.count(last.parameters())))));
    answers.add(new Answer("4.3", "Valid, full and same convolution", convolutions()));
    return answers;
  }

  private static List<String> twin() {
    Node a = Values.vector(-3, 0, 1.5, 40);
    Node w = Values.vector(1, 2);
    Node hidden = Values.vector(0.5, -1);
    Node sigmoid = hidden.sigmoid().times(w).sum().plus(5);
    Node tanh = hidden.times(0.5).tanh().times(w.times(0.5)).sum().plus(w.sum().times(0.5).plus(5));
    return List.of(
        "σ(a) = ½(tanh(a/2) + 1), so ω̃¹ = ½ω¹ with its biases, ω̃²_kj = ½ω²_kj for j ≥ 1, ω̃²_k0 ="
            + " ω²_k0 + ½Σ_j ω²_kj.",
        "a = −3, 0, 1.5, 40: σ(a) = " + Values.text(a.sigmoid()),
        "                 ½(tanh(a/2) + 1) = "
            + Values.text(a.times(0.5).tanh().plus(1).times(0.5)),
        "ω² = (1, 2), bias 5, pre-activations (0.5, −1): sigmoid net %s, its tanh twin %s"
            .formatted(Values.text(sigmoid), Values.text(tanh)));
  }

  private static List<String> convolutions() {
    List<String> lines = new ArrayList<>();
    for (Mode mode : List.of(Mode.VALID, Mode.FULL, Mode.SAME_UPPER)) {
      Signal1d operation = Signal1d.of(Convention.CONVOLUTION, mode);
      lines.addAll(new ConvolutionText(operation, SIGNAL, KERNEL).lines());
      lines.add("");
    }
    return lines;
  }
}
