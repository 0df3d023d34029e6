package gradus.nn.data;

/// Fills each batch when it is asked for, always into the same arrays.
final class DirectFeed implements Feed {
  private final Batches.Filler filler;
  private final Batch batch;
  private int next;

  DirectFeed(Batches.Filler filler, int first) {
    this.filler = filler;
    this.batch = filler.empty();
    this.next = first;
  }

  @Override
  public boolean advance() {
    if (next >= filler.count()) {
      return false;
    }
    filler.fill(batch, next++);
    return true;
  }

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public void close() {
    next = Integer.MAX_VALUE;
  }
}
