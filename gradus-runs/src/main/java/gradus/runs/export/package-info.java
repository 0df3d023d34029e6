/// Runs in formats of others: CSV, JSON, the folders of MLflow.
///
/// **Start at** {@link gradus.runs.export.RunExport}. **Depends on** `gradus.runs.store`. **The one
/// idea:** what is written can be read without Gradus, and says all that the store knows. **Not
/// here:** event files of TensorBoard (`gradus.runs.event`), reading any of it back.
@NullMarked
package gradus.runs.export;

import org.jspecify.annotations.NullMarked;
