package gradus.nn.data;

/// The batches of one epoch, one after another.
///
/// ```java
/// try (Feed feed = batches.epoch(epoch)) {
///   while (feed.advance()) {
///     step(feed.batch());
///   }
/// }
/// ```
public sealed interface Feed extends AutoCloseable permits DirectFeed, AheadFeed {

  /// Goes to the next batch; false after the last. The batch before is used again and must be let
  /// go.
  boolean advance();

  /// The batch that `advance` went to.
  Batch batch();

  /// Ends reading, also in the middle of an epoch.
  @Override
  void close();
}
