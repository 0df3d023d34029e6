package gradus.onnx.read;

import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.info;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.onnx.wire.StringStringEntryProto;
import gradus.onnx.wire.TensorProto;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Data beside a model are read from its folder alone.
class ExternalDataTest {

  @TempDir private Path outside;
  private Path folder;

  @BeforeEach
  void files() throws IOException {
    folder = Files.createDirectories(outside.resolve("model/data")).getParent();
    byte[] data =
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(9)
            .putFloat(1)
            .putFloat(2)
            .array();
    Files.write(folder.resolve("data/w.bin"), data);
    Files.write(outside.resolve("secret"), data);
  }

  private OnnxModel read(String... entries) throws IOException {
    return read(2, entries);
  }

  private OnnxModel read(int elements, String... entries) throws IOException {
    TensorProto.Builder w =
        TensorProto.newBuilder().setName("w").setDataType(1).addDims(elements).setDataLocation(1);
    for (int i = 0; i < entries.length; i += 2) {
      w.addExternalData(
          StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
    }
    Path file = folder.resolve("m.onnx");
    Files.write(
        file,
        model(
                13,
                graph(node("Relu", java.util.List.of("w"), java.util.List.of("y")))
                    .addInitializer(w)
                    .addOutput(info("y", DType.F32, elements)))
            .build()
            .toByteArray());
    return OnnxModel.read(file);
  }

  @Test
  void dataBesideTheModel() throws IOException {
    OnnxModel model = read("location", "data/w.bin", "offset", "4", "length", "8");
    assertThat(model.graph().initializers().get("w")).isEqualTo(Tensor.of(Shape.of(2), 1f, 2f));
  }

  /// A file with a hole of 3 GB, which takes no room; the data lie behind it.
  @ParameterizedTest
  @ValueSource(ints = {2, 1 << 19})
  void dataFarBehindTheFirst2Gigabytes(int elements) throws IOException {
    long offset = 3_000_000_000L;
    ByteBuffer data = ByteBuffer.allocate(4 * elements).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < elements; i++) {
      data.putFloat(i + 0.5f);
    }
    Path file = folder.resolve("far.bin");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      channel.write(data.flip(), offset);
    }
    OnnxModel model =
        read(elements, "location", "far.bin", "offset", "" + offset, "length", "" + 4L * elements);
    float[] read = model.graph().initializers().get("w").toFloats();
    assertThat(read).hasSize(elements);
    for (int i = 0; i < elements; i++) {
      assertThat(read[i]).isEqualTo(i + 0.5f);
    }
    assertThatThrownBy(() -> read(elements, "location", "far.bin", "offset", "" + (offset + 4)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(
            "expected %d bytes from byte 3000000004 on in far.bin, found a file of %d bytes"
                .formatted(4 * elements, offset + 4L * elements));
    Files.delete(file);
  }

  @Test
  void oneTensorOfMoreThan2Gigabytes() {
    assertThatThrownBy(() -> read(600_000_000, "location", "data/w.bin"))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "m.onnx, initializer 'w', external_data, length: expected at most 2147483647 bytes for"
                + " one tensor, found 2400000000 bytes. Cut the tensor into parts, and join them"
                + " with Concat.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "data/../../secret", "/etc/hostname", "..\\secret", ""})
  void pathsThatLeaveTheFolder(String location) {
    assertThatThrownBy(() -> read("location", location))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "m.onnx, initializer 'w', external_data, location: expected a file in the model's folder, not through a link, found '%s'. Save the model with its data beside it."
                .formatted(location));
  }

  @Test
  void linksThatLeaveTheFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), outside.resolve("secret"));
    Files.createSymbolicLink(folder.resolve("up"), outside);
    for (String location : new String[] {"link", "up/secret"}) {
      assertThatThrownBy(() -> read("location", location))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("not through a link, found '" + location + "'");
    }
  }

  @Test
  void filesThatAreTooShort() {
    assertThatThrownBy(() -> read("location", "data/w.bin", "offset", "8"))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "m.onnx, initializer 'w', external_data, offset: expected 8 bytes from byte 8 on in"
                + " w.bin, found a file of 12 bytes. Save the model with its data beside it.");
    assertThatThrownBy(() -> read("location", "data/w.bin", "length", "12"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected 8 bytes for its dims, found 12 bytes");
    assertThatThrownBy(() -> read("location", "data/none"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(
            "expected a file in the model's folder, found none named 'data/none'");
    assertThatThrownBy(() -> read("location", "data/w.bin", "offset", "-4"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected a number of 0 or more, found '-4'");
  }

  @Test
  void bytesAloneHaveNoFolder() {
    TensorProto.Builder w =
        TensorProto.newBuilder().setName("w").setDataType(1).addDims(2).setDataLocation(1);
    assertThatThrownBy(
            () ->
                Models.read(
                    model(
                        13,
                        graph(node("Relu", java.util.List.of("w"), java.util.List.of("y")))
                            .addInitializer(w)
                            .addOutput(info("y", DType.F32, 2)))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected data in the model itself, found external data");
  }
}
