package io.sabot.operators.internal.generate;

import io.sabot.operators.internal.kernel.RawMemory;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How the steps of a loop are called, a vector of rows or one row at a time. The steps are static
 * methods that stand among the kernels under the same names for both: small enough for the compiler
 * to take all of them in.
 */
abstract class Form {
  /** The rooms steps stand in. */
  enum Room {
    LANES("Lanes"),
    CASTS("Casts"),
    STEPS("Steps"),
    JAVA("Java"),
    SUMS("Sums");

    private final String suffix;

    Room(String suffix) {
      this.suffix = suffix;
    }
  }

  /**
   * An argument of a step.
   *
   * @param push loads it
   */
  record Argument(ClassDesc type, Runnable push) {}

  private static final String KERNELS = "io.sabot.operators.internal.kernel.";
  private static final ClassDesc RAW_MEMORY = ClassDesc.of(KERNELS + "RawMemory");

  final CodeBuilder code;

  /** The local variable of the first row of a step. */
  private final int row;

  Form(CodeBuilder code, int row) {
    this.code = code;
    this.row = row;
  }

  /** Rows of a step. */
  abstract int lanes();

  /** What the names of the rooms begin with. */
  abstract String prefix();

  /** The type of a value. */
  abstract ClassDesc type(Lane lane);

  /** How a value is loaded and stored. */
  abstract TypeKind kind(Lane lane);

  /** What a step needs to know of its result, behind its other arguments. */
  abstract List<Argument> about(Lane result);

  /** The result of a step, in a new local variable. */
  int call(Room room, String name, Lane result, Argument... arguments) {
    int slot = code.allocateLocal(kind(result));
    callInto(slot, room, name, result, arguments);
    return slot;
  }

  /** The result of a step, in a local variable there is. */
  void callInto(int slot, Room room, String name, Lane result, Argument... arguments) {
    List<Argument> all = new ArrayList<>(List.of(arguments));
    all.addAll(about(result));
    invoke(room, name, type(result), all.toArray(Argument[]::new));
    code.storeLocal(kind(result), slot);
  }

  /** A step whose result, if any, stays on the stack. */
  void invoke(Room room, String name, ClassDesc result, Argument... arguments) {
    invoke(owner(room), name, result, List.of(arguments));
  }

  final ClassDesc owner(Room room) {
    return ClassDesc.of(KERNELS + prefix() + room.suffix);
  }

  /** Before anything else: what steps of these lanes need. */
  void begin(Set<Lane> lanes) {}

  /** Calls a step, or does what it does. */
  abstract void invoke(ClassDesc owner, String name, ClassDesc result, List<Argument> arguments);

  /** Calls a step. */
  final void call(ClassDesc owner, String name, ClassDesc result, List<Argument> arguments) {
    arguments.forEach(argument -> argument.push().run());
    code.invokestatic(owner, name, type(result, arguments));
  }

  static MethodTypeDesc type(ClassDesc result, List<Argument> arguments) {
    return MethodTypeDesc.of(result, arguments.stream().map(Argument::type).toList());
  }

  Argument value(Lane lane, int slot) {
    return new Argument(type(lane), () -> code.loadLocal(kind(lane), slot));
  }

  Argument bits(int slot) {
    return value(Lane.BIT, slot);
  }

  /** The bits of the sets of all steps of an iteration, first rows lowest. */
  Argument joined(int[] sets) {
    return new Argument(
        ConstantDescs.CD_long,
        () -> {
          invoke(Room.LANES, "bits", ConstantDescs.CD_long, bits(sets[0]));
          for (int i = 1; i < sets.length; i++) {
            invoke(Room.LANES, "bits", ConstantDescs.CD_long, bits(sets[i]));
            code.loadConstant(i * lanes()).lshl().lor();
          }
        });
  }

  /** Hands the lanes of a value to an array of the operands, at the place of a sink. */
  void give(Lane lane, int slot, String array, int sink) {
    ClassDesc element =
        switch (lane) {
          case INT -> ConstantDescs.CD_int;
          case FLOAT -> ConstantDescs.CD_float;
          case DOUBLE -> ConstantDescs.CD_double;
          default -> ConstantDescs.CD_long;
        };
    invoke(
        Room.SUMS,
        "give",
        ConstantDescs.CD_void,
        value(lane, slot),
        Frame.given(code, array, element),
        number(Lane.INT, (long) sink * Operands.LANES));
  }

  /** Words of bits. */
  Argument words(int slot) {
    return new Argument(Frame.WORDS, () -> code.aload(slot));
  }

  /** The memory in which a segment lies: itself, or all there is. */
  Argument memory(int segment) {
    return new Argument(
        Frame.SEGMENT,
        () -> {
          if (RawMemory.CHECKED) {
            code.aload(segment);
          } else {
            code.getstatic(RAW_MEMORY, "ALL", Frame.SEGMENT);
          }
        });
  }

  /**
   * Where values of a row lie in that memory: as a long, which cannot overflow, so that the
   * compiler can reason about all iterations at once.
   *
   * @param width bytes per value; 0 for bits
   */
  Argument at(int segment, Place place, int width) {
    return new Argument(
        ConstantDescs.CD_long,
        () -> {
          // What stays the same comes first, so that it is added up before the loop.
          if (RawMemory.CHECKED) {
            code.lconst_0();
          } else {
            code.lload(segment);
          }
          if (width == 0) {
            row(place).push().run();
            code.iconst_3().iushr().i2l().ladd();
          } else {
            place.addBytes(code, width);
            code.iload(row).i2l();
            code.loadConstant(Integer.numberOfTrailingZeros(width)).lshl().ladd();
          }
        });
  }

  /** The first row of a step. */
  Argument row(Place place) {
    return new Argument(
        ConstantDescs.CD_int,
        () -> {
          code.iload(row);
          place.addRows(code);
        });
  }

  /** A number written into the code; of the type of a lane of integers. */
  Argument number(Lane lane, long number) {
    return lane == Lane.INT
        ? new Argument(ConstantDescs.CD_int, () -> code.loadConstant((int) number))
        : new Argument(ConstantDescs.CD_long, () -> code.loadConstant(number));
  }

  Argument number(double number) {
    return new Argument(ConstantDescs.CD_double, () -> code.loadConstant(number));
  }
}
