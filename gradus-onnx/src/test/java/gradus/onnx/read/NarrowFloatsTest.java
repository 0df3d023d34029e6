package gradus.onnx.read;

import static gradus.onnx.read.Models.attribute;
import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.info;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import gradus.onnx.model.ElementType;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.TensorProto;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Floats of 8 and 4 bits: every one of them as it is read, and casts against a search among all.
class NarrowFloatsTest {

  /// All values of a type, in the order of their bits.
  private static float[] all(ElementType type) {
    int count = 1 << type.bits();
    byte[] raw = new byte[count * type.bits() / 8];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) (type.bits() == 8 ? i : 2 * i | (2 * i + 1) << 4);
    }
    TensorProto proto =
        TensorProto.newBuilder()
            .addDims(count)
            .setDataType(type.number())
            .setRawData(ByteString.copyFrom(raw))
            .build();
    return TensorFile.read("t.pb", proto.toByteArray()).value().toFloats();
  }

  private static float[] cast(float[] x, ElementType type, Map<String, Object> attributes) {
    var cast = node("Cast", List.of("x"), List.of("h"));
    attributes.forEach((name, value) -> cast.addAttribute(attribute(name, value)));
    GraphProto.Builder graph =
        graph(
                cast.addAttribute(attribute("to", type.number())),
                node("Cast", List.of("h"), List.of("y")).addAttribute(attribute("to", 1)))
            .addInput(info("x", DType.F32, x.length))
            .addOutput(Models.open("y", DType.F32));
    Tensor fed = Tensor.of(Shape.of(x.length), x);
    Instance instance =
        Models.read(model(25, graph)).instantiate(Binding.ofValues(Map.of("x", fed)));
    try (Engine engine = Engine.of(Kernels.named("simd"), 1)) {
      Plan plan = Plan.of(instance.graph(), new Variables(), engine);
      plan.input("x").set(fed);
      plan.run();
      return plan.output("y").floats();
    }
  }

  /// The nearest of the finite values, of two the one whose last bit is 0; with one step more
  /// beyond the largest value, which stands for all that is too large.
  private static float nearest(float x, float[] all, float largest) {
    if (x == 0) {
      return x;
    }
    double best = Double.MAX_VALUE;
    int at = -1;
    for (int bits = 0; bits < all.length; bits++) {
      boolean sameSign = Math.signum(1 / all[bits]) == Math.signum(x);
      if (!Float.isFinite(all[bits]) || (all[bits] != 0 && !sameSign)) {
        continue;
      }
      double distance = Math.abs((double) all[bits] - x);
      if (distance < best || (distance == best && bits % 2 == 0)) {
        best = distance;
        at = bits;
      }
    }
    double step = largest - below(largest, all);
    boolean beyond = Math.abs(x) >= largest + step / 2;
    float found = beyond ? Float.POSITIVE_INFINITY * Math.signum(x) : all[at];
    return found == 0 ? Math.copySign(0f, x) : found;
  }

  private static float below(float largest, float[] all) {
    float most = 0;
    for (float value : all) {
      most = value < largest ? Math.max(most, value) : most;
    }
    return most;
  }

  private static float largest(float[] all) {
    float most = 0;
    for (float value : all) {
      most = Float.isFinite(value) ? Math.max(most, value) : most;
    }
    return most;
  }

  /// Each value with its neighbours in f32, each middle of two with its own, and edges.
  private static float[] around(float[] all) {
    float[] sorted = all.clone();
    Arrays.sort(sorted);
    List<Float> list = new ArrayList<>(List.of(Float.MAX_VALUE, 1e-30f, -1e-30f, 500f, -70_000f));
    for (int i = 0; i + 1 < sorted.length; i++) {
      float middle = (sorted[i] + sorted[i + 1]) / 2;
      for (float x : new float[] {sorted[i], middle}) {
        if (Float.isFinite(x)) {
          list.addAll(List.of(Math.nextDown(x), x, Math.nextUp(x)));
        }
      }
    }
    float[] array = new float[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = list.get(i);
    }
    return array;
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT8E4M3FN, 448, 0x1p-9, 2",
    "FLOAT8E4M3FNUZ, 240, 0x1p-10, 1",
    "FLOAT8E5M2, 57344, 0x1p-16, 6",
    "FLOAT8E5M2FNUZ, 57344, 0x1p-17, 1",
    "FLOAT4E2M1, 6, 0.5, 0"
  })
  void everyValueIsRead(ElementType type, float largest, double least, int nans) {
    float[] all = all(type);
    assertThat(largest(all)).isEqualTo(largest);
    float smallest = Float.MAX_VALUE;
    int none = 0;
    for (float value : all) {
      smallest = value > 0 ? Math.min(smallest, value) : smallest;
      none += Float.isNaN(value) ? 1 : 0;
    }
    assertThat(smallest).isEqualTo((float) least);
    assertThat(none).isEqualTo(nans);
    // by bits, but that all NaN are one
    assertThat(Arrays.equals(cast(all, type, Map.of("saturate", 0)), all)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      names = {"FLOAT8E4M3FN", "FLOAT8E4M3FNUZ", "FLOAT8E5M2", "FLOAT8E5M2FNUZ", "FLOAT4E2M1"})
  void aCastGivesTheNearest(ElementType type) {
    float[] all = all(type);
    float[] x = around(all);
    float largest = largest(all);
    boolean oneZero = type == ElementType.FLOAT8E4M3FNUZ || type == ElementType.FLOAT8E5M2FNUZ;
    boolean infinite = type == ElementType.FLOAT8E5M2;
    float[] saturated = cast(x, type, Map.of());
    float[] others = cast(x, type, Map.of("saturate", 0));
    for (int i = 0; i < x.length; i++) {
      float near = nearest(x[i], all, largest);
      near = oneZero && near == 0 ? 0 : near;
      float most = Float.isFinite(near) ? near : Math.copySign(largest, near);
      float open = Float.isFinite(near) || infinite ? near : Float.NaN;
      assertThat(saturated[i]).as("%s of %s", type, x[i]).isEqualTo(most);
      assertThat(others[i])
          .as("%s of %s, which does not saturate", type, x[i])
          .isEqualTo(Float.valueOf(type == ElementType.FLOAT4E2M1 ? most : open));
    }
  }

  /// Source: ONNX, Operators.md, Cast-25, and "Float stored in 4 bits".
  @Test
  void whatIsNoNumberBecomesWhatOnnxSays() {
    float inf = Float.POSITIVE_INFINITY;
    float nan = Float.NaN;
    float[] x = {inf, -inf, nan};
    Map<String, Object> open = Map.of("saturate", 0);
    assertThat(cast(x, ElementType.FLOAT8E4M3FN, Map.of())).containsExactly(448, -448, nan);
    assertThat(cast(x, ElementType.FLOAT8E4M3FN, open)).containsExactly(nan, nan, nan);
    assertThat(cast(x, ElementType.FLOAT8E5M2, Map.of())).containsExactly(57_344, -57_344, nan);
    assertThat(cast(x, ElementType.FLOAT8E5M2, open)).containsExactly(inf, -inf, nan);
    assertThat(cast(x, ElementType.FLOAT8E5M2FNUZ, open)).containsExactly(nan, nan, nan);
    assertThat(cast(x, ElementType.FLOAT4E2M1, Map.of())).containsExactly(6, -6, 6);
  }

  @Test
  void powersOfTwoAreRoundedAsAsked() {
    ElementType type = ElementType.FLOAT8E8M0;
    float[] x = {1, 1.25f, 1.5f, 1.75f, 2.5f, 0x1.8p-126f, 0x1p127f, 0.75f};
    assertThat(cast(x, type, Map.of("round_mode", "up")))
        .containsExactly(1, 2, 2, 2, 4, 0x1p-125f, 0x1p127f, 1);
    assertThat(cast(x, type, Map.of("round_mode", "down")))
        .containsExactly(1, 1, 1, 1, 2, 0x1p-126f, 0x1p127f, 0.5f);
    assertThat(cast(x, type, Map.of("round_mode", "nearest")))
        .containsExactly(1, 1, 2, 2, 2, 0x1p-125f, 0x1p127f, 1);
    float[] edges = {0, Float.POSITIVE_INFINITY, Float.NaN, 0x1.1p127f};
    assertThat(cast(edges, type, Map.of()))
        .containsExactly(0x1p-127f, 0x1p127f, Float.NaN, 0x1p127f);
    assertThat(cast(edges, type, Map.of("saturate", 0, "round_mode", "nearest")))
        .containsExactly(Float.NaN, Float.NaN, Float.NaN, Float.NaN);
    float[] all = all(type);
    assertThat(all[127]).isEqualTo(1);
    assertThat(Arrays.equals(cast(all, type, Map.of("round_mode", "nearest")), all)).isTrue();
  }
}
