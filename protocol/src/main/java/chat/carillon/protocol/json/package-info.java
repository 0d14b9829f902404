/// JSON as Carillon needs it: one object from bytes into a small tree with typed getters, and one object
/// into bytes.
///
/// In: UTF-8 from a socket, an HTTP body or a store. Out: a [JsonObject], or a [MalformedJsonException];
/// the other way a [JsonWriter] fills a byte array. Strict: UTF-8 without errors, at most 32 levels deep,
/// no name twice in an object, nothing after the object. No I/O, no threads. Jackson's streaming parser
/// and generator do the work and do not show outside this package.
@NullMarked
package chat.carillon.protocol.json;

import org.jspecify.annotations.NullMarked;
