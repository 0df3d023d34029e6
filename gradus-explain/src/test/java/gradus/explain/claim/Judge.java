package gradus.explain.claim;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Looks for a point at which a claim that was proved is false, in plain doubles.
///
/// The text is read again by the tests' own reader where that can read it; else the goals are
/// evaluated as the engine understood them.
final class Judge {

  private static final int POINTS = 40;
  private static final int TRIES = 1500;

  private final Random random;

  Judge(long seed) {
    this.random = new Random(seed);
  }

  /// A point with the values of its names.
  private record Point(
      Map<String, Double> names, Map<String, double[]> vectors, Map<String, Integer> columns) {
    Worth worth(Map<String, Double> others) {
      return new Worth(others, vectors, columns);
    }

    Map<String, Object> all() {
      Map<String, Object> all = new HashMap<>(names);
      all.putAll(vectors);
      return all;
    }

    String shown() {
      List<String> shown = new ArrayList<>();
      names.forEach((name, value) -> shown.add(name + "=" + value));
      vectors.forEach((name, value) -> shown.add(name + "=" + Arrays.toString(value)));
      return String.join(", ", shown.stream().sorted().toList());
    }
  }

  /// Where the claim is false, in words.
  Optional<String> failure(Claim claim) {
    Reader.Said said;
    try {
      said = new Reader(claim.text()).claim();
    } catch (UnreadException unread) {
      return understood(claim);
    }
    try {
      return read(claim, said);
    } catch (UnreadException unread) {
      return understood(claim);
    }
  }

  private Optional<String> read(Claim claim, Reader.Said said) {
    if (claim.about().tensors().values().stream().anyMatch(it -> it.size() > 1)) {
      throw new UnreadException("a matrix");
    }
    int points = 0;
    for (int i = 0; i < TRIES && points < POINTS; i++) {
      Optional<Point> point = point(claim.about(), false);
      if (point.isEmpty()) {
        continue;
      }
      Map<String, Object> names = point.get().all();
      names.putAll(said.definitions());
      if (!said.conditions().stream().allMatch(it -> admits(it, names))) {
        continue;
      }
      points++;
      for (Reader.Test test : said.claims()) {
        Object left = test.left().at(names);
        Object right = test.right().at(names);
        if (fails(test.sign(), left, right, claim.text().contains("d"))) {
          return Optional.of(shown(point.get(), left, test.sign(), right));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean admits(Reader.Test test, Map<String, Object> names) {
    double left = Phrase.number(test.left(), names);
    double right = Phrase.number(test.right(), names);
    return Meaning.holds(test.sign(), left, right);
  }

  private static String shown(Point point, Object left, String sign, Object right) {
    String first = left instanceof double[] u ? Arrays.toString(u) : String.valueOf(left);
    String second = right instanceof double[] v ? Arrays.toString(v) : String.valueOf(right);
    return "at " + point.shown() + ": " + first + " " + sign + " " + second;
  }

  /// Where a goal is false as it was understood, in words.
  Optional<String> understood(Claim claim) {
    int points = 0;
    for (int i = 0; i < TRIES && points < POINTS; i++) {
      Optional<Point> point = point(claim.about(), true);
      if (point.isEmpty()) {
        continue;
      }
      points++;
      for (Claim.Part part : claim.parts()) {
        Optional<String> failure =
            part.contrary()
                ? Optional.empty()
                : own(part.goal(), claim, point.get()).flatMap(it -> at(part.goal(), it));
        if (failure.isPresent()) {
          return failure;
        }
      }
    }
    return Optional.empty();
  }

  /// The point; another one where a goal has names or conditions that the claim has not.
  private Optional<Point> own(Goal goal, Claim claim, Point point) {
    return goal instanceof Goal.Compare && !goal.setting().equals(claim.about())
        ? point(goal.setting(), true)
        : Optional.of(point);
  }

  private Optional<String> at(Goal goal, Point point) {
    return switch (goal) {
      case Goal.Compare(Setting _, Formula left, var relation, Formula right) -> {
        Worth worth = point.worth(point.names());
        double first = worth.of(left);
        double second = worth.of(right);
        yield fails(relation.sign(), first, second, true)
            ? Optional.of(shown(point, first, relation.sign(), second))
            : Optional.empty();
      }
      case Goal.Convex(Setting _, Formula function, Formula.Var by) ->
          midpoint(point, function, by);
      case Goal.Semidefinite it -> form(it, point);
      case Goal.Not _, Goal.Limit _ -> Optional.empty();
    };
  }

  private Optional<String> midpoint(Point point, Formula function, Formula.Var by) {
    Map<String, Double> names = new HashMap<>(point.names());
    double here = names.getOrDefault(by.name(), 0.0);
    double far = here + random.nextDouble() * 0.5;
    double first = point.worth(names).of(function);
    names.put(by.name(), far);
    double second = point.worth(names).of(function);
    names.put(by.name(), (here + far) / 2);
    double middle = point.worth(names).of(function);
    return fails("<=", middle, (first + second) / 2, false)
        ? Optional.of(shown(point, middle, "at the middle, <=", (first + second) / 2))
        : Optional.empty();
  }

  private Optional<String> form(Goal.Semidefinite goal, Point point) {
    double size = point.worth(point.names()).of(goal.size());
    double[] v = random.doubles((long) size, -1, 1).toArray();
    double sum = 0;
    for (int i = 1; i <= size; i++) {
      for (int j = 1; j <= size; j++) {
        Map<String, Double> names = new HashMap<>(point.names());
        names.put(goal.row().name(), (double) i);
        names.put(goal.column().name(), (double) j);
        sum += v[i - 1] * v[j - 1] * point.worth(names).of(goal.entry());
      }
    }
    return fails(">=", sum, 0.0, false)
        ? Optional.of(shown(point, sum, ">=", 0.0))
        : Optional.empty();
  }

  private static boolean fails(String sign, Object left, Object right, boolean slopes) {
    if (left instanceof Double x && right instanceof Double y) {
      return fails(sign, (double) x, (double) y, slopes);
    }
    int size = left instanceof double[] u ? u.length : ((double[]) right).length;
    if (left instanceof double[] u && right instanceof double[] v && u.length != v.length) {
      return true;
    }
    boolean fails = false;
    for (int i = 0; i < size; i++) {
      double x = left instanceof double[] u ? u[i] : (Double) left;
      double y = right instanceof double[] v ? v[i] : (Double) right;
      fails |= fails(sign, x, y, slopes);
    }
    return fails;
  }

  private static boolean fails(String sign, double x, double y, boolean slopes) {
    double size = 1 + Math.abs(x) + Math.abs(y);
    if (!Double.isFinite(size)) {
      return false;
    }
    double near = (slopes ? 1e-3 : 1e-7) * size;
    return switch (sign) {
      case "=" -> Math.abs(x - y) > near;
      case "≠", "!=" -> Math.abs(x - y) < 1e-13 * size;
      case "<" -> x - y > near || (!slopes && x - y >= 0);
      case ">" -> y - x > near || (!slopes && y - x >= 0);
      case "≤", "<=" -> x - y > near;
      case "≥", ">=" -> y - x > near;
      default -> throw new IllegalArgumentException(sign);
    };
  }

  /// Random values: sizes and indices small, reals in eighths.
  private Optional<Point> point(Setting setting, boolean all) {
    Map<String, Double> names = new HashMap<>();
    setting
        .variables()
        .forEach(
            (name, kind) ->
                names.put(
                    name,
                    kind == Setting.Kind.INTEGER
                        ? random.nextInt(-1, 6)
                        : random.nextInt(-24, 25) / 8.0 + random.nextInt(2) / 16.0));
    Map<String, double[]> vectors = new HashMap<>();
    Map<String, Integer> columns = new HashMap<>();
    for (Map.Entry<String, List<Setting.Range>> it : setting.tensors().entrySet()) {
      long cells = 1;
      for (Setting.Range range : it.getValue()) {
        double size = new Worth(names, Map.of()).of(range.to());
        cells *= size <= 8 ? Math.max(0, (long) size) : 1000;
        columns.put(it.getKey(), (int) Math.max(0, size));
      }
      if (cells > 64) {
        return Optional.empty();
      }
      vectors.put(it.getKey(), random.doubles(cells, -2, 2).toArray());
    }
    Point point = new Point(names, vectors, columns);
    Worth worth = point.worth(names);
    for (Condition condition : setting.given()) {
      Formula asked = new Formula.Iverson(condition);
      boolean whole = Substitution.variables(asked).stream().allMatch(setting::isInteger);
      if ((all || whole) && !worth.holds(condition)) {
        return Optional.empty();
      }
    }
    return Optional.of(point);
  }
}
