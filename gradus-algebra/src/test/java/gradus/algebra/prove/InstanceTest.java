package gradus.algebra.prove;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceTest {

  private static final Formula.Var K = Formula.var("K");
  private static final Formula.Var A = Formula.var("a");

  /// `x₁ = x₁` for a vector of K entries, under a condition.
  private static Goal.Compare goal(Condition given) {
    Setting setting =
        new Setting(
            Map.of("K", Setting.Kind.INTEGER, "a", Setting.Kind.REAL),
            Map.of("x", List.of(new Setting.Range(Formula.ONE, K))),
            List.of(given));
    Formula first = new Formula.Entry("x", List.of(Formula.ONE));
    return new Goal.Compare(setting, first, Relation.EQ, first);
  }

  @Test
  void sizesThatTheConditionExcludesAreLeftOut() {
    Condition given = Condition.compare(Relation.GE, K, Formula.number(2));
    assertThat(Instance.upTo(goal(given), 3)).containsExactly(Map.of("K", 2L), Map.of("K", 3L));
  }

  /// A mutated claim with such a condition ended with an exception.
  @Test
  void sizesAtWhichTheConditionHasNoValueAreLeftOut() {
    Formula below = K.minus(Formula.ONE);
    Condition given = Condition.compare(Relation.GT, A, Formula.ONE.over(below));
    assertThat(Instance.upTo(goal(given), 3)).containsExactly(Map.of("K", 2L), Map.of("K", 3L));
  }
}
