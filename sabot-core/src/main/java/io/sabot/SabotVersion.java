package io.sabot;

/** The version of Sabot on the class path, for logs and bug reports. */
public final class SabotVersion {
  private static final String OUTSIDE_A_JAR = "development";

  private SabotVersion() {}

  /**
   * The version written in the manifest of the jar of Sabot.
   *
   * @return the version, or {@code development} where the classes do not come from a jar
   */
  public static String current() {
    String version = SabotVersion.class.getPackage().getImplementationVersion();
    return version == null ? OUTSIDE_A_JAR : version;
  }
}
