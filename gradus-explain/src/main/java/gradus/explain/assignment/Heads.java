package gradus.explain.assignment;

import gradus.explain.loss.LossComparisonReport;
import gradus.explain.render.ConvolutionText;
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
    List<Answer> answers = new ArrayList<>(binary());
    answers.addAll(softmax());
    return answers;
  }

  private static List<Answer> binary() {
    Node a = Values.scalar(2);
    Node zero = Values.scalar(0);
    Node ce = new BinaryCrossEntropy().of(a, zero);
    Node mse = new SigmoidSquaredError().of(a, zero);
    // odds of 3, so that g = 3/4 exactly
    Node g = Values.scalar(3).over(4);
    Node error = g.minus(1);
    Node spread = g.times(g.negated().plus(1));
    return List.of(
        new Answer(
            "1.1",
            "Output activation",
            List.of(
                "y is Bernoulli, so the output is g = σ(a) = 1/(1 + e^−a), the inverse of the"
                    + " canonical link ln(g/(1 − g)) = a.",
                "σ(−2), σ(0), σ(2) = " + Values.text(Values.vector(-2, 0, 2).sigmoid()))),
        new Answer(
            "1.2",
            "Meaning of the output",
            List.of(
                "g(x; θ) = P(y = 1 | x; θ), strictly between 0 and 1; the decision is 1 if and only"
                    + " if a > 0.",
                "at a = 2: P(y = 1) = %s, P(y = 0) = %s"
                    .formatted(Values.text(a.sigmoid()), Values.text(a.negated().sigmoid())))),
        new Answer(
            "1.3",
            "Cross-entropy",
            List.of(
                "L_CE = −[y ln g + (1 − y) ln(1 − g)] = softplus(a) − y a, summed over examples.",
                "at a = 2: y = 0 gives %s, y = 1 gives %s"
                    .formatted(
                        Values.text(ce),
                        Values.text(new BinaryCrossEntropy().of(a, Values.scalar(1)))))),
        new Answer(
            "1.4",
            "Its gradient",
            List.of(
                "∂L_CE/∂a = (g − y)/(g(1 − g)) · g(1 − g) = g − y.",
                "at a = 2, y = 0: by autodiff %s, g − y = %s"
                    .formatted(Values.text(Values.slope(ce, a)), Values.text(a.sigmoid())),
                "at g = 3/4, y = 1: %s".formatted(Values.exact(error).getFirst()))),
        new Answer(
            "1.5",
            "Squared error",
            List.of(
                "L_MSE = +(y − g)², never negative.",
                "at g = 3/4, y = 1: %s".formatted(Values.exact(error.times(error)).getFirst()))),
        new Answer(
            "1.6",
            "Its gradient",
            List.of(
                "∂L_MSE/∂a = 2(g − y) g (1 − g).",
                "at g = 3/4, y = 1: %s"
                    .formatted(Values.exact(error.times(spread).times(2)).getFirst()),
                "at a = 2, y = 0: by autodiff %s, by the formula %s"
                    .formatted(
                        Values.text(Values.slope(mse, a)),
                        Values.text(
                            a.sigmoid()
                                .times(a.sigmoid())
                                .times(a.negated().sigmoid())
                                .times(2))))),
        new Answer("1.7", "Which loss, and why", comparison()));
  }

  private static List<String> comparison() {
    return LossComparisonReport.of(new LossComparisonReport.Grid(-8, 8, 17), List.of(0.0, 1.0))
        .verdict();
  }

  private static List<Answer> softmax() {
    Node x = Values.vector(1, 2, 3);
    Node pair = Values.vector(1, 3);
    Node weights = Values.vector(1, 2, 3);
    Node p = weights.over(weights.sum());
    Node row = p.reshape(Shape.of(1, 3));
    return List.of(
        new Answer(
            "2.1",
            "Translation invariance",
            List.of(
                "S(x + c·1) = S(x): the factor e^c stands above and below the line.",
                "S(1, 2, 3) = " + Values.text(x.softmax(0)),
                "S(1001, 1002, 1003) = " + Values.text(x.plus(1000).softmax(0)))),
        new Answer(
            "2.2",
            "Two classes",
            List.of(
                "S([x₁, x₂]) = [σ(z), 1 − σ(z)] with z = x₁ − x₂.",
                "S(1, 3) = %s, σ(−2) = %s, 1 − σ(−2) = %s"
                    .formatted(
                        Values.text(pair.softmax(0)),
                        Values.text(Values.scalar(-2).sigmoid()),
                        Values.text(Values.scalar(2).sigmoid())))),
        new Answer(
            "2.3",
            "K − 1 parameters",
            List.of(
                "S([y₁, …, y_K]) = S([0, y₂ − y₁, …, y_K − y₁]), and S(y) = S(y′) only if y − y′ is"
                    + " a multiple of 1: K − 1 is the least.",
                "S(1, 2, 3) = %s, S(0, 1, 2) = %s"
                    .formatted(
                        Values.text(x.softmax(0)),
                        Values.text(Values.vector(0, 1, 2).softmax(0))))),
        new Answer("2.4", "Jacobian", jacobian(row)));
  }

  private static List<String> jacobian(Node row) {
    Node matrix =
        Values.vector(1, 0, 0, 0, 1, 0, 0, 0, 1)
            .reshape(Shape.of(3, 3))
            .times(row.broadcastTo(Shape.of(3, 3)))
            .minus(row.transpose().matmul(row));
    List<Fraction> flat = Values.exact(matrix);
    List<String> lines = new ArrayList<>();
    lines.add(
        "∂S_i/∂a_j = S_i(δ_ij − S_j): diagonal S_i(1 − S_i), beside it −S_i S_j; rows sum to 0.");
    lines.add("for probabilities in the ratio 1 : 2 : 3");
    lines.addAll(
        ConvolutionText.matrix(
            List.of(flat.subList(0, 3), flat.subList(3, 6), flat.subList(6, 9))));
    return lines;
  }
}
