package gradus.onnx.read;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// ONNX Runtime, asked what a model answers.
public final class OtherEngine {
  private OtherEngine() {}

  /// The outputs of a model, in its order; a model that cannot run fails the test.
  public static List<Tensor> answers(byte[] model, Map<String, Tensor> inputs) {
    try {
      return run(model, inputs);
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  /// The same for a file, which may have data beside it.
  public static List<Tensor> answers(Path model, Map<String, Tensor> inputs) {
    try {
      return run((environment, options) -> environment.createSession(model + "", options), inputs);
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  private interface Opening {
    OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }

  static List<Tensor> run(byte[] model, Map<String, Tensor> inputs) throws OrtException {
    return run((environment, options) -> environment.createSession(model, options), inputs);
  }

  private static List<Tensor> run(Opening model, Map<String, Tensor> inputs) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      try (OrtSession session = model.open(environment, options)) {
        Map<String, OnnxTensor> fed = new HashMap<>();
        for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
          fed.put(input.getKey(), tensor(environment, input.getValue()));
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
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Tensor value) throws OrtException {
    long[] shape = value.shape().sizes().stream().mapToLong(Integer::longValue).toArray();
    return switch (value.type().dtype()) {
      case F32 -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(value.toFloats()), shape);
      case F64 -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(value.toDoubles()), shape);
      case I32 -> OnnxTensor.createTensor(environment, IntBuffer.wrap(value.toInts()), shape);
      case I64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(value.toLongs()), shape);
      case BOOL ->
          OnnxTensor.createTensor(
              environment, ByteBuffer.wrap(value.toBytes()), shape, OnnxJavaType.BOOL);
    };
  }

  private static Tensor tensor(OnnxTensor value) {
    long[] sizes = value.getInfo().getShape();
    Shape shape = Shape.scalar();
    for (long size : sizes) {
      shape = shape.followedBy(Shape.of((int) size));
    }
    int n = shape.elements();
    return switch (value.getInfo().type) {
      case FLOAT -> {
        float[] array = new float[n];
        value.getFloatBuffer().get(array);
        yield Tensor.of(shape, array);
      }
      case DOUBLE -> {
        double[] array = new double[n];
        value.getDoubleBuffer().get(array);
        yield Tensor.of(shape, array);
      }
      case INT32 -> {
        int[] array = new int[n];
        value.getIntBuffer().get(array);
        yield Tensor.of(shape, array);
      }
      case INT64 -> {
        long[] array = new long[n];
        value.getLongBuffer().get(array);
        yield Tensor.of(shape, array);
      }
      case BOOL -> {
        boolean[] array = new boolean[n];
        ByteBuffer bytes = value.getByteBuffer();
        for (int i = 0; i < n; i++) {
          array[i] = bytes.get(i) != 0;
        }
        yield Tensor.of(shape, array);
      }
      default -> throw new AssertionError(value.getInfo());
    };
  }
}
