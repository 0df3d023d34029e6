package gradus.web.inference;

import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.web.http.HttpProblem;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The elements of one tensor as they are read from JSON, flat or nested. It fills up.
final class TensorData {

  private final String name;
  private final Datatype datatype;
  private final Shape shape;
  private final TensorSpec spec;
  private final double[] doubles;
  private final float[] floats;
  private final long[] longs;
  private int filled;

  /// @param shape its elements are known to be no more than the body has bytes
  TensorData(TensorSpec spec, Datatype datatype, Shape shape) {
    this.name = spec.name();
    this.datatype = datatype;
    this.shape = shape;
    this.spec = spec;
    int n = shape.elements();
    this.floats = new float[spec.datatype() == Datatype.FP32 ? n : 0];
    this.doubles = new double[spec.datatype() == Datatype.FP64 ? n : 0];
    this.longs = new long[spec.datatype().isFloat() ? 0 : n];
  }

  /// The tensor whose elements stand where the parser is.
  ///
  /// Throws {@link HttpProblem} 400 where there are more or fewer, where brackets and shape differ,
  /// or where an element is none of the type.
  Tensor read(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw problem("an array", "%s".formatted(parser.currentToken()));
    }
    int[] counts = new int[shape.rank() + 2];
    int level = 1;
    int leaves = 0;
    while (level > 0) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY) {
        counts[level]++;
        level++;
        if (level > shape.rank()) {
          throw problem("at most %d levels of arrays".formatted(shape.rank()), "more");
        }
        counts[level] = 0;
      } else if (token == JsonToken.END_ARRAY) {
        requireSize(level, counts[level], leaves);
        level--;
      } else {
        leaves = leaves == 0 ? level : leaves;
        if (level != leaves || (leaves != 1 && leaves != shape.rank())) {
          throw problem("arrays nested as the shape says, or one flat array", "others");
        }
        counts[level]++;
        element(parser, token);
      }
    }
    if (filled != shape.elements()) {
      throw problem(shape.elements() + " elements for the shape " + shape, filled + "");
    }
    return tensor();
  }

  private void requireSize(int level, int count, int leaves) {
    if (leaves > 1 && count != shape.size(level - 1)) {
      throw problem(
          "%d parts on axis %d for the shape %s".formatted(shape.size(level - 1), level - 1, shape),
          count + "");
    }
  }

  private void element(JsonParser parser, JsonToken token) {
    if (filled == shape.elements()) {
      throw problem(shape.elements() + " elements for the shape " + shape, "more");
    }
    if (spec.datatype() == Datatype.FP32) {
      floats[filled] = datatype.isFloat() ? real(parser, token) : whole(parser, token);
    } else if (spec.datatype() == Datatype.FP64) {
      doubles[filled] = datatype == Datatype.FP64 ? wide(parser, token) : narrow(parser, token);
    } else if (spec.datatype() == Datatype.BOOL) {
      if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
        throw problem("true and false", parser.getString());
      }
      longs[filled] = token == JsonToken.VALUE_TRUE ? 1 : 0;
    } else {
      longs[filled] = whole(parser, token);
    }
    filled++;
  }

  private double narrow(JsonParser parser, JsonToken token) {
    return datatype.isFloat() ? real(parser, token) : whole(parser, token);
  }

  private float real(JsonParser parser, JsonToken token) {
    if (!token.isNumeric()) {
      throw problem("numbers", String.valueOf(parser.getString()));
    }
    float value = datatype.rounded(parser.getFloatValue());
    if (!Float.isFinite(value)) {
      throw problem("numbers in the range of " + datatype, parser.getString());
    }
    return value;
  }

  private double wide(JsonParser parser, JsonToken token) {
    if (!token.isNumeric()) {
      throw problem("numbers", String.valueOf(parser.getString()));
    }
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw problem("numbers in the range of " + datatype, parser.getString());
    }
    return value;
  }

  private long whole(JsonParser parser, JsonToken token) {
    if (token == JsonToken.VALUE_NUMBER_INT
        && datatype == Datatype.UINT64
        && parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        && parser.getBigIntegerValue().signum() > 0
        && parser.getBigIntegerValue().bitLength() <= Long.SIZE) {
      return parser.getBigIntegerValue().longValue();
    }
    if (token != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || !datatype.holds(parser.getLongValue())) {
      throw problem(
          "whole numbers in the range of " + datatype, String.valueOf(parser.getString()));
    }
    return parser.getLongValue();
  }

  private HttpProblem problem(String expected, String found) {
    String shown = found.length() > 40 ? found.substring(0, 40) + "…" : found;
    return new HttpProblem(
        400,
        "Input \"%s\", data: expected %s, found %s. Send its elements row by row."
            .formatted(name, expected, shown));
  }

  private Tensor tensor() {
    return switch (spec.dtype()) {
      case F32 -> Tensor.of(shape, floats);
      case F64 -> Tensor.of(shape, doubles);
      case I64 -> Tensor.of(shape, longs);
      case I32 -> {
        int[] ints = new int[longs.length];
        for (int i = 0; i < ints.length; i++) {
          ints[i] = (int) longs[i];
        }
        yield Tensor.of(shape, ints);
      }
      case BOOL -> {
        boolean[] truths = new boolean[longs.length];
        for (int i = 0; i < truths.length; i++) {
          truths[i] = longs[i] == 1;
        }
        yield Tensor.of(shape, truths);
      }
    };
  }
}
