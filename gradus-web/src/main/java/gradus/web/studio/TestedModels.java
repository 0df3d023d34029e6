package gradus.web.studio;

import gradus.nn.loss.Head;
import gradus.nn.run.Predictor;
import gradus.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trained models that are kept for the next question, the last few that were asked for.
///
/// It changes with each question; many threads may ask.
final class TestedModels {

  private static final int KEPT = 3;
  private static final Shape DIGIT = Shape.of(1, 28, 28);

  private final Catalogue catalogue;
  private final Map<String, TestedModel> tested = kept();
  private final Map<String, Predictor> predictors = kept();

  TestedModels(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  private static <V> Map<String, V> kept() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(8, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > KEPT;
          }
        });
  }

  /// The model of a run with what it says of the run's test part.
  TestedModel of(String run) {
    return tested.computeIfAbsent(version(run), _ -> TestedModel.of(catalogue.folder(run)));
  }

  /// What a model says of a drawn digit: the probability of each class.
  Object classify(DigitQuestion question) {
    Predictor predictor =
        predictors.computeIfAbsent(
            version(question.run()), _ -> Predictor.open(catalogue.folder(question.run()).path()));
    Shape example = predictor.network().inputs().getFirst().shape();
    if (!example.equals(DIGIT) || !(predictor.head() instanceof Head.Categorical)) {
      throw new IllegalArgumentException(
          "The run: expected a model that tells classes of %s apart, found one of %s (%s). Choose a run on digits or mnist."
              .formatted(DIGIT, example, predictor.head().kind()));
    }
    float[] pixels = new float[DigitQuestion.PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = question.pixels().get(i);
    }
    float[] values = predictor.predict(pixels).values();
    List<String> names = predictor.head().names();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("names", names);
    answer.put("probabilities", values);
    return answer;
  }

  /// A run that is trained further is another model.
  private String version(String run) {
    return run + " " + catalogue.run(run).updated();
  }
}
