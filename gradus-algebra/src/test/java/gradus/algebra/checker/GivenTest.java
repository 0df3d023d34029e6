package gradus.algebra.checker;

import static gradus.algebra.refute.Terms.*;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.Setting;
import gradus.algebra.Setting.Kind;
import gradus.algebra.linear.Elimination;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.reference.FormulaValue;
import gradus.reference.Fraction;
import gradus.reference.FractionNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a linear argument shows holds at every point, with quotients rounded and products too.
class GivenTest {

  private static final Formula N = v("n");
  private static final Formula M = v("m");
  private static final Formula S = v("s");
  private static final Map<String, Kind> WHOLE =
      Map.of("n", Kind.INTEGER, "m", Kind.INTEGER, "s", Kind.INTEGER);

  private static Formula floor(Formula above, Formula below) {
    return f("floordiv", above, below);
  }

  private static Formula atom(Random random) {
    List<Formula> simple = List.of(N, M, S, add(N, M), sub(N, S), add(M, n(1)), sub(n(-1), N));
    Formula x = simple.get(random.nextInt(simple.size()));
    Formula y = simple.get(random.nextInt(simple.size()));
    return switch (random.nextInt(6)) {
      case 0, 1 -> floor(x, S);
      case 2 -> floor(x, n(2 + random.nextInt(2)));
      case 3 -> mul(x, y);
      case 4 -> floor(floor(x, n(2)), S);
      default -> x;
    };
  }

  private static Formula combination(Random random) {
    List<Formula> terms = new ArrayList<>(List.of(n(random.nextInt(7) - 2)));
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      terms.add(mul(n(random.nextInt(5) - 2), atom(random)));
    }
    return add(terms.toArray(Formula[]::new));
  }

  private static final List<Condition> POSSIBLE =
      List.of(
          is(N, Relation.GE, n(0)),
          is(M, Relation.GE, N),
          is(M, Relation.LT, S),
          is(N, Relation.LE, mul(M, S)),
          is(sub(N, S), Relation.GT, n(-3)));

  private static Fraction value(Formula term, Map<String, Fraction> at) {
    return new FormulaValue<>(new FractionNumbers(), at, Map.of()).of(term);
  }

  private static boolean holds(Condition condition, Map<String, Fraction> at) {
    return value(new Formula.Iverson(condition), at).equals(Fraction.ONE);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void whatIsEntailedHoldsAtEveryPoint(long seed) {
    Random random = new Random(seed);
    int entailed = 0;
    for (int i = 0; i < 150; i++) {
      List<Condition> given = new ArrayList<>(List.of(is(S, Relation.GE, n(1))));
      POSSIBLE.stream().filter(_ -> random.nextBoolean()).forEach(given::add);
      Formula term = combination(random);
      boolean strict = random.nextBoolean();
      if (Premises.of(new Setting(WHOLE, Map.of(), given), Elimination::contradiction)
          .entails(term, strict)) {
        entailed++;
        everywhere(given, term, strict);
      }
    }
    assertThat(entailed).isGreaterThan(5);
  }

  private static void everywhere(List<Condition> given, Formula term, boolean strict) {
    for (int n = -6; n <= 6; n++) {
      for (int m = -6; m <= 6; m++) {
        for (int s = 1; s <= 5; s++) {
          Map<String, Fraction> at =
              Map.of("n", Fraction.of(n), "m", Fraction.of(m), "s", Fraction.of(s));
          if (given.stream().allMatch(it -> holds(it, at))) {
            assertThat(value(term, at).signum())
                .as("%s at %s, given %s", term, at, given)
                .isGreaterThanOrEqualTo(strict ? 1 : 0);
          }
        }
      }
    }
  }

  @Test
  void aQuotientByWhatMayBeNegativeIsNotRoundedByASign() {
    Premises free =
        Premises.of(new Setting(WHOLE, Map.of(), List.of()), Elimination::contradiction);
    Formula remainder = sub(N, mul(S, floor(N, S)));
    assertThat(free.entails(remainder, false)).isFalse();
    Condition positive = is(S, Relation.GE, n(1));
    Premises given =
        Premises.of(new Setting(WHOLE, Map.of(), List.of(positive)), Elimination::contradiction);
    assertThat(given.entails(remainder, false)).isTrue();
    assertThat(given.entails(sub(S, remainder), true)).isTrue();
    assertThat(given.entails(remainder, true)).isFalse();
  }

  @Test
  void aRealNumberIsNotTakenOutOfAFloor() {
    Premises real =
        Premises.of(
            new Setting(Map.of(), Map.of(), List.of(is(S, Relation.GE, n(1)))),
            Elimination::contradiction);
    Formula gap = sub(f("floor", add(v("x"), v("y"))), add(f("floor", v("x")), v("y")));
    assertThat(real.entails(gap, false)).isFalse();
    assertThat(real.entails(sub(v("x"), f("floor", v("x"))), false)).isTrue();
  }
}
