/// The session registry: who is connected where. It answers "to which nodes must a record for these users go",
/// and it is a hint: a wrong answer costs a sync or a push, never a message (`docs/concepts/registry.md`).
@NullMarked
package chat.carillon.core.registry;

import org.jspecify.annotations.NullMarked;
