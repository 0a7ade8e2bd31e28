package io.sabot.operators.internal.generate;

import io.sabot.operators.internal.kernel.RawMemory;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;

/** The parameters of the methods of a {@link Loop}, and what lies where in their arrays. */
final class Frame {
  static final ClassDesc SEGMENT = MemorySegment.class.describeConstable().orElseThrow();

  private static final ClassDesc SEGMENTS = SEGMENT.arrayType();

  /** All methods of a loop have this type. */
  static final MethodTypeDesc TYPE =
      MethodTypeDesc.of(
          ConstantDescs.CD_boolean,
          SEGMENTS,
          SEGMENTS,
          SEGMENTS,
          SEGMENTS,
          ConstantDescs.CD_long.arrayType(),
          ConstantDescs.CD_long.arrayType(),
          ConstantDescs.CD_double.arrayType(),
          ConstantDescs.CD_int,
          ConstantDescs.CD_int);

  static final int COLUMNS = 1;
  static final int VALIDITIES = 2;
  static final int RESULTS = 3;
  static final int BITMAPS = 4;
  static final int CONSTANTS = 5;
  static final int LONGS = 6;
  static final int DOUBLES = 7;
  static final int FROM = 8;
  static final int TO = 9;

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
    code.aload(LONGS).loadConstant(sink * STRIDE + number);
  }

  /** Before the value of the double that a sink gives. */
  static void address(CodeBuilder code, int sink) {
    code.aload(DOUBLES).loadConstant(sink);
  }

  /** A segment out of an array, or its address, in a new local variable. */
  static int segment(CodeBuilder code, int array, int index) {
    int slot = code.allocateLocal(RawMemory.CHECKED ? TypeKind.REFERENCE : TypeKind.LONG);
    code.aload(array).loadConstant(index).aaload();
    if (RawMemory.CHECKED) {
      code.astore(slot);
    } else {
      code.invokeinterface(SEGMENT, "address", MethodTypeDesc.of(ConstantDescs.CD_long));
      code.lstore(slot);
    }
    return slot;
  }
}
