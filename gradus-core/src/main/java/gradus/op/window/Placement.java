package gradus.op.window;

import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How a window is placed along each spatial axis.
///
/// Tap `j` of output `i` reads the input at `i · stride + j · dilation − before`.
///
/// @param strides the distance between two windows, 1 or more
/// @param dilations the distance between two taps, 1 or more
/// @param before zeros before the first element, 0 or more
/// @param after zeros after the last element, 0 or more
public record Placement(
    List<Integer> strides, List<Integer> dilations, List<Integer> before, List<Integer> after) {

  public Placement {
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    before = List.copyOf(before);
    after = List.copyOf(after);
    int rank = strides.size();
    if (dilations.size() != rank || before.size() != rank || after.size() != rank) {
      throw new IllegalArgumentException(
          "Placement(strides=%s, dilations=%s, before=%s, after=%s): expected lists of one length, found others. Give one value a spatial axis."
              .formatted(strides, dilations, before, after));
    }
    for (int axis = 0; axis < rank; axis++) {
      if (strides.get(axis) < 1
          || dilations.get(axis) < 1
          || before.get(axis) < 0
          || after.get(axis) < 0) {
        throw new IllegalArgumentException(
            "Placement(strides=%s, dilations=%s, before=%s, after=%s): expected strides and dilations of 1 or more and padding of 0 or more, found less. Check axis %d."
                .formatted(strides, dilations, before, after, axis));
      }
    }
  }

  /// Stride 1, dilation 1, no padding, on `rank` spatial axes.
  public static Placement valid(int rank) {
    List<Integer> ones = Collections.nCopies(rank, 1);
    List<Integer> zeros = Collections.nCopies(rank, 0);
    return new Placement(ones, ones, zeros, zeros);
  }

  /// The same with other strides.
  public Placement withStrides(List<Integer> other) {
    return new Placement(other, dilations, before, after);
  }

  /// The same with other dilations.
  public Placement withDilations(List<Integer> other) {
    return new Placement(strides, other, before, after);
  }

  /// The same with other padding.
  public Placement withPadding(List<Integer> newBefore, List<Integer> newAfter) {
    return new Placement(strides, dilations, newBefore, newAfter);
  }

  /// The number of spatial axes.
  public int rank() {
    return strides.size();
  }

  /// How many windows of length `k` fit on an axis of length `n`: `⌊(n + before + after − dilation
  /// (k − 1) − 1) / stride⌋ + 1`, and 0 where none fits.
  public int count(int axis, int n, int k) {
    int room = n + before.get(axis) + after.get(axis) - dilations.get(axis) * (k - 1) - 1;
    return room < 0 ? 0 : room / strides.get(axis) + 1;
  }

  /// {@link #count} on every axis.
  public List<Integer> counts(List<Integer> n, List<Integer> k) {
    List<Integer> counts = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      counts.add(count(axis, n.get(axis), k.get(axis)));
    }
    return List.copyOf(counts);
  }

  /// The input position of tap `j` of output `i` on an axis, as a term.
  public Formula position(int axis, Formula i, Formula j) {
    return i.times(Formula.number(strides.get(axis)))
        .plus(j.times(Formula.number(dilations.get(axis))))
        .minus(Formula.number(before.get(axis)));
  }
}
