import { expect, it } from "vitest";
import { messageKey } from "../src/notify/message-key.ts";

it("names a message as the server's push does", async () => {
  // NotificationTest has the same.
  expect(await messageKey("c1", 7)).toBe("LI3wI6Vj7h7wbG3bsL9WIh44Zo6eN36G");
  expect(await messageKey("c1", 8)).not.toBe(await messageKey("c1", 7));
});
