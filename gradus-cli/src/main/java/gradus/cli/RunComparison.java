package gradus.cli;

import gradus.explain.render.Curves;
import gradus.explain.render.Table;
import gradus.runs.store.Metric;
import gradus.runs.store.Point;
import gradus.runs.store.Run;
import gradus.runs.store.RunStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Two runs side by side: what was asked differently, and what came of it.
///
/// @param a one run
/// @param b the other
/// @param curves for each metric of epochs that both have, its values, first those of `a`
record RunComparison(Run a, Run b, Map<String, List<List<Double>>> curves) {

  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 32;

  static RunComparison of(RunStore store, Run a, Run b) {
    Map<String, List<List<Double>>> curves = new LinkedHashMap<>();
    for (String metric : new TreeSet<>(a.metrics().keySet())) {
      boolean ofEpochs = metric.startsWith("train.") || metric.startsWith("validation.");
      if (ofEpochs && b.metrics().containsKey(metric)) {
        curves.put(metric, List.of(values(store, a, metric), values(store, b, metric)));
      }
    }
    return new RunComparison(a, b, curves);
  }

  private static List<Double> values(RunStore store, Run run, String metric) {
    return store.series(run.id(), metric).stream().map(Point::value).toList();
  }

  /// What is not the same: settings, the data, the machine; each with both values.
  Map<String, List<String>> differences() {
    Map<String, List<String>> differences = new LinkedHashMap<>();
    differ("data digest", a.header().dataDigest(), b.header().dataDigest(), differences);
    maps(a.header().settings(), b.header().settings(), differences);
    maps(a.header().environment(), b.header().environment(), differences);
    return differences;
  }

  private static void maps(
      Map<String, String> a, Map<String, String> b, Map<String, List<String>> differences) {
    Map<String, String> names = new TreeMap<>(a);
    names.putAll(b);
    names
        .keySet()
        .forEach(
            name ->
                differ(name, a.getOrDefault(name, "–"), b.getOrDefault(name, "–"), differences));
  }

  private static void differ(
      String name, String a, String b, Map<String, List<String>> differences) {
    if (!a.equals(b)) {
      differences.put(name, List.of(a, b));
    }
  }

  /// The last values of the metrics that any of them has, but for those of steps.
  Map<String, List<Double>> metrics() {
    Map<String, List<Double>> metrics = new TreeMap<>();
    TreeSet<String> names = new TreeSet<>(a.metrics().keySet());
    names.addAll(b.metrics().keySet());
    names.removeIf(name -> name.startsWith("step."));
    names.forEach(name -> metrics.put(name, List.of(latest(a, name), latest(b, name))));
    return metrics;
  }

  private static double latest(Run run, String metric) {
    return Optional.ofNullable(run.metrics().get(metric)).map(Metric::latest).orElse(Double.NaN);
  }

  private List<String> heads(String first) {
    return List.of(first, label(a), label(b));
  }

  private static String label(Run run) {
    return run.header().shortId() + " " + RunLines.shortened(run.header().name());
  }

  Table differenceTable() {
    return new Table(
        heads("differs"),
        List.of(false, false, false),
        differences().entrySet().stream()
            .map(
                it ->
                    List.of(
                        it.getKey(),
                        RunLines.shortened(it.getValue().get(0)),
                        RunLines.shortened(it.getValue().get(1))))
            .toList());
  }

  Table metricTable() {
    return new Table(
        heads("metric"),
        List.of(false, true, true),
        metrics().entrySet().stream()
            .map(
                it ->
                    List.of(
                        it.getKey(),
                        Numbers.short4(it.getValue().get(0)),
                        Numbers.short4(it.getValue().get(1))))
            .toList());
  }

  /// The curves as bars in one scale a metric, from the first epoch to the last.
  Table curveTable() {
    return new Table(
        heads("over epochs"),
        List.of(false, false, false),
        curves.entrySet().stream()
            .map(
                it ->
                    List.of(
                        it.getKey(),
                        bars(it.getValue().get(0), it.getValue()),
                        bars(it.getValue().get(1), it.getValue())))
            .toList());
  }

  private static String bars(List<Double> values, List<List<Double>> all) {
    List<Double> finite =
        all.stream().flatMap(List::stream).filter(Double::isFinite).sorted().toList();
    double low = finite.isEmpty() ? 0 : finite.getFirst();
    double high = finite.isEmpty() ? 1 : finite.getLast();
    StringBuilder bars = new StringBuilder();
    int width = Math.min(WIDTH, values.size());
    for (int i = 0; i < width; i++) {
      int at =
          width == 1 ? values.size() - 1 : (int) ((long) i * (values.size() - 1) / (width - 1));
      double value = values.get(at);
      double share = high > low ? (value - low) / (high - low) : 0.5;
      bars.append(
          Double.isFinite(value)
              ? BARS.charAt((int) Math.min(BARS.length() - 1, share * BARS.length()))
              : ' ');
    }
    return bars.toString();
  }

  /// The curves as pictures.
  List<Curves> pictures() {
    List<Curves> pictures = new ArrayList<>();
    curves.forEach(
        (metric, values) ->
            pictures.add(
                new Curves(
                    metric,
                    "epoch",
                    List.of(
                        new Curves.Series(label(a), values.get(0)),
                        new Curves.Series(label(b), values.get(1))))));
    return pictures;
  }

  Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("a", a.id());
    object.put("b", b.id());
    object.put("differ", differences());
    object.put("metrics", metrics());
    object.put("curves", curves);
    return object;
  }
}
