package gradus.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.formula.Condition.Relation;
import gradus.formula.Formula.Combination;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartsTest {

  private static final Formula.Var A = Formula.var("a");
  private static final Formula.Var B = Formula.var("b");
  private static final Formula.Var C = Formula.var("c");
  private static final Formula.Var D = Formula.var("d");

  static Stream<Formula> terms() {
    Condition less = Condition.compare(Relation.LT, A, B);
    Condition all = new Condition.And(List.of(less, new Condition.Not(less)));
    return Stream.of(
        Formula.ONE,
        new Formula.Named("pi"),
        A,
        new Formula.Entry("x", List.of(A, B)),
        new Formula.Add(List.of(A, B, C)),
        new Formula.Neg(A),
        new Formula.Mul(List.of(A, B)),
        new Formula.Div(A, B),
        new Formula.Power(A, B),
        Formula.call("max", A, B),
        new Formula.Fold(Combination.SUM, D, A, B, C),
        new Formula.Iverson(new Condition.Or(List.of(less, all))),
        new Formula.Choose(all, C, D));
  }

  @ParameterizedTest
  @MethodSource("terms")
  void aTermIsMadeOfItsParts(Formula term) {
    assertThat(Parts.replaced(term, Parts.of(term))).isEqualTo(term);
  }

  @Test
  void otherPartsStandInTheSameOrder() {
    Formula fold = new Formula.Fold(Combination.MAX, D, A, B, C);
    assertThat(Parts.replaced(fold, List.of(B, C, A)))
        .isEqualTo(new Formula.Fold(Combination.MAX, D, B, C, A));
    Condition less = Condition.compare(Relation.LT, A, B);
    assertThat(Parts.replaced(new Formula.Choose(less, C, D), List.of(D, C, B, A)))
        .isEqualTo(new Formula.Choose(Condition.compare(Relation.LT, D, C), B, A));
  }

  @Test
  void tooFewPartsAreRefused() {
    assertThatThrownBy(() -> Parts.replaced(new Formula.Div(A, B), List.of(A)))
        .hasMessageContaining("expected 2, found 1. Give one for each.");
  }
}
