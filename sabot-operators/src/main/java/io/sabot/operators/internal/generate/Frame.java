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

  static final ClassDesc WORDS = ConstantDescs.CD_long.arrayType();

  /** All methods of a loop have this type. */
  static final MethodTypeDesc TYPE =
      MethodTypeDesc.of(
          ConstantDescs.CD_boolean, OPERANDS, ConstantDescs.CD_int, ConstantDescs.CD_int);

  private static final int OPERANDS_SLOT = 1;
  static final int FROM = 2;
  static final int TO = 3;

  private Frame() {}

  /** Before the number of rows that took part in a sink. */
  static void count(CodeBuilder code, int sink) {
    array(code, "counts", ConstantDescs.CD_long);
    code.loadConstant(sink);
  }

  /** An array of numbers that sinks give, as an argument. */
  static Form.Argument given(CodeBuilder code, String array, ClassDesc element) {
    return new Form.Argument(element.arrayType(), () -> array(code, array, element));
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

  /** Words of bits, in a new local variable. */
  static int words(CodeBuilder code, String array, int index) {
    int slot = code.allocateLocal(TypeKind.REFERENCE);
    array(code, array, WORDS);
    code.loadConstant(index).aaload().astore(slot);
    return slot;
  }

  /** Words of the rows that a loop keeps, in a new local variable. */
  static int kept(CodeBuilder code) {
    int slot = code.allocateLocal(TypeKind.REFERENCE);
    array(code, "kept", ConstantDescs.CD_long);
    code.astore(slot);
    return slot;
  }

  private static void array(CodeBuilder code, String name, ClassDesc element) {
    code.aload(OPERANDS_SLOT).getfield(OPERANDS, name, element.arrayType());
  }
}
