package gradus.explain.derive;

import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.op.source.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one use of a node hands back to it.
///
/// @param rule the rule by its name
/// @param steps lines that come before: definition, derivative, simplification
/// @param entry the element of the gradient, empty where it is too long
/// @param whole the closed form over whole tensors, or empty
/// @param stopped why nothing flows, or ""
record Contribution(
    String rule,
    List<Line> steps,
    Optional<Formula> entry,
    Optional<Formula> whole,
    String stopped) {

  static Contribution of(Subject subject, Node user, int input) {
    Node formal = Node.of(user.op(), Drawn.formals(user));
    Node arriving = Input.of("delta", user.type());
    Cotangent answer = answer(formal, arriving, input);
    List<Integer> kernel =
        user.inputs().size() > 1 && user.input(1).type().shape().rank() > 2
            ? user.input(1).type().shape().slice(2, user.input(1).type().shape().rank()).sizes()
            : List.of();
    String rule = Words.rule(user.op(), input, kernel);
    if (answer instanceof Cotangent.Stops(String reason)) {
      return new Contribution(rule, List.of(), Optional.empty(), Optional.empty(), reason);
    }
    Node gradient = ((Cotangent.Flows) answer).gradient();
    List<Var> names =
        user.inputs().stream().map(node -> Formula.var(subject.nameOf(node))).toList();
    Formula delta = user == subject.loss() ? Formula.ONE : Formula.var(subject.deltaName(user));
    Optional<Formula> whole = WholeForm.of(user, input, names, delta);
    return scalar(subject, user, input, rule, whole)
        .orElseGet(
            () ->
                new Contribution(
                    rule,
                    HandWritten.steps(subject, user, input),
                    HandWritten.of(subject, user, input)
                        .or(() -> drawn(subject, user, formal, arriving, gradient)),
                    whole,
                    ""));
  }

  /// What an operation answers for one input; the body of a function is differentiated.
  static Cotangent answer(Node formal, Node arriving, int input) {
    return formal.op() instanceof gradus.op.composite.Function function && function.derivesVjp()
        ? Cotangent.flows(
            gradus.autodiff.Gradients.pullBack(formal, arriving, formal.inputs())
                .of(formal.inputs())
                .get(input))
        : formal.op().vjp(formal, arriving).get(input);
  }

  private static Optional<Formula> drawn(
      Subject subject, Node user, Node formal, Node arriving, Node gradient) {
    Node output = Input.of("output", user.type());
    Node cut = Node.substitute(List.of(gradient), Map.of(formal, output)).getFirst();
    List<Node> formals = new ArrayList<>(formal.inputs());
    List<Indexed> names = new ArrayList<>(user.inputs().stream().map(subject::named).toList());
    formals.add(output);
    names.add(subject.named(user));
    formals.add(arriving);
    names.add(subject.delta(user));
    return Drawn.written(cut, formals, names).map(term -> Drawn.drawn(subject, user, term));
  }

  /// Element by element: the definition, its derivative, the closed form, times what arrives.
  private static Optional<Contribution> scalar(
      Subject subject, Node user, int input, String rule, Optional<Formula> whole) {
    List<Formula> index = Drawn.index(user.type().shape().rank());
    List<Formula> letters = new ArrayList<>();
    Map<String, Formula> actual = new java.util.LinkedHashMap<>();
    for (Node node : user.inputs()) {
      String letter = "#" + letters.size();
      letters.add(Formula.var(letter));
      actual.put(letter, subject.named(node).at(index));
    }
    return ScalarRule.of(user.op(), letters, input)
        .map(found -> found.with(actual))
        .map(
            scalar -> {
              var shape = user.type().shape();
              Formula output = subject.named(user).at(index);
              Formula slope = gradus.algebra.calculus.Derivative.untaken(output, scalar.by());
              List<Line> steps = new ArrayList<>();
              if (!scalar.taken().equals(Formula.ONE)) {
                steps.add(Line.of("definition", output, scalar.definition(), shape));
                steps.add(Line.of(scalar.name(), slope, scalar.taken(), shape));
              }
              if (!scalar.closed().equals(scalar.taken())) {
                steps.add(
                    Line.of("simplification", slope, scalar.closed(), shape)
                        .remarked(Proofs.remark(scalar)));
              }
              Optional<Formula> again = ScalarRule.fromOutput(user.op(), output);
              again.ifPresent(
                  term -> steps.add(Line.of("written with the output", slope, term, shape)));
              Formula entry = subject.delta(user).at(index).times(again.orElseGet(scalar::closed));
              return new Contribution(rule, steps, Optional.of(entry), whole, "");
            });
  }
}
