package gradus.onnx.write;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// ONNX Runtime, asked what a written model answers.
final class OtherEngine {

  private OtherEngine() {}

  /// The outputs for each of several feeds; the model is loaded once.
  static List<List<Tensor>> answers(byte[] model, List<Map<String, Tensor>> feeds)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      try (OrtSession session = environment.createSession(model, options)) {
        List<List<Tensor>> answers = new ArrayList<>();
        for (Map<String, Tensor> feed : feeds) {
          answers.add(answers(environment, session, feed));
        }
        return answers;
      }
    }
  }

  private static List<Tensor> answers(
      OrtEnvironment environment, OrtSession session, Map<String, Tensor> feed)
      throws OrtException {
    Map<String, OnnxTensor> fed = new HashMap<>();
    for (String name : session.getInputNames()) {
      fed.put(name, tensor(environment, feed.get(name)));
    }
    List<Tensor> outputs = new ArrayList<>();
    try (OrtSession.Result result = session.run(fed)) {
      for (var value : result) {
        outputs.add(tensor((OnnxTensor) value.getValue()));
      }
    }
    fed.values().forEach(OnnxTensor::close);
    return outputs;
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Tensor value) throws OrtException {
    long[] shape = value.shape().sizes().stream().mapToLong(Integer::longValue).toArray();
    return switch (value.type().dtype()) {
      case F32 -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(value.toFloats()), shape);
      case I32 -> OnnxTensor.createTensor(environment, IntBuffer.wrap(value.toInts()), shape);
      case I64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(value.toLongs()), shape);
      case F64, BOOL -> throw new AssertionError("no network has such an input: " + value.type());
    };
  }

  private static Tensor tensor(OnnxTensor value) {
    Shape shape =
        new Shape(Arrays.stream(value.getInfo().getShape()).mapToObj(size -> (int) size).toList());
    float[] array = new float[shape.elements()];
    value.getFloatBuffer().get(array);
    return Tensor.of(shape, array);
  }
}
