package io.sabot.operators.internal.generate;

import io.sabot.operators.internal.kernel.RawMemory;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;

/** The parameters of the methods of a {@link Loop}, and what lies where in their operands. */
final class Frame {
  static final ClassDesc SEGMENT = MemorySegment.class.describeConstable().orElseThrow();

  private static final ClassDesc OPERANDS = Operands.class.describeConstable().orElseThrow();

  /** All methods of a loop have this type. */
  static final MethodTypeDesc TYPE =
      MethodTypeDesc.of(
          ConstantDescs.CD_boolean, OPERANDS, ConstantDescs.CD_int, ConstantDescs.CD_int);

  private static final int OPERANDS_SLOT = 1;
  static final int FROM = 2;
  static final int TO = 3;

  /** Numbers that each sink gives in the array of integers. */
  static final int STRIDE = 3;

  /** Rows that took part. */
  static final int COUNT = 0;

  /** The sum, its lower half, or the extreme value. */
  static final int LOW = 1;

  /** The upper half of a sum. */
  static final int HIGH = 2;

  private Frame() {}

  /** Before the value of a number that a sink gives. */
  static void address(CodeBuilder code, int sink, int number) {
    array(code, "longs", ConstantDescs.CD_long);
    code.loadConstant(sink * STRIDE + number);
  }

  /** Before the value of the double that a sink gives. */
  static void address(CodeBuilder code, int sink) {
    array(code, "doubles", ConstantDescs.CD_double);
    code.loadConstant(sink);
  }

  /** The bits of a number, on the stack. */
  static void constant(CodeBuilder code, int index) {
    array(code, "constants", ConstantDescs.CD_long);
    code.loadConstant(index).laload();
  }

  /** The gate, in a new local variable. */
  static int gate(CodeBuilder code) {
    int slot = code.allocateLocal(TypeKind.INT);
    code.aload(OPERANDS_SLOT).getfield(OPERANDS, "gate", ConstantDescs.CD_int).istore(slot);
    return slot;
  }

  /** A segment out of an array, or its address, in a new local variable. */
  static int segment(CodeBuilder code, String array, int index) {
    int slot = code.allocateLocal(RawMemory.CHECKED ? TypeKind.REFERENCE : TypeKind.LONG);
    array(code, array, SEGMENT);
    code.loadConstant(index).aaload();
    if (RawMemory.CHECKED) {
      code.astore(slot);
    } else {
      code.invokeinterface(SEGMENT, "address", MethodTypeDesc.of(ConstantDescs.CD_long));
      code.lstore(slot);
    }
    return slot;
  }

  private static void array(CodeBuilder code, String name, ClassDesc element) {
    code.aload(OPERANDS_SLOT).getfield(OPERANDS, name, element.arrayType());
  }
}
