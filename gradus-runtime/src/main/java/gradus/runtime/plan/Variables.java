package gradus.runtime.plan;

import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parameters and states by name; their values change when a plan runs or when they are set.
///
/// All plans made with the same variables share their storage: what one plan writes the next one
/// reads. Not for several threads at once.
public final class Variables {

  private static final int SMALLEST_BLOCK = 4096;

  private record Variable(TensorType type, Cells cells) {}

  private static final class Block {
    final Object array;
    final int capacity;
    int used;

    Block(DType dtype, int capacity) {
      this.capacity = capacity;
      this.array = Alignment.array(dtype, capacity);
      this.used = Alignment.first(dtype);
    }
  }

  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<DType, Block> blocks = new EnumMap<>(DType.class);
  private final Packs packs = new Packs();

  /// No variables yet.
  public Variables() {}

  /// Makes a variable that begins with this value.
  ///
  /// @param name what graphs call it
  /// @param type its type
  /// @param initial a value of that type
  public void declare(String name, TensorType type, Tensor initial) {
    if (variables.containsKey(name)) {
      throw new GraphException(
          "variables.declare(\"%s\"): expected a new name, found one declared as %s. Use set to change its value."
              .formatted(name, type(name)));
    }
    requireType("declare", name, type, initial);
    Cells cells = reserve(type);
    cells.set(initial);
    variables.put(name, new Variable(type, cells));
  }

  private Cells reserve(TensorType type) {
    DType dtype = type.dtype();
    int elements = type.shape().elements();
    int needed = Alignment.rounded(dtype, elements);
    Block block = blocks.get(dtype);
    if (block == null || block.capacity - block.used < needed) {
      int grown = block == null ? SMALLEST_BLOCK : 2 * block.capacity;
      int capacity = Math.max(needed + Alignment.first(dtype), Math.max(grown, SMALLEST_BLOCK));
      block = new Block(dtype, capacity);
      blocks.put(dtype, block);
      packs.share(block.array);
    }
    Cells cells = new Cells(dtype, block.array, block.used, elements);
    block.used += needed;
    return cells;
  }

  /// A copy of a variable's value.
  public Tensor tensor(String name) {
    Variable variable = variable("tensor", name);
    return variable.cells.tensor(variable.type);
  }

  /// Puts a value of the variable's type in its place.
  public void set(String name, Tensor value) {
    Variable variable = variable("set", name);
    requireType("set", name, variable.type, value);
    packs.clear();
    variable.cells.set(value);
  }

  /// All names, in the order of declaration.
  public List<String> names() {
    return Collections.unmodifiableList(new ArrayList<>(variables.keySet()));
  }

  /// The type of a variable.
  public TensorType type(String name) {
    return variable("type", name).type;
  }

  /// Whether a variable of this name is declared.
  public boolean contains(String name) {
    return variables.containsKey(name);
  }

  Packs packs() {
    return packs;
  }

  Cells cells(String name, TensorType type) {
    Variable variable = variable("cells", name);
    if (!variable.type.equals(type)) {
      throw new GraphException(
          "plan: expected variable \"%s\" to be %s as in the graph, found it declared as %s. Declare it with the graph's type."
              .formatted(name, type, variable.type));
    }
    return variable.cells;
  }

  private Variable variable(String call, String name) {
    Variable variable = variables.get(name);
    if (variable == null) {
      throw new GraphException(
          "variables.%s(\"%s\"): expected a declared variable, found none of that name among %s. Declare it before the plan is made."
              .formatted(call, name, names()));
    }
    return variable;
  }

  private static void requireType(String call, String name, TensorType type, Tensor value) {
    if (!value.type().equals(type)) {
      throw new GraphException(
          "variables.%s(\"%s\"): expected a value of type %s, found %s. Reshape or cast it."
              .formatted(call, name, type, value.type()));
    }
  }
}
