package gradus.onnx.read;

import gradus.onnx.model.OnnxFunction;
import gradus.onnx.model.OnnxGraph;
import gradus.onnx.model.ValueInfo;
import gradus.tensor.DType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A model of ONNX, read and checked: a template of graphs.
///
/// Immutable. Convolutions of ONNX are cross-correlations, and become those of Gradus. Initializers
/// of floats become parameters under their names, unless they are single numbers without axes;
/// other initializers are constants.
public final class OnnxModel {

  /// The newest version of the operators that is read.
  public static final int NEWEST_OPSET = 27;

  /// The newest version of the file format that is read.
  public static final int NEWEST_IR = 13;

  private final Operations operations;
  private final long irVersion;
  private final OnnxGraph graph;

  OnnxModel(Operations operations, long irVersion, OnnxGraph graph) {
    this.operations = operations;
    this.irVersion = irVersion;
    this.graph = graph;
  }

  /// Reads a model; data in other files are found in its folder alone.
  ///
  /// Throws {@link gradus.tensor.FormatException} where the file is damaged or hostile, {@link
  /// gradus.onnx.model.UnsupportedException} where it asks for what Gradus does not have.
  ///
  /// @param file the model
  public static OnnxModel read(Path file) {
    return ModelReader.read(file);
  }

  /// The same from bytes; the model must hold its data itself.
  ///
  /// @param name what messages call it
  public static OnnxModel read(String name, byte[] bytes) {
    return ModelReader.read(name, bytes);
  }

  /// What it is called in messages.
  public String file() {
    return operations.file();
  }

  /// What its operators mean.
  public Operations operations() {
    return operations;
  }

  /// The version of the file format.
  public long irVersion() {
    return irVersion;
  }

  /// The versions of the operators, by domain; the empty domain is `ai.onnx`.
  public Map<String, Long> opsets() {
    return operations.opsets();
  }

  /// The graph as ONNX says it.
  public OnnxGraph graph() {
    return graph;
  }

  /// The same model with the operators that it writes out itself put in the places where they are
  /// used, wherever they are of its own versions.
  public OnnxModel inlined() {
    return functions().isEmpty()
        ? this
        : new OnnxModel(operations, irVersion, new Inlining(operations, graph).result());
  }

  /// The operators that the model itself writes out.
  public Map<OnnxFunction.Key, OnnxFunction> functions() {
    return operations.functions();
  }

  /// What is fed, in order.
  public List<ValueInfo> inputs() {
    return graph.inputs();
  }

  /// What is asked for, in order.
  public List<ValueInfo> outputs() {
    return graph.outputs();
  }

  /// The graph for a binding.
  ///
  /// Throws {@link gradus.tensor.FormatException} where the operators do not fit what they are
  /// given, {@link gradus.tensor.ShapeException} where the binding does not fit the model.
  public Instance instantiate(Binding binding) {
    return new Instantiation(operations, binding, DType.F32).instance(graph);
  }
}
