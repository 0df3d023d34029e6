package gradus.nn.emit;

import java.util.List;

/// The command line of a written program.
final class Main {

  private Main() {}

  static String text(String className, int size, List<String> names) {
    String labels =
        names.isEmpty()
            ? "String.valueOf(i)"
            : "new String[] {%s}[i]"
                .formatted(String.join(", ", names.stream().map(Main::quoted).toList()));
    return """
    /**
     * Prints the answer for the numbers that are given, or for every line of standard input.
     *
     * @param arguments the %2$d numbers of one example, or nothing
     * @throws IOException where standard input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
      if (arguments.length > 0) {
        float[] answer = predict(parsed(String.join(" ", arguments)));
        for (int i = 0; i < answer.length; i++) {
          System.out.println(label(i) + " " + answer[i]);
        }
        return;
      }
      System.err.println("%1$s: reading examples of %2$d numbers, one a line, from standard input.");
      InputStreamReader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
      BufferedReader lines = new BufferedReader(in);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          String answer = Arrays.toString(predict(parsed(line)));
          System.out.println(answer.substring(1, answer.length() - 1));
        }
      }
    }

    private static String label(int i) {
      return %3$s;
    }

    private static float[] parsed(String text) {
      String[] words = text.strip().split("[\\\\s,;]+");
      float[] numbers = new float[words.length];
      for (int i = 0; i < words.length; i++) {
        numbers[i] = Float.parseFloat(words[i]);
      }
      return numbers;
    }\
    """
        .formatted(className, size, labels)
        .indent(2)
        .stripTrailing();
  }

  private static String quoted(String name) {
    StringBuilder text = new StringBuilder("\"");
    for (char c : name.toCharArray()) {
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append("\\%03o".formatted((int) c)); // a Unicode escape would be read as a line's end
      } else {
        text.append(c < 0x7f ? String.valueOf(c) : "\\u%04x".formatted((int) c));
      }
    }
    return text.append('"').toString();
  }
}
