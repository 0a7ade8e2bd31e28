package io.sabot.operators.internal.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bodies of steps into a loop, in place of calls. The just-in-time compiler takes no
 * more callees in once a method has grown to some size, and a vector that is handed to a callee
 * lies on the heap: one such call makes a loop hundreds of times slower. The methods of the Vector
 * API itself are exempt from that limit.
 */
final class Bodies {
  /** By class, then by name and type: bodies in which nothing branches and nothing is stored. */
  private static final Map<ClassDesc, Map<String, List<Instruction>>> KNOWN =
      new ConcurrentHashMap<>();

  private Bodies() {}

  /**
   * Writes the body of a static method, whose result stays on the stack.
   *
   * @param arguments take the place of parameters, as often as those are read
   * @return false where the body is none that can be written, and nothing was
   */
  static boolean write(
      CodeBuilder code,
      ClassDesc owner,
      String name,
      MethodTypeDesc type,
      List<Form.Argument> arguments) {
    List<Instruction> body = of(owner, name, type);
    if (body == null) {
      return false;
    }
    Map<Integer, Form.Argument> bySlot = bySlot(arguments);
    for (Instruction instruction : body) {
      switch (instruction) {
        case LoadInstruction load -> bySlot.get(load.slot()).push().run();
        case ReturnInstruction end -> {}
        default -> code.with(instruction);
      }
    }
    return true;
  }

  private static Map<Integer, Form.Argument> bySlot(List<Form.Argument> arguments) {
    Map<Integer, Form.Argument> slots = new HashMap<>();
    int slot = 0;
    for (Form.Argument argument : arguments) {
      slots.put(slot, argument);
      slot += TypeKind.from(argument.type()).slotSize();
    }
    return slots;
  }

  /** The body of a method, or null where it branches or stores. */
  static @Nullable List<Instruction> of(ClassDesc owner, String name, MethodTypeDesc type) {
    return KNOWN.computeIfAbsent(owner, Bodies::read).get(name + type.descriptorString());
  }

  private static Map<String, List<Instruction>> read(ClassDesc owner) {
    Map<String, List<Instruction>> bodies = new HashMap<>();
    for (MethodModel method : parsed(owner).methods()) {
      method
          .code()
          .map(body -> body.elementList())
          .filter(Bodies::isStraight)
          .ifPresent(elements ->
              bodies.put(
                  method.methodName().stringValue() + method.methodType().stringValue(),
                  instructions(elements)));
    }
    return bodies;
  }

  private static ClassModel parsed(ClassDesc owner) {
    String file =
        "/" + owner.packageName().replace('.', '/') + "/" + owner.displayName() + ".class";
    try (InputStream bytes = Bodies.class.getResourceAsStream(file)) {
      if (bytes == null) {
        throw new IllegalStateException("a class of steps is missing: " + file);
      }
      return ClassFile.of().parse(bytes.readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean isStraight(List<CodeElement> elements) {
    return elements.stream()
        .noneMatch(element ->
            element instanceof BranchInstruction
                || element instanceof LookupSwitchInstruction
                || element instanceof TableSwitchInstruction
                || element instanceof StoreInstruction
                || element instanceof IncrementInstruction);
  }

  private static List<Instruction> instructions(List<CodeElement> elements) {
    return elements.stream()
        .filter(Instruction.class::isInstance)
        .map(Instruction.class::cast)
        .toList();
  }
}
