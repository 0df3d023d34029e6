package gradus.nn.data;

import gradus.random.Philox;

/// What random numbers of this package are drawn for; each purpose has streams of its own.
///
/// A stream's number is the purpose in the top byte, then the epoch (24 bits) and the example (32
/// bits). The top byte is never zero, so these streams meet none that are numbered from zero
/// elsewhere.
enum Purpose {
  DIGIT_ORDER(0xD0),
  DIGIT_FORM(0xD1),
  DIGIT_GRAIN(0xD6),
  SPLIT(0xD2),
  SHUFFLE(0xD3),
  BALANCE(0xD4),
  AUGMENT(0xD5);

  private final long number;

  Purpose(long number) {
    this.number = number;
  }

  Philox stream(long seed, int epoch, int example) {
    long stream = number << 56 | (epoch & 0xFFFFFFL) << 32 | (example & 0xFFFFFFFFL);
    return Philox.of(seed).stream(stream);
  }
}
