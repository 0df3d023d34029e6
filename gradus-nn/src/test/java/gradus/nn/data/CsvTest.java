package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  private Dataset read(String text) throws IOException {
    return Csv.read(write(text), CsvOptions.AUTO, TargetKind.AUTO);
  }

  private Dataset read(String text, CsvOptions options) throws IOException {
    return Csv.read(write(text), options, TargetKind.AUTO);
  }

  private Dataset read(String text, TargetKind kind) throws IOException {
    return Csv.read(write(text), CsvOptions.AUTO, kind);
  }

  private void assertRefused(String text, CsvOptions options, String sentence) throws IOException {
    assertRefused(text, options, TargetKind.AUTO, sentence);
  }

  private void assertRefused(String text, CsvOptions options, TargetKind kind, String sentence)
      throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> Csv.read(file, options, kind))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ", " + sentence);
  }

  private void assertRefused(String text, String sentence) throws IOException {
    assertRefused(text, CsvOptions.AUTO, sentence);
  }

  private static int[] labels(Dataset set) {
    return switch (set.target()) {
      case Target.Classes classes -> classes.labels();
      case Target.Binary binary -> binary.labels();
      case Target.MultiLabel _, Target.Reals _ -> throw new AssertionError("no labels");
    };
  }

  @Test
  void aPlainTableOfNumbersAndWords() throws IOException {
    Dataset set = read("a,b,kind\n1,2.5,pear\n-3,4e1,apple\n5,6,fig\n");
    assertThat(set.features()).containsExactly(1, 2.5f, -3, 40, 5, 6);
    assertThat(set.featureNames()).containsExactly("a", "b");
    assertThat(set.target()).isInstanceOf(Target.Classes.class);
    assertThat(set.target().names()).containsExactly("apple", "fig", "pear");
    assertThat(labels(set)).containsExactly(2, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", " ", "   "})
  void theDelimiterIsFoundOut(String mark) throws IOException {
    String text = "1.5,2,7.25\n3.5,4,8.5\n".replace(",", mark);
    assertThat(read(text).features()).containsExactly(1.5f, 2, 3.5f, 4);
  }

  @Test
  void aDecimalCommaBesideSemicolonsIsNoDelimiter() throws IOException {
    assertThat(read("\"a,b\";c;y\n1;2;3.5\n").featureNames()).containsExactly("a,b", "c");
  }

  @Test
  void quotesCarriageReturnsBlankLinesAndByteOrderMark() throws IOException {
    Dataset set = read("\uFEFF\"a, b\",\"say \"\"y\"\"\"\r\n\r\n \"1\" ,x\r\n2,\"z\r\nz\"\r\n");
    assertThat(set.featureNames()).containsExactly("a, b");
    assertThat(set.features()).containsExactly(1, 2);
    assertThat(set.target().names()).containsExactly("x", "z\r\nz");
  }

  @Test
  void gzipIsUnpacked() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write("1,2,a\n3,4,b\n".getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(folder.resolve("t.csv.gz"), packed.toByteArray());
    assertThat(Csv.read(file, CsvOptions.AUTO, TargetKind.AUTO).features())
        .containsExactly(1, 2, 3, 4);
    byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 9);
    Files.write(file, cut);
    assertThatThrownBy(() -> Csv.read(file, CsvOptions.AUTO, TargetKind.AUTO))
        .hasMessage(
            file
                + ", the packed text: expected complete packed data, found its end too early. The"
                + " file is cut short or damaged; fetch it again.");
  }

  @Test
  void aHeaderIsFoundOutOrTold() throws IOException {
    assertThat(read("a,b\n1,2.5\n2,3.5\n").featureNames()).containsExactly("a");
    assertThat(read("1,2.5\n2,3.5\n").size()).isEqualTo(2);
    assertThat(read("x,y\nu,v\n").size()).isEqualTo(2);
    CsvOptions present = CsvOptions.AUTO.withHeader(CsvOptions.Header.PRESENT);
    assertThat(read("x,y\nu,v\n", present).size()).isEqualTo(1);
    assertThat(read("2020,y\n1,2.5\n", present).featureNames()).containsExactly("2020");
    assertThat(read("x,y\nu,v\n", CsvOptions.AUTO.withLabel("x")).size()).isEqualTo(1);
  }

  @Test
  void theLabelIsFoundByNameOrPosition() throws IOException {
    String text = "a,b,c\n1.5,2.5,3.5\n4.5,5.5,6.5\n";
    assertThat(read(text).target().names()).containsExactly("c");
    assertThat(read(text, CsvOptions.AUTO.withLabel("b")).features())
        .containsExactly(1.5f, 3.5f, 4.5f, 6.5f);
    assertThat(read(text, CsvOptions.AUTO.withLabel("0")).target().names()).containsExactly("a");
    assertThat(read(text, CsvOptions.AUTO.withLabel("-2")).target().names()).containsExactly("b");
    assertThat(read("Label,b\n1.5,2\n2.5,3\n").target().names()).containsExactly("Label");
    assertRefused(
        text,
        CsvOptions.AUTO.withLabel("d"),
        "the columns: expected one named or numbered \"d\", found a, b, c. Name one of them, or"
            + " give a position: 0 is the first, -1 the last.");
    assertRefused(
        "1,2\n3,4\n",
        CsvOptions.AUTO.withLabel("7"),
        "the columns: expected one named or numbered \"7\", found 2 columns without names. Name one"
            + " of them, or give a position: 0 is the first, -1 the last.");
  }

  @Test
  void categoriesBecomeOneFeatureEachSortedByName() throws IOException {
    Dataset set = read("sex,w,y\nM,1,1.5\nF,2,2.5\nI,3,3.5\nM,4,4.5\n");
    assertThat(set.featureNames()).containsExactly("sex=F", "sex=I", "sex=M", "w");
    assertThat(set.features()).containsExactly(0, 0, 1, 1, 1, 0, 0, 2, 0, 1, 0, 3, 0, 0, 1, 4);
    CsvOptions declared = CsvOptions.AUTO.withCategorical(List.of("0")).withIgnored(List.of("1"));
    Dataset coded = read("3,9,1.5\n1,9,2.5\n", declared);
    assertThat(coded.featureNames()).containsExactly("x0=1", "x0=3");
    assertThat(coded.features()).containsExactly(0, 1, 1, 0);
  }

  @Test
  void theKindOfTargetIsFoundOut() throws IOException {
    assertThat(read("1,no\n2,yes\n").target()).isInstanceOf(Target.Binary.class);
    assertThat(labels(read("1,yes\n2,no\n"))).containsExactly(1, 0);
    assertThat(read("1,0\n2,1\n1,0\n2,1\n").target()).isInstanceOf(Target.Binary.class);
    assertThat(read("1,5\n2,7\n3,5\n4,7\n5,9\n6,9\n").target().names())
        .containsExactly("5", "7", "9");
    assertThat(read("1,5\n2,7\n3,9\n").target()).isInstanceOf(Target.Reals.class);
    assertThat(read("1,0.5\n2,1.5\n").target()).isInstanceOf(Target.Reals.class);
    Dataset many = read("1,0,1\n2,1,1\n", CsvOptions.AUTO.withLabel("1,2"));
    assertThat(many.target()).isInstanceOf(Target.MultiLabel.class);
    assertThat(((Target.MultiLabel) many.target()).values()).containsExactly(0, 1, 1, 1);
  }

  @Test
  void theKindOfTargetCanBeTold() throws IOException {
    String text = "1,2\n2,10\n3,2\n4,10.0\n";
    TargetKind classes = TargetKind.parse("classes");
    assertThat(read(text, classes).target()).isInstanceOf(Target.Classes.class);
    assertThat(read(text, classes).target().names()).containsExactly("2", "10");
    TargetKind reals = TargetKind.parse("reals");
    assertThat(((Target.Reals) read(text, reals).target()).values()).containsExactly(2, 10, 2, 10);
    TargetKind bins = TargetKind.parse("bins:2,9.5");
    assertThat(read(text, bins).target().names())
        .containsExactly("to 2", "over 2 to 9.5", "over 9.5");
    assertThat(labels(read(text, bins))).containsExactly(0, 2, 0, 2);
    assertRefused(
        "1,a\n2,b\n3,c\n",
        CsvOptions.AUTO,
        TargetKind.parse("binary"),
        "column x1: expected two different values for a binary target, found 3. Ask for classes"
            + " instead.");
    assertThatThrownBy(() -> TargetKind.parse("bins:3,2"))
        .hasMessage(
            "target \"bins:[3.0, 2.0]\": expected auto, classes, binary, multilabel, reals or bins"
                + " with growing bounds, found \"bins:[3.0, 2.0]\". Write for example bins:8,10.");
  }

  @Test
  void pairsBecomeChannels() throws IOException {
    Dataset set = read("1,10,2,20,3,30,a\n4,40,5,50,6,60,b\n", CsvOptions.AUTO.withChannels(2));
    assertThat(set.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(set.features()).containsExactly(1, 2, 3, 10, 20, 30, 4, 5, 6, 40, 50, 60);
    assertRefused(
        "1,2,3,a\n",
        CsvOptions.AUTO.withChannels(2),
        "the columns: expected a multiple of 2 features (one a channel and step), found 3. Check"
            + " the number of channels and the label's column.");
  }

  @Test
  void scikitLearnsFirstLineIsUnderstood() throws IOException {
    Dataset set = read("3,2,setosa,virginica\n1,2,0\n3,4,1\n5,6,0\n");
    assertThat(set.target().names()).containsExactly("setosa", "virginica");
    assertThat(labels(set)).containsExactly(0, 1, 0);
    assertRefused(
        "3,2,setosa,virginica\n1,2,0\n3,4,1\n",
        "line 1: expected 3 rows, as this line says, found 2. The file is cut short or the line is"
            + " wrong; fetch it again.");
    assertRefused(
        "2,2,setosa,virginica\n1,2,0\n3,4,2\n",
        "line 3, cell 3: expected a class from 0 to 1 (the first line names 2), found \"2\"."
            + " Correct the cell or the first line.");
  }

  @Test
  void refusesRaggedRowsByLine() throws IOException {
    assertRefused(
        "a,b,y\n1,2,3\n1,2\n",
        "line 3: expected 3 cells as in the first row, found 2. Look for a missing or extra"
            + " delimiter, or tell which delimiter it is.");
    assertRefused(
        "1,2,3\n\"x\ny\",2,3\n1,2,3,4\n",
        "line 4: expected 3 cells as in the first row, found 4. Look for a missing or extra"
            + " delimiter, or tell which delimiter it is.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "?", "NA", "n/a", "null"})
  void refusesCellsThatSayNothing(String cell) throws IOException {
    assertRefused(
        "mass,y\n1,2\n" + cell + ",2\n",
        "line 3, cell 1 (mass): expected a value, found \"%s\". Fill the cell, or remove the row or the column."
            .formatted(cell));
    assertRefused(
        "1.5,2\n2.5," + cell + "\n",
        "line 2, cell 2: expected a value to predict, found \"%s\". Fill or remove the row."
            .formatted(cell));
  }

  @Test
  void refusesCellsThatAreNoNumbers() throws IOException {
    assertRefused(
        "1,2\n,2\n",
        "line 2, cell 1: expected a value, found an empty cell. Fill the cell, or remove the row or"
            + " the column.");
    for (String cell : List.of("inf", "-Infinity", "0x1p3", "1f", "1e60", "ten")) {
      assertRefused(
          "1,2\n3,4\n" + cell + ",2\n",
          "line 3, cell 1: expected a finite number, found \"%s\". Correct the cell, or declare the column categorical."
              .formatted(cell));
    }
    assertRefused(
        "1,2.5\n3,x\n",
        CsvOptions.AUTO,
        TargetKind.parse("reals"),
        "line 2, cell 2: expected a finite number, found \"x\". Correct the cell, or declare the"
            + " column categorical.");
  }

  @Test
  void refusesWhatIsNoTable() throws IOException {
    assertRefused("", "the text: expected at least one row, found none. Give a table with rows.");
    assertRefused(
        "\n \n", "the text: expected at least one row, found none. Give a table with rows.");
    assertRefused(
        "a,b\n",
        CsvOptions.AUTO.withHeader(CsvOptions.Header.PRESENT),
        "the text: expected at least one row of values, found none. Give a table with rows.");
    assertRefused(
        "1\n2\n",
        "the columns: expected at least one feature beside the target, found none (comma). Check"
            + " the delimiter and the ignored columns.");
    assertRefused(
        "1,2\n\"3,4\n",
        "after line 1: expected cells with closed quotes, none longer than 16 million characters,"
            + " found a cell that is not. Close the quote; a quote inside a quoted cell is written"
            + " twice.");
    Path file = Files.write(folder.resolve("latin.csv"), new byte[] {'1', ',', (byte) 0xE9, '\n'});
    assertThatThrownBy(() -> Csv.read(file, CsvOptions.AUTO, TargetKind.AUTO))
        .hasMessage(
            file
                + ", the text: expected UTF-8, found bytes that are not. Save the file as UTF-8;"
                + " check that it is a table and not a program's own format.");
  }

  @Test
  void refusesIdentifiersAsCategories() throws IOException {
    StringBuilder text = new StringBuilder("id,y\n");
    for (int i = 0; i < 1001; i++) {
      text.append("n").append(i).append(',').append(i).append(".5\n");
    }
    assertRefused(
        text.toString(),
        "column id: expected at most 1000 different categories, found more. Leave the column out if"
            + " it holds names or identifiers.");
  }

  @Test
  void readsTheRealTables() {
    Dataset iris = Csv.read(DataFolder.find("iris/iris.csv"), CsvOptions.AUTO, TargetKind.AUTO);
    assertThat(iris.size()).isEqualTo(150);
    assertThat(iris.target().names()).containsExactly("setosa", "versicolor", "virginica");
    Dataset cancer =
        Csv.read(
            DataFolder.find("breast-cancer/breast_cancer.csv"), CsvOptions.AUTO, TargetKind.AUTO);
    assertThat(cancer.shape()).isEqualTo(Shape.of(30));
    assertThat(cancer.target()).isInstanceOf(Target.Binary.class);
    assertThat(Arrays.stream(labels(cancer)).sum()).isEqualTo(357);
    Dataset airfoil =
        Csv.read(
            DataFolder.find("airfoil/airfoil_self_noise.dat"), CsvOptions.AUTO, TargetKind.AUTO);
    assertThat(airfoil.size()).isEqualTo(1503);
    assertThat(airfoil.target()).isInstanceOf(Target.Reals.class);
    Dataset abalone =
        Csv.read(DataFolder.find("abalone/abalone.csv"), CsvOptions.AUTO, TargetKind.AUTO);
    assertThat(abalone.size()).isEqualTo(4177);
    assertThat(abalone.shape()).isEqualTo(Shape.of(10));
    assertThat(abalone.target()).isInstanceOf(Target.Reals.class);
    CsvOptions pairs = CsvOptions.AUTO.withChannels(2);
    Dataset libras =
        Csv.read(DataFolder.find("libras/movement_libras.data"), pairs, TargetKind.AUTO);
    assertThat(libras.shape()).isEqualTo(Shape.of(2, 45));
    assertThat(libras.target().names()).hasSize(15).startsWith("1", "2");
    Dataset digits =
        Csv.read(DataFolder.find("digits/digits.csv.gz"), CsvOptions.AUTO, TargetKind.AUTO);
    assertThat(digits.size()).isEqualTo(1797);
    assertThat(digits.target().names()).hasSize(10);
  }
}
