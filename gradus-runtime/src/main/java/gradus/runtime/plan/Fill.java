package gradus.runtime.plan;

import gradus.runtime.thread.Partition;

/// Writes one value everywhere.
final class Fill extends Step {

  private final Cells z;
  private final Cells value;
  private final int parts;

  Fill(Cells z, double value) {
    this.z = z;
    this.value = new Cells(z.dtype, Alignment.array(z.dtype, 1), 0, 1);
    this.value.set(0, value);
    this.parts = Cut.parts(z.length, z.length);
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  public void run(int part) {
    int from = Partition.start(z.length, part, parts);
    int n = Partition.start(z.length, part + 1, parts) - from;
    Strided.copy(z.dtype, value.array, 0, 0, z.array, z.offset + from, 1, n);
  }

  @Override
  String what() {
    return "Fill";
  }
}
