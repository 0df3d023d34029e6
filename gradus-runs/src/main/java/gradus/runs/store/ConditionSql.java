package gradus.runs.store;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/// A condition as SQL over `run r`, every value of it a parameter.
final class ConditionSql {

  private ConditionSql() {}

  /// The SQL of a condition; a run without the value does not fulfil it, but for `!=`.
  ///
  /// @param values the parameters, to which those of the condition are added
  /// @param bind makes a parameter of a text
  static String of(Condition condition, Map<String, Object> values, UnaryOperator<String> bind) {
    String holds =
        switch (condition.relation()) {
          case LESS, AT_MOST, MORE, AT_LEAST -> ordered(condition, values, bind);
          case EQUAL -> equal(condition, values, bind);
          case DIFFERENT -> "not " + equal(condition, values, bind);
          case CONTAINS ->
              "lower(%s) like %s escape '!'"
                  .formatted(
                      NamedValue.text(condition.name(), bind),
                      bind.apply("%" + escaped(condition.value()) + "%"));
        };
    return "coalesce(" + holds + ", 1 = 0)";
  }

  private static String escaped(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
  }

  private static String ordered(
      Condition condition, Map<String, Object> values, UnaryOperator<String> bind) {
    double number = NamedValue.number(condition.name(), condition.value()).orElse(Double.NaN);
    return "%s %s %s"
        .formatted(
            NamedValue.number(condition.name(), "latest", bind),
            condition.relation().sign(),
            parameter(number, values));
  }

  private static String equal(
      Condition condition, Map<String, Object> values, UnaryOperator<String> bind) {
    String text =
        "coalesce(%s = %s, 1 = 0)"
            .formatted(NamedValue.text(condition.name(), bind), bind.apply(condition.value()));
    OptionalDouble number = NamedValue.number(condition.name(), condition.value());
    if (NamedValue.isText(condition.name()) || number.isEmpty()) {
      return text;
    }
    return "(%s or coalesce(%s = %s, 1 = 0))"
        .formatted(
            text,
            NamedValue.number(condition.name(), "latest", bind),
            parameter(number.getAsDouble(), values));
  }

  private static String parameter(double number, Map<String, Object> values) {
    String name = "v" + values.size();
    values.put(name, number);
    return ":" + name;
  }
}
