package gradus.explain.claim;

import static java.util.stream.Collectors.joining;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.explain.notation.FormulaText;
import gradus.formula.Condition;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A claim as it was typed, and as it was understood.
///
/// @param text as it was typed
/// @param parts what has to be shown, all of it
/// @param about what is known of the names
/// @param assumed what was assumed without having been said: that kernels fit into their signals,
///   that entries exist
/// @param remarks how something was read that might be read otherwise: a slope that was not said, a
///   name that a condition defines
public record Claim(
    String text, List<Part> parts, Setting about, List<Assumed> assumed, List<String> remarks) {

  /// A condition that was not said.
  ///
  /// @param condition the condition
  /// @param reason what it was assumed for, as a part of a sentence
  public record Assumed(Condition condition, String reason) {}

  /// One thing to show.
  ///
  /// @param goal the thing
  /// @param contrary whether it has to fail
  /// @param ways goals of which each one shows it
  public record Part(Goal goal, boolean contrary, List<Goal> ways) {
    public Part {
      ways = List.copyOf(ways);
    }

    /// The goal; as two, one for each order, where integers are said to differ.
    List<Goal> cases() {
      return contrary ? List.of(new Goal.Not(goal)) : Orders.of(goal);
    }
  }

  public Claim {
    parts = List.copyOf(parts);
    assumed = List.copyOf(assumed);
    remarks = List.copyOf(remarks);
    if (parts.isEmpty()) {
      throw new ClaimException(0, "something to show", "nothing", "Compare two terms.");
    }
  }

  /// Reads a claim. Throws {@link ClaimException} at the first thing that cannot be understood.
  public static Claim of(String text) {
    try {
      return Readings.claim(text);
    } catch (StackOverflowError deep) {
      throw new ClaimException(
          0,
          "fewer terms in a row",
          "more than can be kept in mind",
          "Name some: let f = …; first.");
    }
  }

  /// The claim as it was understood: goals, types, ranges.
  public List<String> echo() {
    List<String> lines = new ArrayList<>();
    for (Part part : parts) {
      lines.add(
          "claim    "
              + (part.contrary() ? "fails somewhere: " : "")
              + (part.ways().isEmpty()
                  ? shown(part.goal())
                  : part.ways().stream().map(Claim::shown).collect(joining(", or everywhere ")))
              + where(part));
    }
    Map<String, List<Setting.Range>> tensors = new TreeMap<>(about.tensors());
    Map<String, Setting.Kind> variables = new TreeMap<>(about.variables());
    for (Part part : parts) {
      tensors.putAll(part.goal().setting().tensors());
      variables.putAll(part.goal().setting().variables());
    }
    tensors.forEach(
        (name, ranges) ->
            lines.add(
                "for all  "
                    + name
                    + (ranges.size() == 1 ? ", a vector: indices " : ", a matrix: indices ")
                    + String.join(" and ", ranges.stream().map(Claim::shown).toList())));
    variables.forEach(
        (name, kind) ->
            lines.add(
                "for all  "
                    + name
                    + (kind == Setting.Kind.INTEGER ? ", an integer" : ", a real number")));
    for (Condition condition : about.given()) {
      boolean some = parts.stream().anyMatch(it -> isGiven(it, condition));
      boolean shared = !some || parts.stream().allMatch(it -> isGiven(it, condition));
      if (shared
          && assumed.stream().noneMatch(it -> it.condition().equals(condition))
          && !condition.equals(new Condition.And(List.of()))) {
        lines.add("where    " + text(condition));
      }
    }
    for (Assumed each : assumed) {
      lines.add("where    " + text(each.condition()) + ", assumed so that " + each.reason());
    }
    remarks.forEach(it -> lines.add("where    " + it));
    lines.subList(parts.size(), lines.size()).sort(null);
    lines.add("and all terms are defined");
    return lines;
  }

  /// What a part assumes that others do not, where two parts are the directions of one claim.
  private String where(Part part) {
    boolean same =
        parts.stream()
            .allMatch(it -> it.goal().setting().given().equals(part.goal().setting().given()));
    return same
        ? ""
        : part.goal().setting().given().stream()
            .filter(it -> parts.stream().anyMatch(other -> !isGiven(other, it)))
            .map(it -> ", where " + text(it))
            .collect(joining());
  }

  private static boolean isGiven(Part part, Condition condition) {
    return part.goal().setting().given().contains(condition);
  }

  private static String shown(Setting.Range range) {
    return text(range.from()) + "…" + text(range.to());
  }

  private static String shown(Goal goal) {
    return switch (goal) {
      case Goal.Compare(Setting _, var left, var relation, var right) ->
          text(left) + " " + relation.sign() + " " + text(right);
      case Goal.Convex(Setting _, var function, var by) ->
          text(function) + " is convex in " + by.name();
      case Goal.Semidefinite(Setting _, var size, var row, var column, var entry) ->
          "the matrix of "
              + text(entry)
              + " in row %s and column %s, both 1…%s, is positive semidefinite"
                  .formatted(row.name(), column.name(), text(size));
      case Goal.Limit limit ->
          "%s %s %s as %s → %s%s"
              .formatted(
                  text(limit.function()),
                  limit.relation() == Condition.Relation.EQ
                      ? "→"
                      : "has a limit " + limit.relation().sign(),
                  text(limit.value()),
                  limit.by().name(),
                  text(limit.at()),
                  switch (limit.from()) {
                    case BOTH -> "";
                    case ABOVE -> " from above";
                    case BELOW -> " from below";
                  });
      case Goal.Not(Goal inner) -> "not: " + shown(inner);
    };
  }

  private static String text(Formula term) {
    return FormulaText.of(Unprimed.of(term));
  }

  private static String text(Condition condition) {
    return FormulaText.of(Unprimed.of(condition));
  }
}
