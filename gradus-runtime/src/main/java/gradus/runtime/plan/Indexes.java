package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.indexing.ArgSort;
import gradus.op.indexing.Gather;
import gradus.op.indexing.GatherElements;
import gradus.op.indexing.Indexing;
import gradus.op.indexing.OneHot;
import gradus.op.indexing.ScatterAdd;
import gradus.op.indexing.ScatterElements;
import gradus.runtime.thread.Partition;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/// Positions that are data: gathers, their adjoints, and one-hot rows.
///
/// All are seen as `[outer, n, inner]` with the positions in the middle; parts are blocks of
/// `outer`, so that what an adjoint adds up meets in one part, in the order of the positions.
final class Indexes extends Step {

  private final Indexing op;
  private final String call;
  private final Cells x;
  private final Cells positions;
  private final Cells z;
  private final int outer;
  private final int size;
  private final int count;
  private final int inner;
  private final int parts;

  /// @param number the node's place in the graph, for messages
  Indexes(Node node, int number, Indexing op, List<Cells> inputs, Cells z) {
    this.op = op;
    this.x = inputs.getFirst();
    this.positions = inputs.getLast();
    this.z = z;
    Shape first = node.input(0).type().shape();
    Shape out = node.type().shape();
    int axis =
        switch (op) {
          case Gather gather -> gather.axis();
          case GatherElements gather -> gather.axis();
          case ScatterAdd scatter -> scatter.axis();
          case ScatterElements scatter -> scatter.axis();
          case OneHot _ -> first.rank();
          case ArgSort _ -> throw sorts(node);
        };
    boolean scatters = op instanceof ScatterAdd || op instanceof ScatterElements;
    Shape large = op instanceof OneHot || scatters ? out : first;
    this.outer = large.slice(0, axis).elements();
    this.size = large.size(axis);
    this.inner = large.slice(axis + 1, large.rank()).elements();
    this.count =
        switch (op) {
          case Gather _, ScatterAdd _ -> positions.length;
          case GatherElements _ -> out.size(axis);
          case ScatterElements _ -> first.size(axis);
          case OneHot _ -> 1;
          case ArgSort _ -> throw sorts(node);
        };
    this.call =
        "node %%%d %s%s"
            .formatted(number, op, node.label().isEmpty() ? "" : " \"" + node.label() + "\"");
    this.parts = Cut.parts((long) outer * Math.max(count, size) * inner, outer);
  }

  private static AssertionError sorts(Node node) {
    return new AssertionError("a step of its own: " + node);
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  public void run(int part) {
    int to = Partition.start(outer, part + 1, parts);
    for (int o = Partition.start(outer, part, parts); o < to; o++) {
      switch (op) {
        case Gather _ -> gather(o);
        case ScatterAdd _ -> scatterAdd(o);
        case GatherElements _ -> gatherElements(o);
        case ScatterElements _ -> scatterElements(o);
        case OneHot _ -> oneHot(o);
        case ArgSort _ -> throw new AssertionError(op);
      }
    }
  }

  private int position(int element) {
    long position = positions.longAt(element);
    Indexing.check(call, element, position, size);
    return (int) position;
  }

  private void gather(int o) {
    for (int p = 0; p < count; p++) {
      int from = (o * size + position(p)) * inner;
      int to = (o * count + p) * inner;
      System.arraycopy(x.array, x.offset + from, z.array, z.offset + to, inner);
    }
  }

  private void scatterAdd(int o) {
    clear(o * size * inner, size * inner);
    for (int p = 0; p < count; p++) {
      int to = (o * size + position(p)) * inner;
      int from = (o * count + p) * inner;
      for (int i = 0; i < inner; i++) {
        add(to + i, from + i);
      }
    }
  }

  private void gatherElements(int o) {
    for (int p = 0; p < count; p++) {
      for (int i = 0; i < inner; i++) {
        int at = (o * count + p) * inner + i;
        int from = (o * size + position(at)) * inner + i;
        System.arraycopy(x.array, x.offset + from, z.array, z.offset + at, 1);
      }
    }
  }

  private void scatterElements(int o) {
    clear(o * size * inner, size * inner);
    if (inner == 1 && z.dtype == DType.F32 && positions.dtype == DType.I64) {
      scatterFloats(o);
      return;
    }
    for (int p = 0; p < count; p++) {
      for (int i = 0; i < inner; i++) {
        int at = (o * count + p) * inner + i;
        add((o * size + position(at)) * inner + i, at);
      }
    }
  }

  /// The gradient of a maximum pooling, so worth a loop of its own.
  private void scatterFloats(int o) {
    long[] places = positions.longs();
    float[] values = x.floats();
    float[] sums = z.floats();
    int from = o * count;
    int to = z.offset + o * size;
    for (int p = 0; p < count; p++) {
      long place = places[positions.offset + from + p];
      if (place < 0 || place >= size) {
        Indexing.check(call, from + p, place, size);
      }
      sums[to + (int) place] += values[x.offset + from + p];
    }
  }

  private void oneHot(int o) {
    clear(o * size, size);
    long position = positions.longAt(o);
    if (position >= 0 && position < size) {
      z.set(o * size + (int) position, 1);
    }
  }

  private void clear(int from, int n) {
    int start = z.offset + from;
    switch (z.dtype) {
      case F32 -> Arrays.fill(z.floats(), start, start + n, 0);
      case F64 -> Arrays.fill(z.doubles(), start, start + n, 0);
      case I32 -> Arrays.fill(z.ints(), start, start + n, 0);
      case I64 -> Arrays.fill(z.longs(), start, start + n, 0);
      case BOOL -> Arrays.fill(z.bytes(), start, start + n, (byte) 0);
    }
  }

  private void add(int to, int from) {
    switch (z.dtype) {
      case F32 -> z.floats()[z.offset + to] += x.floats()[x.offset + from];
      case F64 -> z.doubles()[z.offset + to] += x.doubles()[x.offset + from];
      case I32 -> z.ints()[z.offset + to] += x.ints()[x.offset + from];
      case I64 -> z.longs()[z.offset + to] += x.longs()[x.offset + from];
      case BOOL -> throw new AssertionError(DType.BOOL);
    }
  }

  @Override
  String what() {
    return op.name();
  }
}
