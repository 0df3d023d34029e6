package gradus.algebra.checker;

import static gradus.algebra.refute.Terms.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.algebra.Goal;
import gradus.algebra.LinearLine;
import gradus.algebra.LinearLine.Combined;
import gradus.algebra.LinearLine.Law;
import gradus.algebra.LinearLine.Product;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.Setting.Kind;
import gradus.algebra.Step;
import gradus.algebra.checker.Premises.Bound;
import gradus.algebra.checker.Sum.Atom;
import gradus.algebra.linear.Elimination;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever writes the lines of a linear argument, they lead to nothing false.
class LinesTest {

  private static final Setting SETTING =
      new Setting(
          Map.of("n", Kind.INTEGER, "m", Kind.INTEGER, "s", Kind.INTEGER), Map.of(), List.of());
  private static final List<Formula> TERMS =
      List.of(
          v("n"),
          sub(v("m"), n(2)),
          add(v("x"), n(1)),
          mul(v("n"), v("m")),
          f("floordiv", v("n"), v("s")),
          f("floordiv", add(v("n"), v("m")), n(2)),
          f("floor", v("x")),
          new Formula.Iverson(is(v("n"), Relation.GE, v("m"))),
          mul(v("x"), v("x")));

  private static Fraction value(Sum sum, Map<String, Fraction> at) {
    Fraction value = Fraction.ZERO;
    for (Map.Entry<Map<Atom, Fraction>, Fraction> term : sum.terms().entrySet()) {
      Fraction product = term.getValue();
      for (Map.Entry<Atom, Fraction> power : term.getKey().entrySet()) {
        product = product.times(value(power.getKey(), at).power(power.getValue()));
      }
      value = value.plus(product);
    }
    return value;
  }

  private static Fraction value(Atom atom, Map<String, Fraction> at) {
    if (atom.head() instanceof Formula.Var(String name)) {
      return at.get(name);
    }
    Fraction first = value(atom.parts().getFirst(), at);
    return atom.isBracket() ? Fraction.of(first.signum() < 0 ? 0 : 1) : first.floor();
  }

  private static Premises scope(Random random, Map<String, Fraction> at) {
    Premises scope = Premises.of(SETTING, _ -> List.of());
    List<Bound> known = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Formula term =
          sub(
              mul(n(random.nextInt(1, 4)), TERMS.get(random.nextInt(TERMS.size()))),
              mul(n(random.nextInt(-3, 4)), TERMS.get(random.nextInt(TERMS.size()))));
      Sum form = new Canon(scope).of(term);
      int sign = value(form, at).signum();
      known.add(
          new Bound(sign < 0 ? Sum.ZERO.minus(form) : form, sign != 0 && random.nextBoolean()));
    }
    return scope.with(known);
  }

  private static LinearLine<Map<Atom, Fraction>> line(
      Random random, Premises scope, List<Bound> lines) {
    int i = random.nextInt(lines.size());
    int j = random.nextInt(lines.size());
    List<Map<Atom, Fraction>> unknowns = new ArrayList<>(lines.get(i).form().terms().keySet());
    int kind = random.nextInt(4);
    if (kind == 0 && !unknowns.isEmpty()) {
      Map<Atom, Fraction> product = unknowns.get(random.nextInt(unknowns.size()));
      int laws = scope.laws(product).size();
      return laws == 0 ? new Product<>(i, j) : new Law<>(product, random.nextInt(laws));
    }
    Fraction a = Fraction.of(random.nextInt(1, 5), random.nextInt(1, 4));
    Fraction b = Fraction.of(random.nextInt(1, 5));
    return kind == 1 ? new Product<>(i, j) : new Combined<>(i, a, j, b);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everyLineHoldsWhereWhatIsKnownDoes(long seed) {
    Random random = new Random(seed);
    int said = 0;
    for (int i = 0; i < 300; i++) {
      Map<String, Fraction> at =
          Map.of(
              "n", Fraction.of(random.nextInt(-5, 6)),
              "m", Fraction.of(random.nextInt(-5, 6)),
              "s", Fraction.of(random.nextInt(1, 4)),
              "x", Fraction.of(random.nextInt(-9, 10), random.nextInt(1, 5)));
      Premises scope = scope(random, at);
      List<Bound> lines = new ArrayList<>(scope.known());
      for (int k = 0; k < 12; k++) {
        LinearLine<Map<Atom, Fraction>> line = line(random, scope, lines);
        if (line instanceof Product(int first, int second)
            && lines.get(first).form().terms().size() * lines.get(second).form().terms().size()
                > 40) {
          continue;
        }
        lines.add(scope.bound(line, lines));
        said++;
      }
      for (Bound bound : lines) {
        assertThat(value(bound.form(), at).signum())
            .as("%s at %s", bound, at)
            .isGreaterThanOrEqualTo(bound.strict() ? 1 : 0);
      }
    }
    assertThat(said).isGreaterThan(1000);
  }

  private static Premises between(Premises.Search search) {
    List<Condition> given = List.of(is(v("n"), Relation.GE, n(1)), is(v("m"), Relation.GE, v("n")));
    return Premises.of(new Setting(SETTING.variables(), Map.of(), given), search);
  }

  @Test
  void whatNobodyArguesIsNotBelieved() {
    assertThat(between(_ -> List.of()).entails(v("m"), true)).isFalse();
    assertThat(between(Elimination::contradiction).entails(v("m"), true)).isTrue();
  }

  @Test
  void theLinesForOneThingDoNotShowAnother() {
    List<LinearLine<Map<Atom, Fraction>>> lines = new ArrayList<>();
    Premises scope =
        between(
            there -> {
              lines.addAll(Elimination.contradiction(there));
              return lines;
            });
    assertThat(scope.entails(v("m"), true)).isTrue();
    assertThat(lines).isNotEmpty();
    assertThat(between(_ -> lines).entails(v("m"), true)).isTrue();
    assertThat(between(_ -> lines).entails(sub(v("m"), n(1)), true)).isFalse();
    assertThat(between(_ -> lines).entails(sub(v("n"), v("m")), false)).isFalse();
    for (int i = 0; i < lines.size(); i++) {
      List<LinearLine<Map<Atom, Fraction>>> fewer = new ArrayList<>(lines);
      fewer.remove(i);
      assertThat(isEntailed(fewer)).isFalse();
    }
  }

  private static boolean isEntailed(List<LinearLine<Map<Atom, Fraction>>> lines) {
    try {
      return between(_ -> lines).entails(v("m"), true);
    } catch (IndexOutOfBoundsException noSuchLine) {
      return false;
    }
  }

  @Test
  void aLineThatIsNoLineIsRefused() {
    Fraction one = Fraction.ONE;
    for (Fraction factor : List.of(Fraction.ZERO, Fraction.of(-1))) {
      assertThatThrownBy(
              () -> between(_ -> List.of(new Combined<>(0, one, 1, factor))).entails(v("m"), true))
          .isInstanceOf(RefusedException.class)
          .hasMessage("checker: expected positive factors, found 1 and " + factor + ".");
    }
    Goal.Compare goal =
        new Goal.Compare(between(_ -> List.of()).setting(), v("n"), Relation.EQ, v("m"));
    Proof proof = new Proof.Chain(List.of(new Step("algebra", v("n"), v("m"), List.of())));
    for (LinearLine<Map<Atom, Fraction>> line :
        List.<LinearLine<Map<Atom, Fraction>>>of(
            new Combined<>(0, one, 9, one), new Product<>(-1, 0), new Law<>(Map.of(), 7))) {
      assertThatThrownBy(() -> Checker.verify(goal, proof, _ -> List.of(line)))
          .isInstanceOf(RefusedException.class);
    }
  }
}
