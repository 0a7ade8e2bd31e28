/** Numbered mains to read from 1 upwards; each is run by a test. */
package io.sabot.examples;
