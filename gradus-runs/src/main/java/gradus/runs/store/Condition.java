package gradus.runs.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A condition on runs, such as `lr>0.001`, `optimiser=adam` or `data~mnist`.
///
/// @param name a column (`name`, `status`, `data`, `network`, `id`, `folder`, `parent`, `begun`,
///   `seconds`), a metric or a setting; of `test.accuracy` and `training.learningRate` the last
///   word will do, and `lr` is `learningRate`
/// @param relation how it is compared
/// @param value with what
public record Condition(String name, Relation relation, String value) {

  /// How a name is compared with a value. `CONTAINS` does not tell capitals from small letters.
  public enum Relation {
    /// `<`
    LESS("<"),
    /// `<=`
    AT_MOST("<="),
    /// `>`
    MORE(">"),
    /// `>=`
    AT_LEAST(">="),
    /// `=`
    EQUAL("="),
    /// `!=`
    DIFFERENT("!="),
    /// `~`
    CONTAINS("~");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    /// As it is typed.
    public String sign() {
      return sign;
    }

    private static Relation of(String sign) {
      for (Relation relation : values()) {
        if (relation.sign.equals(sign)) {
          return relation;
        }
      }
      return EQUAL; // "=="
    }
  }

  private static final Pattern FORM =
      Pattern.compile("\\s*([A-Za-z][\\w.-]{0,99})\\s*(<=|>=|!=|==|=|<|>|~)\\s*(.*?)\\s*");

  /// The condition that a text means.
  ///
  /// Throws {@link IllegalArgumentException} where it is none.
  public static Condition parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "--where \"%s\": expected NAME, one of < <= > >= = != ~, and a value, found \"%s\". Write for example --where 'lr>0.001'."
              .formatted(text, text));
    }
    Condition condition = new Condition(form.group(1), Relation.of(form.group(2)), form.group(3));
    condition.requireComparable(text);
    return condition;
  }

  private void requireComparable(String text) {
    boolean ordered =
        switch (relation) {
          case LESS, AT_MOST, MORE, AT_LEAST -> true;
          case EQUAL, DIFFERENT, CONTAINS -> false;
        };
    if (ordered && NamedValue.number(name, value).isEmpty()) {
      throw new IllegalArgumentException(
          "--where \"%s\": expected a number after %s, or a day such as 2026-11-28 for begun, found \"%s\". Compare words with =, != or ~."
              .formatted(text, relation.sign, value));
    }
  }
}
