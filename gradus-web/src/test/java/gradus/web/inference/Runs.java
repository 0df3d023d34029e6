package gradus.web.inference;

import gradus.nn.data.Standardiser.Moments;
import gradus.nn.loss.Head;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.nn.rewrite.Model;
import gradus.nn.rewrite.ModelFolder;
import gradus.nn.run.RunFolder;
import gradus.nn.run.RunRecord;
import gradus.onnx.write.OnnxWriter;
import gradus.onnx.write.WriteOptions;
import gradus.tensor.Shape;
import gradus.web.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Small models on disk, for tests.
public final class Runs {

  private static final int FLOAT = 1;

  /// Three classes from four features.
  public static final Head FLOWERS = new Head.Categorical(List.of("setosa", "versi", "virginica"));

  private static final Moments IDENTITY = new Moments(List.of(0.0), List.of(1.0));
  private static final Moments FEATURES =
      new Moments(List.of(5.8, 3.0, 3.7, 1.2), List.of(0.8, 0.4, 1.7, 0.7));

  private Runs() {}

  /// A run with weights of a seed.
  public static Path flowers(Path folder, long seed) {
    return run(folder, FLOWERS, seed, IDENTITY);
  }

  /// A run with a head of its own.
  public static Path run(Path folder, Head head, long seed, Moments targets) {
    Network network = Network.of(Shape.of(4)).linear(16).relu().linear(head.outputs());
    Model model = new Model(network, Model.seeded(network, seed).values(), head);
    RunRecord record =
        ModelFolder.record(Path.of("none"), model, NetworkYaml.write(network), List.of("test"));
    RunFolder.create(folder, record, network).write(model.values());
    prepare(folder.resolve("run.json"), targets);
    return folder;
  }

  /// Tells the preparation in the record, as training would.
  private static void prepare(Path file, Moments targets) {
    try {
      ObjectNode record = (ObjectNode) Json.MAPPER.readTree(Files.readAllBytes(file));
      record.set("features", Json.MAPPER.valueToTree(moments(FEATURES)));
      record.set("targets", Json.MAPPER.valueToTree(moments(targets)));
      Files.write(file, Json.MAPPER.writeValueAsBytes(record));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, List<Double>> moments(Moments moments) {
    return Map.of("means", moments.means(), "deviations", moments.deviations());
  }

  /// A network with a convolution as a file of ONNX.
  public static Path onnx(Path file, long seed) {
    Network network =
        Network.of(Shape.of(1, 6, 6))
            .conv2d(3, 3, gradus.nn.layer.Padding.valid())
            .relu()
            .flatten()
            .linear(5);
    OnnxWriter.write(file, network, Model.seeded(network, seed).values(), WriteOptions.standard());
    return file;
  }

  /// A file of ONNX over float inputs `[N, 3]` with the output `y`.
  ///
  /// @param nodes operator, inputs and output each, such as `Add a b y`
  public static Path graph(Path file, List<String> inputs, String... nodes) throws IOException {
    return graph(file, FLOAT, inputs, nodes);
  }

  /// The same of an element type, by its number in ONNX.
  static Path graph(Path file, int type, List<String> inputs, String... nodes) throws IOException {
    Message graph = new Message();
    for (String text : nodes) {
      List<String> words = List.of(text.split(" "));
      Message node = new Message();
      words.subList(1, words.size() - 1).forEach(input -> node.text(1, input));
      graph.message(1, node.text(2, words.getLast()).text(4, words.getFirst()));
    }
    graph.text(2, "g");
    inputs.forEach(input -> graph.message(11, value(input, type)));
    graph.message(12, value("y", type));
    Message opset = new Message().number(2, 13);
    Message model = new Message().number(1, 8).message(7, graph).message(8, opset);
    return Files.write(file, model.out.toByteArray());
  }

  private static Message value(String name, int type) {
    Message sizes =
        new Message().message(1, new Message().text(2, "N")).message(1, new Message().number(1, 3));
    Message tensor = new Message().number(1, type).message(2, sizes);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /// A message of protobuf, field by field.
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      out.write(field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.out.toByteArray());
    }

    private Message bytes(int field, byte[] value) {
      out.write(field << 3 | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    private void varint(long value) {
      for (long rest = value; ; rest >>>= 7) {
        if (rest < 128) {
          out.write((int) rest);
          return;
        }
        out.write((int) ((rest & 127) | 128));
      }
    }
  }
}
