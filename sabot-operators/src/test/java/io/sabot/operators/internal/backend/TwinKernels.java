package io.sabot.operators.internal.backend;

import io.sabot.expression.ExpressionCompiler;
import io.sabot.operators.internal.expression.JvmExpressionCompiler;
import io.sabot.operators.internal.kernel.Kernels;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The compiler over other kernels than those of this JVM: they are chosen once per class loader, so
 * this one loads the classes of operators a second time.
 */
final class TwinKernels extends URLClassLoader {
  private static final String PROPERTY = "sabot.kernels";

  private TwinKernels(URL[] classPath) {
    super(classPath, TwinKernels.class.getClassLoader());
  }

  /**
   * A compiler over these kernels.
   *
   * @param provider what {@code -Dsabot.kernels} is set to
   */
  static ExpressionCompiler compiler(String provider) throws ReflectiveOperationException {
    String before = System.getProperty(PROPERTY);
    System.setProperty(PROPERTY, provider);
    try {
      // Stays open as long as its classes are in use: to the end of the tests.
      TwinKernels twin = new TwinKernels(classPath());
      Object chosen =
          Class.forName(Kernels.class.getName(), true, twin).getMethod("provider").invoke(null);
      String expected = provider.equals("vector") && !isVectorThere() ? "scalar" : provider;
      String name = chosen.getClass().getSimpleName();
      if (!name.toLowerCase(Locale.ROOT).startsWith(expected)) {
        throw new IllegalStateException("kernels of the twin are " + name);
      }
      return (ExpressionCompiler)
          Class.forName(JvmExpressionCompiler.class.getName(), true, twin)
              .getDeclaredConstructor()
              .newInstance();
    } finally {
      restore(before);
    }
  }

  private static boolean isVectorThere() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  private static void restore(String before) {
    if (before == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }

  private static URL[] classPath() {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      try {
        urls.add(new File(entry).toURI().toURL());
      } catch (MalformedURLException failure) {
        throw new IllegalStateException(failure);
      }
    }
    return urls.toArray(new URL[0]);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("io.sabot.operators.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }
}
