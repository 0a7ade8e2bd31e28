package io.sabot.operators.internal.generate;

import io.sabot.operators.internal.kernel.VectorSupport;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A vector of rows at a time. All vectors of a loop have as many lanes as the widest type leaves
 * room for; narrower types lie in shorter vectors.
 */
final class VectorForm extends Form {
  private static final String MODULE = "jdk.incubator.vector.";
  private static final ClassDesc SPECIES = ClassDesc.of(MODULE + "VectorSpecies");
  private static final ClassDesc MASK = ClassDesc.of(MODULE + "VectorMask");

  private static final ClassDesc BYTES = ClassDesc.of(MODULE + "ByteVector");
  private static final ClassDesc SHORTS = ClassDesc.of(MODULE + "ShortVector");

  private static final String LONG_TO_DOUBLE =
      VectorSupport.convertsLongs() ? "toDouble" : "toDoubleByHalves";

  private final int lanes;
  private final Lane widest;

  /** Local variables of sets of all rows, by lane. */
  private final Map<Lane, Integer> all = new EnumMap<>(Lane.class);

  /**
   * Writes into a method.
   *
   * @param widest whose masks stand for all
   */
  VectorForm(CodeBuilder code, int row, int lanes, Lane widest) {
    super(code, row);
    this.lanes = lanes;
    this.widest = widest;
  }

  @Override
  int lanes() {
    return lanes;
  }

  @Override
  String prefix() {
    return "Vector";
  }

  @Override
  ClassDesc type(Lane lane) {
    return lane == Lane.BIT ? MASK : vector(lane);
  }

  private static ClassDesc vector(Lane lane) {
    return ClassDesc.of(
        MODULE
            + switch (lane) {
              case BIT -> throw new IllegalArgumentException("masks have the widest lanes");
              case INT -> "IntVector";
              case LONG -> "LongVector";
              case FLOAT -> "FloatVector";
              case DOUBLE -> "DoubleVector";
            });
  }

  @Override
  TypeKind kind(Lane lane) {
    return TypeKind.REFERENCE;
  }

  /** The species: a constant of the JDK, which the compiler folds. */
  @Override
  List<Argument> about(Lane result) {
    Lane lane = result == Lane.BIT ? widest : result;
    return List.of(species(lane));
  }

  private Argument species(ClassDesc vector, int width) {
    String name = "SPECIES_" + Math.max(Long.SIZE, lanes * width * Byte.SIZE);
    return new Argument(SPECIES, () -> code.getstatic(vector, name, SPECIES));
  }

  /** The species of what some steps pass through on their way. */
  private List<Argument> between(String step, ClassDesc first) {
    boolean isLong = first.equals(vector(Lane.LONG));
    return switch (step) {
      case "loadInt8", "loadUInt8", "storeInt8" -> List.of(species(BYTES, Byte.BYTES));
      case "loadInt16", "loadUInt16", "storeInt16" -> List.of(species(SHORTS, Short.BYTES));
      case "loadUInt32" -> List.of(species(Lane.INT));
      case "storeInt32" -> isLong ? List.of(species(Lane.INT)) : List.of();
      case "toDoubleByHalves" -> List.of(species(Lane.INT));
      case "timesFails" -> List.of(species(isLong ? Lane.DOUBLE : Lane.LONG));
      default -> List.of();
    };
  }

  private Argument species(Lane lane) {
    return species(vector(lane), lane.width());
  }

  /**
   * Makes sets of all rows, which masks are intersected with where the compiler knows only that
   * they are masks: of the result it knows of what species, and calls nothing by way of guesses.
   */
  @Override
  void begin(Set<Lane> lanes) {
    for (Lane lane : lanes) {
      if (lane.width() <= widest.width()) {
        all.put(lane, call(Room.LANES, "allBits", lane));
      }
    }
  }

  private int call(Room room, String name, Lane lane) {
    int slot = code.allocateLocal(TypeKind.REFERENCE);
    write(owner(room), name, MASK, List.of(species(lane)));
    code.astore(slot);
    return slot;
  }

  @Override
  void invoke(ClassDesc owner, String name, ClassDesc result, List<Argument> arguments) {
    ClassDesc first = arguments.getFirst().type();
    String step =
        name.equals("toDouble") && first.equals(vector(Lane.LONG)) ? LONG_TO_DOUBLE : name;
    List<Argument> known = new ArrayList<>();
    for (Argument argument : arguments) {
      known.add(argument.type().equals(MASK) ? mask(argument, result) : argument);
    }
    known.addAll(between(step, first));
    if (result.equals(MASK)) {
      mask(owner, step, known);
    } else {
      write(owner, step, result, known);
    }
  }

  /** A mask that goes with vectors of the result, which may have other lanes. */
  private Argument mask(Argument argument, ClassDesc result) {
    Lane lane = lane(result);
    return lane == widest
        ? argument
        : new Argument(
            MASK,
            () -> {
              code.aload(all.get(lane));
              argument.push().run();
              cast(lane);
              and();
            });
  }

  /** A mask of the widest lanes, of which the compiler knows the class. */
  private void mask(ClassDesc owner, String step, List<Argument> arguments) {
    Lane lane = step.equals("timesFails") ? judge(arguments) : lane(arguments.getFirst().type());
    boolean vague = lane != widest || step.equals("timesFails") || step.equals("loadBits");
    if (vague) {
      code.aload(all.get(widest));
    }
    write(owner, step, MASK, arguments);
    if (lane != widest) {
      cast(widest);
    }
    if (vague) {
      and();
    }
  }

  /** The lanes in which a product is judged. */
  private Lane judge(List<Argument> arguments) {
    return lane(arguments.getFirst().type()) == Lane.INT ? Lane.LONG : Lane.DOUBLE;
  }

  private Lane lane(ClassDesc vector) {
    for (Lane lane : Lane.values()) {
      if (lane != Lane.BIT && vector(lane).equals(vector)) {
        return lane;
      }
    }
    return widest;
  }

  private void cast(Lane lane) {
    species(lane).push().run();
    code.invokevirtual(MASK, "cast", MethodTypeDesc.of(MASK, SPECIES));
  }

  private void and() {
    code.invokevirtual(MASK, "and", MethodTypeDesc.of(MASK, MASK));
  }

  private void write(ClassDesc owner, String step, ClassDesc result, List<Argument> arguments) {
    if (!Bodies.write(code, owner, step, type(result, arguments), arguments)) {
      call(owner, step, result, arguments);
    }
  }
}
