package gradus.explain.derive;

import gradus.formula.Formula;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.composite.SoftmaxCrossEntropy;
import gradus.op.composite.SquaredError;
import java.util.List;

/// The gradient with respect to the logits, everything put in: `(σ(a) − y) / B`, `(p − y) / B`.
final class Logits {

  private Logits() {}

  /// The closing lines for losses that have a famous one.
  static List<Line> lines(Subject subject, Numbers numbers) {
    var each = subject.loss().input(0);
    var shape = subject.logits().type().shape();
    List<Formula> index = Drawn.index(shape.rank());
    Formula a = subject.named(subject.logits()).at(index);
    Formula y = subject.named(subject.target()).at(index);
    Formula error =
        switch (each.op()) {
          case SoftmaxCrossEntropy(int axis) ->
              HandWritten.probability(subject.named(subject.logits()), index, axis).minus(y);
          case BinaryCrossEntropy _ -> Formula.call("sigmoid", a).minus(y);
          case SquaredError _ -> Formula.number(2).times(a.minus(y));
          default -> Formula.ZERO;
        };
    if (error.equals(Formula.ZERO)) {
      return List.of();
    }
    Formula count = Formula.number(each.type().shape().elements());
    Formula closed = error.over(count);
    String remark =
        numbers.compare(subject.deltaName(subject.logits()), closed).map(Gradient::told).orElse("");
    Formula short_ =
        each.op() instanceof SoftmaxCrossEntropy
            ? Formula.var("p").minus(Formula.var("y")).over(count)
            : each.op() instanceof BinaryCrossEntropy
                ? Formula.call("sigmoid", Formula.var("a")).minus(Formula.var("y")).over(count)
                : Formula.number(2).times(Formula.var("a").minus(Formula.var("y"))).over(count);
    Formula left = subject.delta(subject.logits()).at(index);
    return List.of(
        Line.of("what arrives is put in", left, closed, shape).remarked(remark),
        Line.of(
                each.op() instanceof SoftmaxCrossEntropy
                    ? "closed form, p the softmax of the logits"
                    : "closed form, a the logits",
                Formula.var(subject.deltaName(subject.logits())),
                short_,
                shape)
            .remarked(remark));
  }
}
