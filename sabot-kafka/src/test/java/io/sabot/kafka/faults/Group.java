package io.sabot.kafka.faults;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The processes that share the work, in slots: where one is gone, another one is started. */
final class Group implements AutoCloseable {
  static final int SIZE = 3;

  private final String bootstrap;
  private final Launcher launcher;
  private final Set<Work> works;
  private final Chronicle chronicle;
  private final List<Child> members = new ArrayList<>();
  private int started;

  Group(String bootstrap, Launcher launcher, Set<Work> works, Chronicle chronicle) {
    this.bootstrap = bootstrap;
    this.launcher = launcher;
    this.works = works;
    this.chronicle = chronicle;
  }

  /** Starts one process more. */
  void add() {
    members.add(start());
  }

  private Child start() {
    String name = "p" + ++started;
    List<String> arguments =
        new ArrayList<>(List.of(bootstrap, launcher.folder().toString(), name));
    works.forEach(work -> arguments.add(work.name()));
    Child child = launcher.start(Launcher.Program.MEMBER, name, arguments);
    chronicle.add(child + " is started");
    return child;
  }

  Child member(int slot) {
    return members.get(slot);
  }

  /** Starts another process where one is gone. */
  void replace(int slot) {
    members.set(slot, start());
  }

  /** Whether the process of a slot has started its jobs. */
  boolean hasStarted(int slot) {
    return Files.exists(MemberMain.started(launcher.folder(), members.get(slot).name()));
  }

  List<Child> members() {
    return List.copyOf(members);
  }

  @Override
  public void close() {
    members.forEach(Child::kill);
  }
}
