package gradus.web.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model of rows of floats that ONNX Runtime computes, behind our own server: with one thread a
/// batch, as our own models are. The session lives as long as the process.
final class OnnxRuntimeModel implements ServedModel {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;

  private OnnxRuntimeModel(Path file) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(file.toString(), options);
    }
    inputs = specs(session.getInputInfo().values());
    outputs = specs(session.getOutputInfo().values());
  }

  static OnnxRuntimeModel read(Path file) {
    try {
      return new OnnxRuntimeModel(file);
    } catch (OrtException e) {
      throw new IllegalStateException(file + " with ONNX Runtime", e);
    }
  }

  private static List<TensorSpec> specs(Collection<NodeInfo> infos) {
    return infos.stream()
        .map(
            info ->
                new TensorSpec(
                    info.getName(),
                    Datatype.FP32,
                    Arrays.stream(((TensorInfo) info.getInfo()).getShape()).boxed().toList()))
        .toList();
  }

  @Override
  public String platform() {
    return "onnxruntime_onnx";
  }

  @Override
  public List<TensorSpec> inputs() {
    return inputs;
  }

  @Override
  public List<TensorSpec> outputs() {
    return outputs;
  }

  @Override
  public boolean joinsRows() {
    return true;
  }

  @Override
  public Optional<Explainer> explainer() {
    return Optional.empty();
  }

  @Override
  public Map<String, Values> run(Map<String, Tensor> given) {
    String name = inputs.getFirst().name();
    Tensor input = Rows.named(given, name);
    long[] sizes = input.shape().sizes().stream().mapToLong(Integer::longValue).toArray();
    try (OnnxTensor fed =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.toFloats()), sizes);
        OrtSession.Result results = session.run(Map.of(name, fed))) {
      Map<String, Values> answers = new LinkedHashMap<>();
      for (Map.Entry<String, ?> result : results) {
        OnnxTensor output = (OnnxTensor) result.getValue();
        long[] shape = output.getInfo().getShape();
        float[] values = new float[output.getFloatBuffer().remaining()];
        output.getFloatBuffer().get(values);
        Shape whole = new Shape(Arrays.stream(shape).mapToObj(Math::toIntExact).toList());
        answers.put(result.getKey(), new Values.Numbers(Tensor.of(whole, values)));
      }
      return answers;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime", e);
    }
  }
}
