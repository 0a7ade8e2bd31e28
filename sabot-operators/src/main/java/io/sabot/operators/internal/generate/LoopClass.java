package io.sabot.operators.internal.generate;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A class for a template, hidden, so that it goes when nobody holds its loop any more.
 *
 * @param shape of its SIMD methods; where there are none they are not called
 */
record LoopClass(Loop loop, Shape shape) {
  /** The compiler leaves longer methods alone. */
  private static final int LONGEST = 7_900;

  private static final ClassDesc NAME =
      ClassDesc.of(LoopClass.class.getPackageName() + ".GeneratedLoop");

  /** Runs whole iterations of the widest form there is; gives whether a row failed. */
  boolean run(boolean nulls, Operands operands, int to) {
    if (shape.lanes() == 1) {
      return rest(nulls, operands, 0, to);
    }
    return nulls ? loop.maskedVector(operands, 0, to) : loop.denseVector(operands, 0, to);
  }

  /** Runs row by row. */
  boolean rest(boolean nulls, Operands operands, int from, int to) {
    return nulls ? loop.maskedScalar(operands, from, to) : loop.denseScalar(operands, from, to);
  }

  /** Writes and loads a class, or gives null where it would be too long to be compiled. */
  static @Nullable LoopClass define(Template template, Shape wanted) {
    Shape shape = wanted;
    byte[] bytes = write(template, shape);
    while (length(bytes) > LONGEST && shape.steps() > shortest(template, shape)) {
      shape = shape.smaller();
      bytes = write(template, shape);
    }
    return length(bytes) > LONGEST ? null : new LoopClass(load(bytes), shape);
  }

  /** Bits of outputs are written in whole bytes. */
  private static int shortest(Template template, Shape shape) {
    boolean outputs = template.sinks().stream().anyMatch(Sink.Output.class::isInstance);
    return outputs ? shape.steps() : 1;
  }

  private static byte[] write(Template template, Shape shape) {
    return ClassFile.of()
        .build(
            NAME,
            type -> {
              type.withFlags(ClassFile.ACC_FINAL)
                  .withInterfaceSymbols(Loop.class.describeConstable().orElseThrow())
                  .withMethodBody(
                      ConstantDescs.INIT_NAME,
                      ConstantDescs.MTD_void,
                      0,
                      code ->
                          code.aload(0)
                              .invokespecial(
                                  ConstantDescs.CD_Object,
                                  ConstantDescs.INIT_NAME,
                                  MethodTypeDesc.of(ConstantDescs.CD_void))
                              .return_());
              method(type, "denseScalar", code -> scalar(template, code, false));
              method(type, "maskedScalar", code -> scalar(template, code, true));
              method(type, "denseVector", code -> vector(template, shape, code, false));
              method(type, "maskedVector", code -> vector(template, shape, code, true));
            });
  }

  private static void method(ClassBuilder type, String name, Consumer<CodeBuilder> body) {
    type.withMethodBody(name, Frame.TYPE, ClassFile.ACC_PUBLIC, body);
  }

  private static void scalar(Template template, CodeBuilder code, boolean masked) {
    new LoopCode(template, new ScalarForm(code, Frame.FROM), 1).write(masked);
  }

  private static void vector(Template template, Shape shape, CodeBuilder code, boolean masked) {
    if (shape.lanes() == 1) {
      code.iconst_1().ireturn();
      return;
    }
    VectorForm form = new VectorForm(code, Frame.FROM, shape.lanes(), shape.widest());
    new LoopCode(template, form, shape.steps()).write(masked);
  }

  private static int length(byte[] bytes) {
    return ClassFile.of().parse(bytes).methods().stream()
        .flatMap(method -> method.findAttribute(Attributes.code()).stream())
        .mapToInt(CodeAttribute::codeLength)
        .max()
        .orElse(0);
  }

  private static Loop load(byte[] bytes) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
      return (Loop)
          lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (Throwable failure) {
      throw new IllegalStateException("a generated loop does not load", failure);
    }
  }
}
