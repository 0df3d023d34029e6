package gradus.runs.record;

import gradus.nn.run.DataRecipe;
import gradus.nn.run.NetworkRecipe;
import gradus.nn.run.Recipe;
import gradus.nn.run.Session;
import gradus.nn.run.TrainingRecipe;
import gradus.nn.run.Weights;
import gradus.nn.train.Checkpoint;
import gradus.nn.train.EpochReport;
import gradus.nn.train.Progress;
import gradus.nn.train.Trained;
import gradus.nn.train.TrainingListener;
import gradus.runs.store.StorePlace;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Short trainings on a made-up table.
final class Trainings {

  static final int EPOCHS = 4;

  private Trainings() {}

  static Session begin(Path folder, String name) {
    DataRecipe plain = DataRecipe.of("csv:" + table(folder));
    DataRecipe data =
        new DataRecipe(
            plain.source(),
            "every:5:0",
            0.2,
            "auto",
            "kind",
            "auto",
            "auto",
            List.of(),
            List.of(),
            1,
            List.of(),
            0,
            List.of(),
            "auto",
            7);
    String yaml = "layers: [{linear: 12}, relu, {linear: 3}]";
    TrainingRecipe training =
        new TrainingRecipe(
            "auto",
            0,
            "adam",
            0.01,
            0,
            false,
            0,
            "constant",
            EPOCHS,
            16,
            7,
            1,
            1,
            0,
            false,
            0,
            0,
            0,
            false);
    Recipe recipe = new Recipe(data, new NetworkRecipe("net.yaml", yaml, false, 0), training);
    return Session.begin(recipe, List.of("train", "net.yaml"), folder.resolve(name));
  }

  private static Path table(Path folder) {
    StringBuilder text = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 120; i++) {
      double a = Math.sin(i) + i % 3;
      double b = Math.cos(2 * i) - i % 3;
      text.append(String.format(Locale.ROOT, "%.4f,%.4f,k%d%n", a, b, i % 3));
    }
    try {
      return Files.writeString(folder.resolve("table.csv"), text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Trains without a record; gives the digest of the weights.
  static String unrecorded(Session session) {
    return train(session, TrainingListener.silent());
  }

  /// Trains with a record; gives the digest of the weights.
  static String recorded(
      Session session, StorePlace place, TrainingListener meanwhile, Consumer<String> messages) {
    try (Recorder recorder = Recorder.of(place, session.folder(), meanwhile, messages)) {
      try (Engine engine = engine()) {
        Trained trained = session.train(engine, false, recorder);
        recorder.finished(Session.result(trained));
        return Weights.sha256(trained.model());
      } catch (IllegalStateException failed) {
        recorder.failed(failed.getMessage());
        throw failed;
      }
    }
  }

  private static String train(Session session, TrainingListener listener) {
    try (Engine engine = engine()) {
      return Weights.sha256(session.train(engine, false, listener).model());
    }
  }

  private static Engine engine() {
    return Engine.of(Kernels.named("scalar"), 1);
  }

  /// A listener that does something after an epoch, and waits a little for it to be felt.
  static TrainingListener after(int epoch, Runnable action) {
    return new TrainingListener() {
      @Override
      public void step(Progress progress) {}

      @Override
      public void epoch(EpochReport report, Checkpoint checkpoint) {
        if (report.epoch() == epoch) {
          action.run();
        }
      }
    };
  }
}
