package gradus.explain.assignment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// One place where the source text is wrong or damaged.
///
/// @param id its number: `E4`
/// @param item the item that it belongs to: `1.5`
/// @param kind M mathematical, I index or notation, R gap in the reasoning, O damaged characters
/// @param said what the text says
/// @param right what is right
/// @param evidence why, with a counterexample where there is one
public record Erratum(
    String id, String item, String kind, String said, String right, String evidence) {

  private static final List<Erratum> ALL = read();

  /// All 66 of them, in the order of the text.
  public static List<Erratum> all() {
    return ALL;
  }

  /// Those of one item.
  public static List<Erratum> of(String item) {
    return ALL.stream().filter(it -> it.item.equals(item)).toList();
  }

  private static List<Erratum> read() {
    try (InputStream in = Erratum.class.getResourceAsStream("errata.tsv")) {
      String text =
          new String(
              Objects.requireNonNull(in, "errata.tsv").readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(Erratum::parse).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("errata.tsv", unreadable);
    }
  }

  private static Erratum parse(String line) {
    String[] cells = line.split("\t", -1);
    return new Erratum(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
  }
}
