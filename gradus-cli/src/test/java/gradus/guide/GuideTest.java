package gradus.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradus.guide.Block.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every command and every file on the pages of the guide does what the page says.
///
/// A block of `console` is typed line by line, a block whose first line is a comment with the name
/// of a file is written. With `-Dgradus.pages=write` the pages get what was printed where it
/// differs.
///
/// Two pages are followed side by side, each in a room with a JVM that stays; on the page of the
/// first steps every command starts a JVM, as a user's does.
@Execution(ExecutionMode.CONCURRENT)
class GuideTest {

  private static final Path GUIDE = guide();

  private static final String ALONE = "first-steps.md";
  private static final int ROOMS = 2;

  private static final BlockingQueue<Room> FREE = new LinkedBlockingQueue<>();

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    for (int i = 0; i < ROOMS; i++) {
      FREE.add(Room.in(Files.createDirectory(folder.resolve("room" + i))));
    }
  }

  @AfterAll
  static void close() {
    FREE.forEach(Room::close);
    FREE.clear();
  }

  private static Path guide() {
    Path folder = Path.of("docs/guide");
    return (Files.exists(folder) ? folder : Path.of("..").resolve(folder)).toAbsolutePath();
  }

  static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(GUIDE)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(System.getProperty("gradus.guide", "") + ".md"))
          .sorted()
          .toList();
    }
  }

  static List<String> longPages() throws IOException {
    List<String> pages = new ArrayList<>();
    for (String page : pages()) {
      if (blocks(page).stream().anyMatch(Block::isLong)) {
        pages.add(page);
      }
    }
    return pages;
  }

  private static List<Block> blocks(String page) throws IOException {
    return Block.of(Files.readAllLines(GUIDE.resolve(page)));
  }

  private static Map<String, Path> data() throws IOException {
    Map<String, Path> data = new TreeMap<>();
    Path shared = GUIDE.resolve("../../../shared/data").normalize();
    if (Files.isDirectory(shared)) {
      try (Stream<Path> parts = Files.list(shared)) {
        parts.forEach(part -> data.put(part.getFileName().toString(), part));
      }
    }
    return data;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void thePageIsTrue(String page) throws Exception {
    follow(page, false);
  }

  @ParameterizedTest
  @MethodSource("longPages")
  @Tag("long")
  void thePageIsTrueToTheEnd(String page) throws Exception {
    follow(page, true);
  }

  private static void follow(String page, boolean patiently) throws Exception {
    Room room = FREE.take();
    try {
      room.clear();
      follow(page, patiently, room);
    } finally {
      FREE.add(room);
    }
  }

  private static void follow(String page, boolean patiently, Room room) throws Exception {
    List<String> text = new ArrayList<>(Files.readAllLines(GUIDE.resolve(page)));
    Map<Integer, Typed> wrong = new TreeMap<>();
    Map<Integer, List<String>> printed = new TreeMap<>();
    List<String> complaints = new ArrayList<>();
    Set<String> missing = new TreeSet<>();
    Map<String, Path> data = data();
    try (Desk desk = Desk.in(room, data, page.equals(ALONE))) {
      for (Block block : Block.of(text)) {
        if (block.isLong() && !patiently) {
          continue;
        }
        if (!block.data().isEmpty() && !data.containsKey(block.data())) {
          missing.add(block.data());
          continue;
        }
        if (block.file().isPresent()) {
          desk.write(block.file().get(), block.lines());
        }
        if (!block.language().equals("console")) {
          continue;
        }
        List<Typed> commands = block.commands();
        for (Typed typed : commands) {
          Desk.Said said = desk.type(typed.command());
          int expected = typed.equals(commands.getLast()) ? block.exit() : 0;
          if (said.code() != expected) {
            complaints.add(
                "%s: exit %d%n%s".formatted(typed.command(), said.code(), said.errors()));
          }
          if (!new Expected(typed.printed()).matches(said.lines())) {
            wrong.put(typed.first(), typed);
            printed.put(typed.first(), said.lines());
            complaints.add(typed.command() + " printed\n" + String.join("\n", said.lines()));
          }
        }
      }
    }
    if (!wrong.isEmpty() && "write".equals(System.getProperty("gradus.pages"))) {
      write(page, text, wrong, printed);
    }
    if (!complaints.isEmpty()) {
      fail(page + "\n" + String.join("\n", complaints));
    }
    assumeTrue(missing.isEmpty(), () -> "a part of " + page + " skipped: no data " + missing);
  }

  private static void write(
      String page, List<String> text, Map<Integer, Typed> wrong, Map<Integer, List<String>> printed)
      throws IOException {
    List<Integer> from = new ArrayList<>(wrong.keySet()).reversed();
    for (int line : from) {
      List<String> place = text.subList(line, line + wrong.get(line).printed().size());
      place.clear();
      place.addAll(printed.get(line).stream().map(String::stripTrailing).toList());
    }
    Files.write(GUIDE.resolve(page), text);
  }

  @Test
  void dotsStandForAnything() {
    Expected expected = new Expected(List.of("a … b", "…", "end"));
    assertThat(expected.matches(List.of("a 12.5 b", "end"))).isTrue();
    assertThat(expected.matches(List.of("a 12.5 b", "x", "y", "end"))).isTrue();
    assertThat(expected.matches(List.of("a 12.5 b", "x"))).isFalse();
    assertThat(expected.matches(List.of("a 12.5 c", "end"))).isFalse();
    assertThat(new Expected(List.of()).matches(List.of())).isTrue();
    assertThat(new Expected(List.of()).matches(List.of("x"))).isFalse();
  }
}
