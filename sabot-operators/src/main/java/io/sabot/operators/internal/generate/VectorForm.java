package io.sabot.operators.internal.generate;

import io.sabot.operators.internal.kernel.VectorSupport;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;

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

  @Override
  void invoke(ClassDesc owner, String name, ClassDesc result, List<Argument> arguments) {
    ClassDesc first = arguments.getFirst().type();
    String step = name.equals("toDouble") && first.equals(vector(Lane.LONG)) ? LONG_TO_DOUBLE : name;
    List<Argument> all = new ArrayList<>(arguments);
    all.addAll(between(step, first));
    if (!Bodies.write(code, owner, step, type(result, all), all)) {
      call(owner, step, result, all);
    }
  }
}
