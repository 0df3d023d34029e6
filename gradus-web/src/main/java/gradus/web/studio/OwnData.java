package gradus.web.studio;

import gradus.nn.data.Splits;
import gradus.nn.run.Assembly;
import gradus.nn.run.RunRecord;
import gradus.tensor.FormatException;

/// The data that a run was trained on, and no others.
///
/// A run's record names its data by a path; so nothing of them is shown unless the training part
/// has the digest that the record holds.
final class OwnData {

  private OwnData() {}

  static Splits of(RunRecord record) {
    Splits data = Assembly.data(record.recipe().data(), record);
    if (!data.train().digest().equals(record.dataDigest())) {
      throw new FormatException(
          record.recipe().data().source(),
          "the data",
          "those that the run was trained on",
          "others",
          "Restore the data, or train again.");
    }
    return data;
  }
}
