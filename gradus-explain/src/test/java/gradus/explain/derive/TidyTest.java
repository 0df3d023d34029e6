package gradus.explain.derive;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import org.junit.jupiter.api.Test;

class TidyTest {

  private static final Formula X = Formula.var("x");
  private static final Condition IS_ONE = Condition.compare(Relation.EQ, X, Formula.ONE);

  private static Condition compared(Relation relation, Formula other) {
    return Condition.compare(relation, new Formula.Iverson(IS_ONE), other);
  }

  @Test
  void aBracketThatIsNotZeroIsItsCondition() {
    Condition twice =
        Condition.compare(
            Relation.NE, new Formula.Iverson(compared(Relation.NE, Formula.ZERO)), Formula.ZERO);
    assertThat(Tidy.of(new Formula.Iverson(twice))).isEqualTo(new Formula.Iverson(IS_ONE));
    assertThat(Tidy.of(new Formula.Choose(new Condition.Not(twice), X, Formula.ONE)))
        .isEqualTo(new Formula.Choose(new Condition.Not(IS_ONE), X, Formula.ONE));
  }

  @Test
  void otherComparisonsOfABracketStay() {
    for (Condition condition :
        new Condition[] {
          compared(Relation.EQ, Formula.ZERO),
          compared(Relation.NE, Formula.ONE),
          Condition.compare(Relation.NE, X, Formula.ZERO)
        }) {
      Formula term = new Formula.Iverson(condition);
      assertThat(Tidy.of(term)).isEqualTo(term);
    }
  }
}
