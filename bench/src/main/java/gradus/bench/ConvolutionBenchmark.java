package gradus.bench;

import gradus.runtime.kernel.Convolution;
import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.WindowAxis;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Convolutions on one thread, in all three directions: those of LeNet at batch 64, and larger
/// ones.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 3, time = 1)
public class ConvolutionBenchmark {

  @Param({"simd", "scalar"})
  String kernels = "simd";

  /// Batch, channels in and out, side, kernel, padding.
  @Param({"64,1,6,28,5,2", "64,6,16,14,5,0", "16,32,64,14,3,1", "1,64,64,56,3,1"})
  String shape = "64,1,6,28,5,2";

  private Convolution convolution;
  private float[] x;
  private float[] w;
  private float[] y;
  private float[] forward;
  private float[] toInput;
  private float[] toWeights;

  @Setup
  public void prepare() {
    String[] sizes = shape.split(",", -1);
    int padding = Integer.parseInt(sizes[5]);
    WindowAxis axis =
        WindowAxis.of(
            Integer.parseInt(sizes[3]), Integer.parseInt(sizes[4]), 1, 1, padding, padding);
    ConvolutionShape geometry =
        ConvolutionShape.of(
            Integer.parseInt(sizes[0]),
            Integer.parseInt(sizes[1]),
            Integer.parseInt(sizes[2]),
            axis,
            axis);
    convolution = Kernels.named(kernels).convolutions().convolution(geometry);
    x = ProductBenchmark.uniform(geometry.inSize());
    w = ProductBenchmark.uniform(geometry.weightSize());
    y = ProductBenchmark.uniform(geometry.outSize());
    forward = new float[convolution.forwardWorkspace()];
    toInput = new float[convolution.backwardInputWorkspace()];
    toWeights = new float[convolution.backwardWeightsWorkspace()];
  }

  @Benchmark
  public float[] forward() {
    convolution.forward(0, 1, x, 0, w, 0, y, 0, forward, 0);
    return y;
  }

  @Benchmark
  public float[] backwardInput() {
    convolution.backwardInput(0, 1, y, 0, w, 0, x, 0, toInput, 0);
    return x;
  }

  @Benchmark
  public float[] backwardWeights() {
    convolution.backwardWeights(0, 1, x, 0, y, 0, w, 0, toWeights, 0);
    return w;
  }
}
