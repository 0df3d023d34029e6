package gradus.nn.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import gradus.tensor.FormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;

/// The rows of a table in a text file, read from the start as often as wanted.
///
/// UTF-8, plain or gzip, with or without a byte order mark, LF or CRLF. Empty lines are no rows.
record CsvRows(Path file, Delimiter delimiter) {
  private static final int SAMPLE_LINES = 20;
  private static final int SAMPLE_CHARACTERS = 1 << 20;

  /// One row: the line on which it starts, counted from 1, and its cells without surrounding
  /// blanks.
  record Row(long line, List<String> cells) {}

  /// Takes a row; false asks for no more.
  interface Taker {
    boolean take(Row row);
  }

  /// The rows of a file; finds out the delimiter if it is not told.
  static CsvRows of(Path file, Delimiter delimiter) {
    if (delimiter != Delimiter.AUTO) {
      return new CsvRows(file, delimiter);
    }
    List<String> sample = sample(file);
    if (sample.isEmpty()) {
      throw new FormatException(
          file.toString(), "the text", "at least one row", "none", "Give a table with rows.");
    }
    return new CsvRows(file, Delimiter.of(sample));
  }

  private static List<String> sample(Path file) {
    return reading(
        file,
        text -> {
          var lines = new BufferedReader(text);
          List<String> sample = new ArrayList<>();
          int characters = 0;
          while (sample.size() < SAMPLE_LINES && characters < SAMPLE_CHARACTERS) {
            String line = lines.readLine();
            if (line == null) {
              return sample;
            }
            characters += line.length();
            if (!line.isBlank()) {
              sample.add(line);
            }
          }
          return sample;
        });
  }

  /// The first rows, at most `count`.
  List<Row> first(int count) {
    List<Row> rows = new ArrayList<>();
    forEach(
        row -> {
          rows.add(row);
          return rows.size() < count;
        });
    return rows;
  }

  /// Gives every row to the taker, until it asks for no more.
  void forEach(Taker taker) {
    if (delimiter == Delimiter.WHITESPACE) {
      forEachByBlanks(taker);
    } else {
      forEachByMark(taker);
    }
  }

  private void forEachByBlanks(Taker taker) {
    reading(
        file,
        text -> {
          var lines = new BufferedReader(text);
          long number = 0;
          String line = lines.readLine();
          boolean more = true;
          while (line != null && more) {
            number++;
            if (!line.isBlank()) {
              more = taker.take(new Row(number, Arrays.asList(line.strip().split("[ \t]+", -1))));
            }
            line = lines.readLine();
          }
          return number;
        });
  }

  private void forEachByMark(Taker taker) {
    reading(
        file,
        text -> {
          CsvReader<CsvRecord> records =
              CsvReader.builder()
                  .fieldSeparator(delimiter.mark())
                  .skipEmptyLines(true)
                  .trimWhitespacesAroundQuotes(true)
                  .allowUnclosedQuote(false)
                  .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                  .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                  .ofCsvRecord(text);
          long line = 0;
          try {
            for (CsvRecord record : records) {
              line = record.getStartingLineNumber();
              List<String> cells = record.getFields().stream().map(String::strip).toList();
              boolean blank = cells.size() == 1 && cells.getFirst().isEmpty();
              if (!blank && !taker.take(new Row(line, cells))) {
                return line;
              }
            }
          } catch (CsvParseException e) {
            throw new FormatException(
                file.toString(),
                "after line " + line,
                "cells with closed quotes, none longer than 16 million characters",
                "a cell that is not",
                "Close the quote; a quote inside a quoted cell is written twice.",
                e);
          }
          return line;
        });
  }

  private interface Reading<T> {
    T read(Reader text) throws IOException;
  }

  private static <T> T reading(Path file, Reading<T> reading) {
    try (DataFile in = DataFile.open(file)) {
      var decoder =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      var text = new BufferedReader(new InputStreamReader(in.stream(), decoder), 1 << 16);
      text.mark(1);
      if (text.read() != '\uFEFF') {
        text.reset();
      }
      return reading.read(text);
    } catch (IOException e) {
      throw failure(file, e);
    } catch (UncheckedIOException e) {
      throw e.getCause() == null ? e : failure(file, e.getCause());
    }
  }

  private static RuntimeException failure(Path file, IOException e) {
    return switch (e) {
      case CharacterCodingException _ ->
          new FormatException(
              file.toString(),
              "the text",
              "UTF-8",
              "bytes that are not",
              "Save the file as UTF-8; check that it is a table and not a program's own format.");
      case java.io.EOFException _, ZipException _ ->
          DataFile.damagedPacking(file.toString(), "the packed text", e);
      default -> DataFile.unreadable(file.toString(), e);
    };
  }
}
