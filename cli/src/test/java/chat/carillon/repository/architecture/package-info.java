/// Which code may depend on which: the rules, and a test of each with classes that break it.
package chat.carillon.repository.architecture;
