package gradus.nn.metric;

import gradus.nn.data.Batch;
import gradus.nn.data.Batches;
import gradus.nn.data.Dataset;
import gradus.nn.data.Feed;
import gradus.nn.data.Preparation;
import gradus.nn.data.Standardiser;
import gradus.nn.data.Target;
import gradus.nn.loss.Head;

/// Runs a model over a set and scores it.
public final class Scoring {

  private static final int BATCH = 256;

  private Scoring() {}

  /// Scores a model on all examples of a set, in their order.
  public static Scored of(Head head, Preparation preparation, Dataset set, Scorer model) {
    int width = head.outputs();
    float[] outputs = new float[Math.multiplyExact(set.size(), width)];
    float[] part = new float[BATCH * width];
    double loss = 0;
    int from = 0;
    Batches batches = Batches.scoring(set, BATCH).standardisedBy(preparation.features());
    try (Feed feed = batches.epoch(0)) {
      while (feed.advance()) {
        Batch batch = feed.batch();
        loss += model.score(batch, part) * batch.size();
        System.arraycopy(part, 0, outputs, from * width, batch.size() * width);
        from += batch.size();
      }
    }
    Scores scores = scores(head, preparation.targets(), set.target(), outputs, loss / set.size());
    return new Scored(
        scores, new Scored.Outputs(width, (row, column) -> outputs[row * width + column]));
  }

  private static Scores scores(
      Head head, Standardiser scale, Target target, float[] outputs, double loss) {
    return switch (target) {
      case Target.Classes classes ->
          Classes.scores(loss, classes.labels(), Classes.softmax(outputs, head.outputs()));
      case Target.Binary binary -> Classes.scores(loss, binary.labels(), Classes.sigmoid(outputs));
      case Target.MultiLabel labels ->
          Values.labels(loss, labels.values(), outputs, labels.width());
      case Target.Reals reals -> {
        float[] restored = outputs.clone();
        for (int row = 0; row < reals.size(); row++) {
          scale.restore(restored, row * reals.width(), reals.width());
        }
        yield Values.reals(loss, reals.values(), restored, reals.width());
      }
    };
  }

  /// How many examples of a batch have the right class by these outputs, or −1 where the target has
  /// no classes.
  public static int hits(Head head, Batch batch, float[] outputs) {
    int hits = 0;
    for (int row = 0; row < batch.size(); row++) {
      switch (head) {
        case Head.Categorical categorical -> {
          int width = categorical.outputs();
          hits += best(outputs, row * width, width) == batch.labels()[row] ? 1 : 0;
        }
        case Head.Binary _ -> hits += (outputs[row] > 0 ? 1 : 0) == batch.labels()[row] ? 1 : 0;
        case Head.MultiLabel _, Head.Real _ -> {
          return -1;
        }
      }
    }
    return hits;
  }

  /// The first of the largest.
  private static int best(float[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      best = values[from + i] > values[from + best] ? i : best;
    }
    return best;
  }
}
