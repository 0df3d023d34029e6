package gradus.runtime.plan;

import gradus.formula.Condition.Relation;
import gradus.op.Node;
import gradus.op.elementwise.Binary;
import gradus.op.elementwise.Cast;
import gradus.op.elementwise.Compare;
import gradus.op.elementwise.Elementwise;
import gradus.op.elementwise.Logical;
import gradus.op.elementwise.Select;
import gradus.op.elementwise.Unary;
import gradus.runtime.kernel.BinaryOp;
import gradus.runtime.kernel.Maps;
import gradus.runtime.kernel.Recipe;
import gradus.runtime.kernel.UnaryOp;
import gradus.tensor.DType;

/// The instructions of chains: `f32` by {@link Maps}, other types by plain loops.
final class Instructions {

  private Instructions() {}

  /// The instruction of an elementwise node.
  static Instruction of(Node node, Maps maps, Row output, Row... inputs) {
    boolean floats = inputs[inputs.length - 1].dtype == DType.F32;
    return switch ((Elementwise) node.op()) {
      case Unary op ->
          floats
              ? new FloatUnary(maps, Functions.unary(op), output, inputs)
              : WideInstructions.unary(Functions.unary(op), output, inputs);
      case Binary op ->
          floats
              ? new FloatBinary(maps, Functions.binary(op), output, inputs)
              : WideInstructions.binary(Functions.binary(op), output, inputs);
      case Compare(Relation relation) ->
          floats
              ? new FloatCompare(maps, relation, output, inputs)
              : new WideInstructions.Compared(relation, output, inputs);
      case Select _ ->
          floats
              ? new FloatSelect(maps, output, inputs)
              : new WideInstructions.Chosen(output, inputs);
      case Logical(Logical.Connective connective) ->
          new WideInstructions.Joined(connective, output, inputs);
      case Cast _ -> Casts.of(output, inputs[0]);
    };
  }

  private static final class FloatUnary extends FloatInstruction {
    private final Maps maps;
    private final UnaryOp op;

    FloatUnary(Maps maps, UnaryOp op, Row output, Row... inputs) {
      super(output, inputs);
      this.maps = maps;
      this.op = op;
    }

    @Override
    Recipe.Operation of(int... numbers) {
      return new Recipe.Unary(op, numbers[0]);
    }

    @Override
    void run(int from, int n, int part) {
      Row x = inputs[0];
      if (x.step == 1) {
        maps.unary(
            op, x.floats(), x.offset(from, part), output.floats(), output.offset(from, part), n);
      } else {
        // one element for all: computed once, then repeated
        int z = output.offset(from, part);
        maps.unary(op, x.floats(), x.offset(from, part), output.floats(), z, 1);
        maps.fill(output.floats()[z], output.floats(), z, n);
      }
    }
  }

  private static final class FloatBinary extends FloatInstruction {
    private final Maps maps;
    private final BinaryOp op;

    FloatBinary(Maps maps, BinaryOp op, Row output, Row... inputs) {
      super(output, inputs);
      this.maps = maps;
      this.op = op;
    }

    @Override
    Recipe.Operation of(int... numbers) {
      return new Recipe.Binary(op, numbers[0], numbers[1]);
    }

    @Override
    void run(int from, int n, int part) {
      Row x = inputs[0];
      Row y = inputs[1];
      maps.binary(
          op,
          x.floats(),
          x.offset(from, part),
          x.step,
          y.floats(),
          y.offset(from, part),
          y.step,
          output.floats(),
          output.offset(from, part),
          n);
    }
  }

  private static final class FloatCompare extends Instruction {
    private final Maps maps;
    private final Relation relation;

    FloatCompare(Maps maps, Relation relation, Row output, Row... inputs) {
      super(output, inputs);
      this.maps = maps;
      this.relation = relation;
    }

    @Override
    void run(int from, int n, int part) {
      Row x = inputs[0];
      Row y = inputs[1];
      maps.compare(
          relation,
          x.floats(),
          x.offset(from, part),
          x.step,
          y.floats(),
          y.offset(from, part),
          y.step,
          output.bytes(),
          output.offset(from, part),
          n);
    }
  }

  private static final class FloatSelect extends Instruction {
    private final Maps maps;

    FloatSelect(Maps maps, Row output, Row... inputs) {
      super(output, inputs);
      this.maps = maps;
    }

    @Override
    void run(int from, int n, int part) {
      Row m = inputs[0];
      Row x = inputs[1];
      Row y = inputs[2];
      maps.select(
          m.bytes(),
          m.offset(from, part),
          m.step,
          x.floats(),
          x.offset(from, part),
          x.step,
          y.floats(),
          y.offset(from, part),
          y.step,
          output.floats(),
          output.offset(from, part),
          n);
    }
  }

  /// Writes a broadcast's elements of the block into a scratch row.
  static final class Expand extends Instruction {
    private final Cells cells;
    private final Walk walk;

    Expand(Row output, Cells cells, Walk walk) {
      super(output);
      this.cells = cells;
      this.walk = walk;
    }

    @Override
    void run(int from, int n, int part) {
      Object target = array(output);
      int z = output.offset(from, part);
      int run = walk.run();
      int step = walk.step();
      int done = 0;
      while (done < n) {
        int within = (from + done) % run;
        int length = Math.min(n - done, run - within);
        Strided.copy(
            cells.dtype,
            cells.array,
            cells.offset + walk.place(from + done),
            step,
            target,
            z + done,
            1,
            length);
        done += length;
      }
    }
  }

  /// Copies a scratch row to where its value lives.
  static final class Store extends Instruction {
    Store(Row output, Row input) {
      super(output, input);
    }

    @Override
    void run(int from, int n, int part) {
      System.arraycopy(
          array(inputs[0]),
          inputs[0].offset(from, part),
          array(output),
          output.offset(from, part),
          n);
    }
  }

  static Object array(Row row) {
    return switch (row.dtype) {
      case F32 -> row.floats();
      case F64 -> row.doubles();
      case I32 -> row.ints();
      case I64 -> row.longs();
      case BOOL -> row.bytes();
    };
  }
}
