/**
 * The one door between runs and {@link java.util.concurrent.Flow}: {@link
 * io.sabot.internal.flow.FlowDoor} alone knows {@code Subscription}. Not API.
 */
@NullMarked
package io.sabot.internal.flow;

import org.jspecify.annotations.NullMarked;
