package gradus.nn.data;

import gradus.tensor.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One sound of a WAV file: PCM of 8, 16, 24 or 32 bits, or 32-bit floats, as numbers from −1 to 1.
///
/// @param rate samples a second
/// @param channels how many are played together
/// @param samples channel after channel
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record WavSound(int rate, int channels, float[] samples) {
  private static final int RIFF = 0x46464952;
  private static final int WAVE = 0x45564157;
  private static final int FORMAT = 0x20746D66;
  private static final int DATA = 0x61746164;
  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final int MOST_CHANNELS = 64;

  /// Reads a file's bytes; at most `limit` samples a channel are kept, all of them if it is 0.
  static WavSound parse(String file, byte[] bytes, int limit) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 12 || in.getInt(0) != RIFF || in.getInt(8) != WAVE) {
      throw new FormatException(
          file, "byte 0", "RIFF and WAVE", "other bytes", "Give a WAV file of PCM sound.");
    }
    in.position(12);
    int format = -1;
    while (in.remaining() >= 8) {
      int id = in.getInt();
      long size = in.getInt() & 0xFFFFFFFFL;
      if (size > in.remaining()) {
        throw new FormatException(
            file,
            "byte " + (in.position() - 4),
            "a chunk of at most the %d bytes left".formatted(in.remaining()),
            size + " bytes",
            "The file is cut short; fetch or record it again.");
      }
      int start = in.position();
      if (id == FORMAT && size >= 16) {
        format = start;
      }
      if (id == DATA && format >= 0) {
        return decode(file, in, format, start, (int) size, limit);
      }
      in.position((int) Math.min(bytes.length, start + size + (size & 1)));
    }
    throw new FormatException(
        file,
        "byte " + in.position(),
        format < 0 ? "a chunk that says the format, then data" : "a chunk of data",
        "the end of the file",
        "The file is cut short; fetch or record it again.");
  }

  private static WavSound decode(
      String file, ByteBuffer in, int format, int start, int size, int limit) {
    int kind = in.getShort(format) & 0xFFFF;
    if (kind == EXTENSIBLE && start - format >= 34) {
      kind = in.getShort(format + 24) & 0xFFFF;
    }
    int channels = in.getShort(format + 2) & 0xFFFF;
    int rate = in.getInt(format + 4);
    int bits = in.getShort(format + 14) & 0xFFFF;
    boolean whole = kind == PCM && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
    boolean real = kind == FLOAT && bits == 32;
    if ((!whole && !real) || channels < 1 || channels > MOST_CHANNELS || rate < 1) {
      throw new FormatException(
          file,
          "byte " + format,
          "PCM of 8, 16, 24 or 32 bits or 32-bit floats, 1 to %d channels".formatted(MOST_CHANNELS),
          "format %d of %d bits, %d channels, %d Hz".formatted(kind, bits, channels, rate),
          "Convert the sound to 16-bit PCM.");
    }
    int frame = channels * bits / 8;
    if (size % frame != 0) {
      throw new FormatException(
          file,
          "byte " + start,
          "a multiple of %d bytes of data".formatted(frame),
          Integer.toString(size),
          "The file is cut short; fetch or record it again.");
    }
    int length = limit == 0 ? size / frame : Math.min(limit, size / frame);
    float[] samples = new float[channels * length];
    for (int i = 0; i < length; i++) {
      for (int channel = 0; channel < channels; channel++) {
        int at = start + i * frame + channel * bits / 8;
        samples[channel * length + i] = real ? real(file, in, at) : whole(in, at, bits);
      }
    }
    return new WavSound(rate, channels, samples);
  }

  private static float whole(ByteBuffer in, int at, int bits) {
    return switch (bits) {
      case 8 -> ((in.get(at) & 0xFF) - 128) * 0x1p-7f;
      case 16 -> in.getShort(at) * 0x1p-15f;
      case 24 -> ((in.getShort(at) & 0xFFFF) | in.get(at + 2) << 16) * 0x1p-23f;
      default -> in.getInt(at) * 0x1p-31f;
    };
  }

  private static float real(String file, ByteBuffer in, int at) {
    float value = in.getFloat(at);
    if (!Float.isFinite(value)) {
      throw new FormatException(
          file, "byte " + at, "a finite sample", Float.toString(value), "Record it again.");
    }
    return value;
  }

  /// Samples of each channel.
  int length() {
    return samples.length / channels;
  }

  /// Copies every channel, cut to a length or filled up with zeros.
  void copy(int to, float[] into, int offset) {
    int count = Math.min(length(), to);
    for (int channel = 0; channel < channels; channel++) {
      System.arraycopy(samples, channel * length(), into, offset + channel * to, count);
    }
  }
}
