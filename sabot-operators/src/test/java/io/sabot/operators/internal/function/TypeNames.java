package io.sabot.operators.internal.function;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Sets of types in few words. */
final class TypeNames {
  private static final Map<String, List<Typed>> GROUPS = groups();

  private TypeNames() {}

  private static Map<String, List<Typed>> groups() {
    Map<String, List<Typed>> groups = new LinkedHashMap<>();
    groups.put("every type", Typed.ALL);
    put(groups, "numbers", TypeNames::isNumber);
    put(groups, "integers", ArrowType.Int.class::isInstance);
    put(groups, "signed integers", type -> type instanceof ArrowType.Int t && t.getIsSigned());
    put(groups, "unsigned integers", type -> type instanceof ArrowType.Int t && !t.getIsSigned());
    put(groups, "floats", ArrowType.FloatingPoint.class::isInstance);
    put(groups, "text", io.sabot.expression.Types::isText);
    put(groups, "binary", io.sabot.expression.Types::isBinary);
    put(groups, "times", io.sabot.expression.Types::isTemporal);
    put(groups, "dates", ArrowType.Date.class::isInstance);
    put(groups, "times of day", ArrowType.Time.class::isInstance);
    put(groups, "timestamps", ArrowType.Timestamp.class::isInstance);
    put(groups, "lists", io.sabot.expression.Types::isList);
    return groups;
  }

  private static void put(
      Map<String, List<Typed>> groups, String name, Predicate<ArrowType> member) {
    groups.put(name, Typed.ALL.stream().filter(typed -> member.test(typed.type())).toList());
  }

  private static boolean isNumber(ArrowType type) {
    return io.sabot.expression.Types.isNumber(type);
  }

  /** Groups where all of their members are there, single types otherwise. */
  static String of(Collection<Typed> types) {
    Set<Typed> rest = new LinkedHashSet<>(types);
    Map<Integer, String> words = new java.util.TreeMap<>();
    GROUPS.forEach((name, members) -> {
      if (rest.containsAll(members)) {
        words.put(Typed.ALL.indexOf(members.getFirst()), name);
        members.forEach(rest::remove);
      }
    });
    rest.forEach(typed -> words.put(Typed.ALL.indexOf(typed), typed.typeName()));
    return words.isEmpty() ? "–" : String.join(", ", new ArrayList<>(words.values()));
  }
}
