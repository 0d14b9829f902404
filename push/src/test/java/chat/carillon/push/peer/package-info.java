/// The other ends, as real servers on this machine: they check what they are sent.
package chat.carillon.push.peer;
