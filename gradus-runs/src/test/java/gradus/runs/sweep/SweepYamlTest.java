package gradus.runs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.FormatException;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of sweeps: the trials they mean, and what is refused.
class SweepYamlTest {

  private static final String TRAIN = "train: {network: mlp, validation: 0.2, epochs: 9}\n";

  private static List<Trial> trials(String text) {
    return SweepYaml.read("s.yaml", text).trials();
  }

  @Test
  void aGridIsEveryCombination() {
    List<Trial> trials =
        trials(
            TRAIN
                + "settings: {optimiser: [adam, sgd], lr: {from: 0.001, to: 0.1, scale: log, steps:"
                + " 3}, nesterov: [true, false]}");
    assertThat(trials).hasSize(12);
    assertThat(trials.getFirst().arguments())
        .containsExactly(
            "mlp",
            "--validation=0.2",
            "--epochs=9",
            "--optimiser=adam",
            "--lr=0.001",
            "--nesterov");
    assertThat(trials.getLast().arguments())
        .containsExactly("mlp", "--validation=0.2", "--epochs=9", "--optimiser=sgd", "--lr=0.1");
    assertThat(trials.get(2).values()).containsEntry("lr", "0.01");
  }

  @Test
  void namesMayBeWrittenEitherWay() {
    assertThat(
            trials(
                    TRAIN
                        + "settings: {weightDecay: [0.1], label-smoothing: [0], learningRate: [1]}")
                .getFirst()
                .values())
        .containsOnlyKeys("weight-decay", "label-smoothing", "lr");
  }

  @Test
  void moreTrialsLeaveTheFirstAsTheyAre() {
    String settings =
        "search: random\n"
            + TRAIN
            + "settings: {lr: {from: 0.0001, to: 0.1, scale: log}, batch: {from: 8, to: 64},"
            + " optimiser: [adam, sgd, rmsprop]}\n";
    List<Trial> few = trials(settings + "trials: 10");
    List<Trial> many = trials(settings + "trials: 400");
    assertThat(many.subList(0, 10)).isEqualTo(few);
    assertThat(trials(settings + "trials: 10\nseed: 2")).isNotEqualTo(few);
    // evenly in the logarithm: a third of the draws in each of three decades
    long middle =
        many.stream()
            .mapToDouble(trial -> Double.parseDouble(trial.values().get("lr")))
            .filter(lr -> lr >= 0.001 && lr < 0.01)
            .count();
    assertThat(middle).isBetween(100L, 167L);
    assertThat(many)
        .allSatisfy(
            trial -> assertThat(Integer.parseInt(trial.values().get("batch"))).isBetween(8, 64));
    assertThat(many.stream().map(trial -> trial.values().get("batch")).distinct().count())
        .as("each of the 57 batches, the ends too")
        .isEqualTo(57);
  }

  @Test
  void nothingIsDrawnTwice() {
    List<Trial> trials =
        trials("search: random\ntrials: 6\n" + TRAIN + "settings: {batch: [1, 2, 3], lr: [1, 2]}");
    assertThat(new HashSet<>(trials.stream().map(Trial::values).toList())).hasSize(6);
  }

  @Test
  void theRungsOfHalving() {
    assertThat(new Search.Halving(27, 3, 1).rungs(27))
        .containsExactly(
            new Search.Rung(1, 27),
            new Search.Rung(3, 9),
            new Search.Rung(9, 3),
            new Search.Rung(27, 1));
    assertThat(new Search.Halving(10, 2, 3).rungs(20))
        .containsExactly(new Search.Rung(5, 10), new Search.Rung(10, 5), new Search.Rung(20, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "setings: {lr: [1]}|the file: expected one of search, trials, eta, minEpochs, seed,"
            + " objective, train, settings, found \"setings\". Did you mean settings?",
        "settings: {optimizer: [adam]}|settings: expected a setting of gradus train, found"
            + " \"optimizer\". Did you mean optimiser? gradus train --help lists them.",
        "train: {wieghtDecay: 1}|train: expected a setting of gradus train, found \"wieghtDecay\"."
            + " Did you mean weight-decay? gradus train --help lists them.",
        "settings: {}|settings: expected one setting or more that varies, found none. Add for"
            + " example lr: [0.001, 0.01].",
        "settings: {lr: []}|settings.lr: expected one value or more, found an empty list. Add"
            + " values, or leave the setting out.",
        "settings: {lr: [1, 1]}|settings.lr: expected values that differ, found 1 twice. Leave one"
            + " out.",
        "settings: {lr: 0.1}|settings.lr: expected a list of values, or a range {from: …, to: …},"
            + " found 0.1. Put a value that does not vary under train.",
        "settings: {lr: [fast]}|settings.lr: expected a number, found fast. Change the value.",
        "settings: {batch: [0.5]}|settings.batch: expected a whole number, found 0.5. Change the"
            + " value.",
        "settings: {lr: {from: 0, to: 1, scale: log}}|settings.lr: expected from above 0 for scale:"
            + " log, found 0.0. Begin above 0.",
        "settings: {lr: {from: 1, to: 1}}|settings.lr: expected from below to, found 1.0 and 1.0."
            + " Exchange them.",
        "settings: {lr: {from: 1, til: 2}}|settings.lr: expected one of from, to, scale, steps,"
            + " found \"til\". Did you mean to?",
        "settings: {optimiser: {from: 1, to: 2}}|settings.optimiser: expected a list, since its"
            + " values are no numbers, found a range. Write them as [a, b].",
        "search: bayes|search: expected grid, random or halving, found \"bayes\". Choose one of"
            + " these.",
        "search: random|trials: expected a whole number from 1 to 10000, found none. Write for"
            + " example trials: 20.",
        "trials: 5|trials: expected no trials for search: grid, which makes every combination,"
            + " found 5. Leave trials out, or use search: random.",
        "eta: 3|eta, minEpochs: expected search: halving, found search: grid. Leave them out.",
        "objective: test.accuracy|objective: expected a score that is not of the test part, which"
            + " would no longer be one, found \"test.accuracy\". Use validation.accuracy.",
        "train: {network: mlp}|objective: expected a validation part for validation.loss, found"
            + " none. Add validation: 0.2 under train.",
      })
  void whatIsWrongIsSaid(String part, String sentence) {
    String text = part;
    if (!part.contains("train:")) {
      text = TRAIN + text;
    }
    if (!part.contains("settings:") && !part.contains("setings:")) {
      text += "\nsettings: {lr: [1, 2]}";
    }
    String whole = text;
    assertThatThrownBy(() -> SweepYaml.read("s.yaml", whole))
        .isInstanceOf(FormatException.class)
        .hasMessage("s.yaml, " + sentence);
  }

  @Test
  void budgetsThatContradictAreRefused() {
    String halving = "search: halving\ntrials: 4\n";
    assertThatThrownBy(
            () ->
                trials(
                    halving + "train: {validation: 0.1, epochs: 2}\nsettings: {lr: [1, 2, 3, 4]}"))
        .hasMessage(
            "s.yaml, minEpochs: expected minEpochs times eta to be at most the epochs of a whole"
                + " trial (2), so that there is a rung before the last, found 1 times 3. Raise"
                + " epochs under train, or use search: random.");
    assertThatThrownBy(
            () -> trials(halving + "train: {validation: 0.1}\nsettings: {epochs: [1, 2]}"))
        .hasMessageContaining("no epochs among the settings of search: halving");
    assertThatThrownBy(() -> trials(halving + TRAIN + "settings: {lr: [1, 2]}"))
        .hasMessage(
            "s.yaml, trials: expected no more than the 2 combinations that there are, found 4. Take"
                + " fewer trials, or search: grid for all of them.");
    assertThatThrownBy(() -> trials(TRAIN + "settings: {lr: {from: 1, to: 2}}"))
        .hasMessage(
            "s.yaml, settings.lr: expected values that a grid can list, found a range without"
                + " steps. Add steps: 5, or search: random.");
    assertThatThrownBy(
            () -> trials(TRAIN + "settings: {lr: {from: 1, to: 9, steps: 9000}, batch: [1, 2]}"))
        .hasMessageContaining("a grid of at most 10000 trials");
  }

  @Test
  void brokenYamlHasAPlace() {
    assertThatThrownBy(() -> SweepYaml.read("s.yaml", "search: [grid"))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("s.yaml, line ");
    assertThatThrownBy(() -> SweepYaml.read("s.yaml", "search: grid\nsearch: random"))
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> SweepYaml.read("s.yaml", "")).isInstanceOf(FormatException.class);
  }
}
