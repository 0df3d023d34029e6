package gradus.explain.assignment;

import static gradus.explain.assignment.Piece.equation;
import static gradus.explain.assignment.Piece.slope;
import static gradus.explain.assignment.Piece.words;

import gradus.explain.loss.LossComparisonReport;
import gradus.formula.Formula;
import gradus.op.Node;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.composite.SigmoidSquaredError;
import gradus.reference.Fraction;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// The answers to questions 1 and 2: sigmoid and softmax heads.
final class Heads {

  private Heads() {}

  static List<Answer> answers() {
    List<Answer> answers = new ArrayList<>(output());
    answers.addAll(losses());
    answers.addAll(softmax());
    return answers;
  }

  private static List<Answer> output() {
    Node a = Values.scalar(2);
    return List.of(
        Answer.of(
            "1.1",
            "Output activation",
            List.of(
                words(
                    "y is a Bernoulli variable, so that the output is a sigmoid of one logit a, the"
                        + " inverse of the canonical link a = ln(g/(1 − g)):"),
                equation(Formula.var("g"), "sigmoid(a)", "1/(1 + exp(-a))"),
                words("σ(−2), σ(0), σ(2) = " + Values.text(Values.vector(-2, 0, 2).sigmoid())))),
        Answer.of(
            "1.2",
            "Meaning of the output",
            List.of(
                words(
                    "g(x; θ) = P(y = 1 | x; θ), strictly between 0 and 1; the decision is 1 if and"
                        + " only if a > 0."),
                words(
                    "at a = 2: P(y = 1) = %s, P(y = 0) = %s"
                        .formatted(
                            Values.text(a.sigmoid()), Values.text(a.negated().sigmoid()))))));
  }

  private static List<Answer> losses() {
    Node a = Values.scalar(2);
    Node zero = Values.scalar(0);
    Node ce = new BinaryCrossEntropy().of(a, zero);
    // odds of 3, so that g = 3/4 exactly
    Node g = Values.scalar(3).over(4);
    Node error = g.minus(1);
    return List.of(
        Answer.of(
            "1.3",
            "Cross-entropy",
            List.of(
                equation(Formula.var("L_CE"), "-(y*log(g) + (1-y)*log(1-g))", "softplus(a) - y*a"),
                words("summed over examples, of which there is one here"),
                words(
                    "at a = 2: y = 0 gives %s, y = 1 gives %s"
                        .formatted(
                            Values.text(ce),
                            Values.text(new BinaryCrossEntropy().of(a, Values.scalar(1))))))),
        Answer.of(
            "1.4",
            "Its gradient",
            List.of(
                equation(slope("L_CE", "a"), "(g - y)/(g*(1-g)) * (g*(1-g))", "g - y"),
                words(
                    "at a = 2, y = 0: by autodiff %s, g − y = %s"
                        .formatted(Values.text(Values.slope(ce, a)), Values.text(a.sigmoid()))),
                words("at g = 3/4, y = 1: %s".formatted(Values.exact(error).getFirst())))),
        Answer.of(
            "1.5",
            "Squared error",
            List.of(
                equation(Formula.var("L_MSE"), "(y - g)^2"),
                words(
                    "at g = 3/4, y = 1: %s"
                        .formatted(Values.exact(error.times(error)).getFirst())))),
        slopeOfSquares(a, g),
        Answer.of("1.7", "Which loss, and why", comparison()));
  }

  private static Answer slopeOfSquares(Node a, Node g) {
    Node mse = new SigmoidSquaredError().of(a, Values.scalar(0));
    Node spread = g.times(g.negated().plus(1));
    Node formula = a.sigmoid().times(a.sigmoid()).times(a.negated().sigmoid()).times(2);
    return Answer.of(
        "1.6",
        "Its gradient",
        List.of(
            equation(slope("L_MSE", "a"), "2*(g - y)*g*(1-g)"),
            words(
                "at g = 3/4, y = 1: %s"
                    .formatted(Values.exact(g.minus(1).times(spread).times(2)).getFirst())),
            words(
                "at a = 2, y = 0: by autodiff %s, by the formula %s"
                    .formatted(Values.text(Values.slope(mse, a)), Values.text(formula)))));
  }

  private static List<Piece> comparison() {
    return LossComparisonReport.of(new LossComparisonReport.Grid(-8, 8, 17), List.of(0.0, 1.0))
        .verdict()
        .stream()
        .map(Piece::words)
        .toList();
  }

  private static List<Answer> softmax() {
    Node x = Values.vector(1, 2, 3);
    Node pair = Values.vector(1, 3);
    String softmax = Values.text(x.softmax(0));
    return List.of(
        Answer.of(
            "2.1",
            "Translation invariance",
            List.of(
                words("S(x + c·1) = S(x): the factor e^c stands above and below the line."),
                words("S(1, 2, 3) = " + softmax),
                words("S(1001, 1002, 1003) = " + Values.text(x.plus(1000).softmax(0))))),
        Answer.of(
            "2.2",
            "Two classes",
            List.of(
                words("S([x₁, x₂]) = [σ(z), 1 − σ(z)] with z = x₁ − x₂."),
                words(
                    "S(1, 3) = %s, σ(−2) = %s, 1 − σ(−2) = %s"
                        .formatted(
                            Values.text(pair.softmax(0)),
                            Values.text(Values.scalar(-2).sigmoid()),
                            Values.text(Values.scalar(2).sigmoid()))))),
        Answer.of(
            "2.3",
            "K − 1 parameters",
            List.of(
                words(
                    "S([y₁, …, y_K]) = S([0, y₂ − y₁, …, y_K − y₁]), and S(y) = S(y′) only if"
                        + " y − y′ is a multiple of 1: K − 1 is the least."),
                words(
                    "S(1, 2, 3) = %s, S(0, 1, 2) = %s"
                        .formatted(softmax, Values.text(Values.vector(0, 1, 2).softmax(0)))))),
        Answer.of("2.4", "Jacobian", jacobian()));
  }

  private static List<Piece> jacobian() {
    Node weights = Values.vector(1, 2, 3);
    Node row = weights.over(weights.sum()).reshape(Shape.of(1, 3));
    Node matrix =
        Values.vector(1, 0, 0, 0, 1, 0, 0, 0, 1)
            .reshape(Shape.of(3, 3))
            .times(row.broadcastTo(Shape.of(3, 3)))
            .minus(row.transpose().matmul(row));
    List<Fraction> flat = Values.exact(matrix);
    return List.of(
        words(
            "∂S_i/∂a_j = S_i(δ_ij − S_j): on the diagonal S_i(1 − S_i), beside it −S_i S_j; rows"
                + " sum to 0. For probabilities in the ratio 1 : 2 : 3"),
        new Piece.Matrix(
            Formula.var("J"), List.of(flat.subList(0, 3), flat.subList(3, 6), flat.subList(6, 9))));
  }
}
