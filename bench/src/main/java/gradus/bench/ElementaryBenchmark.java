package gradus.bench;

import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.Maps;
import gradus.runtime.kernel.UnaryOp;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
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

/// Elementary functions of 1,024 numbers: ours, which have the same bits in every kernel set, and
/// those of the JDK's Vector API, which on Linux and x86-64 are Intel's SVML. It has neither the
/// sigmoid nor the error function.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public class ElementaryBenchmark {

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  private static final int COUNT = 1_024;

  @Param({"EXP", "EXPM1", "LOG", "LOG1P", "SIN", "COS", "ATAN", "TANH"})
  UnaryOp op = UnaryOp.EXP;

  private Maps maps;
  private float[] x;
  private float[] z;

  @Setup
  public void prepare() {
    maps = Kernels.named("simd").maps();
    x = ProductBenchmark.uniform(COUNT);
    for (int i = 0; i < COUNT; i++) {
      x[i] = op == UnaryOp.LOG ? x[i] + 1 : 4 * x[i] + (op == UnaryOp.LOG1P ? 2.5f : 0);
    }
    z = new float[COUNT];
  }

  @Benchmark
  public float[] ours() {
    maps.unary(op, x, 0, z, 0, COUNT);
    return z;
  }

  @Benchmark
  public float[] jdk() {
    switch (op) {
      case EXP -> exp();
      case EXPM1 -> expm1();
      case LOG -> log();
      case LOG1P -> log1p();
      case SIN -> sin();
      case COS -> cos();
      case ATAN -> atan();
      case TANH -> tanh();
      default -> throw new IllegalStateException("the Vector API has no " + op);
    }
    return z;
  }

  // one loop for each function, since C2 needs to know it

  private void exp() {
    for (int i = 0; i < COUNT; i += FLOATS.length()) {
      FloatVector.fromArray(FLOATS, x, i).lanewise(VectorOperators.EXP).intoArray(z, i);
    }
  }

  private void expm1() {
    for (int i = 0; i < COUNT; i += FLOATS.length()) {
      FloatVector.fromArray(FLOATS, x, i).lanewise(VectorOperators.EXPM1).intoArray(z, i);
    }
  }

  private void log() {
    for (int i = 0; i < COUNT; i += FLOATS.length()) {
      FloatVector.fromArray(FLOATS, x, i).lanewise(VectorOperators.LOG).intoArray(z, i);
    }
  }

  private void log1p() {
    for (int i = 0; i < COUNT; i += FLOATS.length()) {
      FloatVector.fromArray(FLOATS, x, i).lanewise(VectorOperators.LOG1P).intoArray(z, i);
    }
  }

  private void sin() {
    for (int i = 0; i < COUNT; i += FLOATS.length()) {
      FloatVector.fromArray(FLOATS, x, i).lanewise(VectorOperators.SIN).intoArray(z, i);
    }
  }

  private void cos() {
    for (int i = 0; i < COUNT; i += FLOATS.length()) {
      FloatVector.fromArray(FLOATS, x, i).lanewise(VectorOperators.COS).intoArray(z, i);
    }
  }

  private void atan() {
    for (int i = 0; i < COUNT; i += FLOATS.length()) {
      FloatVector.fromArray(FLOATS, x, i).lanewise(VectorOperators.ATAN).intoArray(z, i);
    }
  }

  private void tanh() {
    for (int i = 0; i < COUNT; i += FLOATS.length()) {
      FloatVector.fromArray(FLOATS, x, i).lanewise(VectorOperators.TANH).intoArray(z, i);
    }
  }
}
