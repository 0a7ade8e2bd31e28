package io.sabot.internal.lambda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Locals and stack of a method that runs over terms. */
final class SymbolicState {
  private final Map<Integer, JavaTerm> locals;
  private final List<JavaTerm> stack;

  SymbolicState() {
    this(new HashMap<>(), new ArrayList<>());
  }

  private SymbolicState(Map<Integer, JavaTerm> locals, List<JavaTerm> stack) {
    this.locals = locals;
    this.stack = stack;
  }

  SymbolicState copy() {
    return new SymbolicState(new HashMap<>(locals), new ArrayList<>(stack));
  }

  JavaTerm load(int slot) {
    JavaTerm term = locals.get(slot);
    if (term == null) {
      throw new Untranslatable("it reads what it was not given");
    }
    return term;
  }

  void store(int slot, JavaTerm term) {
    locals.put(slot, term);
  }

  void push(JavaTerm term) {
    stack.add(term);
  }

  JavaTerm pop() {
    return stack.removeLast();
  }

  boolean isEmpty() {
    return stack.isEmpty();
  }

  /** The topmost values, deepest first. */
  List<JavaTerm> pop(int count) {
    List<JavaTerm> top = stack.subList(stack.size() - count, stack.size());
    List<JavaTerm> copy = List.copyOf(top);
    top.clear();
    return copy;
  }
}
