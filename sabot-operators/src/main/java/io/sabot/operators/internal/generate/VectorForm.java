package io.sabot.operators.internal.generate;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.List;

/**
 * A vector of rows at a time. All vectors of a loop have as many lanes as the widest type leaves
 * room for; narrower types lie in shorter vectors.
 */
final class VectorForm extends Form {
  private static final String MODULE = "jdk.incubator.vector.";
  private static final ClassDesc SPECIES = ClassDesc.of(MODULE + "VectorSpecies");
  private static final ClassDesc MASK = ClassDesc.of(MODULE + "VectorMask");

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
    String name = "SPECIES_" + lanes * lane.width() * 8;
    return List.of(new Argument(SPECIES, () -> code.getstatic(vector(lane), name, SPECIES)));
  }
}
