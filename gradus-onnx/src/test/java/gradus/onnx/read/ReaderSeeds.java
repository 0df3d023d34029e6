package gradus.onnx.read;

import static gradus.onnx.read.Models.attribute;
import static gradus.onnx.read.Models.floats;
import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.info;
import static gradus.onnx.read.Models.longs;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static gradus.onnx.read.Models.tensor;

import gradus.nn.data.Safetensors;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.nn.rewrite.Model;
import gradus.nn.rewrite.ModelFolder;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.StringStringEntryProto;
import gradus.onnx.wire.TensorProto;
import gradus.onnx.write.OnnxWriter;
import gradus.onnx.write.WriteOptions;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.opentest4j.TestAbortedException;

/// Small files that are right, from which wrong ones are made.
final class ReaderSeeds {

  private static final int SMALL = 1024;

  private ReaderSeeds() {}

  /// Writes the files of a reader into a folder.
  static void write(ReaderTarget target, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> seed : of(target, folder).entrySet()) {
      Files.write(folder.resolve("seed-" + seed.getKey()), seed.getValue());
    }
    if (target == ReaderTarget.ONNX || target == ReaderTarget.NETWORK) {
      suite(folder);
    }
  }

  /// The small models of ONNX's own suite, if they are there.
  private static void suite(Path folder) throws IOException {
    Path archive;
    try {
      archive = Shared.find("onnx-conformance/node.tar.gz");
    } catch (TestAbortedException none) {
      return;
    }
    Shared.inArchive(
        archive,
        name -> name.endsWith("model.onnx"),
        (name, bytes) -> {
          if (bytes.length <= SMALL) {
            write(folder.resolve("suite-" + name.replace('/', '-')), bytes);
          }
        });
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /// The files of a reader by name.
  ///
  /// @param scratch a folder for what is written on the way
  static Map<String, byte[]> of(ReaderTarget target, Path scratch) throws IOException {
    return switch (target) {
      case ONNX, NETWORK -> models();
      case EXTERNAL ->
          Map.of(
              "data", external("data.bin"), "up", external("../secret"), "link", external("link"));
      case TENSOR -> tensors();
      case SAFETENSORS -> Map.of("weights", safetensors(scratch));
      case YAML -> texts();
      case FOLDER -> Map.of("model", folder(scratch));
      case RUN -> Map.of("run", RunSeeds.run(folder(scratch)));
      case MAP -> Map.of("torch", RunSeeds.renamed(scratch));
      case SWEEP -> RunSeeds.sweeps();
      case EVENTS -> RunSeeds.events(scratch);
      case NPY -> Map.of("floats", npy("<f4", "(4, 2)", 32), "longs", npy("<i8", "(3,)", 24));
      case NPZ -> Map.of("both", npz());
      case IDX -> Map.of("labels", idx(), "packed", packed(idx()));
      case CSV -> tables();
      case IMAGE -> pictures();
      case WAV -> Map.of("sound", wav());
    };
  }

  private static Map<String, byte[]> models() {
    Network network =
        Network.of(Shape.of(1, 6, 6))
            .conv2d(2, 3, gradus.nn.layer.Padding.of(2, 1))
            .batchNorm()
            .relu()
            .maxPool2d(2)
            .flatten()
            .linear(3);
    Model model = Model.seeded(network, 1);
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    seeds.put("network", OnnxWriter.write(network, model.values(), WriteOptions.standard()));
    GraphProto.Builder shapes =
        graph(
                node("Shape", List.of("x"), List.of("s")),
                node("Gather", List.of("s", "i"), List.of("n")).addAttribute(attribute("axis", 0)),
                node("Concat", List.of("n", "m"), List.of("to")).addAttribute(attribute("axis", 0)),
                node("Reshape", List.of("x", "to"), List.of("y")),
                node("Slice", List.of("y", "i", "m", "i", "m"), List.of("z")),
                node("TopK", List.of("z", "one"), List.of("v", "p")),
                node("Split", List.of("v"), List.of("a", "b")).addAttribute(attribute("axis", 0)))
            .addInput(info("x", DType.F32, "N", 6))
            .addInitializer(longs("i", 0))
            .addInitializer(longs("m", -1))
            .addInitializer(longs("one", 1))
            .addOutput(info("a", DType.F32, "M", 1));
    seeds.put("shapes", model(13, shapes).build().toByteArray());
    GraphProto.Builder windows =
        graph(
                node("Resize", List.of("x", "", "scales"), List.of("r"))
                    .addAttribute(attribute("mode", "linear")),
                node("AveragePool", List.of("r"), List.of("p"))
                    .addAttribute(attribute("kernel_shape", new long[] {2, 2}))
                    .addAttribute(attribute("ceil_mode", 1)),
                node("Pad", List.of("p", "pads"), List.of("q"))
                    .addAttribute(attribute("mode", "reflect")),
                node("LRN", List.of("q"), List.of("l")).addAttribute(attribute("size", 3)),
                node("Einsum", List.of("l", "l"), List.of("e"))
                    .addAttribute(attribute("equation", "abcd,abcd->ab")),
                node("CumSum", List.of("e", "axis"), List.of("y")))
            .addInput(info("x", DType.F32, 1, 2, 4, 4))
            .addInitializer(floats("scales", 1, 1, 2, 2))
            .addInitializer(longs("pads", 0, 0, 1, 1, 0, 0, 1, 1))
            .addInitializer(tensor("axis", Tensor.of(Shape.scalar(), 1L)))
            .addOutput(info("y", DType.F32, 1, 2));
    seeds.put("windows", model(18, windows).build().toByteArray());
    seeds.put("pixels", PixelModels.classifier());
    seeds.put("brighter", PixelModels.brighter());
    seeds.put("packed", PixelModels.packed());
    return seeds;
  }

  private static byte[] external(String location) {
    TensorProto tensor =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(7)
            .addDims(4)
            .setDataLocation(1)
            .addExternalData(entry("location", location))
            .addExternalData(entry("offset", "8"))
            .addExternalData(entry("length", "32"))
            .build();
    GraphProto.Builder graph =
        graph(node("Add", List.of("x", "w"), List.of("y")))
            .addInput(info("x", DType.I64, 4))
            .addInitializer(tensor)
            .addOutput(info("y", DType.I64, 4));
    return model(17, graph).build().toByteArray();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static Map<String, byte[]> tensors() {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    seeds.put("floats", floats("x", 1, 2, 3).toByteArray());
    seeds.put("longs", longs("x", 1, 2, 3).toByteArray());
    seeds.put("flags", tensor("x", Tensor.of(Shape.of(2), true, false)).toByteArray());
    return seeds;
  }

  private static byte[] safetensors(Path scratch) throws IOException {
    Path file = scratch.resolve("seed.tmp");
    new Safetensors(
            Map.of("a.weight", Tensor.of(Shape.of(2, 2), 1f, 2f, 3f, 4f)), Map.of("format", "pt"))
        .write(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  private static Map<String, byte[]> texts() {
    String settings =
        """
        inputs: {a: {shape: [2, 8, 8], dtype: f32}, b: [4]}
        layers:
          - conv2d: {outputs: 4, kernel: 3, padding: same, stride: 2, groups: 2, init: glorot}
            name: c
            from: [a]
          - batchNorm: {epsilon: 1e-5, momentum: 0.1}
          - residual: {body: [relu, {conv2d: {outputs: 4, kernel: 1}}]}
          - parallel: {branches: [[relu], [tanh]], join: concat}
          - averagePool2d: {kernel: 2, ceil: true}
          - {groupNorm: 2, frozen: true}
          - flatten
          - dropout: 0.5
          - linear: {outputs: 3, bias: false}
        outputs: [linear1]
        """;
    return Map.of("settings", settings.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] folder(Path scratch) throws IOException {
    Path home = scratch.resolveSibling("seed-folder");
    Network network = Network.of(Shape.of(3)).linear(2);
    if (!Files.exists(home)) {
      ModelFolder.write(home, Path.of("none"), Model.seeded(network, 1), List.of("convert"));
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(NetworkYaml.write(network).getBytes(StandardCharsets.UTF_8));
    all.writeBytes("%%".getBytes(StandardCharsets.UTF_8));
    all.writeBytes(Files.readAllBytes(home.resolve("run.json")));
    all.writeBytes("%%".getBytes(StandardCharsets.UTF_8));
    all.writeBytes(Files.readAllBytes(home.resolve("model.safetensors")));
    return all.toByteArray();
  }

  private static byte[] npy(String type, String shape, int bytes) {
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
    ByteBuffer file =
        ByteBuffer.allocate(10 + padded.length() + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    file.put((byte) 1).put((byte) 0).putShort((short) padded.length());
    return file.put(padded.getBytes(StandardCharsets.US_ASCII)).array();
  }

  private static byte[] npz() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(npy("<f4", "(4, 2)", 32));
      zip.putNextEntry(new ZipEntry("y.npy"));
      zip.write(npy("<i8", "(4,)", 32));
    }
    return bytes.toByteArray();
  }

  private static byte[] idx() {
    return new byte[] {0, 0, 8, 1, 0, 0, 0, 4, 0, 1, 1, 0};
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static Map<String, byte[]> tables() {
    String named = "a,b,kind\n1.5,2,x\n-3,\"4\",y\n1e3,0.1,x\n5,6,y\n";
    String bare = "1;2;0\n3;4;1\n5;6;0\n7;8;1\n";
    return Map.of(
        "named",
        named.getBytes(StandardCharsets.UTF_8),
        "bare",
        bare.getBytes(StandardCharsets.UTF_8));
  }

  /// Pictures of 4 by 3 pixels, one of which is not black.
  private static Map<String, byte[]> pictures() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(
        "png",
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEklEQVR4XmNgQAPGaTPRhYAAABjbATOD"
            + "qCx5AAAAAElFTkSuQmCC");
    texts.put("gif", "R0lGODlhBAADAPAAAAAAADNmmSwAAAAABAADAEAICQABCBw4MIDAgAA7");
    texts.put(
        "bmp",
        "Qk1aAAAAAAAAADYAAAAoAAAABAAAAAMAAAABABgAAAAAACQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAmWYzAAAAAAAAAAAAAAAAAAAAAAAA");
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    texts.forEach((name, text) -> seeds.put(name, Base64.getDecoder().decode(text)));
    Map<String, Integer> kinds =
        Map.of(
            "grey", BufferedImage.TYPE_BYTE_GRAY,
            "deep", BufferedImage.TYPE_USHORT_GRAY,
            "clear", BufferedImage.TYPE_INT_ARGB,
            "indexed", BufferedImage.TYPE_BYTE_INDEXED);
    for (Map.Entry<String, Integer> kind : kinds.entrySet()) {
      seeds.put(kind.getKey(), picture(kind.getValue(), "png"));
    }
    seeds.put("jpeg", picture(BufferedImage.TYPE_INT_RGB, "jpg"));
    return seeds;
  }

  private static byte[] picture(int kind, String format) throws IOException {
    BufferedImage image = new BufferedImage(4, 3, kind);
    image.setRGB(1, 1, 0xff336699);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  private static byte[] wav() {
    ByteBuffer file = ByteBuffer.allocate(44 + 16).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(52);
    file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    file.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16_000);
    file.putShort((short) 2).putShort((short) 16);
    return file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(16).array();
  }
}
