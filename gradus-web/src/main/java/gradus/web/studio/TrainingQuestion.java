package gradus.web.studio;

import gradus.nn.run.DataRecipe;
import gradus.nn.run.NetworkRecipe;
import gradus.nn.run.Recipe;
import gradus.nn.run.TrainingRecipe;
import java.util.Objects;

/// A training that is to begin.
///
/// @param name the name of the run's folder
/// @param network a built-in network, or one in YAML
/// @param data `digits`, or the id of a run whose data are taken
/// @param optimiser adam, adamw, sgd, rmsprop or adagrad
/// @param learningRate per step
/// @param epochs how often all examples are seen
/// @param batch examples of one step
/// @param seed of first weights, order and splits
record TrainingQuestion(
    String name,
    NetworkQuestion network,
    String data,
    String optimiser,
    double learningRate,
    int epochs,
    int batch,
    long seed) {

  private static final int MOST_EPOCHS = 1000;
  private static final int MOST_BATCH = 4096;

  TrainingQuestion {
    name = Objects.requireNonNullElse(name, "");
    network = Objects.requireNonNullElse(network, new NetworkQuestion("", "", "", ""));
    data = Objects.requireNonNullElse(data, "");
    optimiser = Objects.requireNonNullElse(optimiser, "");
    if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "The name: expected 1 to 40 small letters, digits or hyphens, found \"%s\". Write for example lenet-digits."
              .formatted(name));
    }
    if (epochs < 1 || epochs > MOST_EPOCHS || batch < 1 || batch > MOST_BATCH) {
      throw new IllegalArgumentException(
          "Epochs and batch: expected 1 to %d epochs and 1 to %d examples, found %d and %d. Choose within these."
              .formatted(MOST_EPOCHS, MOST_BATCH, epochs, batch));
    }
    if (!(learningRate > 0 && learningRate <= 10)) {
      throw new IllegalArgumentException(
          "The learning rate: expected more than 0 and at most 10, found %s. Try 0.002."
              .formatted(learningRate));
    }
  }

  /// What is to be done.
  Recipe recipe(Catalogue catalogue) {
    if (!network.run().isEmpty()) {
      throw new IllegalArgumentException(
          "The network: expected a built-in one or YAML, found a run. Use gradus train RUN for"
              + " training further.");
    }
    DataRecipe source =
        data.equals("digits")
            ? DataRecipe.of("digits")
            : catalogue.folder(data).record().recipe().data();
    NetworkRecipe recipe =
        new NetworkRecipe(
            network.yaml().isEmpty() ? network.builtIn() : "network.yaml",
            network.yaml(),
            false,
            0);
    TrainingRecipe training =
        new TrainingRecipe(
            "auto",
            0,
            optimiser,
            learningRate,
            optimiser.equals("sgd") ? 0.9 : 0,
            false,
            0,
            "cosine",
            epochs,
            batch,
            seed,
            0,
            1,
            0,
            false,
            0,
            0,
            0,
            false);
    return new Recipe(source, recipe, training);
  }
}
