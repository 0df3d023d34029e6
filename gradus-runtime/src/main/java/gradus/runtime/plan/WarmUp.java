package gradus.runtime.plan;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.runtime.kernel.Kernels;
import gradus.tensor.Tensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs a plan's graph on zeros in the background until the JVM has compiled its kernels.
///
/// Vector code is about a thousand times slower before it is compiled, so a plan whose runs are
/// short may begin with plain kernels. A plan with more work is warm sooner if it does not: two
/// processors have no time to spare. Done once a process: compiled code is the process's, too.
final class WarmUp implements Runnable {

  private static final long LONGEST_NANOS = 20_000_000_000L;

  /// Elementary operations that plain kernels do in about a millisecond.
  private static final long LITTLE = 1_000_000;

  private static volatile boolean warm;

  private final Graph graph;
  private final Kernels kernels;
  private final PlanOptions options;
  private final Supplier<Program> assembly;
  private @Nullable Program program;
  private volatile long fastest = Long.MAX_VALUE;
  private volatile boolean done;

  /// A warm-up that has not begun.
  ///
  /// @param assembly makes the program of the kernels, ready to run: vector classes take long to
  ///   load, and vector code that packs weights to run
  WarmUp(Graph graph, Kernels kernels, PlanOptions options, Supplier<Program> assembly) {
    this.assembly = assembly;
    this.graph = graph;
    this.kernels = kernels;
    this.options = options.withDetectAnomaly(false);
  }

  /// Whether to begin with plain kernels, where this is their program.
  static boolean pays(Program plain) {
    return !warm && plain.work() < LITTLE;
  }

  /// Whether the kernels are compiled, or were given up waiting for.
  boolean isDone() {
    return done || warm;
  }

  /// The program of the kernels, made by whoever asks first.
  synchronized Program program() {
    Program made = program == null ? assembly.get() : program;
    program = made;
    return made;
  }

  /// Notes how long a run of the plan itself took; the first one starts the work.
  void took(long nanos) {
    boolean first = fastest == Long.MAX_VALUE;
    fastest = Math.min(fastest, nanos);
    if (first) {
      Background.run(this);
    }
  }

  @Override
  public void run() {
    try (Engine engine = Engine.of(kernels, 1)) {
      Plan plan = warm ? null : Plan.again(graph, zeros(), engine, options);
      long start = System.nanoTime();
      long took = Long.MAX_VALUE;
      while (plan != null && took > fastest && System.nanoTime() - start < LONGEST_NANOS) {
        long before = System.nanoTime();
        plan.run();
        took = System.nanoTime() - before;
      }
      program();
      warm = true;
    } catch (ArithmeticException onZeros) {
      // a division of integers fails on zeros: then there is no more to compile here
      warm = true;
    } finally {
      done = true;
    }
  }

  private Variables zeros() {
    Variables variables = new Variables();
    for (Node node : graph.variables()) {
      variables.declare(Graph.nameOf(node), node.type(), Tensor.full(node.type(), 0));
    }
    return variables;
  }
}
