package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.composite.Composite;
import gradus.op.contraction.MatMul;
import gradus.op.elementwise.Elementwise;
import gradus.op.indexing.ArgSort;
import gradus.op.indexing.Indexing;
import gradus.op.movement.Movement;
import gradus.op.reduction.Max;
import gradus.op.reduction.Min;
import gradus.op.reduction.Prod;
import gradus.op.reduction.Reduction;
import gradus.op.reduction.Sum;
import gradus.op.source.Draw;
import gradus.op.source.Source;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.ConvolutionWeight;
import gradus.op.window.Pool;
import gradus.op.window.Window;
import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.ReductionOp;
import gradus.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes steps from tasks whose values have their places.
final class Assembly {

  private final Kernels kernels;
  private final int threads;
  private final Planner planner;
  private final Workspace workspace;

  Assembly(Kernels kernels, int threads, Planner planner, Workspace workspace) {
    this.kernels = kernels;
    this.threads = threads;
    this.planner = planner;
    this.workspace = workspace;
  }

  List<Step> steps(Task task) {
    return switch (task) {
      case Task.Chain chain -> List.of(ChainBuilder.build(chain, kernels.maps(), workspace));
      case Task.Copy copy -> List.of(Movements.copy(copy.source, copy.target.cells()));
      case Task.Single single -> single(single);
      case Task.Band band -> band(band);
      case Task.Finished finished -> List.of(finished(finished));
      case Task.PoolGradient pool -> List.of(new MaxPoolGradient(pool, 1, kernels, threads));
    };
  }

  /// A band, after what prepares it.
  private List<Step> band(Task.Band band) {
    List<Step> before = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (Task task : band.tasks) {
      Step step = within(band, task);
      if (step instanceof ConvolutionOfImages convolution && convolution.packs()) {
        before.add(convolution.new Packing());
      }
      steps.add(step);
    }
    before.add(new Band(steps, band, workspace));
    return before;
  }

  private Step within(Task.Band band, Task task) {
    return switch (task) {
      case Task.Chain chain ->
          ChainBuilder.build(chain, band.rows, band.parts, kernels.maps(), workspace);
      case Task.Finished finished -> images(finished.single, finished, band);
      case Task.PoolGradient pool -> new MaxPoolGradient(pool, band.few, kernels, threads);
      case Task.Single single ->
          switch (single.node.op()) {
            case Convolution _, ConvolutionTranspose _ -> images(single, null, band);
            case Pool op -> {
              View x = single.inputs.getFirst();
              View z = View.of(single.output);
              yield Pooling.of(single.node, op, x, z, band.few, kernels, threads);
            }
            default -> ofRows(single);
          };
      case Task.Copy _, Task.Band _ -> throw new AssertionError("not of a band: " + task);
    };
  }

  private Step images(Task.Single single, Task.@Nullable Finished finished, Task.Band band) {
    return new ConvolutionOfImages(single, finished, band, stays(single), kernels);
  }

  private List<Step> single(Task.Single task) {
    Node node = task.node;
    if (isOfRows(node)) {
      return List.of(ofRows(task));
    }
    List<Cells> x = task.inputs.stream().map(View::cells).toList();
    Cells z = task.output.cells();
    return switch (node.op()) {
      case Draw draw -> List.of(new Drawing(draw, kernels.maps(), x.getFirst(), z));
      case Reduction op -> List.of(new Reduce(node, op, x.getFirst(), z));
      case Movement op -> Movements.steps(node, op, x, z);
      case MatMul _ ->
          List.of(
              new Products(
                  node, x, z, Epilogue.NONE, "", stays(task), kernels, threads, workspace));
      case Window op -> List.of(window(task, op, x, z));
      case ArgSort op -> List.of(new Sorting(node, op, x.getFirst(), z, workspace));
      case Indexing op -> List.of(new Indexes(node, planner.number(node), op, x, z));
      case Source _, Elementwise _, Composite _ ->
          throw new AssertionError("no step of its own: " + node);
    };
  }

  private Step finished(Task.Finished task) {
    boolean stays = stays(task.single);
    return task.isProduct()
        ? Products.of(task, stays, kernels, threads, workspace)
        : Convolutions.of(task, stays, kernels, threads, workspace);
  }

  /// Whether the second operand stays as it is from run to run.
  private boolean stays(Task.Single task) {
    return !task.once && task.inputs.size() > 1 && planner.constant(task.inputs.get(1).base);
  }

  private Step window(Task.Single task, Window window, List<Cells> x, Cells z) {
    Node node = task.node;
    return switch (window) {
      case Convolution _, ConvolutionTranspose _, ConvolutionWeight _ ->
          Convolutions.of(node, x.get(0), x.get(1), z, stays(task), kernels, threads, workspace);
      case Pool op -> {
        View view = View.of(task.output);
        yield Pooling.of(node, op, task.inputs.getFirst(), view, 1, kernels, threads);
      }
    };
  }

  /// Whether a node has a kernel that may take some rows of a band alone: sums, products and
  /// extremes of f32, and the softmax.
  private static boolean isOfRows(Node node) {
    return switch (node.op()) {
      case Sum _, Prod _, Max _, Min _ -> node.input(0).type().dtype() == DType.F32;
      default -> SoftmaxRows.runs(node);
    };
  }

  private Step ofRows(Task.Single task) {
    Node node = task.node;
    Row x = Row.of(task.inputs.getFirst());
    Row z = Row.of(View.of(task.output));
    if (task.inputs.size() == 2) {
      return new FloatProductSum(kernels.reductions(), node, x, Row.of(task.inputs.get(1)), z);
    }
    return switch (node.op()) {
      case Sum op -> new FloatReduce(kernels.reductions(), ReductionOp.SUM, node, op, x, z);
      case Prod op -> new FloatReduce(kernels.reductions(), ReductionOp.PROD, node, op, x, z);
      case Max op -> new FloatReduce(kernels.reductions(), ReductionOp.MAX, node, op, x, z);
      case Min op -> new FloatReduce(kernels.reductions(), ReductionOp.MIN, node, op, x, z);
      default -> new SoftmaxRows(node, kernels.reductions(), x, z);
    };
  }
}
