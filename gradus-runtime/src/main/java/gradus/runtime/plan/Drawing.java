package gradus.runtime.plan;

import gradus.op.source.Draw;
import gradus.op.source.Draw.Distribution;
import gradus.random.Philox;
import gradus.runtime.kernel.Maps;
import gradus.runtime.thread.Partition;
import gradus.tensor.DType;

/// Random draws under the key of this run.
final class Drawing extends Step {

  private static final int GRAIN = 16;

  private final Draw op;
  private final Maps maps;
  private final Cells key;
  private final Cells z;
  private final int parts;

  Drawing(Draw op, Maps maps, Cells key, Cells z) {
    this.op = op;
    this.maps = maps;
    this.key = key;
    this.z = z;
    this.parts = Cut.parts(8L * z.length, Math.ceilDiv(z.length, GRAIN));
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  public void run(int part) {
    int from = Partition.start(z.length, part, parts, GRAIN);
    int to = Partition.start(z.length, part + 1, parts, GRAIN);
    if (z.dtype == DType.F32 && op.distribution() == Distribution.UNIFORM) {
      maps.uniform(key.longAt(0), op.stream(), from, z.floats(), z.offset + from, to - from);
      return;
    }
    Philox random = new Philox(key.longAt(0), op.stream());
    for (int i = from; i < to; i++) {
      double draw =
          op.distribution() == Distribution.NORMAL ? random.normal(i) : random.uniformDouble(i);
      z.set(i, draw);
    }
  }

  @Override
  String what() {
    return "Draw " + op.type();
  }
}
