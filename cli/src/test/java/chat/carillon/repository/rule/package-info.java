/// The rules that the repository's files are held to, each a function from files to findings. No
/// rule looks outside of what it is given, so that a test can hand it a bad sample.
package chat.carillon.repository.rule;
