/** What error messages are made of: {@link io.sabot.internal.text.NearestName}. */
@NullMarked
package io.sabot.internal.text;

import org.jspecify.annotations.NullMarked;
