package io.sabot.stream;

import static com.tngtech.archunit.lang.conditions.ArchConditions.haveRawParameterTypes;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not check. */
@Tag("architecture")
class ArchitectureTest {
  private static final JavaClasses SABOT =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("io.sabot");

  private static void holds(ArchRule rule) {
    rule.check(SABOT);
  }

  @Test
  void kernelsKnowNoArrowClass() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("io.sabot.operators.internal.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.arrow.."));
  }

  @Test
  void onlyTheFlowDoorKnowsSubscription() {
    holds(
        noClasses()
            .that(
                DescribedPredicate.describe(
                    "are outside FlowDoor and the test kit",
                    (JavaClass type) ->
                        !type.getName().startsWith("io.sabot.internal.flow.FlowDoor")
                            && !type.getPackageName().equals("io.sabot.testkit")))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Flow.Subscription.class));
  }

  @Test
  void onlyKernelsUseTheVectorModule() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.sabot.operators.internal.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator.vector.."));
  }

  @Test
  void operatorsKnowNoPlan() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("io.sabot.operators..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.sabot.stream..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("io\\.sabot\\.plan\\.(Plan|PlanText)"));
  }

  @Test
  void theCoreStandsAlone() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.sabot.operators..", "io.sabot.stream..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.sabot.operators..", "io.sabot.stream.."));
  }

  @Test
  void onlyTheTestKitNeedsNothingOfItself() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.sabot.testkit..", "io.sabot.stream.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.sabot.testkit.."));
  }

  @Test
  void publicMethodsTakeNoBoolean() {
    holds(
        methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages("..internal..")
            .and()
            .areDeclaredInClassesThat()
            .areNotRecords()
            .should(not(haveRawParameterTypes(boolean.class))));
  }

  @Test
  void signaturesOfTheApiNameNothingInternal() {
    holds(
        members()
            .that(
                DescribedPredicate.describe(
                    "are public or protected and of such types outside internal packages",
                    ArchitectureTest::isApi))
            .should(nameNothingInternal()));
  }

  private static boolean isApi(JavaMember member) {
    return isOpen(member.getModifiers()) && isApi(member.getOwner());
  }

  private static boolean isApi(JavaClass type) {
    return isOpen(type.getModifiers())
        && !type.getPackageName().contains(".internal")
        && type.getEnclosingClass().map(ArchitectureTest::isApi).orElse(true);
  }

  private static boolean isOpen(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static ArchCondition<JavaMember> nameNothingInternal() {
    return new ArchCondition<>("name nothing internal in their signature") {
      @Override
      public void check(JavaMember member, ConditionEvents events) {
        Set<JavaClass> named = new HashSet<>();
        if (member instanceof JavaField field) {
          named.addAll(field.getType().getAllInvolvedRawTypes());
        }
        if (member instanceof JavaCodeUnit code) {
          named.addAll(code.getReturnType().getAllInvolvedRawTypes());
          code.getParameterTypes().forEach(type -> named.addAll(type.getAllInvolvedRawTypes()));
          named.addAll(code.getExceptionTypes());
        }
        for (JavaClass type : named) {
          if (type.getName().startsWith("io.sabot")
              && type.getPackageName().contains(".internal")) {
            events.add(
                SimpleConditionEvent.violated(
                    member, member.getFullName() + " names " + type.getName()));
          }
        }
      }
    };
  }

  @Test
  void operatorsAreImmutable() {
    holds(
        classes()
            .that()
            .implement(io.sabot.operator.BatchOperator.class)
            .should()
            .haveOnlyFinalFields());
  }

  @Test
  void packagesOfOperatorsHaveNoCycles() {
    holds(slices().matching("io.sabot.operators.internal.(*)..").should().beFreeOfCycles());
  }
}
