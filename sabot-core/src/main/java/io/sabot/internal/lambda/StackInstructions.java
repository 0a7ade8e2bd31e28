package io.sabot.internal.lambda;

import static io.sabot.internal.lambda.JavaTerm.apply;

import io.sabot.internal.lambda.JavaTerm.Value;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Instructions that only look at the stack. */
final class StackInstructions {
  private final MethodReader methods;
  private final MethodReader.Budget budget;

  StackInstructions(MethodReader methods, MethodReader.Budget budget) {
    this.methods = methods;
    this.budget = budget;
  }

  /** Runs one. */
  void run(Instruction instruction, SymbolicState state) {
    switch (instruction) {
      case ConstantInstruction constant -> state.push(constant(constant.constantValue()));
      case OperatorInstruction operator -> operator(operator.opcode(), state);
      case ConvertInstruction conversion -> convert(conversion.opcode(), state);
      case StackInstruction move -> move(move.opcode(), state);
      case InvokeInstruction call -> call(call, state);
      case TypeCheckInstruction check when check.opcode() == Opcode.CHECKCAST ->
          cast(check.type().asInternalName(), state);
      case NopInstruction nothing -> {}
      default ->
          throw new Untranslatable(
              switch (instruction.opcode()) {
                case GETFIELD, PUTFIELD, GETSTATIC, PUTSTATIC -> "it uses a field";
                case INVOKEDYNAMIC -> "it joins texts, or makes lambdas";
                case NEW, NEWARRAY, ANEWARRAY, MULTIANEWARRAY -> "it makes objects";
                default -> "it uses " + instruction.opcode().name().toLowerCase(Locale.ROOT);
              });
    }
  }

  /** Casts that cannot fail. */
  private static void cast(String type, SymbolicState state) {
    JavaTerm top = state.pop();
    boolean text = top.kind() == JavaKind.TEXT && type.equals("java/lang/String");
    boolean nothing = top instanceof Value(Object value, JavaKind kind) && value == null;
    if (!text && !nothing) {
      throw new Untranslatable("it casts objects");
    }
    state.push(top);
  }

  private static JavaTerm constant(Object value) {
    return switch (value) {
      case Integer v -> new Value(v, JavaKind.INT);
      case Long v -> new Value(v, JavaKind.LONG);
      case Float v -> new Value(v, JavaKind.FLOAT);
      case Double v -> new Value(v, JavaKind.DOUBLE);
      case String v -> new Value(v, JavaKind.TEXT);
      case Object v when v.equals(java.lang.constant.ConstantDescs.NULL) ->
          new Value(null, JavaKind.OBJECT);
      default -> throw new Untranslatable("it uses a constant of another kind");
    };
  }

  /** An operator of two sides; conditions stay what they are where both sides are. */
  static JavaTerm compute(JavaOperator operator, JavaTerm left, JavaTerm right) {
    boolean bits =
        operator == JavaOperator.AND || operator == JavaOperator.OR || operator == JavaOperator.XOR;
    if (bits && left.kind() != JavaKind.LONG) {
      JavaTerm a = Conditions.asCondition(left);
      JavaTerm b = Conditions.asCondition(right);
      if (a != null && b != null) {
        return Objects.requireNonNull(Conditions.asCondition(apply(operator, JavaKind.INT, a, b)));
      }
    }
    return apply(operator, Conditions.asInt(left), Conditions.asInt(right));
  }

  private static void operator(Opcode opcode, SymbolicState state) {
    String name = opcode.name();
    JavaOperator operator =
        switch (name.substring(1)) {
          case "ADD" -> JavaOperator.ADD;
          case "SUB" -> JavaOperator.SUBTRACT;
          case "MUL" -> JavaOperator.MULTIPLY;
          case "DIV" -> JavaOperator.DIVIDE;
          case "REM" -> JavaOperator.REMAINDER;
          case "NEG" -> JavaOperator.NEGATE;
          case "AND" -> JavaOperator.AND;
          case "OR" -> JavaOperator.OR;
          case "XOR" -> JavaOperator.XOR;
          case "SHL" -> JavaOperator.SHIFT_LEFT;
          case "SHR" -> JavaOperator.SHIFT_RIGHT;
          case "USHR" -> JavaOperator.SHIFT_RIGHT_UNSIGNED;
          case "CMP", "CMPL" -> JavaOperator.COMPARE_NAN_LESS;
          case "CMPG" -> JavaOperator.COMPARE_NAN_GREATER;
          default -> throw new Untranslatable("it uses " + name.toLowerCase(Locale.ROOT));
        };
    JavaTerm last = state.pop();
    state.push(
        switch (operator) {
          case NEGATE -> apply(operator, Conditions.asInt(last));
          case COMPARE_NAN_LESS, COMPARE_NAN_GREATER ->
              apply(operator, JavaKind.INT, state.pop(), last);
          default -> compute(operator, state.pop(), last);
        });
  }

  private static void convert(Opcode opcode, SymbolicState state) {
    JavaTerm from = Conditions.asInt(state.pop());
    state.push(
        switch (opcode.name().substring(2)) {
          case "B" -> apply(JavaOperator.TO_BYTE, from);
          case "S" -> apply(JavaOperator.TO_SHORT, from);
          case "C" -> apply(JavaOperator.TO_CHAR, from);
          case "I" -> apply(JavaOperator.TO_INT, JavaKind.INT, from);
          case "L" -> apply(JavaOperator.TO_LONG, JavaKind.LONG, from);
          case "F" -> apply(JavaOperator.TO_FLOAT, JavaKind.FLOAT, from);
          default -> apply(JavaOperator.TO_DOUBLE, JavaKind.DOUBLE, from);
        });
  }

  private static void move(Opcode opcode, SymbolicState state) {
    JavaTerm top = state.pop();
    boolean wide = top.kind().isWide();
    switch (opcode) {
      case POP -> {}
      case POP2 -> {
        if (!wide) {
          state.pop();
        }
      }
      case DUP -> {
        state.push(top);
        state.push(top);
      }
      case DUP2 -> {
        if (wide) {
          state.push(top);
          state.push(top);
        } else {
          JavaTerm below = state.pop();
          state.push(below);
          state.push(top);
          state.push(below);
          state.push(top);
        }
      }
      case SWAP -> {
        JavaTerm below = state.pop();
        state.push(top);
        state.push(below);
      }
      default -> throw new Untranslatable("it assigns within an expression");
    }
  }

  private void call(InvokeInstruction call, SymbolicState state) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    String descriptor = call.type().stringValue();
    boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
    int count = call.typeSymbol().parameterCount() + (isStatic ? 0 : 1);
    List<JavaTerm> operands = state.pop(count);
    JavaTerm known = PureMethods.call(owner, name, descriptor, operands);
    if (known == null && isStatic && owner.equals(methods.owner())) {
      known = methods.call(name, descriptor, typed(call, operands), budget);
    }
    if (known == null) {
      String simple = owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
      throw new Untranslatable("it calls " + simple + "." + name);
    }
    state.push(known);
  }

  /** Conditions where the method takes booleans, integers where it takes those. */
  private static List<JavaTerm> typed(InvokeInstruction call, List<JavaTerm> operands) {
    List<JavaTerm> typed = new java.util.ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      boolean condition = call.typeSymbol().parameterType(i).descriptorString().equals("Z");
      JavaTerm term = operands.get(i);
      JavaTerm wanted = condition ? Conditions.asCondition(term) : Conditions.asInt(term);
      if (wanted == null) {
        throw new Untranslatable("it computes with booleans");
      }
      typed.add(wanted);
    }
    return typed;
  }
}
