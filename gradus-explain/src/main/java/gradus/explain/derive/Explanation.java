package gradus.explain.derive;

import gradus.explain.notation.FormulaText;
import gradus.formula.Formula;
import gradus.nn.model.Network;
import gradus.op.Node;
import gradus.op.movement.Reshape;
import gradus.op.source.Constant;
import gradus.op.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Derives the gradient of a network's loss, or the Jacobian of an activation, and holds each line
/// against the engine.
///
/// @param loss which loss
/// @param batch how many examples are tried
/// @param of what is differentiated: the name of an activation, or "" for the loss
/// @param wrt the names of parameters, activations or inputs; empty for all parameters
/// @param seed of the random values
public record Explanation(LossChoice loss, int batch, String of, List<String> wrt, long seed) {

  /// A difference above this, relative to the largest entry, is told as a disagreement.
  public static final double TOLERANCE = 1e-9;

  public Explanation {
    wrt = List.copyOf(wrt);
  }

  /// For the loss and all parameters.
  public static Explanation of(LossChoice loss) {
    return new Explanation(loss, 2, "", List.of(), 1);
  }

  /// The derivation.
  public Derivation derive(Network network) {
    Subject whole = Subject.of(network, loss, batch);
    Subject subject = of.isEmpty() ? whole : whole.towards(of);
    List<Node> targets = targets(subject);
    Set<Node> active = active(subject, targets);
    List<Node> wanted =
        subject.order().reversed().stream()
            .filter(node -> active.contains(node) && node != subject.loss())
            .toList();
    Numbers numbers = Numbers.of(subject, subject.loss(), wanted, seed);
    boolean jacobian = subject.loss() != whole.loss();
    List<Section> backward = new ArrayList<>(backward(subject, wanted, numbers));
    if (jacobian) {
      backward.add(JacobianLines.section(subject, targets, numbers));
    }
    IndexNames names = IndexNames.of(subject, batch);
    List<Section> forward = forward(subject, numbers);
    List<String> words = new ArrayList<>(words(subject, jacobian));
    words.addAll(Legend.of(Stream.concat(forward.stream(), backward.stream()).toList()));
    return new Derivation(
        jacobian ? "The Jacobian of " + of : "The gradient of the %s loss".formatted(loss.word()),
        words,
        named(forward, names),
        named(backward, names));
  }

  private static List<Section> named(List<Section> sections, IndexNames names) {
    return sections.stream()
        .map(
            section ->
                new Section(section.title(), section.lines().stream().map(names::in).toList()))
        .toList();
  }

  private List<String> words(Subject subject, boolean jacobian) {
    List<String> words = new ArrayList<>();
    words.add(
        jacobian
            ? "L = Σ u · %s for any u, so that δ_z = uᵀ ∂%s/∂z; with u = e_i it is row i of the Jacobian."
                .formatted(of, of)
            : "δ_z is the derivative of the loss L by z; indices count from 0.");
    words.add(
        "A batch of %d examples; n counts them. In weights, o counts the outputs."
            .formatted(batch));
    words.add(
        "Each line is held against the engine's own values and gradients at random values (seed %d)."
            .formatted(seed));
    if (!jacobian) {
      loss.doubled(subject.logits()).ifPresent(words::add);
    }
    return words;
  }

  private List<Node> targets(Subject subject) {
    if (wrt.isEmpty()) {
      List<Node> all = new ArrayList<>(subject.instance().parameters());
      all.add(subject.logits());
      return all.stream().filter(subject.order()::contains).toList();
    }
    return wrt.stream().map(name -> subject.find("--wrt", name)).toList();
  }

  /// The nodes between the loss and what is asked for.
  private static Set<Node> active(Subject subject, List<Node> targets) {
    Set<Node> active = new LinkedHashSet<>(targets);
    for (Node node : subject.order()) {
      if (node.inputs().stream().anyMatch(active::contains)) {
        active.add(node);
      }
    }
    return active;
  }

  private static List<Section> forward(Subject subject, Numbers numbers) {
    Map<String, List<Line>> parts = new LinkedHashMap<>();
    for (Node node : subject.order()) {
      String layer = subject.layers().getOrDefault(node, Subject.LOSS);
      Optional<StandardForm> standard = StandardForm.of(subject, node);
      if (standard.isPresent()) {
        parts
            .computeIfAbsent(layer, _ -> new ArrayList<>())
            .addAll(
                standard
                    .get()
                    .forward(subject.nameOf(node), subject.named(node.input(2)), node, numbers));
      } else if (!(node.op() instanceof Source)) {
        var shape = node.type().shape();
        List<Formula> index = Drawn.index(shape.rank());
        List<Node> formals = Drawn.formals(node);
        boolean reshapes = node.op() instanceof Reshape;
        Optional<Formula> right =
            reshapes
                ? Optional.of(Formula.call("reshape", Formula.var(subject.nameOf(node.input(0)))))
                : Drawn.written(
                        Node.of(node.op(), formals),
                        formals,
                        node.inputs().stream().map(subject::named).toList())
                    .map(term -> Drawn.drawn(subject, node, term))
                    .map(term -> Ranged.of(term, shape))
                    .filter(term -> FormulaText.of(term).length() <= Gradient.LONGEST);
        parts
            .computeIfAbsent(layer, _ -> new ArrayList<>())
            .add(
                new Line(
                    Words.spaced(node.op().name()),
                    reshapes ? Formula.var(subject.nameOf(node)) : subject.named(node).at(index),
                    right,
                    shape,
                    reshapes
                        ? numbers
                            .compareWhole(subject.nameOf(node), right.orElseThrow())
                            .map(Gradient::told)
                            .orElse("")
                        : right
                            .flatMap(term -> numbers.compare(subject.nameOf(node), term))
                            .map(Gradient::told)
                            .orElse("")));
        whole(subject, node, numbers)
            .ifPresent(line -> Optional.ofNullable(parts.get(layer)).orElseThrow().add(line));
      }
    }
    return sections(parts);
  }

  /// The closed form of a matrix product, held against the engine.
  private static Optional<Line> whole(Subject subject, Node node, Numbers numbers) {
    String name = subject.nameOf(node);
    return WholeForm.of(
            node, node.inputs().stream().map(subject::nameOf).map(Formula::var).toList())
        .map(
            term ->
                Line.of("closed form", Formula.var(name), term, node.type().shape())
                    .remarked(numbers.compareWhole(name, term).map(Gradient::told).orElse("")));
  }

  private static List<Section> backward(Subject subject, List<Node> wanted, Numbers numbers) {
    Map<String, List<Line>> parts = new LinkedHashMap<>();
    for (Node node : wanted) {
      if (node.op() instanceof Constant) {
        continue;
      }
      Gradient gradient = Gradient.of(subject, node);
      String layer = subject.layers().getOrDefault(gradient.first(), Subject.LOSS);
      List<Line> lines = gradient.lines(numbers);
      if (node == subject.logits()) {
        lines = new ArrayList<>(lines);
        lines.addAll(Logits.lines(subject, numbers));
      }
      parts.computeIfAbsent(layer, _ -> new ArrayList<>()).addAll(lines);
    }
    return sections(parts);
  }

  private static List<Section> sections(Map<String, List<Line>> parts) {
    return parts.entrySet().stream()
        .map(part -> new Section(part.getKey(), part.getValue()))
        .toList();
  }
}
