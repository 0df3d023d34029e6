package gradus.runs.store;

import java.time.Instant;

/// What someone wrote about a run.
///
/// @param at when
/// @param text the words
public record Note(Instant at, String text) {}
