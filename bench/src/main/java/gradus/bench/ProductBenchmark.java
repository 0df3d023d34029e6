package gradus.bench;

import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.Product;
import gradus.runtime.kernel.ProductShape;
import java.util.Random;
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

/// Matrix products on one thread; a product of `m × n × k` is `2 m n k` operations.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 3, time = 1)
public class ProductBenchmark {

  @Param({"simd", "scalar"})
  String kernels = "simd";

  @Param({"64x128x784", "256x256x256", "512x512x512"})
  String size = "64x128x784";

  @Param({"false", "true"})
  boolean transposeB;

  private Product product;
  private float[] a;
  private float[] b;
  private float[] c;
  private float[] packed;
  private float[] workspace;

  @Setup
  public void prepare() {
    String[] sizes = size.split("x", -1);
    int m = Integer.parseInt(sizes[0]);
    int n = Integer.parseInt(sizes[1]);
    int k = Integer.parseInt(sizes[2]);
    ProductShape shape = ProductShape.of(false, transposeB, m, n, k);
    product = Kernels.named(kernels).products().product(shape);
    a = uniform(m * k);
    b = uniform(k * n);
    c = new float[m * n];
    packed = new float[product.packedSize()];
    workspace = new float[product.workspace()];
    product.packB(b, 0, packed, 0);
  }

  static float[] uniform(int n) {
    Random random = new Random(1);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextFloat() - 0.5f;
    }
    return x;
  }

  @Benchmark
  public float[] multiply() {
    product.multiply(0, 1, a, 0, b, 0, c, 0, workspace, 0);
    return c;
  }

  @Benchmark
  public float[] multiplyPacked() {
    product.multiplyPacked(0, 1, a, 0, packed, 0, c, 0, workspace, 0);
    return c;
  }
}
