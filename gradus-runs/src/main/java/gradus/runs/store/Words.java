package gradus.runs.store;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A list of words as one text: a JSON array.
final class Words {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Words() {}

  static String text(List<String> words) {
    return JSON.writeValueAsString(words);
  }

  /// The words of a text; a text that is no such array is one word.
  static List<String> parse(String text) {
    try {
      return JSON.readValue(text, new TypeReference<List<String>>() {});
    } catch (JacksonException plain) {
      return List.of(text);
    }
  }
}
