package gradus.onnx.operator;

import gradus.onnx.model.Attribute;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxGraph;
import gradus.onnx.model.OnnxTensor;
import gradus.op.Node;
import gradus.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What an operator makes, with the element types that ONNX has for it: where Gradus holds a type
/// in a wider one, results are brought back into its range (decision 0032).
///
/// Source: the type constraints of ONNX, Operators.md.
public final class Typing {

  /// What an operator makes.
  ///
  /// @param nodes the values of its outputs; the last ones may be missing
  /// @param elements their types as ONNX calls them
  public record Made(List<Node> nodes, List<ElementType> elements) {
    public Made {
      nodes = List.copyOf(nodes);
      elements = List.copyOf(elements);
    }
  }

  private final Rule rule;
  private final Call call;
  private final String operator;

  private Typing(Rule rule, Call call) {
    this.rule = rule;
    this.call = call;
    this.operator = rule.domain().isEmpty() ? rule.name() : rule.qualified();
  }

  /// What a call makes.
  public static Made of(Rule rule, Call call) {
    return new Typing(rule, call).made();
  }

  private Made made() {
    if (Families.CONTROL.contains(operator)) {
      return control();
    }
    List<ElementType> named = named();
    if (!named.isEmpty()) {
      return new Made(rule.meaning().of(call), named);
    }
    Set<ElementType> held = held();
    if (held.isEmpty()) {
      return natural(rule.meaning().of(call));
    }
    int data = operator.equals("OneHot") ? 2 : operator.equals("Where") ? 1 : 0;
    ElementType type = call.element(data);
    if (held.stream().allMatch(ElementType::isHalf)) {
      return typed(rule.meaning().of(call), type);
    }
    require(type, held);
    if (Families.TELL.contains(operator)) {
      return natural(ordered(type));
    }
    List<Node> nodes = ordered(type);
    boolean wraps = Families.COMPUTE.contains(operator) && type.isHeldInteger();
    List<Node> kept =
        wraps ? nodes.stream().map(node -> HeldIntegers.wrapped(node, type)).toList() : nodes;
    return typed(kept, type);
  }

  /// The types that follow from what a node names itself, or from an input that is there for its
  /// type; none for other operators.
  private List<ElementType> named() {
    return switch (operator) {
      case "Cast" -> List.of(Casts.target(call));
      case "CastLike" -> List.of(call.element(1));
      case "Constant", "ConstantOfShape" ->
          call.node().attributes().get("value") instanceof Attribute.Literal(OnnxTensor it)
              ? List.of(it.element())
              : List.of();
      case "EyeLike" -> call.whole("dtype").map(it -> call.element("dtype", it)).stream().toList();
      case "QuantizeLinear" -> List.of(QuantisationOperators.quantisedType(call));
      case "DequantizeLinear" -> List.of(QuantisationOperators.restoredType(call));
      case "DynamicQuantizeLinear" ->
          List.of(ElementType.UINT8, ElementType.FLOAT, ElementType.UINT8);
      case "MatMulInteger", "ConvInteger" -> List.of(ElementType.INT32);
      case "QLinearMatMul", "QLinearConv" -> List.of(call.element(7));
      default -> List.of();
    };
  }

  private Set<ElementType> held() {
    Set<ElementType> held = new TreeSet<>();
    for (int i = 0; i < call.arity(); i++) {
      if (call.has(i) && call.element(i).isHeld()) {
        held.add(call.element(i));
      }
    }
    return held;
  }

  /// Refuses what ONNX has no meaning for, and what would be wrong in a wider type.
  private void require(ElementType type, Set<ElementType> held) {
    boolean moves = Families.MOVE.contains(operator) || Families.TELL.contains(operator);
    boolean known =
        type.isHeldInteger()
            ? moves || Families.COMPUTE.contains(operator)
            : type.isSmallFloat() && moves;
    boolean beside = !type.isHeld() && Families.BESIDE.contains(operator);
    boolean alike = true;
    for (int i = 0; i < call.arity() && Families.ALIKE.contains(operator); i++) {
      alike &= !call.has(i) || call.element(i) == type;
    }
    boolean large = type == ElementType.UINT64 && Set.of("MaxPool", "Resize").contains(operator);
    boolean power = operator.equals("Pow") && held.contains(ElementType.UINT64);
    if (!(known || beside) || !alike || large || power) {
      throw call.lacking(
          "inputs",
          "element types that Gradus computes " + rule.qualified() + " with",
          held + (alike ? "" : " beside others"),
          "Cast them to int32, int64 or float before.");
    }
  }

  /// The values, of `uint64` by numbers in the same order where the order matters.
  private List<Node> ordered(ElementType type) {
    if (type != ElementType.UINT64) {
      return calculated(type);
    }
    return switch (operator) {
      case "Div" -> List.of(HeldIntegers.quotient(call.in(0), call.in(1)));
      case "Mod" -> {
        call.ignore("fmod");
        yield List.of(HeldIntegers.remainder(call.in(0), call.in(1)));
      }
      case "Abs", "Relu", "ReduceL1" -> calculatedAs(operator);
      case "Sign" -> List.of(call.x().equal(call.x().filled(0)).not().as(DType.I64));
      default -> Families.ORDER.contains(operator) ? turned() : rule.meaning().of(call);
    };
  }

  /// No number of `uint64` is negative, whatever the bits that hold it look like.
  private List<Node> calculatedAs(String name) {
    if (!name.equals("ReduceL1")) {
      return List.of(call.x());
    }
    return Operators.named("", "ReduceSum").orElseThrow().meaning().of(call);
  }

  private List<Node> turned() {
    List<Optional<Node>> inputs = new ArrayList<>();
    for (int i = 0; i < call.arity(); i++) {
      boolean data = i == 0 || Families.ALIKE.contains(operator);
      inputs.add(data ? call.optional(i).map(HeldIntegers::turned) : call.optional(i));
    }
    List<Node> nodes = new ArrayList<>(rule.meaning().of(call.with(inputs)));
    if (!Families.TELL.contains(operator)) {
      nodes.set(0, HeldIntegers.turned(nodes.getFirst()));
    }
    return nodes;
  }

  /// The pools and the mixtures of the engine are of floats, which hold small integers exactly.
  private List<Node> calculated(ElementType type) {
    if (!operator.equals("MaxPool") || !type.isHeldInteger()) {
      return rule.meaning().of(call);
    }
    DType dtype = call.x().type().dtype();
    List<Node> nodes =
        new ArrayList<>(rule.meaning().of(call.with(List.of(Optional.of(call.x().as(DType.F64))))));
    nodes.set(0, nodes.getFirst().as(dtype));
    return nodes;
  }

  /// The first output is of the type of the data, and of the others those that it could be: not
  /// indices.
  private Made typed(List<Node> nodes, ElementType type) {
    List<ElementType> elements = new ArrayList<>();
    Optional<DType> dtype = type.dtype();
    for (int i = 0; i < nodes.size(); i++) {
      DType own = nodes.get(i).type().dtype();
      boolean indices = i > 0 && Set.of("TopK", "MaxPool").contains(operator);
      elements.add(dtype.filter(own::equals).isPresent() && !indices ? type : ElementType.of(own));
    }
    return new Made(nodes, elements);
  }

  private static Made natural(List<Node> nodes) {
    return new Made(nodes, nodes.stream().map(it -> ElementType.of(it.type().dtype())).toList());
  }

  /// Types of what graphs within the node make.
  private Made control() {
    List<Node> nodes = rule.meaning().of(call);
    OnnxGraph graph = call.graph(operator.equals("If") ? "then_branch" : "body");
    List<ElementType> made = call.scope().madeOf(graph);
    if (made.isEmpty() && operator.equals("If")) {
      graph = call.graph("else_branch");
      made = call.scope().madeOf(graph);
    }
    int first = operator.equals("Loop") ? 1 : 0;
    List<ElementType> elements = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      ElementType told =
          made.isEmpty() ? graph.outputs().get(first + i).element() : made.get(first + i);
      ElementType natural = ElementType.of(nodes.get(i).type().dtype());
      elements.add(told == ElementType.UNDEFINED ? natural : told);
    }
    return new Made(nodes, elements);
  }
}
