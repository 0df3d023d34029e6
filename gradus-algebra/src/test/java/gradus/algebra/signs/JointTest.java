package gradus.algebra.signs;

import static gradus.algebra.refute.Terms.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.Verdict;
import gradus.algebra.curvature.Convexity;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Functions that are one above a point and another below.
class JointTest {

  private static final Var A = Formula.var("a");
  private static final Var B = Formula.var("b");
  private static final Setting FREE = new Setting(Map.of(), Map.of(), List.of());

  private static Formula choose(Formula then, Formula otherwise) {
    return new Formula.Choose(is(A, Relation.GT, n(0)), then, otherwise);
  }

  @Test
  void twoConvexFunctionsMustMeetAndNotBendDown() {
    Goal.Convex elu = new Goal.Convex(FREE, choose(A, sub(exp(A), n(1))), A);
    CurvatureProof.Joined proof = (CurvatureProof.Joined) joined(elu);
    assertThat(Laws.prove(elu, proof)).isTrue();
    for (Formula wrong :
        List.of(
            choose(div(A, n(2)), sub(exp(A), n(1))),
            choose(add(A, n(1)), sub(exp(A), n(1))),
            choose(A, exp(A)),
            choose(A, sub(n(1), exp(A))),
            choose(A, f("log", A.negated())))) {
      Goal.Convex goal = new Goal.Convex(FREE, wrong, A);
      assertThat(Convexity.decide(goal)).isNotInstanceOf(Verdict.Proved.class);
      Formula part = wrong;
      CurvatureProof forged =
          new CurvatureProof.Joined(
              part, proof.above(), proof.below(), proof.meeting(), proof.slopes());
      assertThat(Laws.prove(goal, forged)).as(wrong.toString()).isFalse();
    }
    assertThat(Laws.prove(new Goal.Convex(FREE, elu.function(), B), proof)).isFalse();
  }

  private static CurvatureProof joined(Goal.Convex goal) {
    return Convexity.decide(goal) instanceof Verdict.Proved(CurvatureProof proof)
        ? proof
        : fail("no proof of " + goal);
  }
}
