package gradus.nn.emit;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Convolutions that Gradus computes by filtering or by transforms, written and run against the
/// plan.
class EmittedConvolutionsTest extends WrittenGraphs {

  private static Node weights(int... sizes) {
    return Node.constant(Tensor.of(Shape.of(sizes), mild(Shape.of(sizes).elements())));
  }

  private static Placement padded(int top, int left, int bottom, int right) {
    return Placement.valid(2).withPadding(List.of(top, left), List.of(bottom, right));
  }

  /// Filtered convolutions of two images, and neighbours of them that are not filtered.
  private void addWindowsOfThree() {
    Node x = x(2, 32, 13, 17);
    Node computed = x.reshape(Shape.of(2 * 32 * 13 * 17)).slice(0, 7, 7 + 32 * 32 * 9).times(0.5);
    Node w = computed.reshape(Shape.of(32, 32, 3, 3));
    for (Convention convention : Convention.values()) {
      String name = "Tiles" + (convention == Convention.CONVOLUTION ? "True" : "Cross");
      add(name + "Valid", x.conv(weights(32, 32, 3, 3), convention, padded(0, 0, 0, 0), 1));
      add(name + "Same", x.conv(weights(64, 32, 3, 3), convention, padded(1, 1, 1, 1), 1).relu());
      add(name + "Full", x.conv(weights(32, 32, 3, 3), convention, padded(2, 2, 2, 2), 1));
      add(name + "Uneven", x.conv(w, convention, padded(2, 0, 1, 2), 1));
      Node tied = weights(32, 64, 3, 3);
      Node back = x.convTranspose(tied, convention, padded(0, 0, 0, 0), 1, List.of(15, 19));
      add(name + "Back", back);
      Placement same = padded(1, 1, 1, 1);
      add(name + "There", back.conv(tied, convention, same, 1));
      Node turned = w.permute(List.of(1, 0, 2, 3));
      add(
          name + "Computed",
          x.convTranspose(turned, convention, padded(0, 2, 1, 2), 1, List.of(14, 15)));
      Node eight = x.slice(2, 0, 8).slice(3, 2, 10);
      add(name + "Eight", eight.conv(weights(32, 32, 3, 3), convention, same, 1));
      Node deep = x.reshape(Shape.of(2, 32, 1, 13, 17));
      add(name + "Deep", deep.conv(weights(32, 32, 1, 3, 3), convention, Placement.valid(3), 1));
      Node few = x.slice(2, 0, 7).slice(3, 2, 11);
      add("Few" + name, few.conv(weights(32, 32, 3, 3), convention, same, 1));
      add("Odd" + name, x.conv(weights(33, 32, 3, 3), convention, same, 1));
      add("Groups" + name, x.conv(weights(64, 16, 3, 3), convention, same, 2));
      add(
          "Wide" + name,
          x.as(DType.F64)
              .conv(weights(32, 32, 3, 3).as(DType.F64), convention, same, 1)
              .as(DType.F32));
    }
  }

  @Test
  void windowsOfThreeAreFilteredWhereGradusFiltersThem(@TempDir Path folder) {
    addWindowsOfThree();
    graphs.forEach(
        (name, graph) ->
            assertThat(JavaSource.of(model(graph), name).text().contains("convolveTiles"))
                .as(name)
                .isEqualTo(name.startsWith("Tiles")));
    checkAll(folder, false);
  }

  @Test
  void whatIsNoNumberSpreadsOverItsTiles(@TempDir Path folder) {
    addWindowsOfThree();
    checkAll(folder, EmittedConvolutionsTest::notAllNumbers);
  }

  private static Placement apart(int top, int left, int bottom, int right) {
    return padded(top, left, bottom, right).withStrides(List.of(2, 2));
  }

  /// Windows of 5 to 8 two apart, of two images, and neighbours of them that have sums.
  private void addLargeWindows() {
    Node x = x(2, 4, 37, 41);
    Node many = x(1, 32, 10, 9);
    Node computed = x.reshape(Shape.of(2 * 4 * 37 * 41)).slice(0, 3, 3 + 32 * 4 * 64).times(0.5);
    for (Convention convention : Convention.values()) {
      String name = "Phases" + (convention == Convention.CONVOLUTION ? "True" : "Cross");
      add(name + "Eight", x.conv(weights(32, 4, 8, 8), convention, apart(3, 3, 3, 3), 1).relu());
      add(name + "Seven", x.conv(weights(64, 4, 7, 7), convention, apart(3, 0, 2, 6), 1));
      add(name + "Both", x.conv(weights(32, 4, 7, 8), convention, apart(0, 1, 0, 2), 1));
      add(name + "Six", x.conv(weights(32, 4, 6, 6), convention, apart(2, 2, 2, 2), 1));
      add(name + "Five", x.conv(weights(32, 4, 5, 6), convention, apart(0, 5, 4, 0), 1));
      Node w = computed.reshape(Shape.of(32, 4, 8, 8));
      add(name + "Computed", x.conv(w, convention, apart(3, 2, 3, 2), 1));
      add("Four" + name, x.conv(weights(32, 4, 4, 4), convention, apart(1, 1, 1, 1), 1));
      Node tied = weights(32, 4, 8, 8);
      Node back = many.convTranspose(tied, convention, apart(3, 3, 3, 3), 1, List.of(20, 18));
      add("Back" + name, back);
    }
  }

  @Test
  void largeWindowsTwoApartAreFilteredInPhases(@TempDir Path folder) {
    addLargeWindows();
    graphs.forEach(
        (name, graph) ->
            assertThat(JavaSource.of(model(graph), name).text().contains("phases("))
                .as(name)
                .isEqualTo(name.startsWith("Phases")));
    checkAll(folder, false);
  }

  @Test
  void whatIsNoNumberSpreadsOverItsPhases(@TempDir Path folder) {
    addLargeWindows();
    checkAll(folder, EmittedConvolutionsTest::notAllNumbers);
  }

  private static Placement padded(int before, int after) {
    return Placement.valid(1).withPadding(List.of(before), List.of(after));
  }

  private static Node computed(Node x, int... sizes) {
    Node numbers = x.reshape(Shape.of(x.type().shape().elements()));
    return numbers.slice(0, 7, 7 + Shape.of(sizes).elements()).times(0.5).reshape(Shape.of(sizes));
  }

  /// Convolutions of two signals by transforms of 256 elements and of one by transforms of 1 024,
  /// with an odd and an even number of segments, and neighbours of them that have sums.
  private void addLongKernels() {
    Node x = x(2, 16, 1100);
    Node far = x(1, 16, 4300);
    for (Convention convention : Convention.values()) {
      String name = "Segments" + (convention == Convention.CONVOLUTION ? "True" : "Cross");
      add(name + "Odd", x.conv(weights(16, 16, 33), convention, padded(0, 0), 1));
      add(name + "Same", x.conv(weights(32, 16, 97), convention, padded(48, 48), 1).relu());
      add(name + "Even", x.conv(weights(16, 16, 97), convention, padded(96, 96), 1));
      add(name + "Uneven", x.conv(computed(x, 16, 16, 40), convention, padded(39, 0), 1));
      Node tied = weights(16, 32, 65);
      Node back = x.convTranspose(tied, convention, padded(0, 0), 1, List.of(1164));
      add(name + "Back", back);
      add(name + "There", back.conv(tied, convention, padded(0, 64), 1));
      Node turned = computed(x, 16, 16, 40).permute(List.of(1, 0, 2));
      add(name + "Computed", x.convTranspose(turned, convention, padded(3, 30), 1, List.of(1106)));
      add(name + "Longer", far.conv(weights(16, 16, 98), convention, padded(0, 97), 1));
      add(
          name + "LongerBack",
          far.convTranspose(weights(16, 16, 101), convention, padded(50, 9), 1, List.of(4341)));
      add(
          name + "Flat",
          x.reshape(Shape.of(2, 16, 1, 1100))
              .conv(weights(16, 16, 1, 33), convention, Placement.valid(2), 1));
      add("Short" + name, x.conv(weights(16, 16, 32), convention, padded(0, 0), 1));
      add("Groups" + name, x.conv(weights(32, 8, 33), convention, padded(0, 0), 2));
      add("Few" + name, x.conv(weights(16, 16, 97), convention, padded(0, 0), 1));
      add(
          "Wide" + name,
          x.as(DType.F64)
              .conv(weights(16, 16, 33).as(DType.F64), convention, padded(0, 0), 1)
              .as(DType.F32));
    }
  }

  @Test
  void longKernelsAreTransformedWhereGradusTransformsThem(@TempDir Path folder) {
    addLongKernels();
    graphs.forEach(
        (name, graph) ->
            assertThat(JavaSource.of(model(graph), name).text().contains("convolveSegments"))
                .as(name)
                .isEqualTo(name.startsWith("Segments")));
    checkAll(folder, false);
  }

  @Test
  void whatIsNoNumberSpreadsOverItsSegments(@TempDir Path folder) {
    addLongKernels();
    checkAll(folder, EmittedConvolutionsTest::notAllNumbers);
  }

  private static float[] notAllNumbers(int n) {
    float[] values = mild(n);
    values[10] = Float.POSITIVE_INFINITY;
    values[n / 2 + 5] = Float.NaN;
    return values;
  }
}
