package chat.carillon.cli.chat.conversation;

/// One thing in a conversation's page, top to bottom.
public sealed interface PageItem {
    long seq();

    long atMillis();

    record Said(ShownMessage message) implements PageItem {
        @Override
        public long seq() {
            return message.seq();
        }

        @Override
        public long atMillis() {
            return message.atMillis();
        }
    }

    /// Something happened: somebody joined, the topic changed.
    record Noted(long seq, long atMillis, String sentence) implements PageItem {}
}
