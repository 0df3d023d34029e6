package gradus.nn.run;

import gradus.nn.data.AtomicFile;
import gradus.tensor.FormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Records as JSON files of the run folder.
final class Json {

  private static final long LIMIT = 64 << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  static void write(Path file, Object value) {
    AtomicFile.write(
        file,
        out ->
            out.write((MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  static <T> T read(Path file, Class<T> type) {
    try {
      return MAPPER.readValue(text(file), type);
    } catch (JacksonException broken) {
      String place =
          broken.getLocation() == null
              ? "the file"
              : "line %d, column %d"
                  .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
      throw new FormatException(
          file.toString(),
          place,
          "what Gradus writes there",
          String.valueOf(broken.getOriginalMessage()).lines().findFirst().orElse("").strip(),
          "Restore the file or delete the run.",
          broken);
    }
  }

  static String text(Path file) {
    try {
      if (Files.size(file) > LIMIT) {
        throw new FormatException(
            file.toString(),
            "the file",
            "at most 64 MiB",
            Files.size(file) + " bytes",
            "This is no file of a run.");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new FormatException(
          file.toString(),
          "the file",
          "text that can be read",
          unreadable.getClass().getSimpleName(),
          "Check that the run folder is whole.",
          unreadable);
    }
  }
}
