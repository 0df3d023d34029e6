package gradus.runs.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What mattered in a sweep: for each setting the part of the variance that goes with it.
///
/// The trials are put in order by the objective, those that diverged last, and their ranks are what
/// is explained (ranks, since one bad trial should not drown all else). Values that are words, or
/// fewer than four numbers, are groups: the share is η², the sum of squares between groups over the
/// whole. More numbers are cut into thirds for the same, and if Spearman's ρ² says more it is taken
/// instead. Both are adjusted for chance as an adjusted R² is, 1 − (1 − R²)(n − 1)/(n − p − 1) with
/// `p` degrees of freedom, and no less than 0. All trials are compared after the same epochs: for
/// successive halving those of its first rung.
///
/// It is a share of one setting at a time: settings that matter only together are not told apart,
/// and with few trials much is chance.
public final class Effects {

  private final SweepResult result;
  private final List<Trial> trials = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  private Effects(SweepResult result) {
    this.result = result;
    for (Outcome outcome : result.rungs().getFirst()) {
      if (outcome.isDone() || outcome.status() == Outcome.Status.DIVERGED) {
        trials.add(result.trial(outcome.trial()));
        outcomes.add(outcome);
      }
    }
  }

  /// The effects of all settings that varied, the largest share first.
  public static List<Effect> of(SweepResult result) {
    Effects effects = new Effects(result);
    double[] goodness =
        ranks(
            effects.outcomes.size(),
            (a, b) ->
                result
                    .plan()
                    .objective()
                    .compare(effects.outcomes.get(b).value(), effects.outcomes.get(a).value()));
    return result.plan().settings().keySet().stream()
        .map(name -> effects.effect(name, goodness))
        .sorted(
            Comparator.comparingDouble(
                (Effect effect) -> Double.isNaN(effect.share()) ? 1 : -effect.share()))
        .toList();
  }

  private Effect effect(String name, double[] goodness) {
    Setting.Kind kind = Setting.find(name).orElseThrow().kind();
    boolean numbers = kind == Setting.Kind.WHOLE || kind == Setting.Kind.REAL;
    String[] values = trials.stream().map(it -> it.values().get(name)).toArray(String[]::new);
    int n = values.length;
    int[] groups =
        numbers && Arrays.stream(values).distinct().count() > 3
            ? thirds(values)
            : distinct(values, numbers);
    double share = adjusted(between(groups, goodness), n, levels(groups) - 1);
    double correlation = Double.NaN;
    if (numbers && n > 2) {
      double[] order =
          ranks(n, Comparator.comparingDouble((Integer i) -> Double.parseDouble(values[i])));
      correlation = correlation(order, goodness);
      double monotone = adjusted(correlation * correlation, n, 1);
      share = Double.isNaN(share) || monotone > share ? monotone : share;
    }
    return new Effect(name, share, correlation, told(groups, values));
  }

  private static double adjusted(double share, int n, int degrees) {
    return degrees < 1 || n - degrees - 1 < 1
        ? Double.NaN
        : Math.max(0, 1 - (1 - share) * (n - 1) / (n - degrees - 1));
  }

  /// Ranks from 1, the mean of them where some are equal.
  private static double[] ranks(int n, Comparator<Integer> order) {
    List<Integer> sorted = IntStream.range(0, n).boxed().sorted(order).toList();
    double[] ranks = new double[n];
    for (int from = 0; from < n; ) {
      int to = from;
      while (to < n && order.compare(sorted.get(from), sorted.get(to)) == 0) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[sorted.get(i)] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static int[] distinct(String[] values, boolean numbers) {
    Comparator<String> order =
        numbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder();
    List<String> known = Arrays.stream(values).distinct().sorted(order).toList();
    return Arrays.stream(values).mapToInt(known::indexOf).toArray();
  }

  private static int[] thirds(String[] values) {
    double[] ranks =
        ranks(
            values.length,
            Comparator.comparingDouble((Integer i) -> Double.parseDouble(values[i])));
    return Arrays.stream(ranks)
        .mapToInt(rank -> Math.min(2, (int) ((rank - 0.5) * 3 / values.length)))
        .toArray();
  }

  private static int levels(int[] groups) {
    return (int) Arrays.stream(groups).distinct().count();
  }

  /// η²: the sum of squares between groups over the whole; 0 where all ranks are equal.
  private static double between(int[] groups, double[] ranks) {
    double mean = Arrays.stream(ranks).average().orElse(0);
    double whole = Arrays.stream(ranks).map(rank -> (rank - mean) * (rank - mean)).sum();
    Map<Integer, double[]> sums = new LinkedHashMap<>();
    for (int i = 0; i < groups.length; i++) {
      double[] sum = sums.computeIfAbsent(groups[i], _ -> new double[2]);
      sum[0] += ranks[i];
      sum[1]++;
    }
    double between =
        sums.values().stream()
            .mapToDouble(sum -> sum[1] * (sum[0] / sum[1] - mean) * (sum[0] / sum[1] - mean))
            .sum();
    return whole == 0 ? 0 : between / whole;
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(0);
    double meanB = Arrays.stream(b).average().orElse(0);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return aa == 0 || bb == 0 ? 0 : ab / Math.sqrt(aa * bb);
  }

  private List<Effect.Level> told(int[] groups, String[] values) {
    List<Effect.Level> levels = new ArrayList<>();
    for (int group : Arrays.stream(groups).distinct().sorted().toArray()) {
      int[] members = IntStream.range(0, groups.length).filter(i -> groups[i] == group).toArray();
      double[] scores =
          Arrays.stream(members)
              .filter(i -> outcomes.get(i).isDone())
              .mapToDouble(i -> outcomes.get(i).value())
              .toArray();
      double best =
          Arrays.stream(scores).boxed().min(result.plan().objective()::compare).orElse(Double.NaN);
      levels.add(
          new Effect.Level(
              range(Arrays.stream(members).mapToObj(i -> values[i]).toList()),
              scores.length,
              Arrays.stream(scores).average().orElse(Double.NaN),
              best,
              members.length - scores.length));
    }
    return levels;
  }

  private static String range(List<String> values) {
    List<String> known = values.stream().distinct().toList();
    if (known.size() == 1) {
      return known.getFirst();
    }
    Comparator<String> order = Comparator.comparingDouble(Double::parseDouble);
    return known.stream().min(order).orElseThrow()
        + " to "
        + known.stream().max(order).orElseThrow();
  }
}
