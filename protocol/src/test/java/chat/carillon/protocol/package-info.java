/// Holds the reference pages to the enums and records that they describe.
package chat.carillon.protocol;
