package gradus.runs.store;

/// A file of a run.
///
/// @param name its path within the run's folder, with `/`
/// @param bytes its length
public record Artefact(String name, long bytes) {}
