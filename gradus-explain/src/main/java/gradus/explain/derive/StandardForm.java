package gradus.explain.derive;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.op.composite.GroupNorm;
import gradus.op.composite.Normalisation;
import gradus.op.composite.Standardised;
import gradus.op.reduction.Sum;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A normalisation in steps: mean and variance of a group, `x̂`, scale and shift; and backwards by
/// the same names, `x̄ = (g − mean g − x̂ mean(g x̂)) / √(v + ε)` with `g = γ ȳ`.
///
/// @param op the normalisation
/// @param x what it reads
/// @param scale its scale
/// @param variance the variance of each group
/// @param standard `x̂`
/// @param arriving what comes back to `x̂`: `g`
/// @param delta what comes back to the result
record StandardForm(
    Normalisation op,
    Indexed x,
    Indexed scale,
    Indexed variance,
    Indexed standard,
    Indexed arriving,
    Indexed delta) {

  /// The form of a node with the names of a network; empty for other operations.
  static Optional<StandardForm> of(Subject subject, Node node) {
    if (!(node.op() instanceof Normalisation op)) {
      return Optional.empty();
    }
    String name = subject.nameOf(node);
    Shape shape = node.type().shape();
    Shape groups = op.groups(node.input(0)).variance().type().shape();
    return Optional.of(
        new StandardForm(
            op,
            subject.named(node.input(0)),
            subject.named(node.input(1)),
            Indexed.named(name + ".variance", groups),
            Indexed.named(name + ".standard", shape),
            Indexed.named(subject.deltaName(node) + ".standard", shape),
            subject.delta(node)));
  }

  /// The form at a sample, in letters.
  static Optional<StandardForm> of(Node sample, List<Indexed> names) {
    if (!(sample.op() instanceof Normalisation op)) {
      return Optional.empty();
    }
    Shape shape = sample.type().shape();
    return Optional.of(
        new StandardForm(
            op,
            names.get(0),
            names.get(1),
            Indexed.named("v", op.groups(sample.input(0)).variance().type().shape()),
            Indexed.named("x̂", shape),
            Indexed.named("g", shape),
            Indexed.named("δ", shape)));
  }

  /// Notes mean, variance and `x̂` of a node under their names, and what comes back to `x̂`.
  ///
  /// @param cotangent the gradient of the node, where it is asked for
  static void values(
      Subject subject, Node node, Optional<Node> cotangent, Map<String, Node> noted) {
    if (node.op() instanceof Normalisation op) {
      Standardised groups = op.groups(node.input(0));
      String name = subject.nameOf(node);
      noted.put(name + ".mean", groups.mean());
      noted.put(name + ".variance", groups.variance());
      noted.put(name + ".standard", groups.value());
      cotangent.ifPresent(
          it ->
              noted.put(
                  subject.deltaName(node) + ".standard",
                  it.times(op.stretch(node.input(1), node.input(0)))));
    }
  }

  private List<Formula> index() {
    return Drawn.index(x.rank());
  }

  private static Indexed product(Indexed a, Indexed b) {
    return new Indexed(a.sizes(), at -> a.at(at).times(b.at(at)), true);
  }

  private List<Formula> affine() {
    return op.affineAxes().stream().map(index()::get).toList();
  }

  private Formula deviation() {
    Formula spread = variance.at(op.group(x, index())).plus(Formula.number(op.epsilon()));
    return Formula.call("sqrt", spread);
  }

  /// The lines before the result: mean, variance, `x̂`, and the result from it.
  ///
  /// @param name the name of the result
  /// @param shift the shift
  List<Line> forward(String name, Indexed shift, Node node, Numbers numbers) {
    Shape shape = node.type().shape();
    Shape groups = op.groups(node.input(0)).mean().type().shape();
    List<Formula> at = Drawn.index(groups.rank());
    Indexed mean = Indexed.named(name + ".mean", groups);
    Indexed centred =
        new Indexed(
            x.sizes(), place -> x.at(place).minus(mean.at(at)).power(Formula.number(2)), false);
    List<Formula> inside = within(groups);
    List<Line> lines = new ArrayList<>();
    lines.add(told("mean of a group", mean.at(at), op.mean(x, inside), groups, numbers));
    lines.add(
        told("variance of a group", variance.at(at), op.mean(centred, inside), groups, numbers));
    Formula moved = x.at(index()).minus(mean.at(op.group(x, index())));
    lines.add(
        told(
            "mean 0 and variance 1",
            standard.at(index()),
            moved.over(deviation()),
            shape,
            numbers));
    Formula result = standard.at(index()).times(scale.at(affine())).plus(shift.at(affine()));
    lines.add(
        told(
            Words.spaced(op.name()) + ": scale and shift",
            Indexed.named(name, shape).at(index()),
            result,
            shape,
            numbers));
    return lines;
  }

  /// An index of `x` within the group at an index of the groups: the first channel of a group of
  /// channels, and 0 where the group takes all.
  private List<Formula> within(Shape groups) {
    List<Formula> letters = Drawn.index(groups.rank());
    List<Formula> places = op.group(x, index());
    List<Formula> inside = new ArrayList<>(Collections.nCopies(x.rank(), Formula.ZERO));
    for (int axis = 0; axis < x.rank(); axis++) {
      int place = places.indexOf(index().get(axis));
      if (place >= 0) {
        inside.set(axis, letters.get(place));
      }
    }
    if (op instanceof GroupNorm norm) {
      int width = ((Formula.Num) x.size(1)).numerator().intValueExact() / norm.groups();
      inside.set(1, letters.get(1).times(Formula.number(width)));
    }
    return inside;
  }

  private static Line told(String rule, Formula left, Formula right, Shape shape, Numbers numbers) {
    Line line = Line.of(rule, left, Tidy.of(right), shape);
    Formula.Entry entry = (Formula.Entry) left;
    return numbers
        .compare(entry.tensor(), entry.index(), Tidy.of(right))
        .map(measured -> line.remarked(Gradient.told(measured)))
        .orElse(line);
  }

  /// `g = γ ȳ`, before the gradient of `x`.
  List<Line> steps(int input, Shape shape) {
    return input != 0
        ? List.of()
        : List.of(
            Line.of(
                "product rule: what comes back before the scale",
                arriving.at(index()),
                delta.at(index()).times(scale.at(affine())),
                shape));
  }

  /// What is handed back to an input, element by element.
  Formula entry(int input) {
    if (input == 0) {
      Formula mean = op.mean(arriving, index());
      Formula both = op.mean(product(arriving, standard), index());
      Formula unit = standard.at(index());
      return Tidy.of(arriving.at(index()).minus(mean).minus(unit.times(both)).over(deviation()));
    }
    Indexed summed = input == 1 ? product(delta, standard) : delta;
    List<Integer> others = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      if (!op.affineAxes().contains(axis)) {
        others.add(axis);
      }
    }
    List<Formula> at = Drawn.index(op.affineAxes().size());
    return Tidy.of(new Sum(others, false).formula(List.of(summed), at));
  }
}
