/**
 * What all file formats share: {@link io.sabot.stream.internal.file.InputFiles} looks at a path
 * before a format does, {@link io.sabot.stream.internal.file.FileSplitReader} numbers batches and
 * turns whatever a format throws into one error that names the file.
 */
@NullMarked
package io.sabot.stream.internal.file;

import org.jspecify.annotations.NullMarked;
