/**
 * The program that brings the schema to the version that the functions need, and gives each function's role what it needs.
 */
@NullMarked
package no.digisos.migrate;

import org.jspecify.annotations.NullMarked;
