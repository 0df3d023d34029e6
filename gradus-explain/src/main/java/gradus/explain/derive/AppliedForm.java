package gradus.explain.derive;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.Verdict;
import gradus.algebra.decide.Decision;
import gradus.explain.notation.FormulaText;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.op.composite.Function;
import gradus.op.source.Constant;
import gradus.op.source.Input;
import gradus.rewrite.Applied;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A law at one of its uses: both sides written over the nodes that they share, and what the
/// engine's algebra says of their equality.
///
/// @param sides both sides, or empty where they are too long to be read
/// @param proof what is proved, in words
record AppliedForm(Optional<ModelPlan.Sides> sides, String proof) {

  private static final int LONGEST = 240;

  static AppliedForm of(Applied use) {
    List<Node> shared = shared(use);
    if (use.law().equals("sharing")) {
      return new AppliedForm(
          Optional.empty(), "holds since an operation is a function of its inputs");
    }
    List<Node> formals = new ArrayList<>();
    List<Indexed> names = new ArrayList<>();
    Map<Node, Node> places = new LinkedHashMap<>();
    Map<String, List<Setting.Range>> ranges = new LinkedHashMap<>();
    for (Node node : shared) {
      String name = shared.size() == 1 ? "x" : "x" + (formals.size() + 1);
      Node formal = Input.of(name, node.type());
      formals.add(formal);
      names.add(Indexed.named(name, node.type().shape()));
      places.put(node, formal);
      ranges.put(
          name,
          node.type().shape().sizes().stream()
              .map(size -> new Setting.Range(Formula.ZERO, Formula.number(size - 1L)))
              .toList());
    }
    List<Node> both = Node.substitute(List.of(use.before(), use.after()), places);
    List<Formula> index = Drawn.index(use.before().type().shape().rank());
    Optional<Formula> before = written(both.get(0), formals, names, index);
    Optional<Formula> after = written(both.get(1), formals, names, index);
    if (before.isEmpty() || after.isEmpty()) {
      return new AppliedForm(Optional.empty(), "too long for a proof; held by tests of the judge");
    }
    ModelPlan.Sides sides = new ModelPlan.Sides(before.get(), after.get());
    return new AppliedForm(Optional.of(sides), proof(sides, setting(use.before(), index, ranges)));
  }

  /// The nodes below both sides at which they meet, each above no other.
  private static List<Node> shared(Applied use) {
    Set<Node> below = new LinkedHashSet<>(Node.inputsFirst(List.of(use.before())));
    below.remove(use.before());
    Set<Node> above = new LinkedHashSet<>();
    List<Node> found = new ArrayList<>();
    for (Node node : Node.inputsFirst(List.of(use.after())).reversed()) {
      boolean within = node.equals(use.after()) ? !below.contains(node) : above.contains(node);
      if (within && !below.contains(node)) {
        above.addAll(node.inputs());
      } else if (within || node.equals(use.after())) {
        if (!(node.op() instanceof Constant)) {
          found.add(node);
        }
      }
    }
    return found.reversed();
  }

  private static Optional<Formula> written(
      Node node, List<Node> formals, List<Indexed> names, List<Formula> index) {
    if (formals.contains(node)) {
      return Optional.of(names.get(formals.indexOf(node)).at(index));
    }
    boolean closed =
        Node.inputsFirst(List.of(node)).stream()
            .allMatch(
                it ->
                    formals.contains(it)
                        || !it.inputs().isEmpty()
                        || (it.op() instanceof Constant(var value) && value.elements() == 1));
    if (!closed) {
      return Optional.empty();
    }
    Function body = new Function("body", formals, node, Function.DERIVED_VJP, Function.DERIVED_JVP);
    Formula term = body.formula(names, index);
    boolean isLong =
        (term instanceof Formula.Entry(String tensor, var _) && tensor.equals("body"))
            || FormulaText.of(term).length() > LONGEST;
    return isLong ? Optional.empty() : Optional.of(Tidy.of(term));
  }

  private static Setting setting(
      Node node, List<Formula> index, Map<String, List<Setting.Range>> ranges) {
    Map<String, Setting.Kind> variables = new LinkedHashMap<>();
    List<Condition> given = new ArrayList<>();
    for (int axis = 0; axis < index.size(); axis++) {
      Formula at = index.get(axis);
      variables.put(((Formula.Var) at).name(), Setting.Kind.INTEGER);
      given.add(Condition.compare(Relation.LE, Formula.ZERO, at));
      given.add(
          Condition.compare(Relation.LE, at, Formula.number(node.type().shape().size(axis) - 1L)));
    }
    return new Setting(variables, ranges, given);
  }

  private static String proof(ModelPlan.Sides sides, Setting setting) {
    if (sides.before().equals(sides.after())) {
      return "proved: both sides are written alike";
    }
    AnyMaximum any = new AnyMaximum();
    Formula left = any.in(sides.before(), Set.of());
    Formula right = any.in(sides.after(), Set.of());
    boolean wider = !left.equals(sides.before()) || !right.equals(sides.after());
    if (wider
        && Decision.decide(new Goal.Compare(setting, left, Relation.EQ, right))
            instanceof Verdict.Proved) {
      return "proved for all values at this shape, with any number in the place of the maximum";
    }
    Verdict verdict =
        Decision.decide(new Goal.Compare(setting, sides.before(), Relation.EQ, sides.after()));
    return switch (verdict) {
      case Verdict.Proved _ -> "proved for all values at this shape";
      case Verdict.ProvedFor _ -> "proved for some sizes";
      case Verdict.Refuted(var at) ->
          "REFUTED at %s: %s and %s".formatted(at.tensors(), at.left(), at.right());
      case Verdict.Checked(int digits, int points) ->
          "checked to %d digits at %d points, not proved".formatted(digits, points);
      case Verdict.Undecided(String reason) -> "not proved: " + reason;
    };
  }
}
