package gradus.onnx.read;

import gradus.nn.data.Safetensors;
import gradus.nn.model.Network;
import gradus.runs.event.Event;
import gradus.runs.event.EventWriter;
import gradus.runs.event.Value;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// Small files of runs, sweeps and events that are right, and weights under other names.
final class RunSeeds {

  /// What renamed weights are for.
  static final Network RENAMED = Network.of(Shape.of(3)).linear(2);

  private RunSeeds() {}

  /// A run, with what a model's folder says of its network and its settings.
  static byte[] run(byte[] folder) {
    String[] parts = new String(folder, StandardCharsets.ISO_8859_1).split("%%", 3);
    String rows =
        """
        {"id": "0123456789abcdef", "begun": "2026-01-01T00:00:00Z"}
        %%epoch,steps,learningRate,trainLoss,trainAccuracy,seconds,examplesPerSecond
        1,10,0.001,1.25,0.5,0.500,20.0
        %%step,epoch,loss,learningRate,millis
        1,1,2.5,0.001,7
        """;
    return String.join("%%", parts[0], parts[1], rows).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] renamed(Path scratch) throws IOException {
    Path file = scratch.resolve("renamed.tmp");
    new Safetensors(
            Map.of(
                "fc.weight",
                Tensor.of(Shape.of(2, 3), 1f, 2f, 3f, 4f, 5f, 6f),
                "fc.bias",
                Tensor.of(Shape.of(2), 1f, 2f)),
            Map.of())
        .write(file);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes("# names\nfc=linear1\n%%".getBytes(StandardCharsets.UTF_8));
    all.writeBytes(Files.readAllBytes(file));
    Files.delete(file);
    return all.toByteArray();
  }

  static Map<String, byte[]> sweeps() {
    String grid =
        "train: {network: lenet, validation: 0.2}\nsettings: {lr: [0.1, 0.01], batch: [8]}\n";
    String halving =
        """
        search: halving
        trials: 9
        eta: 3
        minEpochs: 1
        seed: 7
        objective: validation.accuracy
        train: {epochs: 9, validation: 0.2}
        settings:
          lr: {from: 1e-4, to: 0.1, scale: log}
          batch: {from: 8, to: 64, steps: 3}
          optimiser: [adam, sgd]
        """;
    return Map.of(
        "grid",
        grid.getBytes(StandardCharsets.UTF_8),
        "halving",
        halving.getBytes(StandardCharsets.UTF_8));
  }

  /// Records between `%%`, each with its length and its checksums, as TensorBoard has them; the
  /// first byte is left out.
  static byte[] framed(byte[] bytes) {
    String all = new String(bytes, 1, bytes.length - 1, StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (String part : all.split("%%", -1)) {
      byte[] record = part.getBytes(StandardCharsets.ISO_8859_1);
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      length.putLong(record.length);
      file.writeBytes(length.array());
      file.writeBytes(checksum(length.array()));
      file.writeBytes(record);
      file.writeBytes(checksum(record));
    }
    return file.toByteArray();
  }

  private static byte[] checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int turned = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(turned).array();
  }

  static Map<String, byte[]> events(Path scratch) throws IOException {
    Path home = Files.createTempDirectory(scratch, "events");
    Path file;
    try (EventWriter writer = EventWriter.in(home, 0)) {
      writer.add(1, new Event.Summary(List.of(new Value.Scalar("loss", 0.5))));
      file = writer.file();
    }
    byte[] whole = Files.readAllBytes(file);
    Files.delete(file);
    Files.delete(home);
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    records.write(1);
    for (int at = 0; at < whole.length; ) {
      int length = (int) ByteBuffer.wrap(whole, at, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
      records.write(whole, at + 12, length);
      at += length + 16;
      records.writeBytes("%%".getBytes(StandardCharsets.UTF_8));
    }
    return Map.of("written", whole, "records", records.toByteArray());
  }
}
