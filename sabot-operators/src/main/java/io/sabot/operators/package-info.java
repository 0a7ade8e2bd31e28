/** The operators: batches and signals enter, batches and signals leave, one file per operator. */
package io.sabot.operators;
