package io.sabot.internal.lambda;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a method with terms in the place of values. Where the way forks, both are gone to the end:
 * what they return is a choice.
 */
final class SymbolicMethod {
  private final MethodModel method;
  private final List<Instruction> code = new ArrayList<>();
  private final Map<Label, Integer> places = new HashMap<>();
  private final StackInstructions computing;
  private final MethodReader.Budget budget;

  SymbolicMethod(MethodReader methods, MethodModel method, MethodReader.Budget budget) {
    this.method = method;
    this.budget = budget;
    this.computing = new StackInstructions(methods, budget);
    CodeModel model = method.code().orElseThrow();
    if (!model.exceptionHandlers().isEmpty()) {
      throw new Untranslatable("it catches exceptions");
    }
    for (CodeElement element : model) {
      switch (element) {
        case LabelTarget target -> places.put(target.label(), code.size());
        case Instruction instruction -> code.add(instruction);
        default -> {}
      }
    }
  }

  /** What it returns for arguments. */
  JavaTerm result(List<JavaTerm> arguments) {
    SymbolicState state = new SymbolicState();
    int slot = 0;
    for (JavaTerm argument : arguments) {
      state.store(slot, argument);
      slot += argument.kind().isWide() ? 2 : 1;
    }
    return run(0, state);
  }

  private JavaTerm run(int start, SymbolicState state) {
    for (int at = start; ; at++) {
      budget.spend();
      Instruction instruction = code.get(at);
      switch (instruction) {
        case ReturnInstruction end -> {
          return returned(state);
        }
        case BranchInstruction branch -> {
          return branch(branch, at, state);
        }
        case TableSwitchInstruction choice -> {
          return choose(choice.cases(), choice.defaultTarget(), at, state);
        }
        case LookupSwitchInstruction choice -> {
          return choose(choice.cases(), choice.defaultTarget(), at, state);
        }
        case ThrowInstruction end -> throw new Untranslatable("it throws");
        case LoadInstruction load -> state.push(state.load(load.slot()));
        case StoreInstruction store -> state.store(store.slot(), state.pop());
        case IncrementInstruction step ->
            state.store(
                step.slot(),
                StackInstructions.compute(
                    JavaOperator.ADD, state.load(step.slot()), JavaTerm.of(step.constant())));
        default -> computing.run(instruction, state);
      }
    }
  }

  private JavaTerm returned(SymbolicState state) {
    if (state.isEmpty()) {
      throw new Untranslatable("it returns nothing");
    }
    JavaTerm term = state.pop();
    if (method.methodTypeSymbol().returnType().descriptorString().equals("Z")) {
      JavaTerm condition = Conditions.asCondition(term);
      if (condition == null) {
        throw new Untranslatable("it computes with booleans");
      }
      return condition;
    }
    return term.kind() == JavaKind.BOOLEAN ? Conditions.asInt(term) : term;
  }

  private int target(Label label, int from) {
    Integer place = places.get(label);
    if (place == null || place <= from) {
      throw new Untranslatable("it loops");
    }
    return place;
  }

  private JavaTerm branch(BranchInstruction branch, int at, SymbolicState state) {
    int target = target(branch.target(), at);
    JavaTerm condition =
        switch (branch.opcode()) {
          case GOTO, GOTO_W -> null;
          case IFEQ -> Conditions.withZero(JavaOperator.EQUAL, state.pop());
          case IFNE -> Conditions.withZero(JavaOperator.NOT_EQUAL, state.pop());
          case IFLT -> Conditions.withZero(JavaOperator.LESS, state.pop());
          case IFLE -> Conditions.withZero(JavaOperator.LESS_OR_EQUAL, state.pop());
          case IFGT -> Conditions.withZero(JavaOperator.GREATER, state.pop());
          case IFGE -> Conditions.withZero(JavaOperator.GREATER_OR_EQUAL, state.pop());
          case IF_ICMPEQ -> compare(JavaOperator.EQUAL, state);
          case IF_ICMPNE -> compare(JavaOperator.NOT_EQUAL, state);
          case IF_ICMPLT -> compare(JavaOperator.LESS, state);
          case IF_ICMPLE -> compare(JavaOperator.LESS_OR_EQUAL, state);
          case IF_ICMPGT -> compare(JavaOperator.GREATER, state);
          case IF_ICMPGE -> compare(JavaOperator.GREATER_OR_EQUAL, state);
          default -> throw new Untranslatable("it compares references");
        };
    if (condition == null) {
      return run(target, state);
    }
    JavaTerm taken = run(target, state.copy());
    return Conditions.choice(condition, taken, run(at + 1, state));
  }

  private static JavaTerm compare(JavaOperator operator, SymbolicState state) {
    JavaTerm right = Conditions.asInt(state.pop());
    JavaTerm left = Conditions.asInt(state.pop());
    return JavaTerm.apply(operator, JavaKind.BOOLEAN, left, right);
  }

  private JavaTerm choose(List<SwitchCase> cases, Label other, int at, SymbolicState state) {
    JavaTerm key = Conditions.asInt(state.pop());
    JavaTerm result = run(target(other, at), state.copy());
    for (SwitchCase one : cases.reversed()) {
      JavaTerm condition =
          JavaTerm.apply(JavaOperator.EQUAL, JavaKind.BOOLEAN, key, JavaTerm.of(one.caseValue()));
      result = Conditions.choice(condition, run(target(one.target(), at), state.copy()), result);
    }
    return result;
  }
}
