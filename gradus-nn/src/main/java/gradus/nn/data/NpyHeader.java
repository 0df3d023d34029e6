package gradus.nn.data;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the header of an NPY file says of the array that follows.
///
/// The header is a literal of Python; it is matched here and never evaluated.
///
/// @param element how one number lies in the file
/// @param order of its bytes
/// @param fortran whether the first axis varies fastest
/// @param shape the sizes of the axes
record NpyHeader(Element element, ByteOrder order, boolean fortran, Shape shape) {
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-zA-Z][0-9]*)'");
  private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*(\\S{1,40})");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9L,\\s]*)\\)");
  private static final String MEND = "Write it again with numpy.save as numbers of one plain type.";

  static NpyHeader parse(String file, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    Matcher fortran = FORTRAN.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    Matcher description = DESCRIPTION.matcher(text);
    boolean complete = text.startsWith("{") && text.endsWith("}") && description.find();
    if (!complete || !fortran.find() || !shape.find()) {
      throw new FormatException(
          file,
          "the header",
          "descr, fortran_order and shape",
          text.length() <= 80 ? text : text.substring(0, 80) + "…",
          "Give a file written by numpy.save.");
    }
    Matcher type = TYPE.matcher(text);
    if (!type.find()) {
      throw refused(file, "fields of several types");
    }
    Element element =
        Element.ofNpy(type.group(2)).orElseThrow(() -> refused(file, words(type.group(2))));
    ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    boolean first = fortran.group(1).equals("True");
    return new NpyHeader(element, order, first, shape(file, shape.group(1), element));
  }

  private static FormatException refused(String file, String found) {
    return new FormatException(
        file, "the header", "numbers of type f2 to f8, i1 to i8, u1 to u8 or b1", found, MEND);
  }

  private static String words(String code) {
    return switch (code.charAt(0)) {
      case 'O' -> "pickled Python objects, which could run code";
      case 'c' -> "complex numbers (%s)".formatted(code);
      case 'S', 'U', 'a' -> "text (%s)".formatted(code);
      case 'M', 'm' -> "times (%s)".formatted(code);
      case 'V' -> "fields of several types";
      default -> code;
    };
  }

  private static Shape shape(String file, String text, Element element) {
    List<Integer> sizes = new ArrayList<>();
    long bytes = element.width();
    for (String part : text.split(",", -1)) {
      String digits = part.strip().replaceAll("L$", "");
      if (digits.isEmpty()) {
        continue;
      }
      if (!digits.matches("[0-9]+")) {
        throw new FormatException(
            file,
            "the header",
            "whole numbers with commas between them as shape",
            "(" + text.strip() + ")",
            "Give a file written by numpy.save.");
      }
      long size = digits.length() <= 10 ? Long.parseLong(digits) : Long.MAX_VALUE;
      boolean fits = size <= DataFile.LONGEST && bytes * size <= DataFile.LONGEST;
      if (!fits) {
        throw new FormatException(
            file,
            "the header",
            "an array of at most %d bytes".formatted(DataFile.LONGEST),
            "shape (%s) of %s".formatted(text.strip(), element.npy()),
            "Split the array into smaller files.");
      }
      sizes.add((int) size);
      bytes *= size;
    }
    return new Shape(sizes);
  }
}
