package gradus.op.window;

import gradus.autodiff.Gradients;
import gradus.golden.Golden;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Convolutions of images, strides, dilations and adjoints: beyond.
class ConvolutionGoldenTest {

  private final Golden golden = new Golden();

  private static int whole(JsonNode row, String key) {
    return Golden.integer(row.get(key));
  }

  @Test
  void convolutionsOfImages() {
    for (JsonNode row : Golden.at("beyond", "conv2d", "cases")) {
      int s = whole(row, "stride");
      int p = whole(row, "pad");
      int d = whole(row, "dilation");
      Placement placement =
          Placement.valid(2)
              .withStrides(List.of(s, s))
              .withDilations(List.of(d, d))
              .withPadding(List.of(p, p));
      Node x = Golden.constant(shape(row.get("x")).insert(0, 1), row.get("x"));
      Node w = Golden.constant(shape(row.get("w")), row.get("w"));
      Node b = Golden.vector(row.get("b"));
      Node y =
          x.conv(w, Convention.CROSS_CORRELATION, placement, whole(row, "groups"))
              .plus(b.reshape(Shape.of(row.get("b").size(), 1, 1)));
      Node g = Golden.constant(y.type().shape(), row.get("cotangent"));
      golden.compareExactNode("y", y, row.get("y"));
      compareGradients(y.times(g).sum(), Map.of("x", x, "w", w, "b", b), row);
    }
    golden.verify(200);
  }

  private void compareGradients(Node loss, Map<String, Node> places, JsonNode row) {
    places.forEach(
        (name, at) ->
            golden.compareExactNode(
                name, Gradients.of(loss, List.of(at)).getFirst(), row.get("grad_" + name)));
  }

  private static Shape shape(JsonNode node) {
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode at = node; at.isArray(); at = at.get(0)) {
      sizes.add(at.size());
    }
    return new Shape(sizes);
  }

  @Test
  void stridesAndDilations() {
    for (JsonNode row : Golden.at("beyond", "strided_dilated_1d", "cases")) {
      Placement placement =
          new Placement(
              List.of(whole(row, "stride")),
              List.of(whole(row, "dilation")),
              List.of(Golden.integer(row.get("pad").get(0))),
              List.of(Golden.integer(row.get("pad").get(1))));
      int d = row.get("x").size();
      int k = row.get("w").size();
      Node x = Golden.constant(Shape.of(1, 1, d), row.get("x"));
      Node w = Golden.constant(Shape.of(1, 1, k), row.get("w"));
      Node y = x.conv(w, placement);
      golden.compareExactNode("y", y, row.get("y"));
      Node g = Golden.constant(y.type().shape(), row.get("cotangent"));
      compareGradients(y.times(g).sum(), Map.of("x", x, "w", w), row);
      int rest = d - placement.spans(List.of(row.get("y").size()), List.of(k)).getFirst();
      golden.same("output padding", rest, whole(row, "transposed_output_padding"));
      Node units = Node.constant(Tensor.of(Shape.of(d, 1, d), unit(d)));
      Node columns = units.conv(w, placement).reshape(Shape.of(d, row.get("y").size())).transpose();
      golden.compareExactNode("matrix", columns, row.get("matrix"));
    }
    golden.verify(100);
  }

  private static double[] unit(int d) {
    double[] unit = new double[d * d];
    for (int i = 0; i < d; i++) {
      unit[i * d + i] = 1;
    }
    return unit;
  }

  @Test
  void transposedConvolutions() {
    for (JsonNode row : Golden.at("beyond", "transposed_conv_1d", "cases")) {
      int p = whole(row, "pad");
      int m = row.get("y").size();
      int k = row.get("w").size();
      Placement placement =
          new Placement(
              List.of(whole(row, "stride")),
              List.of(whole(row, "dilation")),
              List.of(p),
              List.of(p));
      int length =
          placement.spans(List.of(m), List.of(k)).getFirst() + whole(row, "output_padding");
      golden.same("length", length, whole(row, "out_len"));
      Node y = Golden.constant(Shape.of(1, 1, m), row.get("y"));
      Node w = Golden.constant(Shape.of(1, 1, k), row.get("w"));
      golden.compareExactNode(
          "out",
          y.convTranspose(w, Convention.CROSS_CORRELATION, placement, 1, List.of(length)),
          row.get("out"));
    }
    golden.verify(30);
  }
}
