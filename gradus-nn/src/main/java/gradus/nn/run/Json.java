package gradus.nn.run;

import com.fasterxml.jackson.annotation.Nulls;
import gradus.nn.data.AtomicFile;
import gradus.nn.data.TextFile;
import gradus.tensor.FormatException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Records as JSON files of the run folder.
final class Json {

  private static final int MOST_MEBIBYTES = 64;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
          .build();

  private Json() {}

  static void write(Path file, Object value) {
    AtomicFile.write(
        file,
        out ->
            out.write((MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  static <T> T read(Path file, Class<T> type) {
    try {
      T value = MAPPER.readValue(text(file), type);
      if (value == null) {
        throw new FormatException(
            file.toString(),
            "the file",
            "what Gradus writes there",
            "null",
            "Restore the file or delete the run.");
      }
      return value;
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
    return TextFile.read(file, MOST_MEBIBYTES, "Check that the run folder is whole.");
  }
}
