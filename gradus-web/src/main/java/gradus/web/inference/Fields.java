package gradus.web.inference;

import gradus.web.http.HttpProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The small values of a request, each where the parser stands.
final class Fields {

  private Fields() {}

  /// The sizes of a shape.
  static List<Long> sizes(JsonParser parser) {
    require(parser.currentToken() == JsonToken.START_ARRAY, "an array of sizes", parser);
    List<Long> sizes = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      boolean whole =
          parser.currentToken() == JsonToken.VALUE_NUMBER_INT
              && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
              && sizes.size() < 32;
      require(whole, "at most 32 whole numbers of 64 bits as a shape", parser);
      sizes.add(parser.getLongValue());
    }
    return sizes;
  }

  /// An object of parameters.
  static Map<String, Object> parameters(JsonParser parser) {
    require(parser.currentToken() == JsonToken.START_OBJECT, "an object of parameters", parser);
    Map<String, Object> parameters = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      switch (parser.nextToken()) {
        case VALUE_TRUE -> parameters.put(name, true);
        case VALUE_FALSE -> parameters.put(name, false);
        case VALUE_STRING -> parameters.put(name, parser.getString());
        case VALUE_NUMBER_INT -> parameters.put(name, parser.getLongValue());
        case VALUE_NUMBER_FLOAT -> parameters.put(name, parser.getDoubleValue());
        default -> require(false, "a text, a number, true or false as a parameter", parser);
      }
    }
    return parameters;
  }

  /// A text.
  static String text(JsonParser parser) {
    require(parser.currentToken() == JsonToken.VALUE_STRING, "a text", parser);
    return parser.getString();
  }

  /// Refuses a body that has something else here.
  static void require(boolean fits, String expected, JsonParser parser) {
    if (!fits) {
      throw new HttpProblem(
          400,
          "The body, line %d, column %d: expected %s, found %s. See /openapi.json."
              .formatted(
                  parser.currentTokenLocation().getLineNr(),
                  parser.currentTokenLocation().getColumnNr(),
                  expected,
                  parser.currentToken()));
    }
  }
}
