// Served from the same place as the server's API, at index.html?conversation=…&token=…
import { ChatView, IndexedDbStorage } from "../dist/index.js";

const asked = new URLSearchParams(location.search);
const view = await ChatView.open({
  server: location.origin,
  token: asked.get("token"),
  storage: new IndexedDbStorage("example"),
});
const timeline = view.timeline(asked.get("conversation"));
timeline.subscribe(() => {
  const lines = timeline.get().messages.map((message) => {
    const line = document.createElement("li");
    const state = message.state === "sent" ? "" : message.state;
    line.textContent = `${message.sender}: ${message.text ?? "(deleted)"} ${state}`;
    return line;
  });
  document.getElementById("messages").replaceChildren(...lines);
});
view.connection.subscribe(() => (document.getElementById("state").value = view.connection.get().state));
document.getElementById("form").onsubmit = (event) => {
  event.preventDefault();
  void timeline.send(document.getElementById("text").value);
  event.target.reset();
};
await view.connect();
