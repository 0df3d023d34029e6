package gradus.cli;

import gradus.nn.run.RunRecord;
import gradus.nn.run.RunResult;
import gradus.nn.run.Session;
import gradus.nn.train.Checkpoint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// How the result of a training is told.
final class Results {

  private Results() {}

  static void tell(Screen screen, RunRecord record, RunResult result, Path folder, boolean json) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("test", result.test());
      object.put("parameters", result.parameters());
      object.put("epochs", result.epochs());
      object.put("imagesPerSecond", result.imagesPerSecond());
      object.put("weightsSha256", result.weightsSha256());
      object.put("out", folder.toString());
      screen.json(object);
      return;
    }
    screen.say("");
    screen.sayStyled("@|bold " + quality(result.test()) + "|@");
    screen.say(
        "%s parameters, %d epoch%s%s, %s examples/s"
            .formatted(
                Numbers.count(result.parameters()),
                result.epochs(),
                result.epochs() == 1 ? "" : "s",
                result.bestEpoch() == 0 ? "" : " (the best was " + result.bestEpoch() + ")",
                Numbers.count(result.imagesPerSecond())));
    screen.say("weights " + result.weightsSha256());
    screen.say("model   " + folder);
    screen.say("report  " + folder.resolve("report.html"));
    screen.say("");
    screen.say("Next:   ./gradus predict " + folder);
    screen.say("        ./gradus evaluate " + folder);
    screen.say("        ./gradus summary " + folder);
  }

  /// Tells that a training has stopped before its end, as it was asked to.
  static void tellStop(Screen screen, Session session, Checkpoint at, boolean json) {
    int all = session.record().recipe().training().epochs();
    Path folder = session.folder().path();
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("stopped", true);
      object.put("epochs", at.epochs());
      object.put("of", all);
      object.put("out", folder.toString());
      screen.json(object);
      return;
    }
    screen.say("Stopped after epoch %d of %d, as asked.".formatted(at.epochs(), all));
    screen.say("Next:   ./gradus train --resume " + folder);
  }

  /// The scores that matter most, as a sentence.
  static String quality(Map<String, Double> test) {
    if (test.containsKey("accuracy")) {
      return "Right on %s of the test examples (loss %s)."
          .formatted(
              Numbers.percent(test.getOrDefault("accuracy", Double.NaN)),
              Numbers.short4(test.getOrDefault("loss", Double.NaN)));
    }
    if (test.containsKey("rmse")) {
      return "On the test examples: RMSE %s, R² %s, mean absolute error %s."
          .formatted(
              Numbers.short4(test.getOrDefault("rmse", Double.NaN)),
              Numbers.short4(test.getOrDefault("r2", Double.NaN)),
              Numbers.short4(test.getOrDefault("mae", Double.NaN)));
    }
    return "No test part: train with --split to learn how good the model is.";
  }
}
