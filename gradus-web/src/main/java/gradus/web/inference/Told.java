package gradus.web.inference;

import gradus.nn.data.Standardiser;
import gradus.nn.loss.Head;
import gradus.nn.model.Instance;
import gradus.onnx.model.ValueInfo;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the outputs of a network are called, and what is told of them.
///
/// A run tells its `prediction` (probabilities, or values in the target's own units), the `logits`
/// behind it, and the `class` by name. A model of ONNX tells its outputs as they are.
///
/// @param names the names of the outputs as they are; none where the head tells
/// @param datatypes what the outputs are told as, for each name; none for those of Gradus
/// @param head what the outputs mean, for a run
record Told(List<String> names, List<Datatype> datatypes, Optional<Head> head) {

  static final String PREDICTION = "prediction";
  private static final String LOGITS = "logits";
  private static final String CLASS = "class";

  Told {
    names = List.copyOf(names);
    datatypes = List.copyOf(datatypes);
  }

  /// Outputs as they are, under these names.
  static Told asNamed(List<String> names) {
    return new Told(names, List.of(), Optional.empty());
  }

  /// The same as ONNX types them.
  ///
  /// Throws {@link java.util.NoSuchElementException} for a type that the protocol has not.
  static Told asTyped(List<ValueInfo> outputs) {
    return new Told(
        outputs.stream().map(ValueInfo::name).toList(),
        outputs.stream().map(it -> Datatype.of(it.element()).orElseThrow()).toList(),
        Optional.empty());
  }

  /// What a run's head tells.
  static Told by(Head head) {
    return new Told(List.of(), List.of(), Optional.of(head));
  }

  /// What a plan calls an output.
  static String output(int position) {
    return "output" + position;
  }

  /// What is told, as the protocol describes it.
  ///
  /// @param pair the network for two rows
  List<TensorSpec> specs(Instance pair) {
    List<TensorSpec> specs = new ArrayList<>();
    List<Node> nodes = List.copyOf(pair.outputs().values());
    if (head.isEmpty()) {
      for (int i = 0; i < nodes.size(); i++) {
        TensorSpec spec = spec(names.get(i), nodes.get(i));
        specs.add(new TensorSpec(spec.name(), datatype(i, spec.datatype()), spec.shape()));
      }
      return specs;
    }
    specs.add(spec(PREDICTION, nodes.getFirst()));
    if (!(head.get() instanceof Head.Real)) {
      specs.add(spec(LOGITS, nodes.getFirst()));
    }
    if (isOneClass()) {
      specs.add(new TensorSpec(CLASS, Datatype.BYTES, List.of(-1L)));
    }
    return specs;
  }

  private Datatype datatype(int output, Datatype natural) {
    return datatypes.isEmpty() ? natural : datatypes.get(output);
  }

  private static TensorSpec spec(String name, Node node) {
    List<Long> sizes = new ArrayList<>(List.of(-1L));
    Shape shape = node.type().shape();
    shape.slice(1, shape.rank()).sizes().forEach(size -> sizes.add((long) size));
    return new TensorSpec(name, Datatype.of(node.type().dtype()), sizes);
  }

  private boolean isOneClass() {
    return head.filter(it -> it instanceof Head.Categorical || it instanceof Head.Binary)
        .isPresent();
  }

  /// What is told of a plan's outputs.
  Map<String, Values> values(Map<String, Tensor> outputs, Standardiser targets) {
    Map<String, Values> told = new LinkedHashMap<>();
    if (head.isEmpty()) {
      for (int i = 0; i < names.size(); i++) {
        Tensor value = Rows.named(outputs, output(i));
        Datatype natural = Datatype.of(value.type().dtype());
        told.put(names.get(i), new Values.Numbers(value, datatype(i, natural)));
      }
      return told;
    }
    Tensor logits = Rows.named(outputs, output(0));
    Tensor prediction = Rows.named(outputs, PREDICTION);
    if (head.get() instanceof Head.Real) {
      prediction = restored(prediction, targets);
    } else {
      told.put(LOGITS, new Values.Numbers(logits));
    }
    told.put(PREDICTION, new Values.Numbers(prediction));
    if (isOneClass()) {
      told.put(CLASS, Values.words(head.get().names(), classes(logits, prediction)));
    }
    return told;
  }

  private static Tensor restored(Tensor prediction, Standardiser targets) {
    float[] values = prediction.toFloats();
    int width = values.length / prediction.shape().size(0);
    for (int at = 0; at < values.length; at += width) {
      targets.restore(values, at, width);
    }
    return Tensor.of(prediction.shape(), values);
  }

  /// The positive outcome where `P(y=1|x) > ½`, which is where the logit is above 0; else the most
  /// probable class, the first of equals.
  private int[] classes(Tensor logits, Tensor prediction) {
    int rows = logits.shape().size(0);
    int width = logits.elements() / rows;
    int[] classes = new int[rows];
    for (int row = 0; row < rows; row++) {
      if (head.orElseThrow() instanceof Head.Binary) {
        classes[row] = logits.doubleAt(row) > 0 ? 1 : 0;
        continue;
      }
      for (int i = 1; i < width; i++) {
        double best = prediction.doubleAt(row * width + classes[row]);
        classes[row] = prediction.doubleAt(row * width + i) > best ? i : classes[row];
      }
    }
    return classes;
  }
}
