/// The repository tests itself: sizes, words, links, documents and the direction of dependencies.
///
/// In: the files of the source tree, and the compiled classes of all modules. Out: a list of what
/// to mend. Each rule is in [chat.carillon.repository.rule] and is tested there with a bad sample.
package chat.carillon.repository;
