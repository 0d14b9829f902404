/// Programs to copy from; compiled with the tests, so that they stay true.
package chat.carillon.client.examples;
