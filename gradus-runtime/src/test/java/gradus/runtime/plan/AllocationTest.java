package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import gradus.autodiff.Gradients;
import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.composite.Dropout;
import gradus.op.composite.Function;
import gradus.op.composite.Gelu;
import gradus.op.composite.LogSoftmax;
import gradus.op.composite.Softmax;
import gradus.op.composite.SoftmaxCrossEntropy;
import gradus.op.source.Draw;
import gradus.op.source.Draw.Distribution;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import gradus.op.window.Placement;
import gradus.random.Philox;
import gradus.runtime.kernel.Kernels;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Design law 4: after warm-up a training step allocates nothing, on any thread.
class AllocationTest {

  private static final int STEPS = 1_000;

  // the compiler may need a while on a busy machine; what allocates always is found all the same
  private static final int TRIES = 200;

  /// Nanoseconds, for the same reason.
  private static final long PATIENCE = 20_000_000_000L;

  private final Variables variables = new Variables();
  private final List<Node> parameters = new ArrayList<>();

  private Node parameter(int... sizes) {
    String name = "p" + parameters.size();
    TensorType type = TensorType.f32(sizes);
    variables.declare(name, type, Trial.draw(type, new Philox(5, parameters.size())));
    Node node = Parameter.of(name, type);
    parameters.add(node);
    return node;
  }

  private Node linear(Node x, int in, int out) {
    return x.matmul(parameter(out, in), false, true).plus(parameter(out));
  }

  /// A small perceptron with softmax cross-entropy and momentum.
  private Graph step() {
    Node x = Input.of("x", TensorType.f32(16, 40));
    Node labels = Input.of("labels", TensorType.i64(16));
    Node rate = Input.of("rate", TensorType.f32());
    Node logits = linear(linear(x, 40, 120).relu(), 120, 5);
    Node target = labels.oneHot(5, DType.F32);
    Node loss = Node.of(new SoftmaxCrossEntropy(1), List.of(logits, target)).mean();
    List<Node> gradients = Gradients.of(loss, parameters);
    Map<Node, Node> updates = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      TensorType type = parameters.get(i).type();
      variables.declare("v" + i, type, Tensor.full(type, 0));
      Node velocity = State.of("v" + i, type);
      Node next = velocity.times(0.9).plus(gradients.get(i));
      updates.put(velocity, next);
      updates.put(parameters.get(i), parameters.get(i).minus(next.times(rate)));
    }
    return new Graph(Map.of("loss", loss), updates);
  }

  @ParameterizedTest
  @CsvSource({"scalar, 1", "scalar, 2", "simd, 1", "simd, 2"})
  void aStepAllocatesNothing(String kernels, int threads) {
    try (Engine engine = Engine.of(Kernels.named(kernels), threads)) {
      Plan plan = Plan.of(step(), variables, engine);
      plan.input("x").set(Trial.draw(TensorType.f32(16, 40), new Philox(1, 1)));
      plan.input("labels").set(Trial.draw(TensorType.i64(16), new Philox(1, 2)));
      float[] rate = {0.01f};
      plan.input("rate").set(rate, 0);
      plan.run();
      float first = plan.output("loss").at(0);
      long bytes = Long.MAX_VALUE;
      for (int i = 0; i < TRIES && bytes > 0; i++) {
        bytes = allocatedBy(plan, STEPS);
      }
      assertThat(bytes).as("bytes allocated in %d steps", STEPS).isZero();
      assertThat(plan.output("loss").at(0)).isLessThan(first / 2);
    }
  }

  /// Convolutions of 3 × 3 windows and of a long kernel, which go by way of transforms, with their
  /// gradients.
  private Graph transforms() {
    Node image = Input.of("image", TensorType.f32(2, 32, 8, 8));
    Node signal = Input.of("signal", TensorType.f32(1, 16, 1056));
    Placement same = Placement.valid(2).withPadding(List.of(1, 1));
    Node filtered = image.conv(parameter(32, 32, 3, 3), same).relu();
    Node again = filtered.conv(parameter(32, 32, 3, 3), same);
    Node stretched = signal.conv(parameter(16, 16, 33), Placement.valid(1)).relu();
    Node last = stretched.conv(parameter(16, 16, 1), Placement.valid(1));
    Node loss = again.times(again).mean().plus(last.times(last).mean());
    List<Node> gradients = Gradients.of(loss, parameters);
    Map<Node, Node> updates = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      updates.put(parameters.get(i), parameters.get(i).minus(gradients.get(i).times(1e-9)));
    }
    return new Graph(Map.of("loss", loss), updates);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void transformsAllocateNothing(String kernels) {
    try (Engine engine = Engine.of(Kernels.named(kernels), 2)) {
      Plan plan = Plan.of(transforms(), variables, engine);
      plan.input("image").set(Trial.draw(TensorType.f32(2, 32, 8, 8), new Philox(1, 3)));
      plan.input("signal").set(Trial.draw(TensorType.f32(1, 16, 1056), new Philox(1, 4)));
      long bytes = Long.MAX_VALUE;
      for (int i = 0; i < TRIES && bytes > 0; i++) {
        bytes = allocatedBy(plan, 20);
      }
      assertThat(bytes).as("bytes allocated in 20 steps").isZero();
    }
  }

  /// Rows that fill no whole number of vectors, random draws and powers, with gradients.
  private static Graph oddRows() {
    Node x = Input.of("x", TensorType.f32(6, 37));
    Node key = Input.of("key", TensorType.i64());
    Node kept = Node.of(new Dropout(0.3, 5), List.of(x, key));
    Node rows = Node.of(new Softmax(1), List.of(kept.exp().tanh()));
    Node logs = Node.of(new LogSoftmax(1), List.of(Node.of(new Gelu(), List.of(kept))));
    Node loss = rows.times(logs).mean().plus(x.pow(x).mean());
    return Graph.of(Map.of("loss", loss, "dx", Gradients.of(loss, List.of(x)).getFirst()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void oddRowsAllocateNothing(String kernels) {
    try (Engine engine = Engine.of(Kernels.named(kernels), 1)) {
      Plan plan = Plan.of(oddRows(), variables, engine);
      plan.input("x").set(Trial.draw(TensorType.f32(6, 37), new Philox(1, 5)));
      plan.input("key").set(Trial.draw(TensorType.i64(), new Philox(1, 6)));
      long bytes = Long.MAX_VALUE;
      for (int i = 0; i < TRIES && bytes > 0; i++) {
        bytes = allocatedBy(plan, STEPS);
      }
      assertThat(bytes).as("bytes allocated in %d steps", STEPS).isZero();
    }
  }

  /// Every operation, and those that work element by element on longer rows too. Normal draws are
  /// left out: the cosine of `StrictMath` makes an array.
  static Stream<Node> operations() {
    return OperationRows.of(DType.F32).stream()
        .filter(
            row -> !(row.op() instanceof Draw draw) || draw.distribution() != Distribution.NORMAL)
        .flatMap(
            row -> {
              boolean each =
                  row.type().dtype() == DType.F32
                      && !(row.op() instanceof Function) // made for its own shape
                      && !row.inputs().isEmpty()
                      && row.inputs().stream().allMatch(it -> it.type().equals(row.type()));
              List<Node> inputs = new ArrayList<>();
              for (int i = 0; each && i < row.inputs().size(); i++) {
                inputs.add(
                    Input.of(
                        "x" + i, new TensorType(DType.F32, row.type().shape().with(-1, 1000))));
              }
              return each ? Stream.of(row, Node.of(row.op(), inputs)) : Stream.of(row);
            });
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("operations")
  void noOperationAllocates(Node row) {
    Map<String, Node> outputs = new LinkedHashMap<>(Map.of("y", row));
    List<Node> inputs =
        Node.inputsFirst(List.of(row)).stream()
            .filter(node -> node.op() instanceof Input && node.type().dtype().isFloat())
            .toList();
    if (row.type().dtype().isFloat()) {
      Gradients.of(row.sum(), inputs).forEach(node -> outputs.put("g" + outputs.size(), node));
    }
    Trial trial = Trial.of(Graph.of(outputs), 11);
    trial
        .graph()
        .variables()
        .forEach(it -> variables.declare(Graph.nameOf(it), it.type(), trial.feeds().get(it)));
    try (Engine engine = Engine.of(Kernels.named("simd"), 1)) {
      Plan plan = Plan.of(trial.graph(), variables, engine);
      trial.feed(plan);
      long bytes = Long.MAX_VALUE;
      long end = System.nanoTime() + PATIENCE;
      while (bytes > 0 && System.nanoTime() < end) {
        bytes = allocatedBy(plan, 100);
      }
      assertThat(bytes).as("bytes allocated in 100 steps").isZero();
    }
  }

  private static long allocatedBy(Plan plan, int steps) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids =
        Thread.getAllStackTraces().keySet().stream()
            .filter(
                thread ->
                    thread == Thread.currentThread() || thread.getName().startsWith("gradus-team"))
            .mapToLong(Thread::threadId)
            .toArray();
    long before = allocated(threads, ids);
    for (int i = 0; i < steps; i++) {
      plan.run();
    }
    return allocated(threads, ids) - before;
  }

  private static long allocated(ThreadMXBean threads, long[] ids) {
    long bytes = 0;
    for (long id : ids) {
      bytes += threads.getThreadAllocatedBytes(id);
    }
    return bytes;
  }
}
