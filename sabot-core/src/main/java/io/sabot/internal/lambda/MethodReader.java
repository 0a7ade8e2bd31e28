package io.sabot.internal.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of one class, as its class file has them. */
final class MethodReader {
  /** Calls of methods of the same class are followed so deep. */
  private static final int DEEP = 8;

  private final String owner;
  private final Map<String, MethodModel> methods = new HashMap<>();
  private int depth;

  private MethodReader(String owner, ClassModel model) {
    this.owner = owner;
    for (MethodModel method : model.methods()) {
      methods.put(method.methodName().stringValue() + method.methodType().stringValue(), method);
    }
  }

  /** The methods of a class; null where its file is not at hand. */
  static @Nullable MethodReader of(String owner, @Nullable ClassLoader loader) {
    String file = owner + ".class";
    try (InputStream in =
        loader == null
            ? ClassLoader.getSystemResourceAsStream(file)
            : loader.getResourceAsStream(file)) {
      return in == null ? null : new MethodReader(owner, ClassFile.of().parse(in.readAllBytes()));
    } catch (IOException | IllegalArgumentException unreadable) {
      return null;
    }
  }

  /**
   * What a static method returns.
   *
   * @throws Untranslatable where it does more than compute
   */
  JavaTerm call(String name, String descriptor, List<JavaTerm> arguments, Budget budget) {
    MethodModel method = methods.get(name + descriptor);
    if (method == null || method.code().isEmpty()) {
      throw new Untranslatable("it calls " + name);
    }
    if (depth == DEEP) {
      throw new Untranslatable("it calls itself");
    }
    depth++;
    try {
      return new SymbolicMethod(this, method, budget).result(arguments);
    } finally {
      depth--;
    }
  }

  String owner() {
    return owner;
  }

  /** Instructions that may still be looked at, over all paths. */
  static final class Budget {
    private int left = 4000;

    void spend() {
      if (left-- == 0) {
        throw new Untranslatable("it has too many paths");
      }
    }
  }
}
