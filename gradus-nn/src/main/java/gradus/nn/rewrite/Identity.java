package gradus.nn.rewrite;

import static gradus.formula.Formula.call;
import static gradus.formula.Formula.number;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.Verdict;
import gradus.algebra.decide.Decision;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The scalar identity behind a law, and who holds it.
///
/// @param statement the law in a line
/// @param source where it is written
/// @param held the verdict of the algebra, or the test that holds it
public record Identity(String statement, String source, String held) {

  static Identity of(Law law) {
    String held =
        goal(law)
            .map(Decision::decide)
            .filter(verdict -> verdict instanceof Verdict.Proved)
            .map(_ -> "PROVED by gradus.algebra for all values")
            .orElse("held by RewriterTest and RoundTripTest, in fractions or 40 digits; no proof");
    return new Identity(law.statement(), law.source(), held);
  }

  /// The identity as a claim, where it is one about numbers alone.
  static Optional<Goal> goal(Law law) {
    Formula a = Formula.var("a");
    Formula b = Formula.var("b");
    Formula half = number(0.5);
    return switch (law) {
      case SIGMOID_TO_TANH ->
          same(call("sigmoid", a), half.times(number(1).plus(call("tanh", half.times(a)))));
      case TANH_TO_SIGMOID ->
          same(
              call("tanh", a),
              number(2).times(call("sigmoid", number(2).times(a))).minus(number(1)));
      case SOFTMAX_TO_SIGMOID, SIGMOID_TO_SOFTMAX, SIGMOID_TO_SOFTMAX_LEAST ->
          same(
              call("exp", b).over(call("exp", a).plus(call("exp", b))),
              call("sigmoid", b.minus(a)));
      case FLIP_TANH_SIGNS ->
          same(call("tanh", number(0).minus(a)), number(0).minus(call("tanh", a)));
      case DROP_RELU -> same(call("relu", call("relu", a)), call("relu", a));
      case DROP_REFERENCE,
          ADD_REFERENCE,
          CENTRE_LOGITS,
          RE_REFERENCE,
          FOLD_BATCH_NORM,
          MERGE_SERIES,
          MERGE_PARALLEL,
          DROP_DEAD_UNITS,
          FOLD_CONSTANTS,
          DROP_DROPOUT,
          SORT_UNITS,
          SCALE_RELU,
          AVERAGE_POOL_TO_CONV,
          UNFOLD ->
          Optional.empty();
    };
  }

  private static Optional<Goal> same(Formula left, Formula right) {
    Setting reals =
        new Setting(Map.of("a", Setting.Kind.REAL, "b", Setting.Kind.REAL), Map.of(), List.of());
    return Optional.of(new Goal.Compare(reals, left, Relation.EQ, right));
  }
}
