package gradus.onnx.read;

import static gradus.onnx.read.Models.attribute;
import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.info;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.onnx.model.ElementType;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.NodeProto;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Integers of 8, 16, 32 and 64 bits, held in i32 or i64, against whole numbers of any size that
/// are cut to the type's bits.
class HeldIntegersTest {

  private static final List<ElementType> TYPES =
      List.of(
          ElementType.INT8,
          ElementType.UINT8,
          ElementType.INT16,
          ElementType.UINT16,
          ElementType.UINT32,
          ElementType.UINT64);

  private static Stream<ElementType> types() {
    return TYPES.stream();
  }

  /// What a type makes of a number: its lowest bits, read as the type reads them.
  private static BigInteger cut(BigInteger x, ElementType type) {
    BigInteger size = BigInteger.ONE.shiftLeft(type.bits());
    BigInteger low = x.mod(size);
    boolean negative = !type.isUnsigned() && low.testBit(type.bits() - 1);
    return negative ? low.subtract(size) : low;
  }

  /// The ends of the range, their neighbours, and some between.
  private static List<BigInteger> numbers(ElementType type) {
    List<BigInteger> all = new ArrayList<>();
    for (long near = -3; near <= 3; near++) {
      all.add(BigInteger.valueOf(near));
      all.add(BigInteger.ONE.shiftLeft(type.bits() - 1).add(BigInteger.valueOf(near)));
    }
    Random random = new Random(type.number());
    for (int i = 0; i < 10; i++) {
      all.add(new BigInteger(type.bits(), random));
      all.add(new BigInteger(type.bits() / 2, random));
    }
    return all.stream().map(x -> cut(x, type)).distinct().toList();
  }

  /// All pairs of them, as bits of i64.
  private record Pairs(List<BigInteger> left, List<BigInteger> right) {
    static Pairs of(ElementType type, boolean withZero) {
      List<BigInteger> left = new ArrayList<>();
      List<BigInteger> right = new ArrayList<>();
      for (BigInteger x : numbers(type)) {
        for (BigInteger y : numbers(type)) {
          if (withZero || y.signum() != 0) {
            left.add(x);
            right.add(y);
          }
        }
      }
      return new Pairs(left, right);
    }
  }

  private static Tensor bits(List<BigInteger> numbers) {
    return Tensor.of(
        Shape.of(numbers.size()), numbers.stream().mapToLong(BigInteger::longValue).toArray());
  }

  private static List<NodeProto.Builder> casts(ElementType type) {
    return List.of(
        node("Cast", List.of("x"), List.of("a")).addAttribute(attribute("to", type.number())),
        node("Cast", List.of("y"), List.of("b")).addAttribute(attribute("to", type.number())));
  }

  /// What a node makes of two inputs of a type, cast to i64.
  private static long[] made(
      NodeProto.Builder node, ElementType type, Tensor x, Tensor y, String kernels) {
    List<NodeProto.Builder> nodes = new ArrayList<>(casts(type));
    nodes.add(node);
    nodes.add(
        node("Cast", List.of("c"), List.of("z"))
            .addAttribute(attribute("to", ElementType.INT64.number())));
    GraphProto.Builder graph =
        graph(nodes.toArray(NodeProto.Builder[]::new))
            .addInput(info("x", DType.I64, x.elements()))
            .addInput(info("y", DType.I64, y.elements()))
            .addOutput(Models.open("z", DType.I64));
    Map<String, Tensor> fed = Map.of("x", x, "y", y);
    Instance instance = Models.read(model(19, graph)).instantiate(Binding.ofValues(fed));
    try (Engine engine = Engine.of(Kernels.named(kernels), 1)) {
      Plan plan = Plan.of(instance.graph(), new Variables(), engine);
      plan.inputs().forEach(name -> plan.input(name).set(fed.get(name)));
      plan.run();
      return plan.output("z").tensor().toLongs();
    }
  }

  private static void check(
      NodeProto.Builder node, ElementType type, Pairs pairs, BinaryOperator<BigInteger> meaning) {
    for (String kernels : List.of("scalar", "simd")) {
      long[] made = made(node, type, bits(pairs.left()), bits(pairs.right()), kernels);
      for (int i = 0; i < made.length; i++) {
        BigInteger x = pairs.left().get(i);
        BigInteger y = pairs.right().get(i);
        long expected = cut(meaning.apply(x, y), type).longValue();
        assertThat(made[i])
            .as("%s %s(%s, %s) %s", type, node.getOpType(), x, y, kernels)
            .isEqualTo(expected);
      }
    }
  }

  private static NodeProto.Builder binary(String operator) {
    return node(operator, List.of("a", "b"), List.of("c"));
  }

  private static BigInteger truth(boolean value) {
    return value ? BigInteger.ONE : BigInteger.ZERO;
  }

  @ParameterizedTest
  @MethodSource("types")
  void sumsDifferencesAndProductsWrapAround(ElementType type) {
    Pairs pairs = Pairs.of(type, true);
    check(binary("Add"), type, pairs, BigInteger::add);
    check(binary("Sub"), type, pairs, BigInteger::subtract);
    check(binary("Mul"), type, pairs, BigInteger::multiply);
  }

  @ParameterizedTest
  @MethodSource("types")
  void quotientsLoseTheirFractions(ElementType type) {
    Pairs pairs = Pairs.of(type, false);
    check(binary("Div"), type, pairs, BigInteger::divide);
    // the remainder has the sign of the divisor
    check(
        binary("Mod"),
        type,
        pairs,
        (x, y) -> {
          BigInteger rest = x.remainder(y);
          return rest.signum() * y.signum() < 0 ? rest.add(y) : rest;
        });
    check(binary("Mod").addAttribute(attribute("fmod", 1)), type, pairs, BigInteger::remainder);
  }

  @ParameterizedTest
  @MethodSource("types")
  void theOrderIsThatOfTheNumbers(ElementType type) {
    Pairs pairs = Pairs.of(type, true);
    check(binary("Max"), type, pairs, BigInteger::max);
    check(binary("Min"), type, pairs, BigInteger::min);
    check(binary("Less"), type, pairs, (x, y) -> truth(x.compareTo(y) < 0));
    check(binary("LessOrEqual"), type, pairs, (x, y) -> truth(x.compareTo(y) <= 0));
    check(binary("Greater"), type, pairs, (x, y) -> truth(x.compareTo(y) > 0));
    check(binary("GreaterOrEqual"), type, pairs, (x, y) -> truth(x.compareTo(y) >= 0));
    check(binary("Equal"), type, pairs, (x, y) -> truth(x.equals(y)));
    check(node("Clip", List.of("a", "zero", "b"), List.of("c")), type);
  }

  /// A lower bound alone: what is not less stays.
  private static void check(NodeProto.Builder clip, ElementType type) {
    List<BigInteger> numbers = numbers(type);
    BigInteger bound = numbers.get(numbers.size() - 2);
    NodeProto.Builder node = clip.clearInput().addInput("a").addInput("b");
    long[] made = made(node, type, bits(numbers), bits(List.of(bound)), "scalar");
    for (int i = 0; i < made.length; i++) {
      assertThat(made[i])
          .as("%s Clip(%s, %s)", type, numbers.get(i), bound)
          .isEqualTo(numbers.get(i).max(bound).longValue());
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void bitsAreThoseOfTwosComplement(ElementType type) {
    Pairs pairs = Pairs.of(type, true);
    check(binary("BitwiseAnd"), type, pairs, BigInteger::and);
    check(binary("BitwiseOr"), type, pairs, BigInteger::or);
    check(binary("BitwiseXor"), type, pairs, BigInteger::xor);
    check(node("BitwiseNot", List.of("a"), List.of("c")), type, pairs, (x, y) -> x.not());
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      names = {"UINT8", "UINT16", "UINT32", "UINT64"})
  void shiftsBringInZeros(ElementType type) {
    List<BigInteger> left = new ArrayList<>();
    List<BigInteger> right = new ArrayList<>();
    for (BigInteger x : numbers(type)) {
      for (int by = 0; by <= type.bits() + 1; by++) {
        left.add(x);
        right.add(BigInteger.valueOf(by));
      }
    }
    Pairs pairs = new Pairs(left, right);
    check(
        binary("BitShift").addAttribute(attribute("direction", "LEFT")),
        type,
        pairs,
        (x, by) -> x.shiftLeft(by.intValue()));
    check(
        binary("BitShift").addAttribute(attribute("direction", "RIGHT")),
        type,
        pairs,
        (x, by) -> x.shiftRight(by.intValue()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void sumsOverAxesAndPowersWrapAround(ElementType type) {
    List<BigInteger> numbers = numbers(type);
    BigInteger sum = numbers.stream().reduce(BigInteger.ZERO, BigInteger::add);
    NodeProto.Builder node =
        node("ReduceSum", List.of("a"), List.of("c")).addAttribute(attribute("keepdims", 0));
    assertThat(made(node, type, bits(numbers), bits(numbers), "simd"))
        .containsExactly(cut(sum, type).longValue());
    if (type != ElementType.UINT64) {
      NodeProto.Builder square = node("Pow", List.of("a", "two"), List.of("c"));
      square.clearInput().addInput("a").addInput("b");
      long[] made =
          made(square, type, bits(numbers), bits(List.of(BigInteger.valueOf(3))), "scalar");
      for (int i = 0; i < made.length; i++) {
        assertThat(made[i]).isEqualTo(cut(numbers.get(i).pow(3), type).longValue());
      }
    }
  }

  @Test
  void theLargestOfUnsignedNumbersComeFirst() {
    List<BigInteger> numbers = numbers(ElementType.UINT64);
    NodeProto.Builder node = node("TopK", List.of("a", "b"), List.of("c", "i"));
    // k is an i64, and so it is read before it is cast
    node.clearInput().addInput("a").addInput("y");
    long[] made =
        made(node, ElementType.UINT64, bits(numbers), bits(List.of(BigInteger.TWO)), "scalar");
    List<BigInteger> sorted = numbers.stream().sorted().toList().reversed();
    assertThat(made).containsExactly(sorted.get(0).longValue(), sorted.get(1).longValue());
  }

  @ParameterizedTest
  @MethodSource("types")
  void castsKeepTheLowestBits(ElementType from) {
    List<BigInteger> numbers = numbers(from);
    for (ElementType to : TYPES) {
      NodeProto.Builder cast =
          node("Cast", List.of("a"), List.of("c")).addAttribute(attribute("to", to.number()));
      long[] made = made(cast, from, bits(numbers), bits(numbers), "scalar");
      for (int i = 0; i < made.length; i++) {
        assertThat(made[i])
            .as("%s %s to %s", from, numbers.get(i), to)
            .isEqualTo(cut(numbers.get(i), to).longValue());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void asFloatsTheyAreTheNearest(ElementType type) {
    List<BigInteger> numbers = new ArrayList<>(numbers(type));
    if (type == ElementType.UINT64) {
      // ties of floats, and what is a little more
      numbers.add(new BigInteger("8000008000000000", 16));
      numbers.add(new BigInteger("8000008000000001", 16));
      numbers.add(new BigInteger("ffffff7fffffffff", 16));
      numbers.add(new BigInteger("ffffff8000000000", 16));
    }
    GraphProto.Builder graph =
        graph(
                casts(type).getFirst(),
                node("Cast", List.of("a"), List.of("f")).addAttribute(attribute("to", 1)),
                node("Cast", List.of("a"), List.of("d")).addAttribute(attribute("to", 11)))
            .addInput(info("x", DType.I64, numbers.size()))
            .addOutput(Models.open("f", DType.F32))
            .addOutput(Models.open("d", DType.F64));
    Tensor x = bits(numbers);
    Instance instance = Models.read(model(19, graph)).instantiate(Binding.ofValues(Map.of("x", x)));
    try (Engine engine = Engine.of(Kernels.named("simd"), 1)) {
      Plan plan = Plan.of(instance.graph(), new Variables(), engine);
      plan.input("x").set(x);
      plan.run();
      float[] floats = plan.output("f").floats();
      double[] doubles = plan.output("d").tensor().toDoubles();
      for (int i = 0; i < floats.length; i++) {
        assertThat(floats[i]).as("%s", numbers.get(i)).isEqualTo(numbers.get(i).floatValue());
        assertThat(doubles[i]).as("%s", numbers.get(i)).isEqualTo(numbers.get(i).doubleValue());
      }
    }
  }

  @Test
  void floatsLoseTheirFractions() {
    Tensor x = Tensor.of(Shape.of(6), 0.0, 3.9, 255.5, 65_535.25, 4_294_967_295.75, 0x1.8p63);
    GraphProto.Builder graph = graph().addInput(info("x", DType.F64, 6));
    for (ElementType type : TYPES) {
      String name = type.toString();
      graph
          .addNode(
              node("Cast", List.of("x"), List.of("c" + name))
                  .addAttribute(attribute("to", type.number())))
          .addNode(
              node("Cast", List.of("c" + name), List.of(name)).addAttribute(attribute("to", 7)))
          .addOutput(Models.open(name, DType.I64));
    }
    Instance instance = Models.read(model(19, graph)).instantiate(Binding.ofValues(Map.of("x", x)));
    try (Engine engine = Engine.of(Kernels.named("scalar"), 1)) {
      Plan plan = Plan.of(instance.graph(), new Variables(), engine);
      plan.input("x").set(x);
      plan.run();
      // ONNX says nothing of what does not fit
      assertThat(plan.output("int8").tensor().toLongs()).startsWith(0, 3);
      assertThat(plan.output("uint8").tensor().toLongs()).startsWith(0, 3, 255);
      assertThat(plan.output("uint16").tensor().toLongs()).startsWith(0, 3, 255, 65_535);
      assertThat(plan.output("uint32").tensor().toLongs())
          .startsWith(0, 3, 255, 65_535, 4_294_967_295L);
      assertThat(plan.output("uint64").tensor().toLongs())
          .containsExactly(0, 3, 255, 65_535, 4_294_967_295L, 0xC000000000000000L);
    }
  }
}
