package gradus.onnx.operator;

import java.util.Set;

/// What the types of an operator's results have to do with those of its inputs, for the operators
/// that take types which Gradus holds in others (decision 0032).
///
/// Source: the type constraints of ONNX, Operators.md.
final class Families {

  /// Operators that give out values that they were given, of the type of their data.
  static final Set<String> MOVE =
      Set.of(
          "CenterCropPad",
          "Clip",
          "Compress",
          "Concat",
          "ConstantOfShape",
          "DepthToSpace",
          "EyeLike",
          "Expand",
          "Flatten",
          "Gather",
          "GatherElements",
          "GatherND",
          "Identity",
          "Max",
          "MaxPool",
          "Min",
          "OneHot",
          "Pad",
          "ReduceMax",
          "ReduceMin",
          "Reshape",
          "ReverseSequence",
          "Slice",
          "SpaceToDepth",
          "Split",
          "Squeeze",
          "Tile",
          "TopK",
          "Transpose",
          "Trilu",
          "Unsqueeze",
          "Where");

  /// Operators whose results may leave the range.
  static final Set<String> COMPUTE =
      Set.of(
          "Abs",
          "Add",
          "BitShift",
          "BitwiseAnd",
          "BitwiseNot",
          "BitwiseOr",
          "BitwiseXor",
          "CumSum",
          "Div",
          "Einsum",
          "MatMul",
          "Mod",
          "Mul",
          "Neg",
          "Pow",
          "Range",
          "ReduceL1",
          "ReduceProd",
          "ReduceSum",
          "ReduceSumSquare",
          "Relu",
          "Resize",
          "ScatterElements",
          "ScatterND",
          "Sign",
          "Sub");

  /// Operators that make indices or truth values of numbers of any type.
  static final Set<String> TELL =
      Set.of(
          "ArgMax",
          "ArgMin",
          "Equal",
          "Greater",
          "GreaterOrEqual",
          "Less",
          "LessOrEqual",
          "NonZero",
          "Shape",
          "Size");

  /// Operators that look at the order of numbers and at nothing else.
  static final Set<String> ORDER =
      Set.of(
          "ArgMax",
          "ArgMin",
          "Clip",
          "Greater",
          "GreaterOrEqual",
          "Less",
          "LessOrEqual",
          "Max",
          "Min",
          "ReduceMax",
          "ReduceMin",
          "TopK");

  /// Operators all of whose inputs are of one type.
  static final Set<String> ALIKE =
      Set.of(
          "Add",
          "BitwiseAnd",
          "BitwiseOr",
          "BitwiseXor",
          "Clip",
          "Concat",
          "Div",
          "Einsum",
          "Equal",
          "Greater",
          "GreaterOrEqual",
          "Less",
          "LessOrEqual",
          "MatMul",
          "Max",
          "Min",
          "Mod",
          "Mul",
          "Range",
          "Sub");

  /// Operators whose second input may be held although their data are not.
  static final Set<String> BESIDE = Set.of("OneHot", "Pow", "Where");

  /// Operators of graphs within.
  static final Set<String> CONTROL = Set.of("If", "Loop", "Scan");

  private Families() {}
}
