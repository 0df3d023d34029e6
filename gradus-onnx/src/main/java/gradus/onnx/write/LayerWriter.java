package gradus.onnx.write;

import static gradus.onnx.write.Attributes.whole;

import gradus.nn.layer.Activated;
import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.ConvolveTranspose;
import gradus.nn.layer.DropoutLayer;
import gradus.nn.layer.Embedding;
import gradus.nn.layer.Flatten;
import gradus.nn.layer.Frozen;
import gradus.nn.layer.GlobalPooled;
import gradus.nn.layer.Joined;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Linear;
import gradus.nn.layer.NormLayer;
import gradus.nn.layer.PadLayer;
import gradus.nn.layer.Parallel;
import gradus.nn.layer.Pooled;
import gradus.nn.layer.ReferenceLogit;
import gradus.nn.layer.Reshape;
import gradus.nn.layer.Residual;
import gradus.nn.layer.Scope;
import gradus.onnx.model.ElementType;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Layers as nodes of ONNX, each by its kind.
record LayerWriter(GraphDraft graph) {

  /// Writes a layer and the layers within it.
  ///
  /// @param path the layer's name
  Value write(String path, Layer layer, List<Value> from) {
    if (layer instanceof Frozen(Layer inner)) {
      return write(path, inner, from);
    }
    LayerDraft draft = new LayerDraft(graph, path, from, result(graph.free(path), layer, from));
    switch (layer) {
      case Linear linear -> linear(draft, linear);
      case Convolve convolve -> WindowWriter.convolve(draft, convolve);
      case ConvolveTranspose transpose -> WindowWriter.transpose(draft, transpose);
      case Pooled pooled -> WindowWriter.pooled(draft, pooled);
      case GlobalPooled pooled -> WindowWriter.global(draft, pooled);
      case Activated activated -> ActivationWriter.write(draft, activated);
      case BatchNormLayer norm -> NormWriter.batch(draft, norm);
      case NormLayer norm -> NormWriter.write(draft, norm);
      case Flatten _ -> draft.make("Flatten", List.of(draft.x()), whole("axis", 1));
      case Reshape(Shape shape) -> reshape(draft, shape);
      case PadLayer pad -> pad(draft, pad);
      // without a third input it is the identity, and a reader knows what stood there
      case DropoutLayer(double rate) ->
          draft.make("Dropout", List.of(draft.x(), draft.number("rate", rate)));
      case Embedding _ -> embedding(draft);
      case ReferenceLogit(int position) -> referenceLogit(draft, position);
      case Joined(Parallel.Join join) -> join(draft, join, from);
      case Residual residual -> residual(draft, residual);
      case Parallel parallel -> parallel(draft, parallel);
      case HeldNodes held -> new HeldWriter(draft, held).write();
      default ->
          throw new IllegalArgumentException(
              "layer \"%s\" (%s): expected a layer of Gradus, which ONNX has operators for, found one of your own, %s. Build it of layers of Gradus to write it."
                  .formatted(path, layer.kind(), layer.getClass().getSimpleName()));
    }
    graph.between(draft.result());
    return draft.result();
  }

  private static Value result(String name, Layer layer, List<Value> from) {
    TensorType type = type(layer, from);
    ElementType natural = ElementType.of(type.dtype());
    return new Value(
        name,
        type,
        layer instanceof HeldNodes held
            ? held.held().getOrDefault(held.makes(), natural)
            : natural);
  }

  /// The type of what a layer makes of one example.
  private static TensorType type(Layer layer, List<Value> from) {
    List<Node> read = from.stream().map(value -> Input.of(value.name(), value.type())).toList();
    return layer.apply(read, Scope.root(false, DType.F32)).type();
  }

  /// `Gemm` over rows; over more axes a product with the turned weight.
  private static void linear(LayerDraft draft, Linear linear) {
    String weight = draft.parameter("weight");
    if (draft.shape().rank() == 2) {
      List<String> from = new ArrayList<>(List.of(draft.x(), weight));
      if (linear.bias()) {
        from.add(draft.parameter("bias"));
      }
      draft.make("Gemm", from, whole("transB", 1));
      return;
    }
    String turned =
        draft.part(
            "turned", "Transpose", List.of(weight), Attributes.wholes("perm", List.of(1, 0)));
    if (linear.bias()) {
      String product = draft.part("product", "MatMul", List.of(draft.x(), turned));
      draft.make("Add", List.of(product, draft.parameter("bias")));
    } else {
      draft.make("MatMul", List.of(draft.x(), turned));
    }
  }

  /// A 0 in the shape keeps the batch.
  private static void reshape(LayerDraft draft, Shape shape) {
    String sizes = draft.wholes("shape", shape.insert(0, 0).sizes());
    draft.make("Reshape", List.of(draft.x(), sizes));
  }

  private static void pad(LayerDraft draft, PadLayer pad) {
    List<Integer> amounts = new ArrayList<>(List.of(0, 0));
    amounts.addAll(pad.before());
    amounts.addAll(List.of(0, 0));
    amounts.addAll(pad.after());
    String value = draft.number("value", pad.value());
    draft.make("Pad", List.of(draft.x(), draft.wholes("pads", amounts), value));
  }

  private static void embedding(LayerDraft draft) {
    String indices = draft.x();
    if (draft.inputs().getFirst().type().dtype().isFloat()) {
      long type = ElementType.INT64.number();
      indices = draft.part("indices", "Cast", List.of(indices), whole("to", type));
    }
    draft.make("Gather", List.of(draft.parameter("weight"), indices), whole("axis", 0));
  }

  /// The logit 0 is padding along the last axis: at an end, or at the end of what stands before it.
  private static void referenceLogit(LayerDraft draft, int position) {
    int rank = draft.shape().rank();
    int free = draft.shape().size(-1);
    if (position == 0 || position == free) {
      draft.make("Pad", List.of(draft.x(), padding(draft, rank, position == 0)));
      return;
    }
    String before = part(draft, "before", 0, position);
    String after = part(draft, "after", position, free);
    String zero = draft.part("withZero", "Pad", List.of(before, padding(draft, rank, false)));
    draft.make("Concat", List.of(zero, after), whole("axis", rank - 1));
  }

  private static String padding(LayerDraft draft, int rank, boolean before) {
    List<Integer> amounts = new ArrayList<>(Collections.nCopies(2 * rank, 0));
    amounts.set(before ? rank - 1 : 2 * rank - 1, 1);
    return draft.wholes("pads", amounts);
  }

  private static String part(LayerDraft draft, String word, int start, int end) {
    return draft.part(
        word,
        "Slice",
        List.of(
            draft.x(),
            draft.wholes(word + "Start", List.of(start)),
            draft.wholes(word + "End", List.of(end)),
            draft.wholes(word + "Axis", List.of(draft.shape().rank() - 1))));
  }

  /// Sums are formed from the left, as Gradus forms them.
  private static void join(LayerDraft draft, Parallel.Join join, List<Value> parts) {
    List<String> names = parts.stream().map(Value::name).toList();
    switch (join) {
      case CONCAT -> draft.make("Concat", names, whole("axis", 1));
      case ADD -> {
        if (names.size() == 1) {
          draft.make("Identity", names);
          return;
        }
        String sum = names.getFirst();
        for (String next : names.subList(1, names.size() - 1)) {
          sum = draft.part("sum", "Add", List.of(sum, next));
        }
        draft.make("Add", List.of(sum, names.getLast()));
      }
    }
  }

  private void residual(LayerDraft draft, Residual residual) {
    Value main = chain(draft, "body", residual.body());
    Value shortcut = chain(draft, "shortcut", residual.shortcut());
    join(draft, Parallel.Join.ADD, List.of(main, shortcut));
  }

  private void parallel(LayerDraft draft, Parallel parallel) {
    List<Value> results = new ArrayList<>();
    for (List<Layer> branch : parallel.branches()) {
      results.add(chain(draft, "branch" + (results.size() + 1), branch));
    }
    join(draft, parallel.join(), results);
  }

  /// Layers one after the other; their names count from 1, as those of their parameters do.
  private Value chain(LayerDraft draft, String part, List<Layer> layers) {
    Value value = draft.inputs().getFirst();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      String path = "%s.%s.%s%d".formatted(draft.path(), part, layer.kind(), i + 1);
      value = write(path, layer, List.of(value));
    }
    return value;
  }
}
