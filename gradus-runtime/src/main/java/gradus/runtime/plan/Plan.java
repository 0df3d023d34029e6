package gradus.runtime.plan;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Constant;
import gradus.rewrite.Passes;
import gradus.runtime.kernel.Kernels;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A graph made ready to run: steps over planned buffers.
///
/// Feed the inputs' slots, {@link #run}, read the outputs' slots. A run reads every variable before
/// it writes the updates, and allocates nothing once warm. Its buffers change with every run; a
/// plan is not for several threads at once. Where the engine's kernels are to begin with others
/// ({@link Kernels#beginning}), a small plan does so, and changes over, between two runs, once they
/// are warm, unless it looks for anomalies; the results are the same bits.
public final class Plan {

  private final Graph graph;
  private final Engine engine;
  private Program program;
  private Step[] steps;
  private @Nullable WarmUp warmUp;
  private final Map<String, Slot> inputs = new LinkedHashMap<>();
  private final Map<String, Slot> outputs = new LinkedHashMap<>();
  private final long valueBytes;
  private final @Nullable Anomalies anomalies;
  private long runs;

  /// A plan with standard options.
  public static Plan of(Graph graph, Variables variables, Engine engine) {
    return of(graph, variables, engine, PlanOptions.standard());
  }

  /// A plan of a graph.
  ///
  /// @param variables holds every parameter and state of the graph, declared with its type
  /// @param engine what will run it
  public static Plan of(Graph graph, Variables variables, Engine engine, PlanOptions options) {
    Graph prepared = Passes.prepare(graph, SoftmaxRows::runs);
    return new Plan(prepared, graph, variables, engine, engine.kernels().beginning(), options);
  }

  /// A plan of a graph that another plan has prepared, on the engine's kernels from the beginning.
  static Plan again(Graph prepared, Variables variables, Engine engine, PlanOptions options) {
    return new Plan(prepared, prepared, variables, engine, engine.kernels(), options);
  }

  private Plan(
      Graph graph,
      Graph asked,
      Variables variables,
      Engine engine,
      Kernels beginning,
      PlanOptions options) {
    this.graph = graph;
    this.engine = engine;
    if (options.frozen() && !graph.updates().isEmpty()) {
      throw new GraphException(
          "plan: expected a graph without updates where variables are frozen, found %d updates. Freeze graphs for predictions only."
              .formatted(graph.updates().size()));
    }
    Planner planner = new Planner(graph, options);
    Map<String, View> results = new LinkedHashMap<>();
    graph.outputs().forEach((name, node) -> results.put(name, result(planner, node)));
    if (options.fuses()) {
      PoolGradients.join(planner);
      Sinking.run(planner);
    }
    Updates.plan(planner, graph, options.writesInPlace());
    planner.sources().forEach((node, value) -> takeCells(node, value, variables));
    List<Task> ordered = planner.dependencies().order(planner.tasks());
    List<Task> order = options.fuses() ? bands(ordered) : ordered;
    Memory memory = Memory.place(order, planner.sources().values(), options.writesInPlace());
    Program first = new Program(beginning, engine.threads(), planner, order);
    boolean begins = beginning.equals(engine.kernels()) || WarmUp.pays(first);
    this.program = begins ? first : new Program(engine.kernels(), engine.threads(), planner, order);
    this.steps = program.steps();
    this.anomalies = options.detectAnomaly() ? new Anomalies(planner) : null;
    if (anomalies != null) {
      program.watch(anomalies);
    } else if (begins && !beginning.equals(engine.kernels())) {
      this.warmUp =
          new WarmUp(
              graph, engine.kernels(), options, () -> warm(planner, order, variables.packs()));
    }
    setConstants(planner);
    program.begin(this::run, variables.packs());
    this.valueBytes = memory.bytes();
    for (Node node : asked.inputs()) {
      inputs.put(Graph.nameOf(node), slot(planner, node));
    }
    openOutputs(results);
  }

  private List<Task> bands(List<Task> ordered) {
    List<Task> images = ImageBands.join(Epilogues.join(ordered), engine.threads());
    return Bands.join(ProductSums.join(images));
  }

  private void openOutputs(Map<String, View> results) {
    graph
        .outputs()
        .forEach(
            (name, node) -> {
              Cells cells = Objects.requireNonNull(results.get(name)).cells();
              outputs.put(name, new Slot(name, node.type(), cells, false));
            });
  }

  /// Where an output will be read: never a place that an update changes.
  private static View result(Planner planner, Node node) {
    View view = planner.contiguous(node);
    if (view.base.isStored()) {
      view = planner.copied(view, node);
    }
    view.base.pinned = true;
    return view;
  }

  private static void takeCells(Node node, Value value, Variables variables) {
    if (value.isStored()) {
      value.cells = variables.cells(Graph.nameOf(node), node.type());
    }
  }

  /// The program of the engine's own kernels, ready to run.
  private Program warm(Planner planner, List<Task> order, Packs packs) {
    Program warm = new Program(engine.kernels(), engine.threads(), planner, order);
    warm.follow(packs);
    return warm;
  }

  private static void setConstants(Planner planner) {
    planner
        .sources()
        .forEach(
            (node, value) -> {
              if (node.op() instanceof Constant(gradus.tensor.Tensor literal)) {
                value.cells().set(literal);
              }
            });
  }

  /// The slot of an input; one that no output needs has a place all the same.
  private static Slot slot(Planner planner, Node node) {
    Value value = planner.sources().get(node);
    Cells cells =
        value != null
            ? value.cells()
            : new Cells(
                node.type().dtype(),
                Alignment.array(node.type().dtype(), node.type().shape().elements()),
                0,
                node.type().shape().elements());
    return new Slot(Graph.nameOf(node), node.type(), cells, true);
  }

  /// Where an input is fed.
  public Slot input(String name) {
    return slot("input", inputs, name);
  }

  /// Where an output is read.
  public Slot output(String name) {
    return slot("output", outputs, name);
  }

  private static Slot slot(String kind, Map<String, Slot> slots, String name) {
    Slot slot = slots.get(name);
    if (slot == null) {
      throw new GraphException(
          "plan.%s(\"%s\"): expected one of the names %s, found none of them. Check the name in the graph."
              .formatted(kind, name, slots.keySet()));
    }
    return slot;
  }

  /// The names of the inputs, in the order of the graph.
  public List<String> inputs() {
    return List.copyOf(inputs.keySet());
  }

  /// The names of the outputs, in the order of the graph.
  public List<String> outputs() {
    return List.copyOf(outputs.keySet());
  }

  /// Runs all steps on what the inputs and variables hold now.
  ///
  /// Throws {@link AnomalyException} where {@link PlanOptions#detectAnomaly} is on and a value is
  /// not finite; {@link IllegalArgumentException} for a position outside its axis.
  public void run() {
    runs++;
    if (warmUp != null) {
      runCold(warmUp);
    } else {
      runSteps();
    }
  }

  /// A run while the kernels that the engine asks for are still compiled elsewhere.
  private void runCold(WarmUp warming) {
    if (warming.isDone()) {
      program = warming.program();
      steps = program.steps();
      warmUp = null;
      runSteps();
      return;
    }
    long start = System.nanoTime();
    runSteps();
    warming.took(System.nanoTime() - start);
  }

  private void runSteps() {
    if (anomalies != null) {
      anomalies.before(runs);
    }
    for (int i = 0; i < steps.length; i++) {
      run(steps[i]);
      if (anomalies != null) {
        anomalies.after(i, runs);
      }
    }
  }

  private void run(Step step) {
    if (step.parts() == 1) {
      step.run(0);
    } else {
      engine.team().run(step.parts(), step);
    }
  }

  /// Runs all steps some times and says how long each took.
  ///
  /// These are runs like any other: variables are updated. Warm up before, with {@link #run}.
  ///
  /// @param times how many runs, 1 or more
  public Profile profile(int times) {
    runs += times;
    return Profile.of(steps, program.traffic(), times, this::run);
  }

  /// The graph that is run, after lowering and rewriting; messages number its nodes.
  public Graph graph() {
    return graph;
  }

  /// What each step does, in order.
  public List<String> steps() {
    List<String> lines = new ArrayList<>();
    for (Step step : steps) {
      lines.add(step.parts() == 1 ? step.what() : step.what() + " in " + step.parts() + " parts");
    }
    return List.copyOf(lines);
  }

  /// Bytes of all buffers, without the variables.
  public long bufferBytes() {
    return valueBytes + program.bytes();
  }

  /// The steps, a line each, and the bytes of the buffers.
  public String describe() {
    return String.join("\n", steps()) + "\nbuffers: " + bufferBytes() + " bytes\n";
  }
}
