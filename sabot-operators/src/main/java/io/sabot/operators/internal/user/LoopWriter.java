package io.sabot.operators.internal.user;

import io.sabot.batch.Bitmaps;
import io.sabot.expression.UserShape;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * Writes the class of a loop that calls one method, which is its class data:
 *
 * <pre>{@code
 * for (row = 0; row < length; row++) {
 *   if (rows == null || Bitmaps.get(rows, row)) {
 *     result.set(row, handle.invokeExact(function, first.get(row), second.get(row)));
 *   }
 * }
 * }</pre>
 */
final class LoopWriter {
  private static final ClassDesc ARGUMENT = desc(UserArgument.class);
  private static final ClassDesc RESULT = desc(UserResult.class);
  private static final ClassDesc SEGMENT = desc(MemorySegment.class);
  private static final ClassDesc HANDLE = desc(MethodHandle.class);
  private static final ClassDesc FAILURE = desc(UserCallFailure.class);
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          ConstantDescs.CD_Object,
          ARGUMENT.arrayType(),
          RESULT,
          SEGMENT,
          ConstantDescs.CD_int);

  private static final int FUNCTION = 1;
  private static final int ARGUMENTS = 2;
  private static final int INTO = 3;
  private static final int ROWS = 4;
  private static final int LENGTH = 5;
  private static final int ROW = 6;
  private static final int FIRST = 7;
  private static final int THROWN = FIRST + 255;

  private final UserShape shape;
  private final MethodTypeDesc called;

  private LoopWriter(UserShape shape, MethodHandle handle) {
    this.shape = shape;
    this.called = handle.type().describeConstable().orElseThrow();
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  /** The class file of a loop for functions of a shape. */
  static byte[] write(UserShape shape, MethodHandle handle) {
    LoopWriter writer = new LoopWriter(shape, handle);
    ClassDesc name = ClassDesc.of(LoopWriter.class.getPackageName(), "GeneratedLoop");
    return ClassFile.of()
        .build(
            name,
            type ->
                type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                    .withInterfaceSymbols(desc(UserLoop.class))
                    .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_PUBLIC,
                        code ->
                            code.aload(0)
                                .invokespecial(
                                    ConstantDescs.CD_Object,
                                    ConstantDescs.INIT_NAME,
                                    ConstantDescs.MTD_void)
                                .return_())
                    .withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, writer::run));
  }

  private void run(CodeBuilder code) {
    for (int i = 0; i < parameters().size(); i++) {
      code.aload(ARGUMENTS).loadConstant(i).aaload().checkcast(argument(i)).astore(FIRST + i);
    }
    code.iconst_0().istore(ROW);
    code.trying(
        this::loop,
        failed ->
            failed.catchingAll(handler ->
                handler
                    .astore(THROWN)
                    .new_(FAILURE)
                    .dup()
                    .iload(ROW)
                    .aload(THROWN)
                    .invokespecial(
                        FAILURE,
                        ConstantDescs.INIT_NAME,
                        MethodTypeDesc.of(
                            ConstantDescs.CD_void,
                            ConstantDescs.CD_int,
                            ConstantDescs.CD_Throwable))
                    .athrow()));
    code.return_();
  }

  private void loop(CodeBuilder code) {
    Label test = code.newLabel();
    Label call = code.newLabel();
    Label next = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(test).iload(ROW).iload(LENGTH).if_icmpge(end);
    code.aload(ROWS).ifnull(call);
    code.aload(ROWS)
        .iload(ROW)
        .invokestatic(
            desc(Bitmaps.class),
            "get",
            MethodTypeDesc.of(ConstantDescs.CD_boolean, SEGMENT, ConstantDescs.CD_int))
        .ifeq(next);
    code.labelBinding(call);
    call(code);
    code.labelBinding(next).iinc(ROW, 1).goto_(test).labelBinding(end);
  }

  private void call(CodeBuilder code) {
    ClassDesc into = into();
    code.aload(INTO)
        .checkcast(into)
        .iload(ROW)
        .loadConstant(
            DynamicConstantDesc.ofNamed(
                ConstantDescs.ofConstantBootstrap(
                    ConstantDescs.CD_MethodHandles, "classData", ConstantDescs.CD_Object),
                ConstantDescs.DEFAULT_NAME,
                HANDLE))
        .aload(FUNCTION);
    for (int i = 0; i < parameters().size(); i++) {
      argument(code, i);
    }
    code.invokevirtual(HANDLE, "invokeExact", called);
    boolean primitive = result().isPrimitive();
    code.invokevirtual(
        into,
        primitive ? "set" : "put",
        MethodTypeDesc.of(
            ConstantDescs.CD_void,
            ConstantDescs.CD_int,
            primitive ? desc(result()) : ConstantDescs.CD_Object));
  }

  /** A class without others below it, so that writing a result is inlined. */
  private ClassDesc into() {
    return desc(
        switch (shape.resultType()) {
          case BOOLEAN -> UserResult.OfBoolean.class;
          case BYTE -> UserResult.OfByte.class;
          case SHORT -> UserResult.OfShort.class;
          case INT -> UserResult.OfInt.class;
          case LONG -> UserResult.OfLong.class;
          case FLOAT -> UserResult.OfFloat.class;
          case DOUBLE -> UserResult.OfDouble.class;
          case STRING -> UserResult.OfText.class;
          case DECIMAL -> UserResult.OfDecimal.class;
          case DATE -> UserResult.OfDate.class;
          case LOCAL_DATE_TIME, INSTANT -> UserResult.OfTime.class;
        });
  }

  private void argument(CodeBuilder code, int index) {
    Class<?> parameter = parameters().get(index);
    boolean primitive = isPrimitive(parameter);
    code.aload(FIRST + index)
        .iload(ROW)
        .invokevirtual(
            argument(index),
            primitive ? "get" : "boxed",
            MethodTypeDesc.of(
                primitive ? primitive(parameter) : ConstantDescs.CD_Object, ConstantDescs.CD_int));
  }

  private List<Class<?>> parameters() {
    return List.of(shape.method().getParameterTypes());
  }

  private Class<?> result() {
    return shape.method().getReturnType();
  }

  private static boolean isPrimitive(Class<?> type) {
    return type.isPrimitive();
  }

  private ClassDesc argument(int index) {
    Class<?> parameter = parameters().get(index);
    return isPrimitive(parameter) ? typed(ARGUMENT, parameter) : ARGUMENT;
  }

  private static ClassDesc primitive(Class<?> type) {
    return desc(type);
  }

  /** The nested class for a primitive type. */
  private static ClassDesc typed(ClassDesc outer, Class<?> type) {
    String name = type.getName();
    return outer.nested("Of" + Character.toUpperCase(name.charAt(0)) + name.substring(1));
  }
}
