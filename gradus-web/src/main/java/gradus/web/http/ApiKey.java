package gradus.web.http;

import gradus.tensor.FormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A secret that callers must know: `Authorization: Bearer …` or `X-API-Key: …`.
///
/// It holds a digest alone, and compares in a time that does not depend on what was presented.
public final class ApiKey {

  private static final int SHORTEST = 16;
  private static final int LONGEST = 4096;

  private final byte[] digest;

  private ApiKey(byte[] digest) {
    this.digest = digest;
  }

  /// The key that this text is, without white space around it.
  ///
  /// Throws {@link FormatException} below 16 characters, or where it holds others than visible ones
  /// of ASCII.
  ///
  /// @param source where the text comes from, for messages
  public static ApiKey of(String source, String text) {
    String key = text.strip();
    boolean visible = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (key.length() < SHORTEST || key.length() > LONGEST || !visible) {
      throw new FormatException(
          source,
          "the API key",
          "16 to 4096 visible characters of ASCII",
          visible ? key.length() + " characters" : "other characters",
          "Make one with: openssl rand -hex 32.");
    }
    return new ApiKey(digest(key));
  }

  /// The key that a file holds.
  public static ApiKey read(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw new FormatException(
            file.toString(), "the file", "one API key", Files.size(file) + " bytes", "Give a key.");
      }
      return of(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new FormatException(
          file.toString(),
          "the file",
          "an API key that can be read",
          unreadable.getClass().getSimpleName(),
          "Make one with: openssl rand -hex 32.",
          unreadable);
    }
  }

  /// Whether this is the key.
  public boolean accepts(String presented) {
    return MessageDigest.isEqual(digest, digest(presented));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
