package gradus.web.studio;

import gradus.nn.data.Dataset;
import gradus.nn.data.Target;
import gradus.nn.metric.ClassScores;
import gradus.nn.metric.Scored;
import gradus.nn.run.Assembly;
import gradus.nn.run.Judgement;
import gradus.nn.run.RunFolder;
import gradus.nn.run.RunRecord;
import gradus.runtime.plan.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a run's model says of the examples of its test part.
///
/// @param test the examples
/// @param names the classes
/// @param labels the true class of each example
/// @param scored outputs and scores
record TestedModel(Dataset test, List<String> names, List<Integer> labels, Scored scored) {

  private static final int SHOWN = 24;
  private static final int MOST_VALUES = 4096;

  static TestedModel of(RunFolder folder) {
    RunRecord record = folder.record();
    Dataset test = Assembly.aligned(OwnData.of(record).test(), record);
    if (test.isEmpty()) {
      throw new IllegalArgumentException(
          "The run: expected a test part, found none. Train with --split.");
    }
    List<Integer> labels = new ArrayList<>();
    for (int row = 0; row < test.size(); row++) {
      labels.add(
          switch (test.target()) {
            case Target.Classes classes -> classes.label(row);
            case Target.Binary binary -> binary.label(row);
            case Target.MultiLabel _, Target.Reals _ ->
                throw new IllegalArgumentException(
                    "The run: expected one class for each example, found %s targets. Choose a run that tells classes apart."
                        .formatted(record.head()));
          });
    }
    try (Engine engine = Engine.standard()) {
      Scored scored = Judgement.open(folder).score(test, engine);
      return new TestedModel(test, record.names(), labels, scored);
    }
  }

  /// The matrix: a row a true class, a column a class that is said.
  Object confusion() {
    ClassScores scores = (ClassScores) scored.scores();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("names", names);
    answer.put("matrix", scores.confusion());
    answer.put("accuracy", scores.accuracy());
    answer.put("examples", test.size());
    return answer;
  }

  /// Some of the examples behind a cell, and how many there are.
  Object examples(int truth, int said) {
    List<Object> shown = new ArrayList<>();
    int count = 0;
    for (int row = 0; row < test.size(); row++) {
      if (labels.get(row) == truth && said(row) == said && count++ < SHOWN) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("row", row);
        example.put("confidence", confidence(row, said));
        example.put("values", test.exampleSize() <= MOST_VALUES ? test.example(row) : new float[0]);
        shown.add(example);
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("count", count);
    answer.put("shape", test.shape().sizes());
    answer.put("features", test.featureNames());
    answer.put("examples", shown);
    return answer;
  }

  private int said(int row) {
    Scored.Outputs outputs = scored.outputs();
    if (outputs.width() == 1) {
      return outputs.at().value(row, 0) > 0 ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < outputs.width(); i++) {
      best = outputs.at().value(row, i) > outputs.at().value(row, best) ? i : best;
    }
    return best;
  }

  private double confidence(int row, int said) {
    Scored.Outputs outputs = scored.outputs();
    if (outputs.width() == 1) {
      double positive = 1 / (1 + StrictMath.exp(-outputs.at().value(row, 0)));
      return said == 1 ? positive : 1 - positive;
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < outputs.width(); i++) {
      largest = Math.max(largest, outputs.at().value(row, i));
    }
    double sum = 0;
    for (int i = 0; i < outputs.width(); i++) {
      sum += StrictMath.exp(outputs.at().value(row, i) - largest);
    }
    return StrictMath.exp(outputs.at().value(row, said) - largest) / sum;
  }
}
