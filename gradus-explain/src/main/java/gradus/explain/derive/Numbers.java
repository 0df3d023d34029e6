package gradus.explain.derive;

import gradus.autodiff.Gradients;
import gradus.formula.Formula;
import gradus.nn.layer.Variable;
import gradus.op.Node;
import gradus.op.indexing.Positions;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.random.Philox;
import gradus.reference.DoubleNumbers;
import gradus.reference.FormulaValue;
import gradus.reference.Judge;
import gradus.reference.Value;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// Random values of a network, the gradients that the engine computes there, and formulas held
/// against them.
///
/// @param tensors the value of each name, and under `δ_name` the engine's gradient
/// @param feeds the random values
/// @param filters the names of what convolutions convolve with
record Numbers(Map<String, Value<Double>> tensors, Map<Node, Tensor> feeds, Set<String> filters) {

  private static final int ENTRIES = 8;

  /// How many terms are worked out for several entries of one formula.
  private static final double COST = 200_000;

  /// How many terms one entry may take at most.
  private static final double LARGEST_COST = 2_000_000;

  /// What was measured.
  ///
  /// @param entries how many entries were compared
  /// @param difference the largest difference, relative to the gradient's largest entry or 1
  record Measured(int entries, double difference) {}

  static Numbers of(Subject subject, Node output, List<Node> active, long seed) {
    List<Node> gradients = Gradients.of(output, active);
    Map<String, Node> more = new LinkedHashMap<>();
    for (Node node : subject.order()) {
      Drawn.draws(subject, node, more);
      HandWritten.values(subject, node, more);
      int place = active.indexOf(node);
      Optional<Node> cotangent = place < 0 ? Optional.empty() : Optional.of(gradients.get(place));
      StandardForm.values(subject, node, cotangent, more);
    }
    List<Node> wanted = new ArrayList<>(subject.order());
    wanted.addAll(gradients);
    wanted.addAll(more.values());
    Map<Node, Tensor> feeds = feeds(subject, seed);
    List<Tensor> values = Judge.inDouble().evaluate(wanted, feeds);
    Map<String, Value<Double>> tensors = new LinkedHashMap<>();
    for (int i = 0; i < subject.order().size(); i++) {
      tensors.put(subject.nameOf(subject.order().get(i)), value(values.get(i)));
    }
    for (int i = 0; i < active.size(); i++) {
      tensors.put(subject.deltaName(active.get(i)), value(values.get(subject.order().size() + i)));
    }
    int next = subject.order().size() + active.size();
    for (String name : more.keySet()) {
      tensors.put(name, value(values.get(next++)));
    }
    return new Numbers(tensors, feeds, filters(subject));
  }

  private static Set<String> filters(Subject subject) {
    return subject.order().stream()
        .filter(
            node -> node.op() instanceof Convolution || node.op() instanceof ConvolutionTranspose)
        .map(node -> subject.nameOf(node.input(1)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Value<Double> value(Tensor tensor) {
    List<Double> elements = new ArrayList<>();
    for (int i = 0; i < tensor.elements(); i++) {
      elements.add(tensor.doubleAt(i));
    }
    return new Value<>(tensor.type(), elements);
  }

  private static Map<Node, Tensor> feeds(Subject subject, long seed) {
    Map<Node, Tensor> feeds = new LinkedHashMap<>();
    long stream = 1;
    for (Variable variable : subject.instance().variables()) {
      Node node = variable.node();
      feeds.put(node, variable.trained() ? random(node, seed, stream++) : variable.first(seed));
    }
    for (Node node : subject.instance().inputs().values()) {
      OptionalInt limit = Positions.limit(node, List.of(subject.loss()));
      feeds.put(
          node,
          limit.isPresent()
              ? positions(node, limit.getAsInt(), seed, stream++)
              : random(node, seed, stream++));
    }
    feeds.put(subject.instance().scope().key(), Tensor.of(Shape.scalar(), seed));
    boolean any = subject.nameOf(subject.target()).equals(Subject.COTANGENT);
    feeds.put(
        subject.target(),
        any ? random(subject.target(), seed, stream) : target(subject.target(), seed, stream));
    return feeds;
  }

  /// Normal numbers of a size that keeps activations near 1, or small whole ones.
  private static Tensor random(Node node, long seed, long stream) {
    Philox draws = Philox.of(seed).stream(stream);
    Shape shape = node.type().shape();
    double fan = shape.rank() < 2 ? 1 : (double) shape.elements() / shape.size(0);
    boolean parameter = node.op() instanceof gradus.op.source.Parameter;
    double scale = parameter ? Math.sqrt(2 / fan) : 1;
    double[] values = new double[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.type().dtype().isFloat() ? scale * draws.normal(i) : 0;
    }
    return Tensor.of(node.type(), values);
  }

  private static Tensor positions(Node node, int limit, long seed, long stream) {
    Philox draws = Philox.of(seed).stream(stream);
    double[] values = new double[node.type().shape().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = draws.below(limit, i);
    }
    return Tensor.of(node.type(), values);
  }

  /// One class of each row.
  private static Tensor target(Node node, long seed, long stream) {
    Philox draws = Philox.of(seed).stream(stream);
    Shape shape = node.type().shape();
    int width = shape.elements() / shape.size(0);
    double[] values = new double[shape.elements()];
    for (int row = 0; row < shape.size(0); row++) {
      if (width == 1) {
        values[row] = draws.below(2, row);
      } else {
        values[row * width + draws.below(width, row)] = 1;
      }
    }
    return Tensor.of(node.type(), values);
  }

  /// The formula held against the engine's gradient of a name at some entries; empty where one
  /// entry would take too long.
  Optional<Measured> compare(String name, Formula formula) {
    Value<Double> expected = tensors.get(name);
    return expected == null
        ? Optional.empty()
        : compare(name, Drawn.index(expected.type().shape().rank()), formula);
  }

  /// The same, with the names of the indices.
  Optional<Measured> compare(String name, List<Formula> index, Formula formula) {
    Value<Double> expected = tensors.get(name);
    boolean named = index.stream().allMatch(Formula.Var.class::isInstance);
    if (expected == null || !named || cost(formula) > LARGEST_COST) {
      return Optional.empty();
    }
    Shape shape = expected.type().shape();
    double scale = expected.elements().stream().mapToDouble(Math::abs).max().orElse(0);
    int several = (int) Math.max(1, Math.min(ENTRIES, COST / cost(formula)));
    int count = Math.min(shape.elements(), several);
    double worst = 0;
    for (int i = 0; i < count; i++) {
      int position = (int) ((long) i * shape.elements() / count);
      Map<String, Double> at = new LinkedHashMap<>();
      int rest = position;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        at.put(((Formula.Var) index.get(axis)).name(), (double) (rest % shape.size(axis)));
        rest /= shape.size(axis);
      }
      double drawn = new FormulaValue<>(new DoubleNumbers(), at, tensors).of(formula);
      double difference = Math.abs(drawn - expected.at(position));
      worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    return Optional.of(new Measured(count, worst / (scale == 0 ? 1 : scale)));
  }

  /// The elements of a name.
  List<Double> elements(String name) {
    return java.util.Objects.requireNonNull(tensors.get(name), name).elements();
  }

  /// A closed form over whole tensors held against the engine's gradient of a name, entry by entry;
  /// empty where it cannot be read back.
  Optional<Measured> compareWhole(String name, Formula form) {
    Value<Double> expected = tensors.get(name);
    if (expected == null) {
      return Optional.empty();
    }
    return new WholeValue(tensors, filters, expected.type().shape())
        .of(form)
        .filter(it -> it.type().shape().equals(expected.type().shape()))
        .map(it -> value(Judge.inDouble().evaluate(it, Map.of())))
        .map(it -> measured(it.elements(), expected.elements()));
  }

  /// The largest difference of two lists, relative to the largest entry of the second.
  static Measured measured(List<Double> found, List<Double> expected) {
    double scale = expected.stream().mapToDouble(Math::abs).max().orElse(0);
    double worst = 0;
    for (int i = 0; i < expected.size(); i++) {
      double difference = Math.abs(found.get(i) - expected.get(i));
      worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    return new Measured(expected.size(), worst / (scale == 0 ? 1 : scale));
  }

  /// How many terms one entry takes: the product of the lengths of nested folds.
  private static double cost(Formula formula) {
    return switch (formula) {
      case Formula.Num _, Formula.Named _, Formula.Var _ -> 1;
      case Formula.Entry(_, var index) -> 1 + sum(index);
      case Formula.Add(var terms) -> sum(terms);
      case Formula.Neg(Formula inner) -> cost(inner);
      case Formula.Mul(var factors) -> sum(factors);
      case Formula.Div(Formula above, Formula below) -> cost(above) + cost(below);
      case Formula.Power(Formula base, Formula exponent) -> cost(base) + cost(exponent);
      case Formula.Call(_, var arguments) -> 1 + sum(arguments);
      case Formula.Fold fold -> length(fold) * cost(fold.body());
      case Formula.Iverson _ -> 4;
      case Formula.Choose(_, Formula then, Formula otherwise) -> 4 + cost(then) + cost(otherwise);
    };
  }

  private static double sum(List<Formula> terms) {
    return terms.stream().mapToDouble(Numbers::cost).sum();
  }

  private static double length(Formula.Fold fold) {
    return fold.from() instanceof Formula.Num from && fold.to() instanceof Formula.Num to
        ? Math.max(0, to.numerator().doubleValue() - from.numerator().doubleValue() + 1)
        : 1e4;
  }
}
