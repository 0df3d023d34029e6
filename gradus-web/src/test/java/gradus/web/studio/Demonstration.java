package gradus.web.studio;

import gradus.nn.run.DataRecipe;
import gradus.nn.run.NetworkRecipe;
import gradus.nn.run.Recipe;
import gradus.nn.run.RunFolder;
import gradus.nn.run.Session;
import gradus.nn.run.TrainingRecipe;
import gradus.nn.train.TrainingListener;
import gradus.runs.store.StorePlace;
import gradus.runtime.plan.Engine;
import java.nio.file.Path;
import java.util.List;

/// A studio with one run that was trained on the built-in digits.
///
/// @param studio the studio
/// @param run the id of the run
record Demonstration(Studio studio, String run) implements AutoCloseable {

  static Demonstration in(Path folder, String network, int epochs) {
    Path runs = folder.resolve("runs");
    RunFolder trained = train(runs.resolve(network + "-digits"), network, epochs);
    Studio studio = Studio.start(options(folder));
    return new Demonstration(studio, trained.identity().id());
  }

  static StudioOptions options(Path folder) {
    return new StudioOptions(
        0,
        new StorePlace.SqliteFile(folder.resolve("runs.db")),
        List.of(folder.resolve("runs")),
        folder.resolve("runs"));
  }

  private static RunFolder train(Path out, String network, int epochs) {
    TrainingRecipe training =
        new TrainingRecipe(
            "auto", 0, "adam", 0.002, 0, false, 0, "cosine", epochs, 64, 1, 0, 1, 0, false, 0, 0, 0,
            false);
    Recipe recipe =
        new Recipe(DataRecipe.of("digits"), new NetworkRecipe(network, "", false, 0), training);
    Session session = Session.begin(recipe, List.of("gradus", "train", network), out);
    try (Engine engine = Engine.standard()) {
      session.train(engine, false, TrainingListener.silent());
    }
    return session.folder();
  }

  @Override
  public void close() {
    studio.close();
  }
}
