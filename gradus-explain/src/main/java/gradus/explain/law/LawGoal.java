package gradus.explain.law;

import static gradus.formula.Formula.ONE;
import static gradus.formula.Formula.ZERO;
import static gradus.formula.Formula.call;
import static gradus.formula.Formula.number;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.nn.rewrite.Law;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The identity behind a law as a claim that the algebra decides, for every size where it has one.
final class LawGoal {

  private static final Formula A = Formula.var("a");
  private static final Formula B = Formula.var("b");
  private static final Formula HALF = number(0.5);
  private static final Formula.Var K = Formula.var("K");
  private static final Formula.Var I = Formula.var("i");
  private static final Formula.Var J = Formula.var("j");

  private LawGoal() {}

  /// The claim, or empty where the law is not one about numbers and sums.
  static Optional<Goal> of(Law law) {
    return switch (law) {
      case SIGMOID_TO_TANH ->
          same(call("sigmoid", A), HALF.times(ONE.plus(call("tanh", HALF.times(A)))));
      case TANH_TO_SIGMOID ->
          same(call("tanh", A), number(2).times(call("sigmoid", number(2).times(A))).minus(ONE));
      case SOFTMAX_TO_SIGMOID, SIGMOID_TO_SOFTMAX, SIGMOID_TO_SOFTMAX_LEAST ->
          same(
              call("exp", B).over(call("exp", A).plus(call("exp", B))),
              call("sigmoid", B.minus(A)));
      case DROP_REFERENCE, CENTRE_LOGITS, RE_REFERENCE -> shifted();
      case FOLD_BATCH_NORM -> folded();
      case MERGE_SERIES -> series();
      case MERGE_PARALLEL ->
          summed(
              sum(J, at("w", J).times(at("x", J))).plus(sum(J, at("v", J).times(at("x", J)))),
              sum(J, at("w", J).plus(at("v", J)).times(at("x", J))));
      case AVERAGE_POOL_TO_CONV ->
          summed(sum(J, at("x", J)).over(K), sum(J, at("x", J).times(ONE.over(K))));
      case FLIP_TANH_SIGNS -> same(call("tanh", ZERO.minus(A)), ZERO.minus(call("tanh", A)));
      case DROP_RELU -> same(call("relu", call("relu", A)), call("relu", A));
      case SCALE_RELU -> scaled();
      case ADD_REFERENCE, DROP_DEAD_UNITS, FOLD_CONSTANTS, DROP_DROPOUT, SORT_UNITS, UNFOLD ->
          Optional.empty();
    };
  }

  private static Formula at(String tensor, Formula... index) {
    return new Formula.Entry(tensor, List.of(index));
  }

  private static Formula sum(Formula.Var index, Formula body) {
    return new Formula.Fold(Combination.SUM, index, ONE, K, body);
  }

  private static Optional<Goal> same(Formula left, Formula right) {
    return goal(List.of(), left, right);
  }

  private static Optional<Goal> goal(List<Condition> given, Formula left, Formula right) {
    return Optional.of(
        new Goal.Compare(new Setting(Map.of(), Map.of(), given), left, Relation.EQ, right));
  }

  /// `softmax(y − c)ᵢ = softmax(y)ᵢ`, whatever number is subtracted.
  private static Optional<Goal> shifted() {
    Formula c = Formula.var("c");
    return summed(
        call("exp", at("x", I).minus(c)).over(sum(J, call("exp", at("x", J).minus(c)))),
        call("exp", at("x", I)).over(sum(J, call("exp", at("x", J)))));
  }

  /// `γ (w x + b − μ)/s + β = (γ/s · w) x + γ (b − μ)/s + β` with `s = √(v + ε) > 0`.
  private static Optional<Goal> folded() {
    Formula scale = Formula.var("gamma");
    Formula s = Formula.var("s");
    Formula w = Formula.var("w");
    Formula x = Formula.var("x");
    Formula rest = Formula.var("b").minus(Formula.var("mu"));
    Formula shift = Formula.var("beta");
    return goal(
        List.of(Condition.compare(Relation.GT, s, ZERO)),
        scale.times(w.times(x).plus(rest)).over(s).plus(shift),
        scale.over(s).times(w).times(x).plus(scale.times(rest).over(s).plus(shift)));
  }

  /// `Σⱼ vⱼ (Σᵢ wⱼᵢ xᵢ) = Σᵢ (Σⱼ vⱼ wⱼᵢ) xᵢ`.
  private static Optional<Goal> series() {
    Formula inner = sum(I, at("m", J, I).times(at("x", I)));
    return summed(
        sum(J, at("v", J).times(inner)),
        sum(I, sum(J, at("v", J).times(at("m", J, I))).times(at("x", I))));
  }

  /// `v relu(a) = (v/s) relu(s a)` for `s > 0`.
  private static Optional<Goal> scaled() {
    Formula s = Formula.var("s");
    Formula v = Formula.var("v");
    return goal(
        List.of(Condition.compare(Relation.GT, s, ZERO)),
        v.times(call("relu", A)),
        v.over(s).times(call("relu", s.times(A))));
  }

  /// A claim about vectors of any length `K`.
  private static Optional<Goal> summed(Formula left, Formula right) {
    Setting.Range range = new Setting.Range(ONE, K);
    Map<String, List<Setting.Range>> tensors = new LinkedHashMap<>();
    List.of("w", "v", "x").forEach(name -> tensors.put(name, List.of(range)));
    tensors.put("m", List.of(range, range));
    Setting setting =
        new Setting(
            Map.of("K", Setting.Kind.INTEGER, "i", Setting.Kind.INTEGER),
            tensors,
            List.of(
                Condition.compare(Relation.GE, K, ONE),
                Condition.compare(Relation.LE, ONE, I),
                Condition.compare(Relation.LE, I, K)));
    return Optional.of(new Goal.Compare(setting, left, Relation.EQ, right));
  }
}
