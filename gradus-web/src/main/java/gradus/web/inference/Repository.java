package gradus.web.inference;

import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import gradus.web.http.HttpProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/// The models that are served, by name and version; it follows their files.
///
/// Who asks sees one consistent state: it is exchanged as a whole. A version that is exchanged
/// finishes what it has accepted. Files are read anew once they have been the same at two looks, so
/// that a copy under way is left alone; what cannot be read leaves the old version in place.
final class Repository implements AutoCloseable {

  /// Numbers by value, before them words by the alphabet.
  private static final Comparator<String> VERSIONS =
      Comparator.<String>comparingLong(it -> it.matches("[0-9]{1,18}") ? Long.parseLong(it) : -1)
          .thenComparing(Comparator.naturalOrder());

  private final List<ModelChoice> choices;
  private final Function<Path, ServedModel> reader;
  private final InferenceOptions options;
  private final Meters meters;
  private final Consumer<String> news;
  private final Semaphore processors;
  private final ReentrantLock looking = new ReentrantLock();
  private final Map<String, String> seen = new HashMap<>();
  private final Map<String, String> refused = new HashMap<>();
  private final Optional<Thread> watcher;
  private volatile Map<String, NavigableMap<String, Live>> state = Map.of();

  /// Reads all models.
  ///
  /// Throws {@link gradus.tensor.FormatException} where one cannot be read.
  ///
  /// @param reader reads a model's files
  /// @param news takes a line for each model that is exchanged or refused
  Repository(
      List<ModelChoice> choices,
      Function<Path, ServedModel> reader,
      InferenceOptions options,
      Meters meters,
      Consumer<String> news) {
    this.choices = ModelChoice.distinct(choices);
    this.reader = reader;
    this.options = options;
    this.meters = meters;
    this.news = news;
    this.processors = new Semaphore(options.workers());
    try {
      for (ModelChoice choice : this.choices) {
        ModelFiles.versions(choice)
            .forEach((version, path) -> put(read(choice.name(), version, path)));
        String name = choice.name();
        meters.queue(name, () -> waiting(name));
      }
    } catch (RuntimeException unreadable) {
      close(all());
      throw unreadable;
    }
    this.watcher =
        options.watch().isZero()
            ? Optional.empty()
            : Optional.of(Thread.ofVirtual().name("gradus-watch").start(this::watch));
  }

  private Live read(String name, String version, Path path) {
    String fingerprint = ModelFiles.fingerprint(path);
    ServedModel model = reader.apply(path);
    warm(model);
    meters.loaded(name, true);
    return new Live(
        name,
        version,
        path,
        fingerprint,
        model,
        new Batcher(name, model, options, processors, meters),
        "");
  }

  /// Makes the plan of one row, so that no caller waits for it.
  private static void warm(ServedModel model) {
    if (!model.joinsRows()) {
      return;
    }
    Map<String, Tensor> zeros = new HashMap<>();
    for (TensorSpec spec : model.inputs()) {
      Shape one = new Shape(spec.shape().stream().map(size -> (int) Math.max(1, size)).toList());
      zeros.put(spec.name(), Tensor.full(new TensorType(spec.dtype(), one), 0));
    }
    model.run(zeros);
  }

  private int waiting(String name) {
    return state.getOrDefault(name, new TreeMap<>()).values().stream()
        .mapToInt(live -> live.batcher().waiting())
        .sum();
  }

  /// The names of all models.
  List<String> names() {
    return List.copyOf(state.keySet());
  }

  /// All versions of all models.
  List<Live> all() {
    return state.values().stream().flatMap(versions -> versions.values().stream()).toList();
  }

  /// The versions of a model, oldest first; none where there is no such model.
  List<String> versions(String name) {
    return List.copyOf(state.getOrDefault(name, new TreeMap<>()).keySet());
  }

  /// A model's version; its newest where none is asked for.
  ///
  /// Throws {@link HttpProblem} 404 where there is none.
  Live live(String name, Optional<String> version) {
    NavigableMap<String, Live> versions = state.get(name);
    if (versions == null) {
      throw new HttpProblem(
          404,
          "The address: expected a model of %s, found none of that name. See /v2/repository/index."
              .formatted(state.keySet()));
    }
    Live live = version.isEmpty() ? versions.lastEntry().getValue() : versions.get(version.get());
    if (live == null) {
      throw new HttpProblem(
          404,
          "Model \"%s\": expected a version of %s, found none of that name. See /v2/repository/index."
              .formatted(name, versions.keySet()));
    }
    return live;
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(options.watch());
        look();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /// Looks at the files once, and exchanges what has changed.
  void look() {
    looking.lock();
    try {
      choices.forEach(this::look);
    } finally {
      looking.unlock();
    }
  }

  private void look(ModelChoice choice) {
    Map<String, Path> found;
    try {
      found = ModelFiles.versions(choice);
    } catch (RuntimeException unreadable) {
      return; // the folder is gone or being moved: what is served stays
    }
    NavigableMap<String, Live> now = state.getOrDefault(choice.name(), new TreeMap<>());
    found.forEach((version, path) -> follow(choice.name(), version, path));
    for (Live live : List.copyOf(now.values())) {
      boolean numbered = live.path().startsWith(choice.path()) && choice.version().isEmpty();
      boolean gone = numbered && !found.containsKey(live.version());
      if (gone && now.size() > 1 && found.size() > 0 && settled(live, "gone")) {
        remove(live);
      }
    }
  }

  private boolean settled(Live live, String mark) {
    return mark.equals(seen.put(live.path().toString(), mark));
  }

  private void follow(String name, String version, Path path) {
    Optional<Live> old =
        Optional.ofNullable(state.getOrDefault(name, new TreeMap<>()).get(version));
    String fingerprint = ModelFiles.fingerprint(path);
    String key = path.toString();
    boolean same = old.isPresent() && old.get().fingerprint().equals(fingerprint);
    boolean settled = fingerprint.equals(seen.put(key, fingerprint));
    if (same || !settled || fingerprint.equals(refused.get(key))) {
      return;
    }
    try {
      Live fresh = read(name, version, path);
      if (!ModelFiles.fingerprint(path).equals(fingerprint)) {
        fresh.batcher().close();
        return; // it changed while it was read: the next look decides
      }
      refused.remove(key);
      put(fresh);
      old.ifPresent(it -> Thread.startVirtualThread(it.batcher()::close));
      news.accept("model %s version %s: read anew from %s".formatted(name, version, path));
    } catch (RuntimeException unreadable) {
      refused.put(key, fingerprint);
      meters.loaded(name, false);
      old.ifPresent(it -> put(it.because(String.valueOf(unreadable.getMessage()))));
      news.accept(
          "model %s version %s: the new files are refused, the old version stays: %s"
              .formatted(name, version, unreadable.getMessage()));
    }
  }

  private void put(Live live) {
    Map<String, NavigableMap<String, Live>> next = new LinkedHashMap<>(state);
    NavigableMap<String, Live> versions = new TreeMap<>(VERSIONS);
    versions.putAll(next.getOrDefault(live.name(), new TreeMap<>()));
    versions.put(live.version(), live);
    next.put(live.name(), Collections.unmodifiableNavigableMap(versions));
    state = Collections.unmodifiableMap(next);
  }

  private void remove(Live live) {
    Map<String, NavigableMap<String, Live>> next = new LinkedHashMap<>(state);
    NavigableMap<String, Live> versions = new TreeMap<>(VERSIONS);
    versions.putAll(next.get(live.name()));
    versions.remove(live.version());
    next.put(live.name(), Collections.unmodifiableNavigableMap(versions));
    state = Collections.unmodifiableMap(next);
    Thread.startVirtualThread(live.batcher()::close);
    news.accept("model %s version %s: its files are gone".formatted(live.name(), live.version()));
  }

  private static void close(List<Live> lives) {
    new ArrayList<>(lives).forEach(live -> live.batcher().close());
  }

  /// Stops looking, and returns when all that was accepted is answered.
  @Override
  public void close() {
    watcher.ifPresent(Thread::interrupt);
    looking.lock();
    try {
      close(all());
    } finally {
      looking.unlock();
    }
  }
}
