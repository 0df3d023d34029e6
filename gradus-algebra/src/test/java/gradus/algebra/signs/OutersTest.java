package gradus.algebra.signs;

import static gradus.algebra.refute.Terms.*;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Matrices that are positive semidefinite by their form, and those that are equal to them.
class OutersTest {

  private static final Setting FREE = new Setting(Map.of(), Map.of(), List.of());
  private static final Proof NOTHING = new Proof.Chain(List.of());

  @Test
  void aMatrixIsEqualToTheOneThatIsProved() {
    Var row = Formula.var("r");
    Var column = Formula.var("c");
    Formula same = new Formula.Iverson(is(row, Relation.EQ, column));
    Goal.Semidefinite twice = new Goal.Semidefinite(FREE, n(3), row, column, add(same, same));
    CurvatureProof proof =
        new CurvatureProof.Rewritten(mul(n(2), same), NOTHING, new CurvatureProof.Outer(List.of()));
    assertThat(Laws.prove(twice, proof)).isTrue();
    Goal.Semidefinite less = new Goal.Semidefinite(FREE, n(3), row, column, same.negated());
    assertThat(Laws.prove(less, proof)).isFalse();
    // brackets that hold elsewhere are no diagonal
    for (Formula gap :
        List.of(
            add(row, column),
            mul(row, column),
            sub(row, n(1)),
            mul(sub(row, column), sub(n(2), column)),
            sub(mul(n(2), row), column))) {
      Formula other = new Formula.Iverson(is(gap, Relation.EQ, n(0)));
      Goal.Semidefinite goal = new Goal.Semidefinite(FREE, n(3), row, column, other);
      assertThat(Laws.prove(goal, new CurvatureProof.Outer(List.of())))
          .as(gap.toString())
          .isFalse();
    }
  }
}
