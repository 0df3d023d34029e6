package gradus.explain.assignment;

import static gradus.explain.assignment.Piece.equation;
import static gradus.explain.assignment.Piece.vector;
import static gradus.explain.assignment.Piece.words;

import gradus.explain.render.SummaryText;
import gradus.explain.summary.Summary;
import gradus.formula.Formula;
import gradus.nn.model.BuiltIn;
import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Placement.Mode;
import gradus.reference.Fraction;
import gradus.reference.FractionNumbers;
import gradus.signal.Signal1d;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// The answers to questions 3 and 4: twins, shapes and convolutions.
final class Networks {

  private static final FractionNumbers EXACT = new FractionNumbers();

  private static final List<Fraction> SIGNAL =
      List.of(Fraction.of(1), Fraction.of(2), Fraction.of(3), Fraction.of(4));
  private static final List<Fraction> KERNEL =
      List.of(Fraction.of(1), Fraction.ZERO, Fraction.of(2));

  private Networks() {}

  static List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    answers.add(Answer.of("3", "Sigmoid network = tanh network", twin()));
    Summary summary =
        Summary.of(BuiltIn.QUESTION4.network(Shape.of(3, 128, 128), 0, BuiltIn.Options.plain()));
    Summary.Row last = summary.layers().getLast();
    answers.add(
        Answer.of(
            "4.1",
            "Shapes",
            List.of(
                new Piece.Columns(SummaryText.table(summary)),
                words(
                    "The last layer puts out %s scalars."
                        .formatted(SummaryText.count(last.output().elements()))))));
    answers.add(
        Answer.of(
            "4.2",
            "Parameters of the last layer",
            List.of(
                words(
                    "%s weights; %s with the biases"
                        .formatted(
                            SummaryText.count(last.costs().weights()),
                            SummaryText.count(last.parameters()))))));
    answers.add(Answer.of("4.3", "Valid, full and same convolution", convolutions()));
    return answers;
  }

  private static List<Piece> twin() {
    Node a = Values.vector(-3, 0, 1.5, 40);
    Node w = Values.vector(1, 2);
    Node hidden = Values.vector(0.5, -1);
    Node sigmoid = hidden.sigmoid().times(w).sum().plus(5);
    Node tanh = hidden.times(0.5).tanh().times(w.times(0.5)).sum().plus(w.sum().times(0.5).plus(5));
    return List.of(
        equation(Formula.call("sigmoid", Formula.var("a")), "1/2*(tanh(a/2) + 1)"),
        words(
            "so that ω̃¹ = ½ω¹ with its biases, ω̃²_kj = ½ω²_kj for j ≥ 1, and ω̃²_k0 = ω²_k0 +"
                + " ½Σ_j ω²_kj."),
        words("at a = −3, 0, 1.5, 40: σ(a) = " + Values.text(a.sigmoid())),
        words("½(tanh(a/2) + 1) = " + Values.text(a.times(0.5).tanh().plus(1).times(0.5))),
        words(
            "ω² = (1, 2), bias 5, pre-activations (0.5, −1): sigmoid net %s, its tanh twin %s"
                .formatted(Values.text(sigmoid), Values.text(tanh))));
  }

  private static List<Piece> convolutions() {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(words("The kernel [1, 0, 2] is flipped and slides as [2, 0, 1] over [1, 2, 3, 4]."));
    for (Mode mode : List.of(Mode.VALID, Mode.FULL, Mode.SAME_UPPER)) {
      Signal1d operation = Signal1d.of(Convention.CONVOLUTION, mode);
      pieces.add(
          vector(
              Formula.var(TwoLayers.named(mode) + ", padded"),
              operation.padded(EXACT, SIGNAL, KERNEL.size())));
      List<Signal1d.Output<Fraction>> trace = operation.trace(EXACT, SIGNAL, KERNEL);
      for (int i = 0; i < trace.size(); i++) {
        pieces.add(products(i + 1, trace.get(i)));
      }
      pieces.add(vector(Formula.var("result"), trace.stream().map(Signal1d.Output::sum).toList()));
    }
    return pieces;
  }

  private static Piece products(int n, Signal1d.Output<Fraction> output) {
    List<Formula> terms = new ArrayList<>();
    for (Signal1d.Product<Fraction> product : output.products()) {
      terms.add(new Formula.Mul(List.of(number(product.element()), number(product.tap()))));
    }
    return new Piece.Equation(
        List.of(
            new Formula.Entry("y", List.of(Formula.number(n))),
            new Formula.Add(terms),
            number(output.sum())));
  }

  private static Formula number(Fraction value) {
    return new Formula.Num(value.numerator(), value.denominator());
  }
}
