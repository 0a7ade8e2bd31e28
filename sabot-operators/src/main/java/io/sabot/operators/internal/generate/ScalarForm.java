package io.sabot.operators.internal.generate;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;

/** One row at a time. */
final class ScalarForm extends Form {
  ScalarForm(CodeBuilder code, int row) {
    super(code, row);
  }

  @Override
  int lanes() {
    return 1;
  }

  @Override
  String prefix() {
    return "Scalar";
  }

  @Override
  ClassDesc type(Lane lane) {
    return switch (lane) {
      case BIT -> ConstantDescs.CD_boolean;
      case INT -> ConstantDescs.CD_int;
      case LONG -> ConstantDescs.CD_long;
      case FLOAT -> ConstantDescs.CD_float;
      case DOUBLE -> ConstantDescs.CD_double;
    };
  }

  @Override
  TypeKind kind(Lane lane) {
    return switch (lane) {
      case BIT, INT -> TypeKind.INT;
      case LONG -> TypeKind.LONG;
      case FLOAT -> TypeKind.FLOAT;
      case DOUBLE -> TypeKind.DOUBLE;
    };
  }

  @Override
  List<Argument> about(Lane result) {
    return List.of();
  }

  /** Scalars live in registers across calls: the compiler takes them in, or does little harm. */
  @Override
  void invoke(ClassDesc owner, String name, ClassDesc result, List<Argument> arguments) {
    call(owner, name, result, arguments);
  }
}
