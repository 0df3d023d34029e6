package gradus.web.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What others wrote is there unchanged, and listed.
class ThirdPartyTest {

  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*\\| `([0-9a-f]{64})` \\|");

  @Test
  void everyFileHasTheDigestOfTheList() throws IOException, GeneralSecurityException {
    List<String> rows =
        Files.readAllLines(Path.of("THIRD-PARTY.md")).stream()
            .filter(line -> ROW.matcher(line).matches())
            .toList();
    assertThat(rows).hasSize(5);
    for (String row : rows) {
      var found = ROW.matcher(row);
      assertThat(found.matches()).isTrue();
      try (InputStream in =
          Objects.requireNonNull(
              ThirdPartyTest.class.getResourceAsStream(found.group(1)), found.group(1))) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
        assertThat(HexFormat.of().formatHex(digest)).as(found.group(1)).isEqualTo(found.group(2));
      }
    }
  }
}
