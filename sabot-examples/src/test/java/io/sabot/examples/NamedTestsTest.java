package io.sabot.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the docs name are there, and each line of a table of rules names one. */
class NamedTestsTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  /** A test class, one of its methods, and more methods of it. */
  private static final Pattern NAMED =
      Pattern.compile("`(?:[a-z]+\\.)*(\\w+Test)(?:\\.(\\w+))?`((?:, `[a-z]\\w+`)*)");

  private static final Pattern WORD = Pattern.compile("\\w+");

  @Test
  void everyNamedTestIsThere() throws IOException {
    Map<String, String> sources = sources();
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      for (String line : Files.readAllLines(page)) {
        missingOf(line, sources)
            .forEach(name -> missing.add(PROJECT.relativize(page) + ": " + name));
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyRuleNamesATest() throws IOException {
    List<String> bare = new ArrayList<>();
    int rules = 0;
    boolean isTable = false;
    for (String line : Files.readAllLines(PROJECT.resolve("docs/expressions.md"))) {
      boolean isRow = line.startsWith("|");
      boolean isHead = line.endsWith("| test |");
      if (isTable && isRow && !line.startsWith("|---")) {
        rules++;
        if (!testCell(line).contains("Test")) {
          bare.add(line);
        }
      }
      isTable = isHead || isTable && isRow;
    }
    assertThat(bare).isEmpty();
    assertThat(rules).isGreaterThan(30);
  }

  private static List<String> missingOf(String line, Map<String, String> sources) {
    List<String> missing = new ArrayList<>();
    for (MatchResult name : NAMED.matcher(line).results().toList()) {
      List<String> methods =
          new ArrayList<>(WORD.matcher(name.group(3)).results().map(MatchResult::group).toList());
      if (name.group(2) != null) {
        methods.add(name.group(2));
      }
      String source = sources.get(name.group(1));
      if (source == null || !methods.stream().allMatch(m -> source.contains("void " + m + "("))) {
        missing.add(name.group());
      }
    }
    return missing;
  }

  private static String testCell(String row) {
    return row.substring(row.lastIndexOf('|', row.length() - 2));
  }

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> modules = Files.list(PROJECT)) {
      for (Path tests : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(tests)) {
          read(tests, sources);
        }
      }
    }
    return sources;
  }

  private static void read(Path tests, Map<String, String> sources) throws IOException {
    try (Stream<Path> files = Files.walk(tests)) {
      for (Path file : files.filter(file -> file.toString().endsWith("Test.java")).toList()) {
        String name = file.getFileName().toString();
        sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
      }
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
      return docs.filter(path -> path.toString().endsWith(".md")).toList();
    }
  }
}
