package gradus.runtime.kernel.simd;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import gradus.runtime.kernel.BinaryOp;
import gradus.runtime.kernel.FusedLoop;
import gradus.runtime.kernel.Recipe;
import gradus.runtime.kernel.UnaryOp;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Writes the class of a {@link FusedLoop}: a loop over whole vectors, and what is left over once
/// more, masked. In each turn the operands are read first and the results written last, so that a
/// result may stand where an operand stood.
final class LoopWriter {

  private static final ClassDesc LANES = desc(Lanes.class);
  private static final ClassDesc ELEMENTARY = desc(ElementaryLanes.class);
  private static final ClassDesc VECTOR = desc(FloatVector.class);
  private static final ClassDesc MASK = desc(VectorMask.class);
  private static final ClassDesc SPECIES = desc(VectorSpecies.class);
  private static final ClassDesc FLOATS = CD_float.arrayType();
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(CD_void, FLOATS.arrayType(), CD_int.arrayType(), CD_int);
  private static final MethodTypeDesc ONE = MethodTypeDesc.of(VECTOR, VECTOR);
  private static final MethodTypeDesc OTHER = MethodTypeDesc.of(VECTOR, desc(Vector.class));
  private static final MethodTypeDesc ALL = MethodTypeDesc.of(VECTOR, SPECIES, CD_float);

  private static final MethodTypeDesc REST_OF = RUN.insertParameterTypes(3, CD_int);
  private static final ClassDesc LOOP = ClassDesc.of(LoopWriter.class.getPackageName() + ".Loop");

  /// Bytes of the longest methods that C2 inlines (`FreqInlineSize`).
  private static final int LONGEST_INLINED = 325;

  // the locals of both methods, after `this`
  private static final int ROWS = 1;
  private static final int AT = 2;
  private static final int N = 3;
  private static final int PLACE = 4;
  private static final int REST = 5;
  private static final int FIRST = 6;

  private final Recipe recipe;
  private final CodeBuilder code;

  private LoopWriter(Recipe recipe, CodeBuilder code) {
    this.recipe = recipe;
    this.code = code;
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  /// About how many vectors an operation computes with; 0 if it is not for loops: powers call
  /// `StrictMath`, and the rest branches or is too long.
  static int effort(Recipe.Operation operation) {
    return switch (operation) {
      case Recipe.Binary binary -> binary.op() == BinaryOp.POW ? 0 : 1;
      case Recipe.Unary unary ->
          switch (unary.op()) {
            case NEG, ABS, SQRT, RECIPROCAL, RELU -> 1;
            case SIGN, FLOOR -> 4;
            case EXP, EXPM1, SIGMOID -> 24;
            case LOG, LOG1P, TANH, SOFTPLUS, ATAN -> 28;
            case SIN, COS, ERF -> 0;
          };
    };
  }

  /// A new loop. Its class is hidden, and goes when it is needed no longer.
  static FusedLoop write(Recipe recipe) {
    byte[] bytes =
        ClassFile.of()
            .build(
                LOOP,
                type ->
                    type.withFlags(ACC_FINAL)
                        .withInterfaceSymbols(desc(FusedLoop.class))
                        .withMethodBody(INIT_NAME, MTD_void, 0, LoopWriter::construct)
                        .withMethodBody(
                            "run", RUN, ACC_PUBLIC, code -> new LoopWriter(recipe, code).run())
                        .withMethodBody(
                            "rest",
                            REST_OF,
                            ACC_PRIVATE,
                            code -> new LoopWriter(recipe, code).rest()));
    try {
      MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(bytes, true);
      return (FusedLoop) hidden.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("a class written here can be made here", impossible);
    }
  }

  private static void construct(CodeBuilder code) {
    code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_();
  }

  /// Whole vectors, then {@link #rest}.
  private void run() {
    lengthen();
    takeRows();
    Label turn = code.newLabel();
    Label rest = code.newLabel();
    Label end = code.newLabel();
    code.iconst_0().istore(PLACE);
    code.labelBinding(turn);
    code.iload(PLACE).iload(N).loadConstant(Lanes.LANES).isub().if_icmpgt(rest);
    body(false);
    code.iinc(PLACE, Lanes.LANES).goto_(turn);
    code.labelBinding(rest);
    code.iload(PLACE).iload(N).if_icmpge(end);
    code.aload(0).aload(ROWS).aload(AT).iload(N).iload(PLACE);
    code.invokevirtual(LOOP, "rest", REST_OF);
    code.labelBinding(end).return_();
  }

  /// The last places, fewer than a vector has.
  private void rest() {
    lengthen();
    takeRows();
    pushSpecies();
    code.iload(PLACE).iload(N);
    code.invokeinterface(SPECIES, "indexInRange", MethodTypeDesc.of(MASK, CD_int, CD_int));
    code.astore(REST);
    body(true);
    code.return_();
  }

  /// Makes a method too long for C2 to inline: it bounds what it inlines into one method, and what
  /// goes beyond allocates an object for each vector.
  private void lengthen() {
    for (int i = 0; i < LONGEST_INLINED; i++) {
      code.nop();
    }
  }

  private void takeRows() {
    for (int row = 0; row < recipe.rows(); row++) {
      code.aload(ROWS).loadConstant(row).aaload().astore(array(row));
      code.aload(AT).loadConstant(row).iaload().istore(place(row));
      if (isSingle(row)) {
        pushSpecies();
        code.aload(array(row)).iload(place(row)).faload();
        code.invokestatic(VECTOR, "broadcast", ALL).astore(value(row));
      }
    }
  }

  private void body(boolean masked) {
    for (int row = 0; row < recipe.steps().size(); row++) {
      if (!isSingle(row)) {
        pushSpecies();
        pushPlace(row, masked);
        code.invokestatic(VECTOR, "fromArray", from(masked)).astore(value(row));
      }
    }
    int number = recipe.steps().size();
    for (Recipe.Operation operation : recipe.operations()) {
      switch (operation) {
        case Recipe.Unary(UnaryOp op, int x) -> unary(op, x);
        case Recipe.Binary(BinaryOp op, int x, int y) ->
            code.aload(value(x)).aload(value(y)).invokevirtual(VECTOR, nameOf(op), OTHER);
      }
      code.astore(value(number));
      number++;
    }
    for (int i = 0; i < recipe.results().size(); i++) {
      code.aload(value(recipe.results().get(i)));
      pushPlace(recipe.steps().size() + i, masked);
      code.invokevirtual(VECTOR, "intoArray", into(masked));
    }
  }

  private void pushPlace(int row, boolean masked) {
    code.aload(array(row)).iload(place(row)).iload(PLACE).iadd();
    if (masked) {
      code.aload(REST);
    }
  }

  private void pushSpecies() {
    code.getstatic(LANES, "FLOATS", SPECIES);
  }

  private static MethodTypeDesc from(boolean masked) {
    return masked
        ? MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, CD_int, MASK)
        : MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, CD_int);
  }

  private static MethodTypeDesc into(boolean masked) {
    return masked
        ? MethodTypeDesc.of(CD_void, FLOATS, CD_int, MASK)
        : MethodTypeDesc.of(CD_void, FLOATS, CD_int);
  }

  private void unary(UnaryOp op, int x) {
    switch (op) {
      case NEG, ABS, SQRT ->
          code.aload(value(x)).invokevirtual(VECTOR, nameOf(op), MethodTypeDesc.of(VECTOR));
      case RECIPROCAL -> {
        pushSpecies();
        code.fconst_1().invokestatic(VECTOR, "broadcast", ALL);
        code.aload(value(x)).invokevirtual(VECTOR, "div", OTHER);
      }
      case SIGN, FLOOR, EXP, EXPM1, LOG, LOG1P, ATAN, SIGMOID, TANH, SOFTPLUS, RELU ->
          code.aload(value(x)).invokestatic(ELEMENTARY, nameOf(op), ONE);
      case SIN, COS, ERF -> throw new AssertionError("not for loops: " + op);
    }
  }

  /// What {@link FloatVector} and {@link ElementaryLanes} call an operation.
  private static String nameOf(Enum<?> op) {
    return op.name().toLowerCase(Locale.ROOT);
  }

  private boolean isSingle(int row) {
    return row < recipe.steps().size() && recipe.steps().get(row) == 0;
  }

  private int array(int row) {
    return FIRST + 2 * row;
  }

  private int place(int row) {
    return FIRST + 2 * row + 1;
  }

  private int value(int number) {
    return FIRST + 2 * recipe.rows() + number;
  }
}
