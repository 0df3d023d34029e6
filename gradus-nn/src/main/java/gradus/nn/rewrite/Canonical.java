package gradus.nn.rewrite;

import gradus.nn.init.Scaled;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.Flatten;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Padding;
import gradus.nn.loss.Head;
import gradus.nn.model.Port;
import gradus.nn.model.Step;
import gradus.op.window.Placement;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A model brought to a normal form, so that equal functions mostly become equal forms.
///
/// @param shape inputs, layers and how they are joined, without names
/// @param values the parameters by place, in f64
/// @param laws the laws that changed something on the way
record Canonical(List<Object> shape, Map<String, Tensor> values, Set<Law> laws) {

  /// Laws that open the way for each other, used until none does.
  private static final List<Law> SHORTER =
      List.of(
          Law.UNFOLD,
          Law.DROP_DROPOUT,
          Law.FOLD_BATCH_NORM,
          Law.MERGE_PARALLEL,
          Law.MERGE_SERIES,
          Law.DROP_RELU);

  private static final int MOST_ROUNDS = 20;

  private static final List<Law> UNITS =
      List.of(
          Law.SIGMOID_TO_TANH,
          Law.FOLD_CONSTANTS,
          Law.DROP_DEAD_UNITS,
          Law.FLIP_TANH_SIGNS,
          Law.SCALE_RELU,
          Law.SORT_UNITS);

  private static final List<Law> GAUGES =
      List.of(Law.ADD_REFERENCE, Law.SOFTMAX_TO_SIGMOID, Law.RE_REFERENCE);

  /// The form of a model.
  ///
  /// @param probabilities whether the softmax or sigmoid of the outputs is meant
  /// @param averages whether averages of windows become convolutions
  static Canonical of(Model model, boolean probabilities, boolean averages) {
    Set<Law> used = EnumSet.noneOf(Law.class);
    Model now = withoutNothing(model);
    now = probabilities ? through(now, GAUGES, used).orElse(now) : now;
    List<Law> shorter = new ArrayList<>(SHORTER);
    if (averages) {
      shorter.add(0, Law.AVERAGE_POOL_TO_CONV);
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Optional<Model> next = through(now, shorter, used);
      if (next.isEmpty()) {
        break;
      }
      now = next.get();
    }
    return form(through(now, UNITS, used).orElse(now), used, probabilities);
  }

  /// A model after laws, one after the other; empty where none of them changes it.
  private static Optional<Model> through(Model model, List<Law> laws, Set<Law> used) {
    Optional<Model> now = Optional.empty();
    for (Law law : laws) {
      Optional<Draft> changed = changed(now.orElse(model), law);
      if (changed.isPresent()) {
        Draft draft = changed.get();
        used.add(law);
        now = Optional.of(new Model(draft.network(), draft.doubles(), draft.head()));
      }
    }
    return now;
  }

  /// Without layers that hand on what they read: what is flat already is flattened.
  private static Model withoutNothing(Model model) {
    Draft draft = new Draft(model);
    for (Step step : draft.steps()) {
      if (step.layer() instanceof Flatten
          && !draft.isOutput(step.name())
          && draft.shape(step.from().getFirst()).rank() == 1) {
        draft.remove(step);
      }
    }
    return new Model(draft.network(), draft.doubles(), draft.head());
  }

  /// A law's work, or nothing where it does not apply: then the form stays as it is.
  private static Optional<Draft> changed(Model model, Law law) {
    try {
      return Optional.of(Rewriter.draft(model, law, 0)).filter(it -> !it.changes().isEmpty());
    } catch (Refusal _) {
      return Optional.empty();
    }
  }

  private static Canonical form(Model model, Set<Law> used, boolean probabilities) {
    Draft draft = new Draft(model);
    Map<String, Integer> places = new LinkedHashMap<>();
    List<Object> shape = new ArrayList<>();
    for (Port port : model.network().inputs()) {
      places.put(port.name(), places.size());
      shape.add(new TensorType(port.dtype(), port.shape()));
    }
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Step step : draft.steps()) {
      shape.add(List.of(plain(draft, step), step.from().stream().map(places::get).toList()));
      int place = places.size();
      places.put(step.name(), place);
      String prefix = step.name() + ".";
      draft.doubles().forEach((name, value) -> collect(values, name, prefix, place, value));
      if (Draft.isAffine(step)) {
        values.put(place + ".bias", draft.value(draft.bias(step)));
      }
    }
    shape.add(model.network().outputs().stream().map(places::get).toList());
    if (probabilities) {
      shape.add(model.head() instanceof Head.Binary ? "sigmoid" : model.head().kind());
    }
    return new Canonical(shape, values, used);
  }

  private static void collect(
      Map<String, Tensor> values, String name, String prefix, int place, Tensor value) {
    if (name.startsWith(prefix)) {
      values.put(place + "." + name.substring(prefix.length()), value.as(DType.F64));
    }
  }

  /// A layer without what does not change its function.
  private static Layer plain(Draft draft, Step step) {
    return switch (step.layer()) {
      case Linear linear -> new Linear(linear.outputs(), true, Scaled.he());
      case Convolve c -> {
        Shape in = draft.shape(step.from().getFirst());
        Placement placement = c.placement(in.slice(1, in.rank()).sizes());
        yield new Convolve(
            c.outputs(),
            c.kernel(),
            c.strides(),
            c.dilations(),
            new Padding.Explicit(placement.before(), placement.after()),
            c.groups(),
            c.convention(),
            true,
            Scaled.he());
      }
      default -> step.layer();
    };
  }

  /// The largest difference of a parameter, as a share of the largest row of its layer; ∞ for forms
  /// of other shapes.
  double distance(Canonical other) {
    if (!shape.equals(other.shape) || !values.keySet().equals(other.values.keySet())) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (Map.Entry<String, Tensor> entry : values.entrySet()) {
      Tensor mine = entry.getValue();
      Tensor theirs = other.values.getOrDefault(entry.getKey(), mine);
      if (!mine.shape().equals(theirs.shape())) {
        return Double.POSITIVE_INFINITY;
      }
      double apart = Measured.distance(mine, theirs);
      largest = Math.max(largest, apart == 0 ? 0 : apart / scale(entry.getKey()));
    }
    return largest;
  }

  private double scale(String name) {
    String prefix = name.substring(0, name.indexOf('.') + 1);
    double scale = Double.MIN_NORMAL;
    for (Map.Entry<String, Tensor> entry : values.entrySet()) {
      if (entry.getKey().startsWith(prefix)) {
        Tensor value = entry.getValue();
        int rows = value.shape().rank() == 0 ? 1 : Math.max(1, value.shape().size(0));
        int each = Math.max(1, value.elements() / rows);
        double row = 0;
        for (int i = 0; i < value.elements(); i++) {
          row = i % each == 0 ? 0 : row;
          row += Math.abs(value.doubleAt(i));
          scale = Math.max(scale, row);
        }
      }
    }
    return scale;
  }
}
