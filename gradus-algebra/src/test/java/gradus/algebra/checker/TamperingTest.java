package gradus.algebra.checker;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.Counterexample;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.Step;
import gradus.algebra.linear.Elimination;
import gradus.algebra.prove.Prover;
import gradus.algebra.prove.Truths;
import gradus.algebra.refute.Effort;
import gradus.algebra.refute.Refuter;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Fold;
import gradus.formula.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No proof that was tampered with is accepted for something false.
class TamperingTest {

  private static final Effort EFFORT = new Effort(150_000, 400, 50_000, 7);

  static Stream<String> names() {
    return Stream.of(
        "1.1 slope",
        "1.4 cross-entropy",
        "2.1 shift",
        "2.4 jacobian",
        "2.4 lse slope",
        "2.2 two classes",
        "temperature",
        "gelu",
        "relu",
        "5.2 cases",
        "5.3 flip",
        "adjoint",
        "5.6",
        "3 networks");
  }

  private static Goal.Compare goal(String name) {
    return Optional.ofNullable(Truths.all().get(name)).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("names")
  void noLineLeadsToWhatIsNotEqual(String name) {
    Goal.Compare goal = goal(name);
    List<Step> lines = lines(Prover.prove(goal).orElseThrow());
    int refused = 0;
    for (Step line : lines) {
      Setting setting = within(goal.setting(), lines);
      for (Step other : Mutations.lines(line, 8, lines.size())) {
        Goal.Compare alone = new Goal.Compare(setting, other.before(), Relation.EQ, other.after());
        refused += refusedOrTrue(alone, new Proof.Chain(List.of(other)), other) ? 1 : 0;
      }
    }
    assertThat(refused).as("lines refused").isPositive();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aProofDoesNotFitAnotherGoal(String name) {
    Goal.Compare goal = goal(name);
    Proof proof = Prover.prove(goal).orElseThrow();
    for (Formula right : Mutations.some(goal.right(), 20, 3)) {
      Goal.Compare other = new Goal.Compare(goal.setting(), goal.left(), Relation.EQ, right);
      refusedOrTrue(other, proof, right);
    }
    for (Formula left : Mutations.some(goal.left(), 20, 4)) {
      Goal.Compare other = new Goal.Compare(goal.setting(), left, Relation.EQ, goal.right());
      refusedOrTrue(other, proof, left);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aProofWithALineChangedDoesNotFitAFalseGoal(String name) {
    Goal.Compare goal = goal(name);
    Proof proof = Prover.prove(goal).orElseThrow();
    List<Formula> wrong = Mutations.some(goal.right(), 1, 5);
    int changed = 0;
    for (Proof other : tampered(proof)) {
      if (!isAccepted(goal, other)) {
        changed++;
      }
      for (Formula right : wrong) {
        refusedOrTrue(
            new Goal.Compare(goal.setting(), goal.left(), Relation.EQ, right), other, right);
      }
    }
    assertThat(changed).as("proofs refused").isPositive();
  }

  /// True if the proof is refused; fails if it is accepted for what a point refutes.
  private static boolean refusedOrTrue(Goal.Compare goal, Proof proof, Object what) {
    if (!isAccepted(goal, proof)) {
      return true;
    }
    Optional<Counterexample> failure = Refuter.refute(goal, EFFORT);
    assertThat(failure).as("accepted though it is false: %s", what).isEmpty();
    return false;
  }

  private static boolean isAccepted(Goal.Compare goal, Proof proof) {
    try {
      Checker.verify(goal, proof, Elimination::contradiction);
      return true;
    } catch (RefusedException refused) {
      return false;
    }
  }

  private static List<Step> lines(Proof proof) {
    return switch (proof) {
      case Proof.Chain(List<Step> steps) -> steps;
      case Proof.Cases(List<Proof.Case> cases) ->
          cases.stream().flatMap(each -> lines(each.proof()).stream()).toList();
      case Proof.Witness _, gradus.algebra.CurvatureProof _, gradus.algebra.LimitProof _ ->
          List.of();
    };
  }

  /// The setting in which the bound variables of lines are whole numbers in their ranges.
  private static Setting within(Setting setting, List<Step> lines) {
    Map<String, Setting.Kind> variables = new HashMap<>(setting.variables());
    List<Condition> given = new ArrayList<>(setting.given());
    for (Step line : lines) {
      bind(line.before(), variables, given);
      bind(line.after(), variables, given);
    }
    return new Setting(variables, setting.tensors(), given);
  }

  private static void bind(
      Formula term, Map<String, Setting.Kind> variables, List<Condition> given) {
    if (term instanceof Fold(var _, var index, var from, var to, var _)
        && variables.put(index.name(), Setting.Kind.INTEGER) == null) {
      given.add(Condition.compare(Relation.LE, from, index));
      given.add(Condition.compare(Relation.LE, index, to));
    }
    Parts.of(term).forEach(part -> bind(part, variables, given));
  }

  /// The proof with a line left out, two swapped, one changed, or a case left out or changed.
  private static List<Proof> tampered(Proof proof) {
    List<Proof> all = new ArrayList<>();
    if (proof instanceof Proof.Cases(List<Proof.Case> cases)) {
      for (int i = 0; i < cases.size(); i++) {
        List<Proof.Case> fewer = new ArrayList<>(cases);
        Proof.Case old = fewer.remove(i);
        all.add(new Proof.Cases(fewer));
        for (Condition when : Mutations.conditions(old.when())) {
          all.add(with(cases, i, new Proof.Case(when, old.proof())));
        }
        for (Proof inner : tampered(old.proof())) {
          all.add(with(cases, i, new Proof.Case(old.when(), inner)));
        }
      }
    }
    if (proof instanceof Proof.Chain(List<Step> steps)) {
      for (int i = 0; i < steps.size(); i++) {
        List<Step> fewer = new ArrayList<>(steps);
        Step old = fewer.remove(i);
        all.add(new Proof.Chain(fewer));
        List<Step> swapped = new ArrayList<>(fewer);
        swapped.add(Math.min(i + 1, fewer.size()), old);
        all.add(new Proof.Chain(swapped));
        for (Step line : Mutations.lines(old, 1, i)) {
          List<Step> changed = new ArrayList<>(steps);
          changed.set(i, line);
          all.add(new Proof.Chain(changed));
        }
      }
    }
    return all;
  }

  private static Proof with(List<Proof.Case> cases, int i, Proof.Case other) {
    List<Proof.Case> changed = new ArrayList<>(cases);
    changed.set(i, other);
    return new Proof.Cases(changed);
  }
}
