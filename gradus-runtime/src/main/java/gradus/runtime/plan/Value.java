package gradus.runtime.plan;

import gradus.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/// A tensor that needs a place of its own while a plan is made; its fields fill up pass by pass.
final class Value {

  /// What decides where a value lives and how long.
  enum Kind {
    /// Fed from outside; stays until it is fed again.
    INPUT,
    /// Stored in {@link Variables}.
    VARIABLE,
    /// Stored in {@link Variables}, and never written again.
    FROZEN,
    /// Known while the plan is made, and never written again.
    CONSTANT,
    /// Made by a step of every run.
    TEMPORARY
  }

  final TensorType type;
  final Kind kind;

  /// The value in whose place this one is written, if not in its own.
  @Nullable Value home;

  /// Whether it is read after the run.
  boolean pinned;

  /// The steps between which the place must not be reused.
  int first = Integer.MAX_VALUE;

  int last = -1;

  /// Elements of the rows of a band that are kept at a time, where the value is needed nowhere
  /// else; 0 where all are kept.
  int window;

  /// For how many parts of the band.
  int windows = 1;

  /// Where it begins in the array of its type, once placed.
  int offset;

  @Nullable Cells cells;

  Value(TensorType type, Kind kind) {
    this.type = type;
    this.kind = kind;
  }

  /// Whether it lives in {@link Variables}.
  boolean isStored() {
    return kind == Kind.VARIABLE || kind == Kind.FROZEN;
  }

  int elements() {
    return type.shape().elements();
  }

  /// Elements that have a place.
  int stored() {
    return window > 0 ? windows * Alignment.rounded(type.dtype(), window) : elements();
  }

  /// The value in whose place this one lives in the end.
  Value root() {
    Value root = this;
    while (root.home != null) {
      root = root.home;
    }
    return root;
  }

  Cells cells() {
    Cells placed = root().cells;
    if (placed == null) {
      throw new IllegalStateException("a value has no place yet: " + type);
    }
    return placed;
  }

  @Override
  public String toString() {
    return kind + " " + type;
  }
}
