package gradus.formula;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.op.Evaluated;
import gradus.op.Node;
import gradus.op.composite.Function;
import gradus.reference.FormulaValue;
import gradus.reference.Judge;
import gradus.reference.Value;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SubstitutionTest {

  private static final Judge<Double> JUDGE = Judge.inDouble();

  @Test
  void renamesBoundVariablesWhereTheirNameIsTaken() {
    Formula.Var k = Formula.var("k");
    Formula sum =
        Formula.fold(Formula.Combination.SUM, k, Formula.var("n"), Formula.var("i").times(k));
    Substitution substitution =
        new Substitution(
            name -> name.equals("i") ? k : Formula.var(name),
            UnaryOperator.identity(),
            new HashSet<>(Set.of("k")));
    Formula.Var fresh = Formula.var("k′");
    assertThat(substitution.in(sum))
        .isEqualTo(Formula.fold(Formula.Combination.SUM, fresh, Formula.var("n"), k.times(fresh)));
    assertThat(Substitution.variables(sum)).containsExactlyInAnyOrder("n", "i");
  }

  @Test
  void reachesEveryKindOfTerm() {
    Formula.Var x = Formula.var("x");
    Condition condition =
        new Condition.Or(
            List.of(
                new Condition.Not(Condition.compare(Condition.Relation.EQ, x, Formula.ONE)),
                Condition.within(x, Formula.ZERO, x)));
    Formula term =
        new Formula.Choose(
            condition,
            x.power(x).over(Formula.call("exp", x)).minus(new Formula.Iverson(condition)),
            new Formula.Entry("t", List.of(x, new Formula.Named("pi"))));
    Substitution toY =
        new Substitution(name -> Formula.var("y"), UnaryOperator.identity(), new HashSet<>());
    assertThat(Substitution.variables(toY.in(term))).containsExactly("y");
    Substitution back =
        new Substitution(name -> Formula.var("x"), UnaryOperator.identity(), new HashSet<>());
    assertThat(back.in(toY.in(term))).isEqualTo(term);
  }

  /// Sums within sums: every operation of the body binds `k`.
  @Test
  void aFunctionWritesItsBodyWithoutCapture() {
    TensorType square = TensorType.f64(3, 3);
    Function body =
        Function.of(
            "chain",
            List.of(square, square),
            x -> x.get(0).matmul(x.get(1)).softmax(1).matmul(x.get(0).matmul(x.get(0)).tanh()));
    Node a = Evaluated.random(square.shape(), 1);
    Node b = Evaluated.random(square.shape(), 2);
    assertWritten(body, a, b);
  }

  @Test
  void aFunctionInAFunctionIsWrittenWithoutCapture() {
    TensorType square = TensorType.f64(2, 2);
    Function inner =
        Function.of("inner", List.of(square), x -> x.getFirst().matmul(x.getFirst().tanh()));
    Function outer =
        Function.of(
            "outer",
            List.of(square),
            x -> inner.call(List.of(inner.call(List.of(x.getFirst())))).transpose());
    assertWritten(outer, Evaluated.random(square.shape(), 3));
  }

  @Test
  void aNewNameOfAnIndexIsNotOneThatItsBodyHolds() {
    Formula.Var k = Formula.var("k");
    Formula prime = Formula.var("k′");
    Formula fold = Formula.fold(Formula.Combination.SUM, k, Formula.number(3), k.plus(prime));
    Formula renamed =
        new Substitution(Formula::var, UnaryOperator.identity(), new HashSet<>(Set.of("k")))
            .in(fold);
    Formula.Var other = Formula.var("k″");
    assertThat(renamed.toString().replace("k′′", other.name()))
        .isEqualTo(
            Formula.fold(Formula.Combination.SUM, other, Formula.number(3), other.plus(prime))
                .toString());
  }

  @Test
  void aLongFunctionIsWrittenByItsName() {
    Function powers =
        Function.of(
            "powers",
            List.of(TensorType.f64(2)),
            x -> {
              Node y = x.getFirst();
              for (int i = 0; i < 60; i++) {
                y = y.times(y);
              }
              return y;
            });
    Formula i = Formula.var("i");
    assertThat(
            powers.formula(List.of(Indexed.named("x", powers.result().type().shape())), List.of(i)))
        .isEqualTo(new Formula.Entry("powers", List.of(i)));
  }

  /// Holds a function's formula, with a variable as each index, against the judge at every index.
  private static void assertWritten(Function function, Node... inputs) {
    Node node = function.call(List.of(inputs));
    Map<String, Value<Double>> tensors = new HashMap<>();
    List<Indexed> named = new ArrayList<>();
    for (Node input : inputs) {
      String name = "x" + named.size();
      named.add(Indexed.named(name, input.type().shape()));
      tensors.put(name, JUDGE.value(input, Map.of()));
    }
    Formula written =
        function.formula(named, List.of(Formula.var("k"), Formula.var("i").minus(Formula.ONE)));
    Value<Double> judged = JUDGE.value(node, Map.of());
    for (int i = 0; i < judged.elements().size(); i++) {
      int[] index = node.type().shape().index(i);
      Map<String, Double> at = Map.of("k", (double) index[0], "i", index[1] + 1.0);
      double value = new FormulaValue<>(JUDGE.numbers(), at, tensors).of(written);
      assertThat(value).isCloseTo(judged.at(i), Offset.offset(1e-12));
    }
  }
}
