package io.sabot.operators.internal.expression;

import io.sabot.expression.UserFunction;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Lambdas of random arithmetic: Java text, compiled, and loaded by a loader of its own. */
final class RandomLambdas implements AutoCloseable {
  static final long CAPTURED_LONG = 0x1234_5678_9ABCL;
  static final double CAPTURED_DOUBLE = -0.75;

  private static final int PER_CLASS = 100;

  /** The parameters of a lambda, e.g. {@code long, double}. */
  static final List<List<String>> SHAPES =
      List.of(
          List.of("double"),
          List.of("long"),
          List.of("int"),
          List.of("double", "double"),
          List.of("long", "double"),
          List.of("int", "long"),
          List.of("int", "int"),
          List.of("double", "double", "double"),
          List.of("long", "long", "long"));

  private final URLClassLoader loader;
  private final List<RandomLambda> lambdas = new ArrayList<>();

  /** A lambda, its text and its parameters. */
  record RandomLambda(UserFunction function, String text, List<String> shape) {}

  private RandomLambdas(URLClassLoader loader) {
    this.loader = loader;
  }

  /** Writes, compiles and loads so many. */
  static RandomLambdas make(int count, SplittableRandom random, Path folder) throws Exception {
    List<String> texts = new ArrayList<>();
    List<List<String>> shapes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shapes.add(SHAPES.get(random.nextInt(SHAPES.size())));
      texts.add(new RandomJava(random, shapes.getLast()).lambda());
    }
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d"));
    arguments.add(folder.toString());
    arguments.add("-cp");
    arguments.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    for (int first = 0; first < count; first += PER_CLASS) {
      Path source = folder.resolve("Lambdas" + first / PER_CLASS + ".java");
      Files.writeString(source, source(first, texts));
      arguments.add(source.toString());
    }
    compile(arguments);
    RandomLambdas made =
        new RandomLambdas(
            new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, RandomLambdas.class.getClassLoader()));
    for (int i = 0; i < count; i++) {
      Method method =
          made.loader
              .loadClass("Lambdas" + i / PER_CLASS)
              .getMethod("lambda" + i, long.class, double.class);
      UserFunction function = (UserFunction) method.invoke(null, CAPTURED_LONG, CAPTURED_DOUBLE);
      made.lambdas.add(new RandomLambda(function, texts.get(i), shapes.get(i)));
    }
    return made;
  }

  private static String source(int first, List<String> texts) {
    StringBuilder source =
        new StringBuilder("import static io.sabot.Expressions.udf;\n")
            .append("import io.sabot.expression.UserFunction;\n")
            .append("public class Lambdas" + first / PER_CLASS + " {\n");
    for (int i = first; i < Math.min(first + PER_CLASS, texts.size()); i++) {
      source
          .append("  public static UserFunction lambda" + i + "(long cl, double cd) {\n")
          .append("    return udf(" + texts.get(i) + ");\n  }\n");
    }
    return source.append("}\n").toString();
  }

  private static void compile(List<String> arguments) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    java.io.ByteArrayOutputStream messages = new java.io.ByteArrayOutputStream();
    int result = compiler.run(null, messages, messages, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new AssertionError(messages.toString(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  List<RandomLambda> all() {
    return lambdas;
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
