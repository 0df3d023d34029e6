package gradus.onnx.read;

import gradus.onnx.wire.StringStringEntryProto;
import gradus.tensor.FormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Tensor data in other files: only in the model's folder or below, and never through a link.
///
/// @param file the model's file, for messages
/// @param folder the model's folder; empty for a model that does not come from a file
record ExternalData(String file, Optional<Path> folder) {

  /// From this many bytes on, data are looked at where they lie, and no second time in memory.
  private static final int MAPPED = 1 << 20;

  /// What is made of the bytes that a tensor's entries name.
  ///
  /// @param wanted how many there must be
  /// @param making what is made of them, which may not keep them
  <T> T read(
      String place,
      List<StringStringEntryProto> entries,
      long wanted,
      Function<ByteBuffer, T> making) {
    Map<String, String> named = new LinkedHashMap<>();
    for (StringStringEntryProto entry : entries) {
      if (named.put(entry.getKey(), entry.getValue()) != null) {
        throw wrong(place, entry.getKey(), "one entry", "two of them");
      }
    }
    Path path = inside(place, named.getOrDefault("location", ""));
    long offset = number(place, named, "offset", 0);
    long length = number(place, named, "length", wanted);
    if (length != wanted) {
      throw wrong(place, "length", wanted + " bytes for its dims", length + " bytes");
    }
    if (wanted > Integer.MAX_VALUE) {
      throw new FormatException(
          file,
          place + ", external_data, length",
          "at most 2147483647 bytes for one tensor",
          wanted + " bytes",
          "Cut the tensor into parts, and join them with Concat.");
    }
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      if (offset > channel.size() - wanted) {
        throw wrong(
            place,
            "offset",
            "%d bytes from byte %d on in %s".formatted(wanted, offset, path.getFileName()),
            "a file of " + channel.size() + " bytes");
      }
      if (wanted >= MAPPED) {
        try (Arena arena = Arena.ofConfined()) {
          FileChannel.MapMode mode = FileChannel.MapMode.READ_ONLY;
          return making.apply(channel.map(mode, offset, wanted, arena).asByteBuffer());
        }
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) wanted);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw wrong(place, "length", wanted + " bytes", "the end of the file");
        }
      }
      return making.apply(bytes.flip());
    } catch (IOException e) {
      throw new FormatException(
          file,
          place + ", external_data",
          "a readable file " + path.getFileName(),
          e.toString(),
          "Put the data beside the model.",
          e);
    }
  }

  private Path inside(String place, String location) {
    Path home =
        folder.orElseThrow(
            () -> wrong(place, "location", "data in the model itself", "external data"));
    Path path;
    try {
      path = Path.of(location);
    } catch (InvalidPathException e) {
      throw wrong(place, "location", "a path of a file", "'" + location + "'");
    }
    boolean plain = !location.isEmpty() && !path.isAbsolute() && !location.contains("\\");
    Path walked = home;
    for (Path part : path) {
      String name = part.toString();
      plain &= !name.equals("..") && !name.equals(".");
      walked = walked.resolve(part);
      plain = plain && !Files.isSymbolicLink(walked);
    }
    if (!plain) {
      throw wrong(
          place,
          "location",
          "a file in the model's folder, not through a link",
          "'" + location + "'");
    }
    if (!Files.isRegularFile(walked, LinkOption.NOFOLLOW_LINKS)) {
      throw wrong(
          place, "location", "a file in the model's folder", "none named '" + location + "'");
    }
    return walked;
  }

  private long number(String place, Map<String, String> named, String key, long fallback) {
    String text = named.get(key);
    if (text == null) {
      return fallback;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // answered below
    }
    throw wrong(place, key, "a number of 0 or more", "'" + text + "'");
  }

  private FormatException wrong(String place, String field, String expected, String found) {
    return new FormatException(
        file,
        place + ", external_data, " + field,
        expected,
        found,
        "Save the model with its data beside it.");
  }
}
