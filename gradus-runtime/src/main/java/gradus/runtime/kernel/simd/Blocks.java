package gradus.runtime.kernel.simd;

/// Computes the results of a convolution a block at a time: some places of a sweep, all channels of
/// a part. All ways add the same terms in the same order, and so give the same bits.
sealed interface Blocks permits LaneBlocks, RowBlocks, WideBlocks {

  /// Floats of workspace.
  int floats();

  /// The most places of a block.
  int places();

  /// Places of a tile: where parts are some places, they begin at a multiple.
  int grain();

  /// From channel to channel of the results that are laid out.
  int pitch();

  /// How many channels are laid out at a time.
  int channels();

  /// Channels whose packed weights stand together, where so many are left.
  int height(int rows);

  /// Channels of a group, rounded up to what tiles take.
  int padded(int rows);

  /// Computes the places `from` to `to` of `count` channels.
  ///
  /// @param weightsAt where the packed weights of the first channel begin
  /// @param copy where the source of the group's first channel begins
  /// @param base where the workspace begins
  void compute(
      Sweep sweep,
      int count,
      int from,
      int to,
      int images,
      float[] weights,
      int weightsAt,
      float[] source,
      int copy,
      float[] work,
      int base);

  /// Lays out the results of the channels from `first` on, `pitch` apart, from the start of the
  /// workspace on; whole vectors may be written.
  void lay(int first, int places, float[] work, int base);
}
