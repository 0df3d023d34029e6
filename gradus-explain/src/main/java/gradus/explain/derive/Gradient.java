package gradus.explain.derive;

import gradus.explain.notation.FormulaText;
import gradus.formula.Formula;
import gradus.op.Node;
import gradus.op.movement.Movement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The gradient of a node: what its uses hand back, added up.
///
/// @param subject the network
/// @param node the node
/// @param users the nodes that read it, one a use
/// @param uses what each hands back
record Gradient(Subject subject, Node node, List<Node> users, List<Contribution> uses) {

  /// How many signs of text a person reads.
  static final int LONGEST = 400;

  static Gradient of(Subject subject, Node node) {
    List<Node> users = new ArrayList<>();
    List<Contribution> uses = new ArrayList<>();
    for (Node other : subject.order()) {
      for (int i = 0; i < other.inputs().size(); i++) {
        if (other.input(i) == node) {
          users.add(other);
          uses.add(Contribution.of(subject, other, i));
        }
      }
    }
    return new Gradient(subject, node, users, uses);
  }

  /// The first node that reads it.
  Node first() {
    return users.isEmpty() ? node : users.getFirst();
  }

  private Optional<Formula> entry() {
    Formula sum = Formula.ZERO;
    for (Contribution use : uses) {
      if (use.stopped().isEmpty()) {
        if (use.entry().isEmpty()) {
          return Optional.empty();
        }
        sum = sum.plus(use.entry().get());
      }
    }
    return Optional.of(sum);
  }

  private Optional<Formula> whole() {
    Formula sum = Formula.ZERO;
    for (Contribution use : uses) {
      if (use.stopped().isEmpty()) {
        if (use.whole().isEmpty()) {
          return Optional.empty();
        }
        sum = sum.plus(use.whole().get());
      }
    }
    return Optional.of(sum);
  }

  /// The lines of its derivation, the last one held against the engine.
  List<Line> lines(Numbers numbers) {
    List<Line> lines = new ArrayList<>();
    var shape = node.type().shape();
    Formula name = Formula.var(subject.deltaName(node));
    Formula left = subject.delta(node).at(Drawn.index(shape.rank()));
    uses.forEach(use -> use.steps().forEach(step -> lines.add(tried(step, numbers))));
    String rule =
        users.size() > 1
            ? "sum over %d paths".formatted(users.size())
            : uses.stream().map(Contribution::rule).findFirst().orElse("no path");
    Optional<Formula> entry = entry().map(term -> Ranged.of(term, shape));
    String remark =
        entry
            .flatMap(term -> numbers.compare(subject.deltaName(node), term))
            .map(Gradient::told)
            .orElseGet(() -> Quotient.told(subject, node, numbers));
    boolean moved =
        users.size() == 1
            && users.getFirst().op() instanceof Movement movement
            && !(movement instanceof gradus.op.movement.Broadcast);
    Optional<Formula> shown =
        moved ? Optional.empty() : entry.filter(term -> FormulaText.of(term).length() <= LONGEST);
    if (shown.isPresent() || whole().isEmpty()) {
      lines.add(new Line(rule, left, shown, shape, remark));
      whole()
          .ifPresent(
              term ->
                  lines.add(
                      Line.of("closed form", name, term, shape).remarked(told(term, numbers))));
    } else {
      String closed = told(whole().orElseThrow(), numbers);
      lines.add(new Line(rule, name, whole(), shape, closed.isEmpty() ? remark : closed));
    }
    for (Contribution use : uses) {
      if (!use.stopped().isEmpty()) {
        lines.add(
            new Line("no gradient: " + use.stopped(), left, Optional.of(Formula.ZERO), shape, ""));
      }
    }
    return lines;
  }

  private String told(Formula whole, Numbers numbers) {
    return numbers.compareWhole(subject.deltaName(node), whole).map(Gradient::told).orElse("");
  }

  /// A step before the rule, held against the engine: a value as it is, the slope of an element
  /// times what arrives there.
  private Line tried(Line step, Numbers numbers) {
    Optional<Numbers.Measured> measured =
        switch (step.left()) {
          case Formula.Entry(String name, var index) ->
              step.right().flatMap(term -> numbers.compare(name, index, term));
          case Formula.Call(String function, var arguments)
              when function.equals("derivative")
                  && users.size() == 1
                  && arguments.getFirst() instanceof Formula.Entry(String name, var index)
                  && name.equals(subject.nameOf(first())) ->
              step.right()
                  .flatMap(
                      term ->
                          numbers.compare(
                              subject.deltaName(node),
                              subject.delta(first()).at(index).times(term)));
          case Formula.Call(String function, var arguments)
              when function.equals("derivative")
                  && arguments.getFirst() instanceof Formula.Call
                  && arguments.getLast() instanceof Formula.Entry(String _, var index) ->
              step.right()
                  .flatMap(
                      term ->
                          numbers.compare(HandWritten.normaliser(subject, first()), index, term));
          default -> Optional.empty();
        };
    if (measured.isEmpty()) {
      return step;
    }
    String told = told(measured.get());
    return step.remarked(step.remark().isEmpty() ? told : step.remark() + "; " + told);
  }

  static String told(Numbers.Measured measured) {
    String entries = measured.entries() == 1 ? "1 entry" : measured.entries() + " entries";
    String size = String.format(Locale.ROOT, "%.1e", measured.difference());
    return measured.difference() <= Explanation.TOLERANCE
        ? "engine agrees at %s, difference %s".formatted(entries, size)
        : "THE ENGINE DISAGREES at %s, difference %s".formatted(entries, size);
  }
}
