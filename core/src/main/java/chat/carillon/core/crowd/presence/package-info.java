/// Who is there: which users are on this node and as what they want to be seen ([Attendance]), who looks at whom
/// ([Watches]) and at which conversations ([Headcounts]), and what nodes tell each other of it. Comes in from sessions
/// and from the bus through [Presences], goes out once a tick of the crowd. The other parts are pure.
@NullMarked
package chat.carillon.core.crowd.presence;

import org.jspecify.annotations.NullMarked;
