package io.sabot.operators.internal.expression;

import java.util.List;
import java.util.SplittableRandom;

/** Random Java over a list of parameters named a, b and c, and captured values cl and cd. */
final class RandomJava {
  private static final List<String> RESULTS = List.of("int", "long", "double", "boolean");

  private final SplittableRandom random;
  private final List<String> parameters;
  private String local = "";

  RandomJava(SplittableRandom random, List<String> parameters) {
    this.random = random;
    this.parameters = parameters;
  }

  /** A lambda with typed parameters. */
  String lambda() {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < parameters.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(parameters.get(i)).append(' ').append(name(i));
    }
    String result = RESULTS.get(random.nextInt(RESULTS.size()));
    text.append(") -> ");
    int depth = 1 + random.nextInt(4);
    if (random.nextInt(4) > 0) {
      return text.append(of(result, depth)).toString();
    }
    text.append("{ double x = ").append(of("double", 2)).append("; ");
    local = "x";
    text.append("if (").append(of("boolean", 2)).append(") { x += ").append(of("double", 1));
    text.append("; } else if (").append(of("boolean", 1)).append(") { return ");
    text.append(bare(result, depth)).append("; } return ").append(bare(result, depth));
    return text.append("; }").toString();
  }

  /** In parentheses a call is of no type to the compiler that chooses between shapes. */
  private String bare(String type, int depth) {
    String text = of(type, depth);
    return depth == 0 ? text : text.substring(1, text.length() - 1);
  }

  private static String name(int parameter) {
    return "abc".substring(parameter, parameter + 1);
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private String of(String type, int depth) {
    return depth == 0 ? leaf(type) : "(" + compound(type, depth - 1) + ")";
  }

  private String leaf(String type) {
    if (type.equals("boolean")) {
      return "(" + leaf("double") + pick(" < ", " >= ", " == ", " != ") + leaf("double") + ")";
    }
    int index = random.nextInt(parameters.size() + 2);
    if (index < parameters.size()) {
      return "((" + type + ") " + name(index) + ")";
    }
    return random.nextInt(3) == 0
        ? "((" + type + ") " + (local.isEmpty() ? pick("cl", "cd") : local) + ")"
        : constant(type);
  }

  private String constant(String type) {
    return switch (type) {
      case "int" ->
          pick("0", "1", "-1", "7", "31", "Integer.MIN_VALUE", "Integer.MAX_VALUE", "255");
      case "long" ->
          pick("0L", "1L", "-3L", "64L", "Long.MIN_VALUE", "Long.MAX_VALUE", "(1L << 33)");
      case "float" -> pick("0f", "-0f", "1.5f", "Float.NaN", "Float.MIN_VALUE", "1e30f");
      default ->
          pick(
              "0.0",
              "-0.0",
              "2.5",
              "Double.NaN",
              "Double.POSITIVE_INFINITY",
              "Double.NEGATIVE_INFINITY",
              "Double.MIN_VALUE",
              "Double.MAX_VALUE",
              "1e10");
    };
  }

  private String compound(String type, int depth) {
    return switch (type) {
      case "boolean" -> condition(depth);
      case "int", "long" -> integer(type, depth);
      default -> floating(type, depth);
    };
  }

  private String number() {
    return pick("int", "long", "float", "double");
  }

  private String condition(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> "!" + of("boolean", depth);
      case 1 -> of("boolean", depth) + pick(" && ", " || ") + of("boolean", depth);
      case 2 -> of("boolean", depth) + pick(" & ", " | ", " ^ ") + of("boolean", depth);
      case 3 -> of("boolean", depth) + " ? " + of("boolean", depth) + " : " + of("boolean", depth);
      default -> {
        String side = number();
        yield of(side, depth)
            + pick(" < ", " <= ", " > ", " >= ", " == ", " != ")
            + of(side, depth);
      }
    };
  }

  private String integer(String type, int depth) {
    String simple = pick(" + ", " - ", " * ", " & ", " | ", " ^ ");
    return switch (random.nextInt(10)) {
      case 0 -> pick("-", "~") + "(" + of(type, depth) + ")";
      case 1 -> of(type, depth) + pick(" << ", " >> ", " >>> ") + of(pick("int", "long"), depth);
      case 2 -> "Math." + pick("min", "max") + "(" + of(type, depth) + ", " + of(type, depth) + ")";
      case 3 -> "Math.abs(" + of(type, depth) + ")";
      case 4 -> "(" + type + ") " + of(number(), depth);
      // A result of type char could find the shape of objects, and no column holds those.
      case 5 -> pick("(byte) ", "(short) ", "0 + (char) ") + of(number(), depth);
      case 6 -> of("boolean", depth) + " ? " + of(type, depth) + " : " + of(type, depth);
      case 7 ->
          of(type, depth)
              + pick(" / ", " % ")
              + (random.nextInt(3) > 0 ? pick("7", "-1", "1000") : "(" + of(type, depth) + " | 1)");
      default -> of(type, depth) + simple + of(type, depth);
    };
  }

  private String floating(String type, int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> "-(" + of(type, depth) + ")";
      case 1 -> "Math." + pick("min", "max") + "(" + of(type, depth) + ", " + of(type, depth) + ")";
      case 2 -> "Math.abs(" + of(type, depth) + ")";
      case 3 -> "(" + type + ") Math.sqrt(" + of("double", depth) + ")";
      case 4 -> "(" + type + ") " + of(number(), depth);
      case 5 -> of("boolean", depth) + " ? " + of(type, depth) + " : " + of(type, depth);
      default -> of(type, depth) + pick(" + ", " - ", " * ", " / ", " % ") + of(type, depth);
    };
  }
}
