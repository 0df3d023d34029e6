package gradus.nn.data;

import gradus.tensor.FormatException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of text that is read whole.
public final class TextFile {

  private TextFile() {}

  /// All of a file, as UTF-8.
  ///
  /// Throws {@link FormatException} where it is longer, no text, or cannot be read.
  ///
  /// @param mostMebibytes how long it may be; it is looked at before anything is read
  /// @param mend what to do about a file that is none of these, as a sentence
  public static String read(Path file, int mostMebibytes, String mend) {
    try {
      if (Files.size(file) > (long) mostMebibytes << 20) {
        throw new FormatException(
            file.toString(),
            "the file",
            "at most " + mostMebibytes + " MiB",
            Files.size(file) + " bytes",
            mend);
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new FormatException(
          file.toString(),
          "the file",
          "text in UTF-8",
          unreadable instanceof CharacterCodingException
              ? "other bytes"
              : unreadable.getClass().getSimpleName(),
          mend,
          unreadable);
    }
  }
}
