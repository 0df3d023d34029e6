package gradus.op.window;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Which part of the input an element sees: along each spatial axis the length of that part, the
/// distance between the parts of neighbours, and where the first part begins.
///
/// @param lengths the receptive field, in input elements
/// @param jumps the distance of neighbours, in input elements
/// @param starts the first input position that the first element sees; negative inside the padding
/// @param whole whether it sees everything, since a layer joined all positions
public record ReceptiveField(
    List<Integer> lengths, List<Integer> jumps, List<Integer> starts, boolean whole) {

  /// What an element of the input sees: itself.
  public static ReceptiveField identity(int rank) {
    return new ReceptiveField(
        Collections.nCopies(rank, 1),
        Collections.nCopies(rank, 1),
        Collections.nCopies(rank, 0),
        false);
  }

  /// The window after another one has slid over these elements.
  ///
  /// Source: spec 4.1: `r += (k − 1) · dilation · j`, `start −= padding · j`, `j *= stride`.
  public ReceptiveField slide(List<Integer> kernel, Placement placement) {
    List<Integer> newLengths = new ArrayList<>();
    List<Integer> newJumps = new ArrayList<>();
    List<Integer> newStarts = new ArrayList<>();
    for (int axis = 0; axis < kernel.size(); axis++) {
      int jump = jumps.get(axis);
      int reach = (kernel.get(axis) - 1) * placement.dilations().get(axis) * jump;
      newLengths.add(lengths.get(axis) + reach);
      newStarts.add(starts.get(axis) - placement.before().get(axis) * jump);
      newJumps.add(jump * placement.strides().get(axis));
    }
    return new ReceptiveField(newLengths, newJumps, newStarts, whole);
  }

  /// Everything.
  public ReceptiveField all() {
    return new ReceptiveField(lengths, jumps, starts, true);
  }

  /// After so many elements were put before the first, on each axis; a negative number takes some
  /// away.
  public ReceptiveField padded(List<Integer> before) {
    List<Integer> newStarts = new ArrayList<>();
    for (int axis = 0; axis < before.size(); axis++) {
      newStarts.add(starts.get(axis) - before.get(axis) * jumps.get(axis));
    }
    return new ReceptiveField(lengths, jumps, newStarts, whole);
  }

  /// On how many axes something is seen.
  public int rank() {
    return lengths.size();
  }

  /// What an element sees that is made of elements that see these two: all from the first to the
  /// last position of either.
  public ReceptiveField with(ReceptiveField other) {
    if (rank() != other.rank() || whole || other.whole) {
      return whole || (!other.whole && rank() >= other.rank()) ? this : other;
    }
    List<Integer> newLengths = new ArrayList<>();
    List<Integer> newJumps = new ArrayList<>();
    List<Integer> newStarts = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      int start = Math.min(starts.get(axis), other.starts.get(axis));
      int end =
          Math.max(
              starts.get(axis) + lengths.get(axis),
              other.starts.get(axis) + other.lengths.get(axis));
      newLengths.add(end - start);
      newJumps.add(Math.max(jumps.get(axis), other.jumps.get(axis)));
      newStarts.add(start);
    }
    return new ReceptiveField(newLengths, newJumps, newStarts, false);
  }

  /// `5×5`, or `all`.
  @Override
  public String toString() {
    return whole ? "all" : String.join("×", lengths.stream().map(String::valueOf).toList());
  }
}
